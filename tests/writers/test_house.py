"""What an organisation brings along: its logo."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import compress, crc32

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from lxml import etree
from tests.validators import sdk
from tests.validators.lint import lint

from schemekit import resources
from schemekit.document.blocks import Block, Document, Heading, Text
from schemekit.document.logo import read_logo
from schemekit.document.theme import Theme
from schemekit.errors import ContentError
from schemekit.theming import load_theme
from schemekit.writers import docx as word
from schemekit.writers import html
from schemekit.writers.word.house_file import HouseFile

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BARE: tuple[Block, ...] = (
    Heading(1, (Text("Garden handbook"),), "top"),
    Heading(2, (Text("When to dig"),), "when-to-dig"),
    Heading(3, (Text("Which spade"),), "which-spade"),
)
"""Headings without numbers."""
ALT = 'The "Acme" & Co logo'


def chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">L", len(content)) + kind + content + pack(">L", crc32(kind + content))


def picture(width: int, height: int) -> bytes:
    """A blue PNG."""
    rows = (b"\0" + b"\x00\x30\x87" * width) * height
    head = pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture(scope="module")
def logoed(theme: Theme) -> Theme:
    return replace(theme, logo=read_logo("logo.png", picture(300, 100), ALT))


def sound(written: bytes, folder: Path) -> list[object]:
    (folder / "made.docx").write_bytes(written)
    return [*sdk.findings(folder / "made.docx")]


def test_a_word_file_has_the_logo_in_its_first_header(everything: Document, logoed: Theme) -> None:
    written = word.write(everything, logoed)
    header = docx.Document(BytesIO(written)).sections[0].first_page_header
    with ZipFile(BytesIO(written)) as zipped:
        shown = etree.fromstring(zipped.read("word/header1.xml"))
        assert zipped.namelist()[0] == "[Content_Types].xml"

    (described,) = shown.iter(f"{WP}docPr")
    (extent,) = shown.iter(f"{WP}extent")
    (image,) = (each for each in header.part.rels.values() if "image" in each.reltype)
    assert logoed.logo is not None
    assert described.get("descr") == ALT
    assert (extent.get("cx"), extent.get("cy")) == ("1620000", "540000")
    assert image.target_part.blob == logoed.logo.content
    assert image.target_part.content_type == "image/png"
    assert word.write(everything, logoed) == written


def test_a_wide_logo_stays_on_the_page(everything: Document, theme: Theme) -> None:
    wide = replace(theme, logo=read_logo("logo.png", picture(2000, 100), ALT))
    with ZipFile(BytesIO(word.write(everything, wide))) as zipped:
        (extent,) = etree.fromstring(zipped.read("word/header1.xml")).iter(f"{WP}extent")

    assert (extent.get("cx"), extent.get("cy")) == ("3600000", "180000")


def test_a_web_page_holds_the_logo_itself(everything: Document, logoed: Theme) -> None:
    page = html.write(everything, logoed).decode()

    assert logoed.logo is not None
    assert b64encode(logoed.logo.content).decode() in page
    assert 'alt="The &quot;Acme&quot; &amp; Co logo"' in page


def test_a_pdf_shows_the_logo_with_its_words(everything: Document, logoed: Theme) -> None:
    pytest.importorskip("weasyprint", exc_type=ImportError)
    from pypdf import PdfReader

    from schemekit.writers import pdf

    reader = PdfReader(BytesIO(pdf.write(everything, logoed)))
    assert len(reader.pages[0].images) == 1


@pytest.mark.validated("Open XML SDK")
def test_a_word_file_with_a_logo_is_sound(
    everything: Document, logoed: Theme, tmp_path: Path
) -> None:
    assert sound(word.write(everything, logoed), tmp_path) == []


LACKING = (
    "Title", "Subtitle", "Heading 2", "Heading 3", "List Paragraph", "Body Text", "Quote",
    "Caption", "header", "footer",
)  # fmt: skip


@pytest.fixture(scope="module")
def house() -> bytes:
    """An organisation's own file: a header, a purple heading, and ten styles too few."""
    file = docx.Document()
    file.add_paragraph("A letter that is not ours.")
    file.sections[0].header.paragraphs[0].text = "House of Acme"
    file.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(picture(30, 10)))
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x66, 0x00, 0x99)
    for each in list(file.styles.element.style_lst):
        if each.name_val in {*LACKING, *(name.lower() for name in LACKING)}:
            file.styles.element.remove(each)
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def test_the_house_keeps_its_header_and_colours(
    everything: Document, theme: Theme, house: bytes
) -> None:
    made = docx.Document(BytesIO(word.write(everything, replace(theme, house=house))))

    assert made.sections[0].header.paragraphs[0].text == "House of Acme"
    assert str(made.styles["Heading 1"].font.color.rgb) == "660099"
    assert {"Body Text", "List Paragraph", "Heading 2"} <= {each.name for each in made.styles}
    assert all("not ours" not in each.text for each in made.paragraphs)


