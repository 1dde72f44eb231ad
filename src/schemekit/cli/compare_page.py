"""A comparison as a page to read: a document of blocks, written by the writer of web pages."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from schemekit import writers
from schemekit.cli.compare import counted
from schemekit.cli.comparing import Comparison, DocumentDifference
from schemekit.document.blocks import (
    Block,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from schemekit.document.differing import Piece, words_between
from schemekit.document.passages import Difference
from schemekit.errors import PackError, Problem
from schemekit.interview.differing import AnswerDifference, Word
from schemekit.presets.answers import save_text
from schemekit.theming import load_theme
from schemekit.toolkit.toolkit import Toolkit

ID: Final = "comparison_of_schemes"


def write_page(
    path: Path, comparison: Comparison, toolkit: Toolkit, folders: Sequence[Path]
) -> None:
    """Write the page. Raises `PackError` where another file of that name would be lost."""
    if path.exists() and not _is_ours(path):
        raise PackError(Problem(str(path), "it is another file.", "Choose another name."))
    page = writers.find("html").write(page_of(comparison, toolkit), load_theme(folders))
    save_text(path, page.decode())


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return f'content="{ID}"'.encode() in file.read(4_000)


def page_of(comparison: Comparison, toolkit: Toolkit) -> Document:
    """The comparison, ready for any writer."""
    names = [each.name for each in comparison.sides]
    title = f"What differs between {', '.join(names[:-1])} and {names[-1]}"
    profile = comparison.sides[-1].interview.profile
    return Document(
        id=ID,
        file="comparison",
        title=title,
        organisation=toolkit.about.organisation.said(profile),
        scheme=title,
        audience="those who look after several schemes",
        purpose="Which answers differ, since which layer, and what that changes in the documents.",
        content=tuple(_content(comparison, names, title)),
        footer=toolkit.questionnaire.toolkit,
    )


def _content(comparison: Comparison, names: Sequence[str], title: str) -> Iterator[Block]:
    yield Heading(1, (Text(title),))
    if not comparison.answers and not comparison.documents:
        yield _line("Nothing differs.")
        return
    yield from _answers("Answers that differ", "answers", comparison.decided, names)
    yield from _answers("What follows from them", "following", comparison.following, names)
    for place, name in enumerate(names[1:], 1):
        yield _heading(2, f"What that changes, from {names[0]} to {name}", f"changes-{place}")
        found = [each for each in comparison.documents if each.against == name]
        if not found:
            yield _line("The documents are the same.")
        for each in found:
            yield from _document(each, f"changes-{place}-{each.document}")


def _answers(
    title: str, anchor: str, found: Sequence[AnswerDifference], names: Sequence[str]
) -> Iterator[Block]:
    if not found:
        return
    yield _heading(2, title, anchor)
    yield _line("In square brackets stands whose word an answer is.")
    rows = [
        Row((_text(each.question.short), *(_word(word) for word in each.words))) for each in found
    ]
    yield Table(Row((_text("Answer"), *map(_text, names))), tuple(rows))


def _word(word: Word) -> tuple[Inline, ...]:
    if not word.since:
        return _text(word.shown)
    return (Text(word.shown), LineBreak(), Text(f"[{word.since}]"))


def _document(each: DocumentDifference, anchor: str) -> Iterator[Block]:
    yield _heading(3, each.title, anchor)
    if not each.blocks:
        yield _line("Only here." if each.fate == "added" else "Not here.")
        return
    told = "Lines" if each.under == "sheet" else "Blocks"
    yield _line(f"{told}: {counted([block.fate for block in each.blocks])}.")
    head = Row((_text(each.under.capitalize()), _text("What"), _text("Words")))
    yield Table(head, tuple(_row(block) for block in each.blocks))


def _row(block: Difference) -> Row[Inline]:
    pieces = words_between(block.before, block.after)
    words: list[Inline] = []
    for piece in pieces:
        words += [Text(" "), *_marked(piece, block)] if words else _marked(piece, block)
    return Row((_text(block.heading), _text(block.fate), tuple(words)))


def _marked(piece: Piece, block: Difference) -> tuple[Inline, ...]:
    """Words that went or came say so in words, not by their looks alone."""
    if piece.fate == "kept" or block.fate != "changed":
        return (Text(piece.text),)
    looks = Strong if piece.fate == "added" else Emphasis
    return (looks((Text(f"[{piece.fate}: {piece.text}]"),)),)


def _heading(level: int, words: str, anchor: str) -> Heading[Inline]:
    return Heading(level, (Text(words),), anchor)


def _line(words: str) -> Paragraph[Inline]:
    return Paragraph((Text(words),))


def _text(words: str) -> tuple[Inline, ...]:
    return (Text(words),)
