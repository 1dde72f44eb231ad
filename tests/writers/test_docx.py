"""The Word file, read with other libraries and by its parts."""

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from pypdf import PdfReader
from tests.validators import office

from schemekit.document.blocks import (
    Block,
    Choice,
    Contents,
    Document,
    Field,
    Heading,
    Item,
    ItemList,
    PageBreak,
    Paragraph,
    Section,
    Signatures,
    Strong,
    Text,
)
from schemekit.document.theme import Theme
from schemekit.pack.planning import document_inside
from schemekit.writers.docx import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ORDER = [
    f"{W}{name}" for name in ("alias", "tag", "id", "lock", "showingPlcHdr", "text", "richText")
] + [f"{W}dropDownList", f"{W}comboBox", f"{W}date", f"{W14}checkbox"]


class Word:
    """A written Word file and its parts."""

    def __init__(self, written: bytes) -> None:
        self.zip = ZipFile(BytesIO(written))
        self.body = self.part("word/document.xml")

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name))

    def values(self, path: str, name: str = f"{W}val") -> list[str]:
        return [str(each.attrib[name]) for each in self.body.iterfind(f".//{path}")]

    def control(self, tag: str) -> etree._Element:
        found = [each for each in self.body.iter(f"{W}sdt") if tag_of(each) == tag]
        assert len(found) == 1, f"{len(found)} controls are tagged {tag}"
        return found[0]

    def said(self, tag: str) -> str:
        return "".join(map(str, self.control(tag).itertext(f"{W}t")))


def tag_of(control: etree._Element) -> str:
    found = control.find(f"{W}sdtPr/{W}tag")
    assert found is not None
    return str(found.attrib[f"{W}val"])


@pytest.fixture(scope="module")
def word(everything: Document, theme: Theme) -> Word:
    return Word(write(everything, theme))


def made(theme: Theme, *content: Block) -> Word:
    """A Word file of `content` alone."""
    return Word(write(Document("x", "x", "X", "O", "S", "a", "p", content), theme))


def test_title_language_and_id_are_properties_of_the_file(word: Word) -> None:
    core = "".join(map(str, word.part("docProps/core.xml").itertext()))
    custom = word.part("docProps/custom.xml")

    assert "Garden handbook" in core
    assert "en-GB" in core
    assert custom[0].attrib["name"] == "schemekit-document"
    assert custom[0][0].text == "garden_handbook"


def test_a_pack_finds_a_renamed_document_by_its_property(
    everything: Document, theme: Theme, tmp_path: Path
) -> None:
    (tmp_path / "mine.docx").write_bytes(write(everything, theme))

    assert document_inside(tmp_path / "mine.docx") == "garden_handbook"


def test_another_library_reads_the_headings(everything: Document, theme: Theme) -> None:
    read = docx.Document(BytesIO(write(everything, theme)))

    headings = [
        (each.style.name, each.text)
        for each in read.paragraphs
        if each.style is not None and (each.style.name or "").startswith("Heading")
    ]
    assert headings[:4] == [
        ("Heading 1", "Garden handbook"),
        ("Heading 2", "When to dig"),
        ("Heading 3", "Which spade"),
        ("Heading 4", "Handles"),
    ]


def test_a_long_document_has_a_first_page_of_its_own(everything: Document, theme: Theme) -> None:
    told = replace(everything, cover=(("Owner", "Head & gardener"),))
    word = Word(write(told, theme))

    said = ["".join(map(str, each.itertext(f"{W}t"))) for each in word.body.iter(f"{W}p")]
    styles = word.values(f"{W}pStyle")
    assert said[:4] == ["Hill & Dale Gardens", "Garden handbook", "Owner: Head & gardener", ""]
    assert styles[:4] == ["CoverOrganisation", "Heading1", "CoverLine", "PageBreak"]
    assert word.values(f"{W}pStyle").count("Heading1") == 1


def test_a_cover_has_neither_header_nor_footer_and_a_short_document_no_cover(
    word: Word, theme: Theme
) -> None:
    short = made(theme, Heading(1, (Text("X"),)), Paragraph((Text("Said"),)))

    assert "first" not in word.values(f"{W}headerReference", f"{W}type")
    assert len(list(word.body.iter(f"{W}titlePg"))) == 1
    assert short.values(f"{W}headerReference", f"{W}type") == ["default", "first"]
    assert "CoverOrganisation" not in short.values(f"{W}pStyle")