@pytest.fixture(scope="module")
def counting_house() -> bytes:
    """A house whose headings are numbered 1, 1.1 and 1.1.1, the first of them included."""
    file = docx.Document()
    lists = file.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val='
        f'"Heading{at + 1}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for at, text in enumerate(("%1", "%1.%2", "%1.%2.%3"))
    )
    lists.insert(0, element("abstractNum", 'w:abstractNumId="77"', levels))
    lists.append(element("num", 'w:numId="77"', '<w:abstractNumId w:val="77"/>'))
    for at in range(3):
        style = file.styles[f"Heading {at + 1}"].element
        number = f'<w:ilvl w:val="{at}"/><w:numId w:val="77"/>'
        style.get_or_add_pPr()._insert_numPr(element("numPr", "", number))
    return bytes_of(file)


def element(name: str, attributes: str, inside: str) -> Any:
    return parse_xml(f"<w:{name} {nsdecls('w')} {attributes}>{inside}</w:{name}>")


@pytest.mark.parametrize("numbered", [True, False])
def test_a_house_with_numbered_headings_numbers_none_twice(
    everything: Document, theme: Theme, counting_house: bytes, *, numbered: bool
) -> None:
    document = everything if numbered else replace(everything, content=BARE)
    written = word.write(document, replace(theme, house=counting_house))
    headings = [each for each in docx.Document(BytesIO(written)).styles if "Head" in each.name]
    counted = {
        each.name: each.element.pPr.numPr.numId.val
        for each in headings
        if each.element.pPr is not None and each.element.pPr.numPr is not None
    }

    own = 2 if numbered else 0
    assert counted == {"Heading 1": 0, "Heading 2": own, "Heading 3": own, "Heading 4": 0}
    assert lint(written) == []


@pytest.mark.validated("Open XML SDK")
def test_a_word_file_of_a_house_with_numbered_headings_is_sound(
    everything: Document, theme: Theme, counting_house: bytes, tmp_path: Path
) -> None:
    assert sound(word.write(everything, replace(theme, house=counting_house)), tmp_path) == []


