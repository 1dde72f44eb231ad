"""Words inside a paragraph."""

from typing import assert_never
from urllib.parse import quote

from schemekit.document.blocks import (
    Citation,
    Emphasis,
    Field,
    Inline,
    LineBreak,
    Link,
    OpenPoint,
    See,
    SeeSection,
    Strong,
    Text,
)
from schemekit.document.finish import noted
from schemekit.writers.word.controls import control
from schemekit.writers.word.sheet import Sheet, section_bookmark
from schemekit.writers.word.text import PLAIN, Look, raw_run, run


def inlines(content: tuple[Inline, ...], sheet: Sheet, look: Look = PLAIN) -> str:
    return "".join([_inline(each, sheet, look) for each in noted(content)])


def _inline(inline: Inline, sheet: Sheet, look: Look) -> str:
    match inline:
        case Text(text):
            return run(text, look)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case Strong(content):
            return inlines(content, sheet, look._replace(bold=True))
        case Emphasis(content):
            return inlines(content, sheet, look._replace(italic=True))
        case Link(target, content):
            return _link(target, inlines(content, sheet, look._replace(style="Hyperlink")), sheet)
        case See(title=title, file=file, ending=ending):
            target = quote(f"{file}.{ending or 'docx'}")
            return _link(target, run(title, look._replace(style="Hyperlink")), sheet)
        case SeeSection(title, anchor, number):
            return _section(anchor, number, title, look._replace(style="Hyperlink"))
        case Field():
            return control(inline, sheet, ruled=True)
        case Citation(number=number):
            return sheet.given(_citation, str(number))
        case OpenPoint(label=label):
            marked = look._replace(style="OpenPoint")
            return run(f"[{sheet.words.to_decide}: {label}]", marked)
        case _:
            assert_never(inline)


def _link(target: str, runs: str, sheet: Sheet) -> str:
    place = sheet.given(_link_id, target)
    return f'<w:hyperlink r:id="{place}" w:history="1">{runs}</w:hyperlink>'


def _link_id(sheet: Sheet, target: str, _: str) -> str:
    return sheet.links.id(target)


def anchored(bookmark: str, runs: str) -> str:
    """A link to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{runs}</w:hyperlink>'


def _section(anchor: str, number: str, title: str, look: Look) -> str:
    """A link; to a number by a field, so that Word can say the new one when a section is put in."""
    name = section_bookmark(anchor)
    if number:
        return field(f"REF {name} \\r \\h", number, look)
    return anchored(name, run(title, look))


def _citation(sheet: Sheet, cited: str, _: str) -> str:
    """A footnote where the note is cited first, afterwards a reference to that footnote."""
    number = int(cited)
    raised = Look("FootnoteReference")
    if number not in sheet.numbers.cited:
        sheet.numbers.cited.add(number)
        mark = raw_run(f'<w:footnoteReference w:id="{number}"/>', raised)
        return sheet.bookmarked(note_bookmark(number), mark)
    return field(f"NOTEREF {note_bookmark(number)} \\f \\h", str(number), raised)


def note_bookmark(number: int) -> str:
    """What stands where a note is cited first."""
    return f"_RefNote{number}"


def field(instruction: str, cached: str, look: Look = PLAIN) -> str:
    """A Word field that shows `cached` until Word works it out anew."""
    return (
        raw_run('<w:fldChar w:fldCharType="begin"/>', look)
        + raw_run(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>', look)
        + raw_run('<w:fldChar w:fldCharType="separate"/>', look)
        + run(cached, look)
        + raw_run('<w:fldChar w:fldCharType="end"/>', look)
    )
