"""A document as a Word file that needs no repair, no macro and no update of fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from schemekit.document.blocks import (
    Block,
    Document,
    Field,
    Inline,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Table,
)
from schemekit.document.drafts import (
    NO_WORDS,
    Draft,
    OwnWords,
    lines_before,
    spoken_block,
    standing_in,
)
from schemekit.document.finish import finished
from schemekit.document.memory import Kept
from schemekit.document.outline import numbered
from schemekit.document.theme import Theme
from schemekit.document.walk import every_block, every_inline, leads
from schemekit.writers.word import parts
from schemekit.writers.word.blocks import blocks, cover
from schemekit.writers.word.gapped import Part, filled, gapped
from schemekit.writers.word.house import House
from schemekit.writers.word.package import Member, house, packed, repacked, unchanging, zipped
from schemekit.writers.word.package import parts as base_parts
from schemekit.writers.word.sections import NUMBERING, STYLES, numbered_styles
from schemekit.writers.word.sheet import Links, Numbers, Place, Sheet, scripts
from schemekit.writers.word.tables import SPACER, widths
from schemekit.writers.word.text import paragraph

ending: Final = "docx"

_PAPERS: Final = {"A4": (11906, 16838), "Letter": (12240, 15840)}
"""Width and height, in twentieths of a point."""
_MARGIN: Final = 1134
_SPACED_TURN: Final = re.compile(
    f'{re.escape(SPACER)}(?=<w:p><w:pPr><w:pStyle w:val="(?:PageBreak|SectionEnd)"/>)'
)
"""The room below a table where the page ends anyway: two empty paragraphs would be read out."""
_TEXT: Final = "word/document.xml"
_RELATIONSHIPS: Final = "word/_rels/document.xml.rels"
_HEADER: Final = '<w:headerReference w:type="default" r:id="rIdHeader"/>'
_FOOTER: Final = '<w:footerReference w:type="default" r:id="rIdFooter"/>'
_FURNITURE: Final = (
    f'{_HEADER}<w:headerReference w:type="first" r:id="rIdFirstHeader"/>'
    f'{_FOOTER}<w:footerReference w:type="first" r:id="rIdFooter"/>'
)
_COVERED: Final = _HEADER + _FOOTER
"""A first page that is told of no header and no footer has none."""
_COVERED_WITH_LOGO: Final = (
    f'{_HEADER}<w:headerReference w:type="first" r:id="rIdFirstHeader"/>{_FOOTER}'
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks on pages that lie the same way."""

    lying: bool
    content: tuple[Block, ...]


Fit: TypeAlias = tuple[tuple[tuple[int, ...], ...], tuple[bool, ...]]
"""How wide the columns of tables are, and which lines stay with the table after them."""


class Fitted(NamedTuple):
    """What there is in a draft that hangs on how long the words of an organisation are."""

    tables: tuple[tuple[tuple[Row[Inline], ...], int], ...]
    """The rows of each table that holds such words, and the room it has."""
    lines: tuple[tuple[Paragraph[Inline], Block], ...]


_FITTED: Final[Kept[Theme, Fitted]] = Kept(most=512, ways=2)
_GAPPED: Final[Kept[tuple[Theme, Fit], tuple[Part, ...]]] = Kept(most=256, ways=4)
"""The files of drafts, without the words that are put in."""


def write(document: Document, theme: Theme) -> bytes:
    """`document` as a Word file; equal documents give equal bytes."""
    written = _parts(document, theme, NO_WORDS)
    return zipped((*unchanging(theme, frozenset(written)), *_packed(written)))


def write_draft(draft: Draft, theme: Theme) -> bytes:
    """The same parts as `write` gives the document, most of them packed once for many drafts."""
    if not draft.words or not draft.faithful:
        return write(draft.document, theme)
    key = (theme, _fit(draft, theme))
    parts = _GAPPED.made(draft.common, key, lambda: tuple(_gapped(draft, theme)))
    return zipped(filled(parts, draft.words))


def _gapped(draft: Draft, theme: Theme) -> Iterator[Part]:
    written = _parts(draft.common, theme, draft.words)
    yield from unchanging(theme, frozenset(written))
    for name, content in written.items():
        yield gapped(name, content)


def _fit(draft: Draft, theme: Theme) -> Fit:
    """All that hangs on how long the words of the organisation are."""
    found = _FITTED.made(draft.common, theme, lambda: _fitted(draft.common, theme))
    columns = [tuple(widths(rows, room, draft.words)) for rows, room in found.tables]
    stay = [leads(spoken_block(line, draft.words), after) for line, after in found.lines]
    return tuple(columns), tuple(stay)


def _fitted(common: Document, theme: Theme) -> Fitted:
    tables = tuple(
        ((block.header, *block.rows), _room(theme, stretch))
        for stretch in _stretches(common.content)
        for block in every_block(stretch.content)
        if isinstance(block, Table) and standing_in(block)
    )
    lines = lines_before(common.content)
    return Fitted(tables, tuple(each for each in lines if isinstance(each[1], Table)))


def _parts(document: Document, theme: Theme, own: OwnWords) -> dict[str, bytes]:
    """The parts that differ from document to document; `own` are words that are put in later."""
    whole = finished(document, theme.words)
    written_before = scripts(theme.words)
    sheet = Sheet(whole, theme.words, Numbers(), Links(), numbered(whole), written_before, own)
    written = _written(sheet, theme)
    if sheet.numbered:
        written[STYLES] = numbered_styles(theme)
    if theme.protected and _asks(whole):
        written[parts.SETTINGS] = parts.protected_settings(theme)
    if own_file := house(theme):
        if document.example:
            written |= _marked_headers(own_file, document)
        written = {
            name: content if name in {STYLES, NUMBERING} else _renamed(content, own_file.ids)
            for name, content in written.items()
        }
    return written