@pytest.mark.validated("Open XML SDK")
def test_a_word_file_in_the_looks_of_the_house_is_sound(
    everything: Document, theme: Theme, house: bytes, tmp_path: Path
) -> None:
    assert sound(word.write(everything, replace(theme, house=house)), tmp_path) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"plain", "theme/house.docx: it is no Word file.*Save it"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "password"),
        (b"PK" + bytes(20_000_001), "larger than 20 MB.*pictures"),
    ],
)
def test_a_house_file_that_cannot_be_used_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ContentError, match=message):
        HouseFile(content)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main", "macros"),
        (b"<Types", b"<!DOCTYPE x><Types", "document type"),
    ],
)
def test_a_house_file_with_macros_or_a_document_type_is_refused(
    house: bytes, old: bytes, new: bytes, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        HouseFile(changed(house, old, new))


def test_a_template_is_taken(everything: Document, theme: Theme, house: bytes) -> None:
    template = changed(house, b"document.main", b"template.main")

    docx.Document(BytesIO(word.write(everything, replace(theme, house=template))))


def with_part(file: bytes, name: str, content: bytes) -> bytes:
    """The file with one part more, or another in its place."""
    made = BytesIO()
    with ZipFile(BytesIO(file)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
        after.writestr(name, content)
    return made.getvalue()


STRICT = (
    b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("word/vbaProject.bin", b"Sub AutoOpen()", "may hold macros.*without macros"),
        ("word/media/zeros.png", bytes(8_000_000), "packed so tightly"),
        ("word/document.xml", STRICT, "Strict Open XML.*Save it in Word"),
        ("word/document.xml", b"<w:document", "the text in it is damaged"),
        ("[Content_Types].xml", b'<!DOCTYPE x [<!ENTITY a "aa">]><Types/>', "document type"),
    ],
)
def test_a_house_file_that_could_do_harm_is_refused(
    house: bytes, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        HouseFile(with_part(house, name, content))


def test_a_house_header_or_footer_with_tracked_changes_is_taken_as_accepted(
    everything: Document, theme: Theme
) -> None:
    file = docx.Document()
    section = file.sections[0]
    for paragraph in (*section.header.paragraphs, *section.footer.paragraphs):
        for kind, said in (("ins", "House of Acme"), ("del", "House of Abc")):
            change = etree.SubElement(
                paragraph._p, f"{W}{kind}", {f"{W}id": "1", f"{W}author": "A"}
            )
            run = etree.SubElement(change, f"{W}r")
            etree.SubElement(run, f"{W}{'t' if kind == 'ins' else 'delText'}").text = said
    written = word.write(everything, replace(theme, house=bytes_of(file)))

    with ZipFile(BytesIO(written)) as made:
        for part in (made.read("word/house1.xml"), made.read("word/house2.xml")):
            assert b"House of Acme" in part
            assert b"Abc" not in part
            assert b"w:ins" not in part


def test_a_house_header_loses_its_links_to_elsewhere(everything: Document, theme: Theme) -> None:
    file = docx.Document()
    header = file.sections[0].header
    header.paragraphs[0].text = "House of Acme"
    header.part.relate_to("http://example.org/seen.png", f"{OFFICE}/image", is_external=True)
    written = word.write(everything, replace(theme, house=bytes_of(file)))

    with ZipFile(BytesIO(written)) as made:
        assert not any(b"seen.png" in made.read(each) for each in made.namelist())


def test_a_house_with_other_headers_on_even_pages_keeps_its_right_hand_one(
    everything: Document, theme: Theme
) -> None:
    file = docx.Document()
    file.settings.odd_and_even_pages_header_footer = True
    file.sections[0].header.paragraphs[0].text = "Right-hand page"
    file.sections[0].even_page_header.paragraphs[0].text = "Left-hand page"
    written = word.write(everything, replace(theme, house=bytes_of(file)))

    made = docx.Document(BytesIO(written))
    assert made.sections[0].header.paragraphs[0].text == "Right-hand page"
    assert not made.settings.odd_and_even_pages_header_footer


def bytes_of(file: docx.document.Document) -> bytes:
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def test_a_style_that_the_house_lacks_is_added_whole(
    everything: Document, theme: Theme, house: bytes
) -> None:
    ours = styles_of(word.write(everything, theme))
    theirs = styles_of(word.write(everything, replace(theme, house=house)))
    ids = {each.get(f"{W}styleId") for each in theirs.values()}
    pointing = {f"{W}basedOn", f"{W}next", f"{W}link"}

    assert ours.keys() <= theirs.keys()
    for name in ("heading 2", "heading 3", "field label"):
        assert said(theirs[name], pointing) == said(ours[name], pointing)
        assert {each.get(f"{W}val") for each in theirs[name].iter(*pointing)} <= ids


def said(style: etree._Element, pointing: set[str]) -> list[tuple[str, dict[str, str]]]:
    """What a style says, but for the ids of other styles."""
    return [
        (str(each.tag), {str(key): str(value) for key, value in each.attrib.items()})
        for each in style.iterdescendants()
        if each.tag not in pointing
    ]


def styles_of(file: bytes) -> dict[str, etree._Element]:
    """Each style by its name; of two kinds of one name, the last."""
    with ZipFile(BytesIO(file)) as zipped:
        styles = etree.fromstring(zipped.read("word/styles.xml"))
    return {
        str(name.get(f"{W}val")).lower(): style
        for style in styles.iter(f"{W}style")
        for name in style.iter(f"{W}name")
    }


def changed(file: bytes, old: bytes, new: bytes) -> bytes:
    """The file with other content types."""
    made = BytesIO()
    with ZipFile(BytesIO(file)) as before, ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if "Types" in name else content)
    return made.getvalue()


def test_an_overlay_brings_the_house_along(house: bytes, tmp_path: Path) -> None:
    own = tmp_path / "theme"
    own.mkdir()
    (own / "house.docx").write_bytes(house)

    assert load_theme([resources.templates(), tmp_path]).house == house
    (own / "house.docx").write_bytes(b"")
    with pytest.raises(ContentError, match=r"theme/house\.docx"):
        load_theme([resources.templates(), tmp_path])


@pytest.mark.parametrize("field", [" DDEAUTO cmd ", ' INCLUDETEXT "//x/y" '])
def test_a_house_header_with_a_field_that_reaches_out_is_refused(
    everything: Document, theme: Theme, field: str
) -> None:
    file = docx.Document()
    (paragraph,) = file.sections[0].header.paragraphs
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    run = etree.SubElement(paragraph._p, f"{{{space}}}r")
    etree.SubElement(run, f"{{{space}}}instrText").text = field
    saved = BytesIO()
    file.save(saved)

    with pytest.raises(ContentError, match="reaches out of the file"):
        word.write(everything, replace(theme, house=saved.getvalue()))
