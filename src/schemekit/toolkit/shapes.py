"""Tags that stand alone on their line: what each must look like for Markdown to keep its place.

Among table rows such a tag becomes a row, among list items an item, elsewhere a paragraph. That is
decided once for a whole group (if, its branches and its end), from the lines beside its tags.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from schemekit.document.marks import MARK, number_of
from schemekit.errors import Problem
from schemekit.toolkit.groups import Group, grouped
from schemekit.toolkit.meanings import Control, EndFor, EndIf, For, If, Include
from schemekit.toolkit.tags import Scanned

Shape: TypeAlias = Literal["row", "item", "paragraph"]
Beside: TypeAlias = Literal["row", "item", "deeper", "text", "blank"]
RULE: Final = (
    "Among items and rows leave no blank line beside the tag; elsewhere leave one on each side."
)
_ALONE: Final = re.compile(rf"([ \t]*)({MARK})[ \t]*")
_ITEM: Final = re.compile(r"([ \t]*)([-*+]|\d{1,9}([.)]))[ \t]")
_DELIMITER: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_WHOLE: Final = re.compile(rf"[ \t]*(#{{1,6}}[ \t]|:::|-{{3,}}[ \t]*$|{MARK}[ \t]*$|$)")
_QUOTED: Final = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>")
_ONLY_TAGS: Final = re.compile(rf"[ \t]*{MARK}([ \t]*{MARK})+[ \t]*")


@dataclass(frozen=True, slots=True)
class Shaped:
    """Markdown with every stand-alone tag in a shape of its own."""

    text: str
    lines: tuple[int, ...]
    shapes: Mapping[int, Shape]
    """Number of a tag that stands alone, to the shape it was given."""
    problems: tuple[Problem, ...]


def shape(scanned: Scanned, name: str) -> Shaped:
    """`scanned` ready for Markdown. `name` is the file's."""
    groups, misfits = grouped(scanned)
    shaping = _Shaping(scanned, name, groups)
    for each in misfits:
        shaping.problem(each.number, each.what, each.remedy)
    if not misfits:
        shaping.decide()
    text, lines = shaping.written()
    return Shaped(text, lines, shaping.shapes, tuple(shaping.problems))