def _marked_headers(own: House, document: Document) -> dict[str, bytes]:
    """The headers of the house, each of which says that this is an example."""
    headers = ((name, content) for name, content in own.parts.items() if name in own.headers)
    return {name: parts.with_mark(content, document) for name, content in headers}


def _asks(document: Document) -> bool:
    """Whether there is anything to fill in: what has no field is never locked."""
    return any(isinstance(each, Field) for each in every_inline(document.content))


def _renamed(content: bytes, ids: dict[str, str]) -> bytes:
    """The styles under the ids that the house's file has for them."""
    return re.sub(
        rb'(<w:(?:p|r|tbl)Style w:val=")([^"]+)',
        lambda found: found[1] + ids.get(found[2].decode(), found[2].decode()).encode(),
        content,
    )


def _written(sheet: Sheet, theme: Theme) -> dict[str, bytes]:
    """The parts that differ from document to document."""
    document = sheet.document
    notes = Sheet(document, theme.words, sheet.numbers, Links())
    body = _body(sheet, theme)
    return {
        _TEXT: parts.xml(f"<w:document {parts.NAMESPACES}><w:body>{body}</w:body></w:document>"),
        "word/footnotes.xml": parts.footnotes(notes),
        "word/numbering.xml": parts.numbering(
            theme, tuple(sheet.numbers.lists), sections=sheet.numbered
        ),
        "word/header1.xml": parts.first_header(document, theme),
        "word/header2.xml": parts.header(document),
        "word/footer1.xml": parts.footer(document, theme),
        "docProps/core.xml": parts.core(document),
        "docProps/custom.xml": parts.custom(document),
        _RELATIONSHIPS: parts.relationships(
            base_parts(theme)[_RELATIONSHIPS], sheet.links.relationships()
        ),
        "word/_rels/footnotes.xml.rels": parts.only_links(notes.links.relationships()),
    }


def _packed(written: dict[str, bytes]) -> Iterator[Member]:
    # the text itself differs from department to department; what stands beside it seldom does
    return (
        packed(name, content) if name == _TEXT else repacked(name, content)
        for name, content in written.items()
    )


def _body(sheet: Sheet, theme: Theme) -> str:
    """Every stretch of pages, each but the last ended by a paragraph that says how it lay."""
    stretches = tuple(_stretches(sheet.document.content))
    covered = sheet.document.has_cover
    bare = _COVERED_WITH_LOGO if theme.logo else _COVERED
    furniture = bare if covered else _FURNITURE
    written: list[str] = []
    for at, stretch in enumerate(stretches):
        paper = _paper(
            theme, stretch, furniture, first=at == 0, example=bool(sheet.document.example)
        )
        place = Place(_room(theme, stretch))
        content = stretch.content
        if covered and at == 0:
            written.append(cover(content[:1], sheet, place))
            content = _trimmed(content[1:])
            written.append(paragraph("", "PageBreak") if content else "")
        written.append(blocks(content, sheet, place))
        written.append(paper if at == len(stretches) - 1 else paragraph("", "SectionEnd", paper))
    return _SPACED_TURN.sub("", "".join(written))


def _stretches(content: tuple[Block, ...]) -> Iterator[Stretch]:
    """`content` parted where pages turn; a page break beside a turn would leave a page empty."""
    upright: tuple[Block, ...] = ()
    turned = False
    for block in content:
        if not isinstance(block, Section):
            upright += (block,)
        elif lying := _trimmed(block.content):
            if _trimmed(upright):
                yield Stretch(lying=False, content=_trimmed(upright))
            yield Stretch(lying=True, content=lying)
            upright, turned = (), True
    if _trimmed(upright) or not turned:
        yield Stretch(lying=False, content=_trimmed(upright))


def _trimmed(content: tuple[Block, ...]) -> tuple[Block, ...]:
    while content and isinstance(content[0], PageBreak):
        content = content[1:]
    while content and isinstance(content[-1], PageBreak):
        content = content[:-1]
    return content


def _room(theme: Theme, stretch: Stretch) -> int:
    if own := house(theme):
        page = own.page
        return (page.height if stretch.lying else page.width) - page.left - page.right
    return _PAPERS[theme.paper][1 if stretch.lying else 0] - 2 * _MARGIN


def _paper(theme: Theme, stretch: Stretch, furniture: str, *, first: bool, example: bool) -> str:
    own = house(theme)
    width, height = (own.page.width, own.page.height) if own else _PAPERS[theme.paper]
    if stretch.lying:
        width, height = height, width
    turned = ' w:orient="landscape"' if stretch.lying else ""
    edge = " ".join(f'w:{side}="{_MARGIN}"' for side in ("right", "left"))
    titled = own is None or (own.page.titled and not (example and own.page.plain_first))
    title = "<w:titlePg/>" if first and titled else ""
    if own:
        return (
            f'<w:sectPr>{own.page.furniture}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar {own.page.margins}/><w:cols w:space="708"/>{title}</w:sectPr>'
        )
    return (
        f'<w:sectPr>{furniture}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="1304" {edge} w:bottom="1134" w:header="567" w:footer="510" w:gutter="0"/>'
        f'<w:cols w:space="708"/>{title}</w:sectPr>'
    )
