"""What came of a batch: a table for a spreadsheet, and a page to read."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final
from urllib.parse import quote

from schemekit import writers
from schemekit.departments.ledger import Ledger
from schemekit.departments.orders import STATES, Outcome, State
from schemekit.document.blocks import (
    Block,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Row,
    Table,
    Text,
)
from schemekit.document.theme import Theme
from schemekit.pack.manifest import Made
from schemekit.pack.writing import FOLDER

SUMMARY: Final = "summary"
SHOWN: Final = 300
"""Departments of a kind that the page tells of one by one; the table has them all."""
FIRST_PAGE: Final = "read-me-first.html"
_COLUMNS: Final = (
    "folder", "row", "result", "documents", "open points", "errors", "warnings",
    "differs from the preset", "edited and kept", "notices", "problems", "which documents",
    "which open points",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the start of a formula."""
_TITLE: Final = "What came of the batch"
_THEN: Final = (
    "What is told of an unchanged department is as it stood when its pack was made. A check that "
    "reads the day, such as whether the start has passed, is not done again until then; "
    "“schemekit build --dry-run” in its folder tells what holds today."
)
_WHY: Final = ("Department", "Where it stands", "Why it was not made")
_TOLD: Final = (
    "Department", "Documents", "Open points", "Failed checks", "Different from the preset",
    "To look at",
)  # fmt: skip
_RESULT: Final[dict[State, str]] = {
    "made": "made",
    "unchanged": "unchanged since last time",
    "failed": "not made",
}


def summary_files(ledger: Ledger, theme: Theme) -> tuple[Made, Made]:
    """The page, then the table."""
    page = writers.find("html").write(_page(ledger), theme)
    return (
        Made(SUMMARY, "html", f"{SUMMARY}.html", page),
        Made(SUMMARY, "csv", f"{SUMMARY}.csv", table(ledger.outcomes())),
    )


def table(outcomes: Iterable[Outcome]) -> bytes:
    """A row for each outcome, as Excel opens it; no cell can be a formula."""
    written = StringIO(newline="")
    rows = csv.writer(written, quoting=csv.QUOTE_ALL)
    rows.writerow(_COLUMNS)
    for each in outcomes:
        rows.writerow([_cell(value) for value in _values(each)])
    return written.getvalue().encode("utf-8-sig")


def _values(each: Outcome) -> Iterator[str]:
    yield from (each.folder, each.where, _RESULT[each.state])
    yield from (str(len(each.documents)), str(len(each.open_points)))
    for several in (
        each.errors, each.warnings, each.differs, each.kept, each.notices, each.problems,
        each.documents, each.open_points,
    ):  # fmt: skip
        yield "; ".join(several)


def _cell(value: str) -> str:
    """A text, whatever it looks like."""
    return f"'{value}" if value.lstrip().startswith(_FORMULA) else value


def _page(ledger: Ledger) -> Document:
    packs = _some(ledger, "made", "unchanged")
    failures = _some(ledger, "failed")
    content: list[Block] = [
        Heading(1, (Text(_TITLE),)),
        _line(", ".join(f"{ledger.count(each)} {_RESULT[each]}" for each in STATES) + "."),
        _line(f"{SUMMARY}.csv beside this page has everything, a row for each department."),
    ]
    if ledger.count("unchanged"):
        content.append(_line(_THEN))
    if failures:
        content += [Heading(2, (Text("Not made"),)), _grid(_WHY, map(_failure, failures))]
    if packs:
        content += [Heading(2, (Text("Packs"),)), _grid(_TOLD, map(_pack, packs))]
    return Document(
        id=SUMMARY,
        file=SUMMARY,
        title=_TITLE,
        organisation="",
        scheme="",
        audience="whoever made the packs",
        purpose="What was made for each department, and what to look at.",
        content=tuple(content),
    )


def _some(ledger: Ledger, *states: State) -> tuple[Outcome, ...]:
    return tuple(islice(ledger.outcomes(*states), SHOWN))


def _line(text: str) -> Block:
    return Paragraph((Text(text),))


def _grid(head: Sequence[str], rows: Iterable[Sequence[tuple[Inline, ...]]]) -> Block:
    header: Row[Inline] = Row(tuple((Text(each),) for each in head))
    return Table(header, tuple(Row(tuple(each)) for each in rows))


def _failure(each: Outcome) -> Sequence[tuple[Inline, ...]]:
    return (Text(each.folder),), (Text(each.where),), _lines(each.problems)


def _pack(each: Outcome) -> Sequence[tuple[Inline, ...]]:
    first = quote(f"{each.folder}/{FOLDER}/{FIRST_PAGE}")
    name: Inline = Link(first, (Text(each.folder),))
    look = (*each.notices, *(f"Edited and kept: {file}" for file in each.kept))
    return (
        (name,),
        (Text(str(len(each.documents))),),
        _lines(each.open_points),
        _lines((*each.errors, *each.warnings)),
        _lines(each.differs),
        _lines(look),
    )


def _lines(texts: Iterable[str]) -> tuple[Inline, ...]:
    """Each text on a line of its own."""
    found: list[Inline] = []
    for each in texts:
        found += [LineBreak(), Text(each)] if found else [Text(each)]
    return tuple(found) or (Text("–"),)
