"""The lists made at the end: contents, references, open points."""

from schemekit.document.outline import Entry, outline
from schemekit.writers.word.inlines import inlines
from schemekit.writers.word.sheet import Sheet
from schemekit.writers.word.text import Look, paragraph, raw_run, run


def bookmark_name(sheet: Sheet) -> str:
    """What the heading reached now is called, as Word calls those in its own lists."""
    return _called(next(sheet.numbers.places))


def contents(sheet: Sheet) -> str:
    """Links to the headings, in a field that Word can renew; it is never told to do so."""
    title = paragraph(run(sheet.words.contents), "TOCHeading")
    listed = [
        (each, place) for place, each in enumerate(outline(sheet.document), start=1) if each.listed
    ]
    if not listed:
        return ""
    begin = (
        raw_run('<w:fldChar w:fldCharType="begin"/>')
        + raw_run('<w:instrText xml:space="preserve"> TOC \\o "2-3" \\n \\h \\z \\u </w:instrText>')
        + raw_run('<w:fldChar w:fldCharType="separate"/>')
    )
    end = raw_run('<w:fldChar w:fldCharType="end"/>')
    lines = [_link(each, place) for each, place in listed]
    lines[0] = begin + lines[0]
    lines[-1] += end
    return title + "".join(
        paragraph(line, f"TOC{each.level}") for line, (each, _) in zip(lines, listed, strict=True)
    )


def references(sheet: Sheet) -> str:
    lines = "".join(
        paragraph(
            sheet.numbers.bookmarked(f"ref_{each.id}", inlines(each.content, sheet)), "Reference"
        )
        for each in sheet.document.references
    )
    return lines or _none(sheet)


def open_points(sheet: Sheet) -> str:
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lines = "".join(
        paragraph(run(each.label), "ListParagraph", bullet) for each in sheet.document.open_points
    )
    return lines or _none(sheet)


def _link(entry: Entry, place: int) -> str:
    return (
        f'<w:hyperlink w:anchor="{_called(place)}" w:history="1">'
        f"{run(entry.text, Look('Hyperlink'))}</w:hyperlink>"
    )


def _called(place: int) -> str:
    return f"_Toc{place:09}"


def _none(sheet: Sheet) -> str:
    return paragraph(run(sheet.words.none), "BodyText")
