"""What was made before is given again only where everything read for it is the same."""

import pickle
from collections.abc import Hashable, Mapping

from schemekit.document.memory import Kept, Memory, Notes, exact, turn


class Maker:
    """Makes a sentence of a part and of what it reads, and counts how often."""

    def __init__(self, **values: object) -> None:
        self.values = values
        self.notes = Notes()
        self.times = 0

    @property
    def now(self) -> Mapping[Hashable, Hashable]:
        return {name: exact(value) for name, value in self.values.items()}

    def read(self, name: str) -> object:
        self.notes.note(name, self.values[name])
        return self.values[name]

    def make(self) -> str:
        self.times += 1
        return f"{self.read('name')} {self.read('tool') if self.read('has_tool') else 'nothing'}"


def test_equal_values_are_not_made_twice_and_others_are() -> None:
    memory: Memory[str] = Memory()
    part, maker = object(), Maker(name="Ann", has_tool=True, tool="rake", weather="wet")

    def made(**values: object) -> str:
        maker.values.update(values)
        return memory.made(part, maker.notes, maker.now, maker.make)

    assert made() == "Ann rake"
    assert made(weather="dry") == "Ann rake"
    assert maker.times == 1
    assert made(tool="spade") == "Ann spade"
    assert made(has_tool=False) == "Ann nothing"
    assert made(tool="fork") == "Ann nothing"
    assert maker.times == 3
    assert made(has_tool=True, tool="rake") == "Ann rake"
    assert maker.times == 3


def test_another_part_is_never_taken_for_it() -> None:
    memory: Memory[str] = Memory()
    notes = Notes()

    made = [memory.made([number], notes, {}, lambda n=number: str(n)) for number in range(5_000)]  # type: ignore[misc]

    assert made == [str(number) for number in range(5_000)]


def test_what_is_read_inside_counts_for_what_is_around_it_also_when_it_is_remembered() -> None:
    memory: Memory[str] = Memory()
    inner, outer, maker = object(), object(), Maker(name="Ann", has_tool=False)

    def around() -> str:
        return f"<{memory.made(inner, maker.notes, maker.now, maker.make)}>"

    memory.made(inner, maker.notes, maker.now, maker.make)
    first = memory.made(outer, maker.notes, maker.now, around)
    maker.values["name"] = "Bob"
    second = memory.made(outer, maker.notes, maker.now, around)

    assert (first, second) == ("<Ann nothing>", "<Bob nothing>")


def test_one_and_true_are_two_values() -> None:
    assert len({exact(1), exact(1.0), exact(True), exact("1")}) == 4


def test_it_never_grows_beyond_its_bounds() -> None:
    kept: Kept[int, int] = Kept(most=100)
    often = object()

    for number in range(10_000):
        kept.of(object())[0] = number
        kept.of(often).setdefault(0, number)

    assert kept.of(often)[0] == 0
    assert len(kept) <= 200


def test_of_one_part_no_more_ways_are_kept_than_it_was_told() -> None:
    kept: Kept[int, str] = Kept(ways=3)
    part = object()

    made = [kept.made(part, number % 5, lambda n=number: str(n % 5)) for number in range(50)]  # type: ignore[misc]

    assert made == [str(number % 5) for number in range(50)]
    assert len(kept.of(part)) <= 3


def test_what_is_kept_is_not_handed_on_to_another_program() -> None:
    kept: Kept[int, str] = Kept(most=7)
    kept.made("part", 1, lambda: "made")

    handed = pickle.loads(pickle.dumps(kept))  # noqa: S301 - made in the line above

    assert len(kept) == 1
    assert len(handed) == 0
    handed.made("part", 1, lambda: "made")
    turn()
    turn()
    assert len(handed) == 0