def test_a_cover_alone_is_no_page_too_many(theme: Theme) -> None:
    title: Block = Heading(1, (Text("X"),))
    wide: Block = Section((Paragraph((Text("Wide"),)), Contents()))
    lone = made(theme, title, wide, Contents())

    assert "PageBreak" not in lone.values(f"{W}pStyle")
    assert len(list(lone.body.iter(f"{W}sectPr"))) == 3


def test_ids_and_names_are_given_once(word: Word) -> None:
    for path, name in (
        ("w:sdtPr/w:id", f"{W}val"),
        ("w:sdtPr/w:tag", f"{W}val"),
        ("w:bookmarkStart", f"{W}id"),
        ("w:bookmarkStart", f"{W}name"),
    ):
        values = word.values(path.replace("w:", W), name)
        assert [each for each, times in Counter(values).items() if times > 1] == []


def test_every_bookmark_is_closed_and_well_named(word: Word) -> None:
    names = word.values(f"{W}bookmarkStart", f"{W}name")
    closed = word.values(f"{W}bookmarkEnd", f"{W}id")

    assert sorted(word.values(f"{W}bookmarkStart", f"{W}id")) == sorted(closed)
    assert [each for each in names if not re.fullmatch(r"[A-Za-z_]\w{0,39}", each)] == []


def test_every_link_leads_somewhere(word: Word) -> None:
    anchors = [
        each.attrib[f"{W}anchor"]
        for each in word.body.iter(f"{W}hyperlink")
        if f"{W}anchor" in each.attrib
    ]
    targets = {
        each.attrib["Id"]: each.attrib["Target"]
        for each in word.part("word/_rels/document.xml.rels")
    }
    used = set(re.findall(r'r:id="(\w+)"', word.zip.read("word/document.xml").decode()))

    assert len(anchors) == 12
    assert set(anchors) <= set(word.values(f"{W}bookmarkStart", f"{W}name"))
    assert used <= set(targets)
    assert {"05-garden-agreement.docx", "https://example.org/a?b=1&c=2"} <= set(targets.values())


def test_styles_that_are_used_are_there(word: Word) -> None:
    known = {each.attrib.get(f"{W}styleId") for each in word.part("word/styles.xml")}
    used = {
        value for kind in ("pStyle", "rStyle", "tblStyle") for value in word.values(f"{W}{kind}")
    }

    assert used <= known


def test_a_note_is_a_footnote_once_and_referred_to_afterwards(word: Word) -> None:
    text = word.zip.read("word/document.xml").decode()

    assert word.values(f"{W}footnoteReference", f"{W}id") == ["1", "2"]
    assert text.count("NOTEREF _RefNote1 ") == 1
    assert "It rained" in "".join(map(str, word.part("word/footnotes.xml").itertext()))


def test_word_numbers_the_sections_by_their_styles(word: Word) -> None:
    counted = {
        str(each.attrib[f"{W}styleId"]): (value(each, "ilvl"), value(each, "numId"))
        for each in word.part("word/styles.xml").iter(f"{W}style")
        if each.find(f"{W}pPr/{W}numPr") is not None
    }
    bound = {
        str(style.attrib[f"{W}val"]): (value(level, "lvlText"), level.attrib[f"{W}ilvl"])
        for level in word.part("word/numbering.xml").iter(f"{W}lvl")
        if (style := level.find(f"{W}pStyle")) is not None
    }

    assert counted == {"Heading2": ("0", "2"), "Heading3": ("1", "2")}
    assert bound == {"Heading2": ("%1.", "0"), "Heading3": ("%1.%2", "1")}
    assert numbers_of(word, "When to dig") == [], "the style says it"
    assert numbers_of(word, "Lists") == ["0"], "this one has no number"