class _Shaping:
    """A source while the shapes of its tags are being decided."""

    def __init__(self, scanned: Scanned, name: str, groups: tuple[Group, ...]) -> None:
        self.scanned = scanned
        self.name = name
        self.groups = groups
        self.source = scanned.text.split("\n")
        self.alone: dict[int, int] = {}
        """Number of a tag to its line, where it has the line to itself and holds whole things."""
        self.shapes: dict[int, Shape] = {}
        self.markers: dict[int, str] = {}
        self.problems: list[Problem] = []
        self._find_alone()

    def problem(self, number: int, what: str, remedy: str = RULE) -> None:
        tag = self.scanned.tags[number]
        where = f"{self.name}, line {tag.line}"
        self.problems.append(Problem(where, f"{tag.written} {what}", remedy))

    def _find_alone(self) -> None:
        for line, text in enumerate(self.source):
            found = _ALONE.fullmatch(text)
            if found:
                number = number_of(found[2])
                if isinstance(self.scanned.tags[number].meaning, Control | Include):
                    self.alone[number] = line

    def decide(self) -> None:
        """The shape of every tag that stands alone."""
        for group in self.groups:
            self._decide(group)
        for number, tag in enumerate(self.scanned.tags):
            if isinstance(tag.meaning, Include):
                self._include(number)
        for line, text in enumerate(self.source):
            if _ONLY_TAGS.fullmatch(text):
                self._crowd(line)
            if _QUOTED.match(text):
                self._quoted(text)

    def _decide(self, group: Group) -> None:
        alone = [each for each in group.numbers if each in self.alone]
        if not alone:
            return
        if len(alone) != len(group.numbers):
            odd = next(each for each in group.numbers if each not in self.alone)
            self.problem(
                odd,
                f"shares a line, but another tag of {group}, has its own.",
                "Open and close it the same way.",
            )
            return
        chosen = self._shape(group)
        for number in group.numbers:
            self.shapes[number] = chosen
            self.markers[number] = self._marker(group)
            if chosen == "paragraph":
                self._check_depth(number)
        if chosen == "paragraph":
            self._check_outside(group.numbers[0], -1)
            self._check_outside(group.numbers[-1], +1)

    def _shape(self, group: Group) -> Shape:
        beside = {kind for kind, _ in self._inside(group)} - {"blank"}
        if "text" in beside or not beside & {"row", "item"}:
            return "paragraph"
        if "row" in beside:
            return "row" if beside == {"row"} else "paragraph"
        return "item"

    def _inside(self, group: Group) -> Iterator[tuple[Beside, int]]:
        """What stands beside the group's tags, inside the group."""
        for number in group.numbers[:-1]:
            yield self._beside(number, +1)
        for number in group.numbers[1:]:
            yield self._beside(number, -1)

    def _beside(self, number: int, step: int) -> tuple[Beside, int]:
        """The kind of the next line that way which is no tag's own, and its place."""
        line = self.alone[number] + step
        while 0 <= line < len(self.source) and self._is_alone(line):
            line += step
        if not 0 <= line < len(self.source) or not self.source[line].strip():
            return "blank", line
        return self._kind(line, self._indent(self.alone[number])), line

    def _is_alone(self, line: int) -> bool:
        found = _ALONE.fullmatch(self.source[line])
        return found is not None and number_of(found[2]) in self.alone

    def _kind(self, line: int, indent: int) -> Beside:
        text = self.source[line]
        if self._indent(line) > indent:
            return "deeper"
        if text.lstrip().startswith("|"):
            following = self.source[line + 1] if line + 1 < len(self.source) else ""
            whole = _DELIMITER.fullmatch(following) or _DELIMITER.fullmatch(text)
            return "text" if whole else "row"
        return "item" if _ITEM.match(text) and self._indent(line) == indent else "text"

    def _indent(self, line: int) -> int:
        text = self.source[line]
        return len(text) - len(text.lstrip())

    def _marker(self, group: Group) -> str:
        """The bullet or number of the items beside the group."""
        for kind, line in self._inside(group):
            found = _ITEM.match(self.source[line]) if kind == "item" else None
            if found:
                return f"1{found[3]}" if found[3] else found[2]
        return "-"

    def _check_depth(self, number: int) -> None:
        """Refuse a tag that stands further out than what it holds: it would split a list item."""
        for step in (-1, +1):
            line = self.alone[number] + step
            while 0 <= line < len(self.source) and not self.source[line].strip():
                line += step
            inward = self._is_inward(number, step)
            if (
                inward
                and 0 <= line < len(self.source)
                and (
                    self._indent(line) > self._indent(self.alone[number])
                    and not self._is_alone(line)
                )
            ):
                self.problem(
                    number,
                    "stands further out than what it holds.",
                    "Indent the tag as far as its content.",
                )
                return

    def _is_inward(self, number: int, step: int) -> bool:
        opens = isinstance(self.scanned.tags[number].meaning, If | For)
        closes = isinstance(self.scanned.tags[number].meaning, EndIf | EndFor)
        return not (opens and step < 0) and not (closes and step > 0)

    def _check_outside(self, number: int, step: int) -> None:
        line = self.alone[number] + step
        if 0 <= line < len(self.source) and not _WHOLE.match(self.source[line]):
            self.problem(
                number, "stands beside a paragraph, a list or a table that it would split."
            )

    def _include(self, number: int) -> None:
        if number not in self.alone:
            self.problem(
                number, "must have its line to itself.", "Leave a blank line on each side."
            )
            return
        self.shapes[number] = "paragraph"
        self._check_outside(number, -1)
        self._check_outside(number, +1)

    def _crowd(self, line: int) -> None:
        """Refuse tags that share a line with nothing else and do not close on it."""
        numbers = [number_of(each) for each in re.findall(MARK, self.source[line])]
        groups = [each for each in self.groups if set(each.numbers) & set(numbers)]
        if any(not set(each.numbers) <= set(numbers) for each in groups):
            self.problem(numbers[0], "shares its line with another tag.", "Give each its own line.")

    def _quoted(self, text: str) -> None:
        """Refuse an author's tags behind `>`; local words may stand there."""
        for number in map(number_of, re.findall(MARK, text)):
            if self.scanned.tags[number].written.startswith("{"):
                self.problem(number, "stands behind >.", "Write ::: quote around it instead.")

    def written(self) -> tuple[str, tuple[int, ...]]:
        """The Markdown, with the line in the file of each of its lines."""
        found: list[tuple[str, int]] = []
        by_line = {line: number for number, line in self.alone.items() if number in self.shapes}
        for place, text in enumerate(self.source):
            line = self.scanned.lines[place]
            number = by_line.get(place)
            new = [text] if number is None else self._rewritten(number, text)
            found += [(each, line) for each in new]
        return "\n".join(each for each, _ in found), tuple(line for _, line in found)

    def _rewritten(self, number: int, text: str) -> list[str]:
        indent, mark = text[: len(text) - len(text.lstrip())], text.strip()
        match self.shapes[number]:
            case "row":
                return [f"{indent}| {mark} |"]
            case "item":
                return [f"{indent}{self.markers[number]} {mark}"]
            case "paragraph":
                return ["", f"{indent}{mark}", ""]
