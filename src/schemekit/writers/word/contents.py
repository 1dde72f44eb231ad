"""The lists made at the end: contents, references, open points."""

from schemekit.document.blocks import ReferenceEntry
from schemekit.document.outline import Entry, outline
from schemekit.writers.word.inlines import anchored, field, inlines, note_bookmark
from schemekit.writers.word.sheet import Sheet, heading_bookmark
from schemekit.writers.word.text import TAB, Look, dotted_to, paragraph, raw_run, run


def bookmark_name(sheet: Sheet, _: str, __: str) -> str:
    """What the heading reached now is called."""
    return heading_bookmark(next(sheet.numbers.places))


def contents(sheet: Sheet, room: str, _: str) -> str:
    """Links to the headings, in a field that Word can renew; it is never told to do so."""
    width = int(room)
    pages = sheet.document.pages
    title = paragraph(run(sheet.words.contents), "TOCHeading")
    listed = [
        (each, place) for place, each in enumerate(outline(sheet.document), start=1) if each.listed
    ]
    if not listed:
        return ""
    lines = [_link(each, place, pages[place - 1] if pages else 0) for each, place in listed]
    lines[0] = _begin("" if pages else "\\n ") + lines[0]
    lines[-1] += raw_run('<w:fldChar w:fldCharType="end"/>')
    more = dotted_to(width) if pages else ""
    return title + "".join(
        paragraph(line, f"TOC{each.level}", more)
        for line, (each, _) in zip(lines, listed, strict=True)
    )


def references(sheet: Sheet, _: str, __: str) -> str:
    lines = "".join(
        paragraph(
            sheet.bookmarked(f"ref_{each.id}", inlines(each.content, sheet)) + _notes(each, sheet),
            "Reference",
        )
        for each in sheet.document.references
    )
    return lines or _none(sheet)


def _notes(entry: ReferenceEntry, sheet: Sheet) -> str:
    """Links back to where its notes are called."""
    look = Look("Hyperlink")
    return "".join(
        run(" ") + anchored(note_bookmark(each), run(f"{sheet.words.note} {each}", look))
        for each in entry.notes
    )


def open_points(sheet: Sheet, _: str, __: str) -> str:
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lines = "".join(
        paragraph(run(each.label), "ListParagraph", bullet) for each in sheet.document.open_points
    )
    return lines or _none(sheet)


def _begin(unnumbered: str) -> str:
    told = f'TOC \\o "2-3" {unnumbered}\\h \\z \\u'
    return (
        raw_run('<w:fldChar w:fldCharType="begin"/>')
        + raw_run(f'<w:instrText xml:space="preserve"> {told} </w:instrText>')
        + raw_run('<w:fldChar w:fldCharType="separate"/>')
    )


def _link(entry: Entry, place: int, page: int) -> str:
    """A heading as a link to it, and its page where that is known."""
    name = heading_bookmark(place)
    number = TAB + field(f"PAGEREF {name} \\h", str(page)) if page else ""
    return anchored(name, run(entry.text, Look("Hyperlink")) + number)


def _none(sheet: Sheet) -> str:
    return paragraph(run(sheet.words.none), "BodyText")