def test_contents_and_references_say_the_numbers(word: Word) -> None:
    text = word.zip.read("word/document.xml").decode()

    assert ">1. When to dig<" in text
    assert ">1.1 Which spade<" in text
    assert re.search(r"> REF _Ref_which_spade \\r \\h <.{0,200}>1\.1</w:t>", text)
    assert 'w:name="_Ref_which_spade"' in text


@pytest.mark.validated("LibreOffice")
def test_a_heading_put_in_by_hand_counts_and_references_follow(
    everything: Document, theme: Theme, tmp_path: Path
) -> None:
    heading = b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'
    more = heading + b"<w:r><w:t>Put in by hand</w:t></w:r></w:p>"
    with (
        ZipFile(BytesIO(write(everything, theme))) as before,
        ZipFile(tmp_path / "more.docx", "w") as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            after.writestr(
                name, part.replace(heading, more + heading, 1) if "/document" in name else part
            )
    assert office.validate([tmp_path / "more.docx"], tmp_path)[tmp_path / "more.docx"] == []

    (printed,) = (tmp_path / "pdf").iterdir()
    said = " ".join(" ".join(each.extract_text().split()) for each in PdfReader(printed).pages)
    assert "1. Put in by hand" in said
    assert "2. When to dig" in said
    assert "section 2.1 or" in said


def test_a_document_without_numbers_has_plain_headings(theme: Theme) -> None:
    word = made(theme, Heading(1, (Text("X"),), "x"), Heading(2, (Text("Dig"),), "dig"))

    assert numbers_of(word, "Dig") == []
    assert b"w:numPr" not in word.zip.read("word/styles.xml")
    assert b"w:pStyle" not in word.zip.read("word/numbering.xml")


def numbers_of(word: Word, heading: str) -> list[str]:
    """The lists that the paragraph of that heading asks for itself."""
    return [
        str(number.attrib[f"{W}val"])
        for each in word.body.iter(f"{W}p")
        if "".join(map(str, each.itertext(f"{W}t"))) == heading
        and each.find(f"{W}hyperlink") is None
        for number in each.iter(f"{W}numId")
    ]


def value(element: etree._Element, name: str) -> str:
    """What the only element of that name below `element` says."""
    (found,) = element.iter(f"{W}{name}")
    return str(found.attrib[f"{W}val"])


def test_each_reference_leads_back_to_its_notes(word: Word) -> None:
    text = word.zip.read("word/document.xml").decode()
    _, _, frost = text.partition('w:name="ref_frost_2023"')

    assert [each for each in ("_RefNote1", "_RefNote2") if f'w:anchor="{each}"' in frost] == [
        "_RefNote1",
        "_RefNote2",
    ]
    assert 'w:name="_RefNote1"' in text


def test_numbered_lists_start_again_at_one(word: Word) -> None:
    lists = list(word.part("word/numbering.xml").iter(f"{W}num"))
    used = [
        each.attrib[f"{W}val"]
        for each in word.body.iter(f"{W}numId")
        if each.attrib[f"{W}val"] not in {"0", "1"}
    ]

    assert list(dict.fromkeys(used)) == ["3", "4", "5", "6"]
    assert len(lists) == 6
    assert all(each.find(f".//{W}startOverride") is not None for each in lists[2:])


def test_every_control_is_named_locked_and_in_order(word: Word) -> None:
    for properties in word.body.iter(f"{W}sdtPr"):
        places = [ORDER.index(str(each.tag)) for each in properties]

        assert places == sorted(places)
        assert places[:4] == [0, 1, 2, 3]


def test_a_field_keeps_what_is_filled_in_and_prompts_for_the_rest(word: Word) -> None:
    prompting = {
        tag_of(each)
        for each in word.body.iter(f"{W}sdt")
        if each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    }

    assert word.said("beds") == "3"
    assert word.said("favourite") == "Blue & green"
    assert word.said("start") == "04/05/2027"
    assert {"full_name", "goals", "ready", "any_tool"} <= prompting
    assert not {"beds", "favourite", "start"} & prompting


def test_a_field_of_several_choices_is_a_box_for_each(word: Word) -> None:
    ticked = {tag: word.control(f"likes.{tag}").find(f".//{W14}checked") for tag in ("red", "blue")}

    assert {tag: each.attrib[f"{W14}val"] for tag, each in ticked.items() if each is not None} == {
        "red": "1",
        "blue": "0",
    }
    assert word.said("likes.other") == "Write here"


def test_rows_and_signatures_have_a_control_in_every_cell(word: Word) -> None:
    for tag in ("plan.1.step", "plan.3.sure", "signature.1.name", "signature.2.date"):
        assert word.control(tag) is not None


def test_a_field_that_stands_twice_is_tagged_twice(theme: Theme) -> None:
    twice: Block = Paragraph(
        (Field("own", "text", "Own"), Text(" and "), Field("own", "text", "Own"))
    )
    word = made(theme, twice)

    assert [tag_of(each) for each in word.body.iter(f"{W}sdt")] == ["own", "own~2"]


def test_long_labels_are_cut_to_what_word_takes(theme: Theme) -> None:
    options = (Choice("a", "word " * 40),)
    word = made(theme, Paragraph((Field("f" * 60, "choices", "L" * 90, options=options),)))

    assert len(word.values(f"{W}alias")[0]) == 64
    assert len(word.values(f"{W}bookmarkStart", f"{W}name")[0]) == 40


def test_a_title_row_is_repeated_and_no_row_is_split(word: Word) -> None:
    tables = list(word.body.iter(f"{W}tbl"))
    headed = [each for each in tables if each.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    rows = list(word.body.iter(f"{W}tr"))

    assert (len(headed), len(tables)) == (5, 6)
    assert all(each.find(f"{W}trPr/{W}cantSplit") is not None for each in rows)


def test_columns_fill_the_page_and_cells_end_with_a_paragraph(word: Word) -> None:
    for table in word.body.iter(f"{W}tbl"):
        columns = [int(each.attrib[f"{W}w"]) for each in table.iter(f"{W}gridCol")]
        assert 9600 <= sum(columns) <= 9638 or 14500 <= sum(columns) <= 14570
        assert min(columns) > 500
    assert all(cell[-1].tag == f"{W}p" for cell in word.body.iter(f"{W}tc"))


def test_only_what_lies_is_on_a_lying_page(everything: Document, theme: Theme) -> None:
    before, lying, after = docx.Document(BytesIO(write(everything, theme))).sections

    assert [each.orientation.name for each in (before, lying, after)] == [
        "PORTRAIT",
        "LANDSCAPE",
        "PORTRAIT",
    ]
    assert (lying.page_width, lying.page_height) == (before.page_height, before.page_width)
    assert (after.page_width, after.page_height) == (before.page_width, before.page_height)


def test_a_lying_page_keeps_header_and_footer(everything: Document, theme: Theme) -> None:
    sections = docx.Document(BytesIO(write(everything, theme))).sections
    above = {each.header.paragraphs[0].text for each in sections}
    below = {each.footer.paragraphs[-1].text for each in sections}

    assert above == {"Garden handbook | Hill & Dale Gardens"}
    assert below == {"Page 1 of 1"}
    assert [each.different_first_page_header_footer for each in sections] == [True, False, False]


def test_a_turn_round_nothing_is_no_page(theme: Theme) -> None:
    said: Block = Paragraph((Text("Upright"),))
    word = made(theme, said, Section((PageBreak(),)), said)

    assert [each.get(f"{W}orient") for each in word.body.iter(f"{W}pgSz")] == [None]


def test_a_page_break_beside_a_turn_leaves_no_empty_page(theme: Theme) -> None:
    said: Block = Paragraph((Text("Wide"),))
    word = made(theme, said, PageBreak(), Section((said,)), PageBreak())

    assert "PageBreak" not in word.values(f"{W}pStyle")
    assert len(list(word.body.iter(f"{W}sectPr"))) == 2


def test_below_a_table_a_page_ends_without_a_second_empty_paragraph(theme: Theme) -> None:
    signed: Block = Signatures(("Gardener",))
    word = made(theme, signed, PageBreak(), signed, Section((signed,)))

    empty = [each for each in word.values(f"{W}pStyle") if each not in {"TableHead", "TableText"}]
    assert empty == ["PageBreak", "SectionEnd", "Spacer"]


def test_control_characters_are_left_out_and_line_breaks_show(theme: Theme) -> None:
    said = "a\x00\x0b\ud800\ufffe<b>\nc\td"
    word = made(theme, Heading(1, (Text(said),)), Paragraph((Text(said),)))

    assert [each.text for each in word.body.iter(f"{W}t")] == ["a<b>", "c", "d"] * 2
    assert len(list(word.body.iter(f"{W}br"))) == 2


def test_items_without_words_and_odd_nesting_still_open(theme: Theme) -> None:
    deep: Block = Paragraph((Text("deep"),))
    for _ in range(12):
        deep = ItemList(True, (Item((deep,)), Item(())))
    word = made(theme, deep, Signatures(()))

    assert max(int(each) for each in word.values(f"{W}ilvl")) <= 8


def test_the_colour_of_the_theme_is_the_colour_of_the_styles(
    everything: Document, theme: Theme
) -> None:
    blue = Word(write(everything, replace(theme, colour="#003087", font="Lato")))
    styles = blue.zip.read("word/styles.xml").decode()

    assert "003087" in styles
    assert "1D4F4B" not in styles
    assert '"Lato"' in styles


def test_nothing_asks_word_to_update_or_to_run(word: Word) -> None:
    everything = "".join(word.zip.read(name).decode() for name in word.zip.namelist())

    assert "updateFields" not in everything
    assert "vbaProject" not in everything
    assert 'w:name="compatibilityMode"' in everything


def test_only_a_form_is_protected_and_only_where_it_is_wanted(
    a_form: Document, theme: Theme
) -> None:
    strict = replace(theme, protected=True)
    settings = Word(write(a_form, strict)).part("word/settings.xml")
    locked = settings.find(f"{W}documentProtection")

    assert locked is not None
    assert locked.attrib[f"{W}edit"] == "forms"
    assert locked.attrib[f"{W}enforcement"] == "1"
    assert [each.tag for each in settings][:3] == [
        f"{W}{each}" for each in ("zoom", "documentProtection", "defaultTabStop")
    ]
    for unlocked in (made(strict, Paragraph((Text("Read"),))), Word(write(a_form, theme))):
        assert b"documentProtection" not in unlocked.zip.read("word/settings.xml")


def test_every_part_is_dated_alike(word: Word) -> None:
    assert {each.date_time for each in word.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert word.zip.testzip() is None


def kept_with_next(word: Word) -> list[bool]:
    """Of each paragraph of the body, whether itself or its style keeps it with the next."""
    styles = {
        each.attrib[f"{W}styleId"]
        for each in word.part("word/styles.xml").iter(f"{W}style")
        if each.find(f"{W}pPr/{W}keepNext") is not None
    }
    return [
        any(each.tag == f"{W}keepNext" or each.get(f"{W}val") in styles for each in properties)
        for properties in word.body.iterfind(f".//{W}p/{W}pPr")
    ]


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [(4, [True, True, True, False]), (7, [True, False, False, False, False, True, False])],
)
def test_a_label_stays_with_its_first_boxes_and_no_box_stands_alone(
    theme: Theme, boxes: int, kept: list[bool]
) -> None:
    options = tuple(Choice(f"o{n}", f"Bed {n}") for n in range(boxes))
    asked = Field("beds", "choices", "Beds", options=options, help="Tick all you dig")
    word = made(theme, Heading(2, (Text("Digging"),)), Paragraph((asked,)))

    assert kept_with_next(word) == [True, True, True, *kept]


def test_a_line_in_bold_stays_with_what_it_speaks_of(theme: Theme) -> None:
    bold: Block = Paragraph((Strong((Text("Do I dig?"),)),))
    word = made(theme, bold, Paragraph((Text("Yes."),)))

    assert kept_with_next(word) == [True, False]


def test_a_place_to_sign_is_not_parted_from_what_is_signed(theme: Theme) -> None:
    signed: Block = Paragraph((Text("By signing we agree."),))
    word = made(theme, signed, signed, Signatures(("Gardener", "Owner")))

    kept = [each.find(f"{W}pPr/{W}keepNext") is not None for each in word.body.iter(f"{W}p")]
    assert kept[:3] == [False, True, True]
