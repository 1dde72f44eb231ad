"""`schemekit compare`: what differs between schemes, since which layer, and what that changes."""

import json as json_text
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from schemekit.cli.columns import complain, table, wrapped
from schemekit.cli.comparing import Comparison, DocumentDifference, compared, opened
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import toolkit_folders
from schemekit.document.differing import said, words_between
from schemekit.interview.differing import AnswerDifference
from schemekit.toolkit.loading import load

_WHOLE: Final = {"added": "Documents only in", "gone": "Documents not in"}
"""Documents that stand on one side alone, told of together and first."""


@click.command("compare")
@click.argument("names", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--words", is_flag=True, help="Show the words of every block or row that differs.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to read."
)
@wishes("presets", "preset_folders", "overlays", "depth", "json")
def command(names: tuple[str, ...], wishes: Wishes, page: Path | None, *, words: bool) -> None:
    """Show where schemes differ, since which layer, and what that changes.

    The first is the measure for the others. A scheme alone is held against its presets. A preset or
    an answers file can stand for a folder.
    """
    toolkit = load(toolkit_folders(wishes))
    comparison = compared(opened(names, wishes), toolkit)
    for notice in dict.fromkeys(each for side in comparison.sides for each in side.notices):
        complain(notice)
    if page is not None:
        from schemekit.cli.compare_page import write_page

        write_page(page, comparison, toolkit, toolkit_folders(wishes))
    if wishes.json:
        click.echo(json_text.dumps(_as_json(comparison), ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(_told(comparison, words=words)))
    if page is not None:
        click.echo(f"\nThe page is {page}.")


def _told(comparison: Comparison, *, words: bool) -> Iterator[str]:
    names = [each.name for each in comparison.sides]
    if not comparison.answers and not comparison.documents:
        yield f"Nothing differs between {_listed(names)}."
        return
    yield from _answers("Answers that differ", comparison.decided, names)
    yield from _answers("What follows from them", comparison.following, names)
    for name in names[1:]:
        yield f"What that changes in the documents, from {names[0]} to {name}"
        yield ""
        of_this = [each for each in comparison.documents if each.against == name]
        yield from _in_words(of_this) if words else _in_numbers(of_this, name)
        yield ""
    if not words:
        yield "To see the words of each: --words, or --html FILE for a page."


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _answers(title: str, found: Sequence[AnswerDifference], names: Sequence[str]) -> Iterator[str]:
    if not found:
        return
    yield f"{title}: {len(found)}"
    yield ""
    for each in found:
        yield wrapped(f"{each.question.short} ({each.question.id})")
        rows = [
            (name, word.shown, word.since) for name, word in zip(names, each.words, strict=True)
        ]
        yield from table(rows, indent="  ")
    yield ""


def _in_numbers(found: Sequence[DocumentDifference], name: str) -> Iterator[str]:
    """Each document, and under which headings or on which sheets how many blocks differ."""
    for fate, where in _WHOLE.items():
        titles = [each.title for each in found if each.fate == fate]
        if titles:
            yield f"{where} {name}: {len(titles)}"
            yield from (wrapped(each, "  ") for each in titles)
            yield ""
    for each in found:
        if each.fate in _WHOLE:
            continue
        yield wrapped(each.title)
        rows = [
            (heading, counted([block.fate for block in blocks]))
            for heading, blocks in each.by_heading
        ]
        yield from table(rows, indent="  ")


def counted(fates: Sequence[str]) -> str:
    """How many blocks were added, are gone and changed, in words."""
    return ", ".join(
        f"{fates.count(fate)} {fate}" for fate in ("added", "gone", "changed") if fate in fates
    )


def _in_words(found: Sequence[DocumentDifference]) -> Iterator[str]:
    for each in found:
        yield f"{each.title}: {each.fate}"
        for heading, blocks in each.by_heading:
            yield wrapped(heading, "  ")
            for block in blocks:
                yield wrapped(said(words_between(block.before, block.after)), "    ")
        yield ""


def _as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison for programs, in one shape for documents and workbooks.

    Of a workbook, `heading` is what the tab of a sheet says and a block is one of its lines; one
    that changed names the row, column or remark, and only those of its cells that differ.
    """
    names = [each.name for each in comparison.sides]
    return {
        "schemes": names,
        "answers": [_answer_as_json(each, names) for each in comparison.answers],
        "documents": [_document_as_json(each, names[0]) for each in comparison.documents],
    }


def _answer_as_json(found: AnswerDifference, names: Sequence[str]) -> dict[str, Any]:
    return {
        "question": found.question.id,
        "label": found.question.short,
        "follows": found.follows,
        "values": [
            {"scheme": name, "shown": word.shown, "since": word.since}
            for name, word in zip(names, found.words, strict=True)
        ],
    }


def _document_as_json(found: DocumentDifference, first: str) -> dict[str, Any]:
    return {
        "document": found.document,
        "title": found.title,
        "from": first,
        "to": found.against,
        "what": found.fate,
        "blocks": [
            {
                "heading": block.heading,
                "what": block.fate,
                "before": block.before,
                "after": block.after,
            }
            for block in found.blocks
        ],
    }
