"""Which space of a form each control is: by tag, then bookmark, then title, then order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from schemekit.document.naming import field_bookmark
from schemekit.forms.form import Form, Space, base, line
from schemekit.forms.found import Control, Found, How
from schemekit.forms.word import ticked

_TWICE: Final = 6
"""So often one field may stand in one document and still be known by its bookmark."""


class Matched(NamedTuple):
    """A control, the space it is, and how that was told; an empty tag where it was not."""

    control: Control
    tag: str = ""
    how: How = "tag"


def match(form: Form, found: Found, told_by: How = "tag") -> tuple[Matched, ...]:
    """Every control of `found` with its space in `form`, as far as that can be told."""
    known = form.tags()
    bookmarks = _bookmarks(known)
    first = [_named(each, form, known, bookmarks, told_by) for each in found.controls]
    titled = _by_alias(form, first)
    ordered = _by_order(form, titled)
    loose = _loose(found.loose, bookmarks, {each.tag for each in ordered})
    return tuple(_lines_apart((*ordered, *loose)))


def _bookmarks(tags: Iterable[str]) -> dict[str, str]:
    """Each bookmark that a tag can have, to the tag."""
    found: dict[str, str] = {}
    for tag in sorted(tags):
        found.setdefault(field_bookmark(tag), tag)
        for again in range(2, _TWICE):
            found.setdefault(field_bookmark(f"{tag}~{again}"), f"{tag}~{again}")
    return found


def _named(
    control: Control, form: Form, known: frozenset[str], bookmarks: Mapping[str, str], told_by: How
) -> Matched:
    tag = base(control.tag)
    if tag in known or form.more(tag) is not None:
        return Matched(control, control.tag, told_by)
    for name in control.bookmarks:
        if name in bookmarks:
            return Matched(control, bookmarks[name], "bookmark")
    return Matched(control)


def _by_alias(form: Form, matched: Sequence[Matched]) -> list[Matched]:
    """Those with a title that only one space has, and only one control."""
    spaces = Counter(each.alias for each in form.spaces)
    controls = Counter(each.control.alias for each in matched)
    taken = {each.tag for each in matched}
    alone = {
        each.alias: each.tag
        for each in form.spaces
        if spaces[each.alias] == controls[each.alias] == 1 and each.tag not in taken
    }
    return [
        Matched(each.control, alone[each.control.alias], "alias")
        if not each.tag and each.control.alias in alone
        else each
        for each in matched
    ]


def _by_order(form: Form, matched: Sequence[Matched]) -> list[Matched]:
    """Those between two that are known, where just as many spaces of the same kinds are left."""
    told = list(matched)
    places = {each.tag: at for at, each in enumerate(form.spaces)}
    taken = {each.tag for each in matched if each.tag}
    start = 0
    while start < len(told):
        if told[start].tag:
            start += 1
            continue
        end = start
        while end < len(told) and not told[end].tag:
            end += 1
        free = _free(form, places, told[:start], told[end:], taken)
        gap = [each.control for each in told[start:end]]
        if [each.kind for each in free] == [each.kind for each in gap]:
            told[start:end] = [
                Matched(control, space.tag, "order")
                for control, space in zip(gap, free, strict=True)
            ]
        start = end
    return told


def _free(
    form: Form,
    places: Mapping[str, int],
    before: Sequence[Matched],
    after: Sequence[Matched],
    taken: set[str],
) -> list[Space]:
    """The spaces between the nearest known neighbours that no control is yet."""
    lower = next((places[e.tag] for e in reversed(before) if e.tag in places), -1)
    upper = next((places[e.tag] for e in after if e.tag in places), len(form.spaces))
    return [each for each in form.spaces[lower + 1 : upper] if each.tag not in taken]


def _loose(
    texts: Mapping[str, str], bookmarks: Mapping[str, str], taken: set[str]
) -> Iterator[Matched]:
    """What stands in a bookmark whose control has gone."""
    for name, text in texts.items():
        tag = bookmarks.get(name)
        if tag is None or tag in taken:
            continue
        box = ticked(text)
        if box is None:
            yield Matched(Control(text, bookmarks=(name,)), tag, "bookmark")
        else:
            yield Matched(Control(text, "box", bookmarks=(name,), ticked=box), tag, "bookmark")


def _lines_apart(matched: Iterable[Matched]) -> Iterator[Matched]:
    """A line of a table that somebody copied is a line of its own, after those there were."""
    told = list(matched)
    lines = [found for found in (line(each.tag) for each in told) if found]
    last = Counter({table: 0 for table, _, _ in lines})
    for table, number, _ in lines:
        last[table] = max(last[table], number)
    seen: set[str] = set()
    moved: dict[tuple[str, int], int] = {}
    for each in told:
        cell = line(each.tag)
        if cell is None or each.tag not in seen:
            seen.add(each.tag)
            yield each
            continue
        table, number, column = cell
        target = moved.get((table, number))
        if target is None or f"{table}.{target}.{column}" in seen:
            last[table] += 1
            target = moved[table, number] = last[table]
        tag = f"{table}.{target}.{column}"
        seen.add(tag)
        yield each._replace(tag=tag, control=replace(each.control, tag=tag))
