"""Whether a parsed document is whole: one title, headings in order, every field placed."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from schemekit.document.blocks import Heading, Text
from schemekit.errors import Problem, nearest
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.tables import SourceFile
from schemekit.toolkit.templates import Blocks, FieldPlace, TInline, TNode, mentions, parts


def everything(content: Iterable[TNode]) -> Iterator[TNode]:
    """Every node of a tree, whatever branch it stands in."""
    waiting = [*content][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += parts(node)[::-1]


def headings(content: Blocks) -> Iterator[Heading[TInline]]:
    """Every heading, whatever branch it stands in."""
    return (each for each in everything(content) if isinstance(each, Heading))


def fixed_title(heading: Heading[TInline]) -> str:
    """The words of a heading that no answer changes; empty for one with slots."""
    words = [each.text for each in heading.content if isinstance(each, Text)]
    return "".join(words) if len(words) == len(heading.content) else ""


def headless(name: str, content: Blocks) -> Iterator[Problem]:
    if any(headings(content)):
        yield Problem(name, "it holds a heading.", "Headings stand in the document around it.")


def titled(name: str, content: Blocks, line: int) -> Iterator[Problem]:
    """Whether the document starts with its only title, and no heading skips a level."""
    where = f"{name}, line {line}"
    levels = [each.level for each in headings(content)]
    match content[:1]:
        case (Heading(1),):
            pass
        case _:
            yield Problem(where, "it does not start with its title.", "Start with one # heading.")
    if levels.count(1) > 1:
        yield Problem(where, "it has more than one # heading.", "Use ## below the title.")
    for above, below in pairwise(levels):
        if below > above + 1:
            marks = "#" * below
            yield Problem(
                where,
                f"a {marks} heading follows a {'#' * above} heading.",
                f"Use {marks[: above + 1]} there.",
            )


def placed(head: SourceFile, fields: tuple[FormField, ...], content: Blocks) -> Iterator[Problem]:
    """Whether each field is declared once and placed."""
    declared = [each.id for each in fields]
    places = [each.node for each in mentions(content) if isinstance(each.node, FieldPlace)]
    for place in places:
        if place.id not in declared:
            what = f"the field {place.id!r} is not declared above."
            yield Problem(place.where, what, nearest(place.id, declared))
    for number, each in enumerate(declared):
        if each in declared[:number]:
            yield Problem(head.where("field", number), f"the field {each!r} is declared twice.")
        elif each not in {place.id for place in places}:
            yield Problem(
                head.where("field", number),
                f"the field {each!r} is placed nowhere.",
                f'Write {{{{ field("{each}") }}}} where it goes, or take it out.',
            )
