"""What was made of a part before, remembered by the values it was made with.

A part is known by being that very object. What it was made with is noted while it is made, never
declared: the same part with the same values gives the same thing, whoever asks.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Generic, TypeAlias, TypeVar
from weakref import WeakSet

M = TypeVar("M")
K = TypeVar("K")
Noted: TypeAlias = dict[Hashable, Hashable]
_MOST: Final = 8_000
"""Parts kept at least, of those asked for last; no more than twice as many are kept."""
_WAYS: Final = 6
"""Sets of names by which a part is remembered: it reads others where a branch is another."""
_TIMES: Final = 12
"""Things remembered of a part for one set of names."""


class Kept(Generic[K, M]):
    """Things made of parts. It keeps the parts themselves, so that none takes another’s place.

    Parts that nobody has asked for in a long time are let go, so that it never grows further: of
    two turns the earlier, where somebody says when it is over; else those that are too many. Of
    one part no more than so many `ways` are kept.
    """

    def __init__(self, most: int = _MOST, ways: int = _TIMES) -> None:
        _EVERY.add(self)
        self._most = most
        self._ways = ways
        self._young: dict[int, tuple[object, dict[K, M]]] = {}
        self._old: dict[int, tuple[object, dict[K, M]]] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def of(self, part: object) -> dict[K, M]:
        """What is kept of `part`, to look at and to add to."""
        place = id(part)
        found = self._young.get(place)
        if found is None:
            found = self._old.pop(place, None) or (part, {})
            if len(self._young) >= self._most:
                self.turn()
            self._young[place] = found
        return found[1]

    def turn(self) -> None:
        """Let go what nobody has asked for since the turn before this one."""
        self._old, self._young = self._young, {}

    def made(self, part: object, key: K, make: Callable[[], M]) -> M:
        """What `make` makes of `part` by `key`."""
        kept = self.of(part)
        if key not in kept:
            if len(kept) >= self._ways:
                kept.clear()
            kept[key] = make()
        return kept[key]


_EVERY: Final[WeakSet[Kept[Any, Any]]] = WeakSet()


def turn() -> None:
    """The end of a turn for everything that is kept: it holds what the last two have asked for."""
    for each in tuple(_EVERY):
        each.turn()


def remembered() -> int:
    """How many parts are kept now, all together."""
    return sum(map(len, tuple(_EVERY)))


def exact(value: object) -> Hashable:
    """`value` as one value of a key: 1, 1.0 and true are three."""
    if isinstance(value, str):
        return value
    return (value.__class__, value)


class Notes:
    """The values that are read while a part is made, and while those around it are made."""

    def __init__(self) -> None:
        self._open: list[Noted] = []

    def note(self, name: Hashable, value: object) -> None:
        if self._open:
            self._open[-1][name] = exact(value)

    def put(self, name: Hashable, value: Hashable) -> None:
        """Note a value that is one of a key already."""
        if self._open:
            self._open[-1][name] = value

    @contextmanager
    def noting(self) -> Iterator[Noted]:
        """What is read from here on; whoever notes around it has read it too."""
        read: Noted = {}
        self._open.append(read)
        try:
            yield read
        finally:
            self._open.pop()
            self.add(read)

    def add(self, read: Noted) -> None:
        if self._open:
            self._open[-1].update(read)

    def add_all(self, names: Sequence[Hashable], values: Sequence[Hashable]) -> None:
        if self._open:
            self._open[-1].update(zip(names, values, strict=True))


class Memory(Generic[M]):
    """Things made of parts, by what was read for them."""

    def __init__(self, ways: int = _WAYS) -> None:
        self._ways = ways
        self._kept: Kept[tuple[Hashable, ...], dict[tuple[Hashable, ...], M]] = Kept()

    def made(
        self, part: object, notes: Notes, now: Mapping[Hashable, Hashable], make: Callable[[], M]
    ) -> M:
        """What was made of `part` with the values there are `now`; made, where nothing was yet."""
        ways = self._kept.of(part)
        for names, known in ways.items():
            values = tuple(map(now.__getitem__, names))
            if values in known:
                notes.add_all(names, values)
                return known[values]
        with notes.noting() as read:
            found = make()
        names = tuple(read)
        if len(ways) >= self._ways and names not in ways:
            ways.clear()
        known = ways.setdefault(names, {})
        if len(known) >= _TIMES:
            known.clear()
        known[tuple(read.values())] = found
        return found
