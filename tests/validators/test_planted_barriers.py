"""What keeps somebody from reading a document, planted one at a time: none may pass unseen."""

from typing import Final

import pytest
from tests.validators.accessibility import barriers
from tests.validators.planted import BODY, Planted, rich, spoilt

CORE: Final = "docProps/core.xml"
STYLES: Final = "word/styles.xml"
_TITLE: Final = r"(<w:p>)(<w:pPr><w:pStyle w:val=\"Heading2\"/>)"
_PLAIN: Final = r'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
_ALT: Final = 'descr="A spade leans on a wall"'
_CELL: Final = "<w:tc><w:tcPr>"
_EMPTY: Final = "<w:p/>"
_GRID: Final = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
_LINK: Final = "our page</w:t>"
_POINT: Final = "<w:p><w:r><w:t>• one</w:t></w:r></w:p><w:p><w:r><w:t>• two</w:t></w:r></w:p>"
_TABS: Final = "<w:p><w:r><w:tab/></w:r><w:r><w:tab/></w:r></w:p>"

BARRIERS: Final = (
    Planted("picture nobody describes", BODY, _ALT, 'descr=""', "A01"),
    Planted("picture described by its file", BODY, _ALT, 'descr="image1.png"', "A02"),
    Planted("picture beside the text", BODY, "wp:inline", "wp:anchor", "A03", everywhere=True),
    Planted("table without header row", BODY, "<w:tblHeader/>", "", "A04"),
    Planted("cells merged across", BODY, _CELL, f'{_CELL}<w:gridSpan w:val="2"/>', "A05"),
    Planted("cells merged downwards", BODY, _CELL, f"{_CELL}<w:vMerge/>", "A05"),
    Planted("table in a table", BODY, r"(<w:tc><w:tcPr>.*?</w:tcPr>)", rf"\1{_GRID}", "A06"),
    Planted("empty row", BODY, "</w:tbl>", f"<w:tr><w:tc>{_EMPTY}</w:tc></w:tr></w:tbl>", "A07"),
    Planted("empty heading", BODY, _TITLE, r"\1\2</w:pPr></w:p>\1\2", "A08"),
    Planted("heading as long as a page", BODY, "When to dig</w:t>", f"{'dig ' * 50}</w:t>",
            "A09", everywhere=True),
    Planted("level left out", BODY, '"Heading3"', '"Heading4"', "A10"),
    Planted("second title", BODY, '"Heading2"', '"Heading1"', "A11"),
    Planted("no heading at all", BODY, r'"Heading\d"', '"BodyText"', "A12", everywhere=True),
    Planted("empty paragraphs", BODY, _PLAIN, f"{_EMPTY}{_EMPTY}{_PLAIN}", "A13"),
    Planted("spaces in a row", BODY, "Of wood", "Of     wood", "A14"),
    Planted("tabs in a row", BODY, _PLAIN, f"{_TABS}{_PLAIN}", "A15"),
    Planted("link that says nothing", BODY, _LINK, "click here</w:t>", "A16"),
    Planted("link that is an address", BODY, _LINK, "https://example.org/a</w:t>", "A17"),
    Planted("pale letters", STYLES, 'w:val="595959"', 'w:val="A0A0A0"', "A18"),
    Planted("letters pale on their box", STYLES, 'w:fill="E8EDED"', 'w:fill="4A5554"', "A18"),
    Planted("letters pale in a head", STYLES, r'(firstRow.*?w:fill=)"E8EDED"', r'\1"4A5554"',
            "A18"),
    Planted("no title", CORE, "<dc:title>.*?</dc:title>", "<dc:title/>", "A19"),
    Planted("file in another language", CORE, "en-GB", "fr-FR", "A20"),
    Planted("text in another language", STYLES, '<w:lang w:val="en-GB"', '<w:lang w:val="en-US"',
            "A20"),
    Planted("control without a title", BODY, r'<w:alias w:val="Full name"/>', "", "A21"),
    Planted("list typed by hand", BODY, _PLAIN, f"{_POINT}{_PLAIN}", "A22"),
)  # fmt: skip


def test_a_document_of_everything_has_no_barrier() -> None:
    assert barriers(rich()) == []


@pytest.mark.parametrize("planted", BARRIERS, ids=str)
def test_the_check_finds(planted: Planted) -> None:
    rules = {each.rule.split()[0] for each in barriers(spoilt(planted))}

    assert planted.rule in rules
