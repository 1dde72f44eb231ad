"""The dated rows of a workbook as a calendar file (RFC 5545): whole days, no alarms, no clock."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from schemekit.document.theme import Theme
from schemekit.document.workbook import CellValue, Events, Table, Workbook

ending: Final = "ics"
_LONGEST: Final = 75
"""Octets of a line; what is longer goes on in the next."""
_STAMP: Final = "20200101T000000Z"
"""When an event was written: fixed, so that equal is equal."""
_ESCAPES: Final = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


def write_workbook(workbook: Workbook, _: Theme) -> bytes | None:
    """The calendar of the sheets that tell of days; None where none does."""
    tables = [each for each in workbook.sheets if isinstance(each, Table) and each.events]
    if not tables:
        return None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//schemekit//calendar//EN",
        f"X-WR-CALNAME:{_text(workbook.title)}",
        *(line for table in tables for line in _events(table, workbook)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(each)}\r\n" for each in lines).encode()


def _events(table: Table, workbook: Workbook) -> Iterator[str]:
    columns = {each.id: each.values for each in table.columns}
    named = table.events
    if named is None:
        return
    for row in range(table.rows):
        start = _at(columns[named.start], row)
        if isinstance(start, date):
            name = table.names[row] if row < len(table.names) else f"{table.id}-{row + 1}"
            yield from _event(columns, named, row, start, f"{name}-{_whose(workbook)}")


def _whose(workbook: Workbook) -> str:
    """Keeps the events of two schemes apart in one calendar."""
    whose = f"{workbook.organisation}\n{workbook.scheme}\n{workbook.id}"
    return sha256(whose.encode()).hexdigest()[:12]


def _event(
    columns: dict[str, tuple[CellValue, ...]], named: Events, row: int, start: date, name: str
) -> Iterator[str]:
    finish = _at(columns[named.finish], row)
    last = finish if isinstance(finish, date) and finish >= start else start
    note = _at(columns[named.note], row) if named.note else None
    yield "BEGIN:VEVENT"
    yield f"UID:{name}@schemekit"
    yield f"DTSTAMP:{_STAMP}"
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(str(_at(columns[named.title], row) or ''))}"
    if note:
        yield f"DESCRIPTION:{_text(str(note))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _at(values: tuple[CellValue, ...], row: int) -> CellValue:
    return values[row] if row < len(values) else None


def _text(words: str) -> str:
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    for character, written in _ESCAPES:
        words = words.replace(character, written)
    return "".join(each if each.isprintable() else " " for each in words)


def _folded(line: str) -> str:
    """`line` in pieces that fit, each but the first after a space; no letter is cut in two."""
    pieces, room = [""], _LONGEST
    for each in line:
        size = len(each.encode())
        if size > room:
            pieces.append("")
            room = _LONGEST - 1
        pieces[-1] += each
        room -= size
    return "\r\n ".join(pieces)
