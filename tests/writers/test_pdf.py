"""The PDF, read and filled in with another library and held against the standard for access."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader, PdfWriter
from tests.writers.conftest import row

from schemekit.document.blocks import (
    Block,
    Citation,
    Contents,
    Document,
    Field,
    Heading,
    Item,
    ItemList,
    Note,
    PageBreak,
    Paragraph,
    Section,
    Signatures,
    Strong,
    Table,
    Text,
)
from schemekit.document.theme import Theme
from schemekit.errors import SchemekitError
from schemekit.writers.pdf import _weasyprint, page_of, write

try:
    import page as standard
    import weasyprint
except (ImportError, OSError) as missing:
    if os.environ.get("CI") == "true":
        raise
    pytest.skip(f"WeasyPrint, Pango or page-validation: {missing}", allow_module_level=True)

LONG = "It fits on a line or two, and then it goes on. " * 9


@pytest.fixture(scope="module")
def written(everything: Document, theme: Theme) -> bytes:
    return write(everything, theme)


@pytest.fixture(scope="module")
def pdf(written: bytes) -> PdfReader:
    return read(written)


@pytest.fixture(scope="module")
def form(a_form: Document, theme: Theme) -> bytes:
    return write(a_form, theme)


def read(written: bytes) -> PdfReader:
    return PdfReader(BytesIO(written))


def made(theme: Theme, *content: Block, notes: tuple[Note, ...] = ()) -> PdfReader:
    """A PDF of `content` alone."""
    title: Block = Heading(1, (Text("X"),), "x")
    whole = Document("x", "x", "X", "O", "S", "a", "p", (title, *content), notes)
    return read(write(whole, theme))


@cache
def pages(pdf: PdfReader) -> list[str]:
    """The words of every page, each apart from the next by one space."""
    return [" ".join(each.extract_text().split()) for each in pdf.pages]


def said(text: str) -> Block:
    return Paragraph((Text(text),))


def annotations(pdf: PdfReader) -> Iterator[Any]:
    for each in pdf.pages:
        yield from (found.get_object() for found in each.get("/Annots", ()))


def links(pdf: PdfReader) -> list[Any]:
    return [each for each in annotations(pdf) if each["/Subtype"] == "/Link"]


def widgets(pdf: PdfReader) -> dict[str, Any]:
    """Every input by its full name."""
    found = [each for each in annotations(pdf) if each["/Subtype"] == "/Widget"]
    return {full_name(each): each for each in found}


def full_name(field: Any) -> str:
    above = f"{full_name(field['/Parent'])}." if "/Parent" in field else ""
    return above + str(field["/T"])


def tags(pdf: PdfReader) -> list[str]:
    """The kind of every element of the tree that is read aloud."""

    def below(node: Any) -> Iterator[str]:
        if "/S" in node:
            yield str(node["/S"])
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()  # noqa: PLW2901 - what the reference stands for
            if hasattr(kid, "get"):
                yield from below(kid)

    return list(below(pdf.root_object["/StructTreeRoot"]))


def filled(form: bytes, **values: str) -> PdfReader:
    """The form with `values` typed in, saved and opened again; `__` stands for a full stop."""
    writer = PdfWriter(clone_from=BytesIO(form))
    typed = {name.replace("__", "."): value for name, value in values.items()}
    for each in writer.pages:
        writer.update_page_form_field_values(each, typed, auto_regenerate=False)
    saved = BytesIO()
    writer.write(saved)
    return read(saved.getvalue())


def value(pdf: PdfReader, name: str) -> str:
    fields = pdf.get_fields()
    assert fields is not None
    return str(fields[name].get("/V"))


@pytest.fixture(scope="module")
def attacked(hostile: Document, theme: Theme) -> bytes:
    return write(hostile, theme)


@pytest.mark.parametrize("name", ["written", "form", "attacked"])
def test_everything_that_can_be_said_meets_the_standard_for_access(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = tmp_path / "it.pdf"
    file.write_bytes(request.getfixturevalue(name))

    found = standard.validate_pdf(str(file), profile=standard.ValidationProfile.PDF_UA_1)

    assert [str(each) for each in found.failures] == []
    assert found.is_compliant


def test_equal_documents_are_equal_files(
    everything: Document, theme: Theme, written: bytes
) -> None:
    assert write(everything, theme) == written


def test_another_run_of_the_program_makes_the_same_bytes(theme: Theme, tmp_path: Path) -> None:
    script = (
        "import sys; from schemekit import resources; from schemekit.theming import load_theme;"
        "from schemekit.document.blocks import *; from schemekit.writers.pdf import write;"
        "d = Document('x','x','X','O','S','a','p',(Heading(1,(Text('X'),),'x'),"
        "Paragraph((Field('f','text','F'),)), Signatures(('A',))));"
        "sys.stdout.buffer.write(write(d, load_theme([resources.templates()])))"
    )
    title: Block = Heading(1, (Text("X"),), "x")
    content: tuple[Block, ...] = (
        title,
        Paragraph((Field("f", "text", "F"),)),
        Signatures(("A",)),
    )

    # the names of this run are hashed with another seed
    other = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=True,
        capture_output=True,
    ).stdout

    assert write(Document("x", "x", "X", "O", "S", "a", "p", content), theme) == other


def test_title_language_and_id_are_properties_of_the_file(pdf: PdfReader) -> None:
    root: Any = pdf.root_object
    about = pdf.metadata

    assert about is not None
    assert (about.title, about.author) == ("Garden handbook", "Hill & Dale Gardens")
    assert str(about["/schemekitdocument"]) == "garden_handbook"
    assert "/CreationDate" not in about
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]


def test_headings_lists_tables_links_and_inputs_are_tagged(pdf: PdfReader) -> None:
    found = tags(pdf)

    assert {"/H1", "/H2", "/H3", "/H4", "/P", "/L", "/LI", "/Link", "/Form"} <= set(found)
    assert {"/Table", "/TH", "/TD", "/BlockQuote", "/Sect"} <= set(found)
    assert found.count("/Form") == len(widgets(pdf))


def test_headings_are_bookmarks(pdf: PdfReader) -> None:
    title, below = cast("tuple[Any, list[Any]]", pdf.outline)

    assert title["/Title"] == "Garden handbook"
    assert "1. When to dig" in [each["/Title"] for each in below if "/Title" in each]


def test_the_list_of_contents_names_the_page_of_every_heading(pdf: PdfReader) -> None:
    words = pages(pdf)
    at = next(number for number, text in enumerate(words, start=1) if text.count("Last things"))
    listed, where = words[at - 1], [n for n, text in enumerate(words, 1) if "Last things" in text]

    assert where[0] == at
    assert f"{where[-1]}" in listed.split("Last things")[1].split("Open points")[0]


def test_the_cover_tells_what_the_content_says(everything: Document, theme: Theme) -> None:
    told = replace(everything, cover=(("Owner", "Head & gardener"),))

    assert "<b>Owner:</b> Head &amp; gardener</p>" in page_of(told, theme)


def test_a_document_with_a_list_of_contents_has_a_cover_and_others_have_none(
    pdf: PdfReader, theme: Theme
) -> None:
    cover, short = pages(pdf)[0], pages(made(theme, said("Hello")))

    assert "How the garden is kept." in cover
    assert "The garden is open" not in cover
    assert len(short) == 1
    assert "Hello" in short[0]


def test_every_page_says_its_number_and_whose_it_is(pdf: PdfReader) -> None:
    for number, text in enumerate(pages(pdf), start=1):
        assert f"Page {number} of {len(pdf.pages)}" in text
        assert "Open gardens. Write to garden@example.org" in text
        assert number == 1 or "Garden handbook" in text


def test_a_note_stands_once_at_the_foot_of_the_page_that_cites_it(theme: Theme) -> None:
    notes = (Note(1, "rain", (Text("It rained."),)), Note(2, "frost", (Text("It froze."),)))
    written = pages(
        made(
            theme,
            Paragraph((Text("Wet."), Citation("rain", 1))),
            PageBreak(),
            Paragraph((Text("Cold."), Citation("frost", 2), Text(" Wet."), Citation("rain", 1))),
            notes=notes,
        )
    )

    assert ["It rained." in each for each in written] == [True, False]
    assert ["It froze." in each for each in written] == [False, True]


def test_long_notes_stay_on_the_page_that_cites_them(theme: Theme) -> None:
    notes = tuple(Note(number, "rain", (Text(f"({number}) {LONG}"),)) for number in range(1, 9))
    cited: tuple[Block, ...] = tuple(
        Paragraph((Text(f"Claim {note.number}. {LONG}"), Citation("rain", note.number)))
        for note in notes
    )
    written = pages(made(theme, *cited, notes=notes))

    for note in notes:
        (place,) = [at for at, text in enumerate(written) if f"({note.number}) It fits" in text]
        assert (
            f"Claim {note.number}." in written[place]
            or f"Claim {note.number}." in (written[place - 1])
        )


def test_a_long_table_repeats_its_head(theme: Theme) -> None:
    rows = tuple(row(f"Row {number}", "x") for number in range(90))

    written = pages(made(theme, Table(row("Whatever is done", "By whom"), rows)))

    assert len(written) > 1
    assert all("Whatever is done" in each for each in written)


def test_wide_pages_lie_on_their_side_and_no_page_is_empty(theme: Theme) -> None:
    wide: Block = Section((said("Wide"), Table(row("a"), (row("b"),))))
    written = made(theme, said("Before"), PageBreak(), wide, PageBreak(), said("After"))

    before, lying, after = pages(written)
    assert [each.mediabox.width > each.mediabox.height for each in written.pages] == [
        False,
        True,
        False,
    ]
    assert ("Before" in before, "Wide" in lying, "After" in after) == (True, True, True)


def test_a_wide_page_keeps_what_stands_above_and_below(pdf: PdfReader) -> None:
    (place,) = (at for at, each in enumerate(pdf.pages) if each.mediabox.width > 800)
    lying = pages(pdf)[place]

    assert "Garden handbook" in lying
    assert f"Page {place + 1} of {len(pdf.pages)}" in lying
    assert pdf.pages[place + 1].mediabox.width < 600, "what follows stands upright again"


def test_links_lead_to_places_siblings_and_the_outside(pdf: PdfReader) -> None:
    targets = [each["/A"]["/URI"] for each in links(pdf) if "/A" in each]
    inner = {each["/Dest"] for each in links(pdf) if "/Dest" in each}

    assert "05-garden-agreement.pdf" in targets
    assert "https://example.org/a?b=1&c=2" in targets
    assert {"when-to-dig", "note-1", "cited-1"} <= inner
    assert inner <= set(pdf.named_destinations)


def test_a_link_is_heard_as_what_it_says(pdf: PdfReader) -> None:
    heard = {each["/Contents"] for each in links(pdf)}

    assert {"Garden agreement", "1. When to dig", "Note 1", "Back to the text 1"} <= heard


def test_every_input_is_named_after_its_field_and_titled_with_its_label(form: bytes) -> None:
    heard = {name: str(each["/TU"]) for name, each in widgets(read(form)).items()}

    assert heard["full_name"] == "Full name"
    assert heard["start"] == "First day (dd/mm/yyyy)"
    assert heard["likes.red"] == "What you like: Red"
    assert heard["likes.other"] == "What you like: Other"
    assert heard["plan.2.when"] == "By 2 (dd/mm/yyyy)"
    assert all(heard.values())


def test_an_input_says_its_font_and_colour_and_nothing_else(form: bytes) -> None:
    written = [each["/DA"] for each in widgets(read(form)).values() if each["/FT"] != "/Btn"]

    assert all(each.endswith(" Tf") for each in written)
    assert not any(" gs " in each for each in written)


def test_no_part_of_a_name_has_a_full_stop(form: bytes) -> None:
    root: Any = read(form).root_object
    fields = root["/AcroForm"]["/Fields"]

    assert [each["/T"] for each in fields if "." in each["/T"]] == []
    assert all("." not in each["/T"] for each in widgets(read(form)).values())


def test_what_is_filled_in_already_is_there(form: bytes) -> None:
    pdf = read(form)

    assert value(pdf, "beds") == "3"
    assert value(pdf, "favourite") == "blue"
    assert value(pdf, "start") == "04/05/2027"
    assert (value(pdf, "likes.red"), value(pdf, "likes.blue")) == ("/on", "/Off")


def test_a_form_that_was_filled_in_reads_back(form: bytes) -> None:
    ticked = {name for name in widgets(read(form))["likes.blue"]["/AP"]["/N"] if name != "/Off"}
    (on,) = ticked
    pdf = filled(
        form,
        full_name="Zoë O’Brien",
        goals="To dig\nand to plant",
        favourite="none",
        any_tool="A very old spade",
        likes__blue=on,
        likes__other="Green",
        ready="yes",
        start="01/02/2028",
        plan__2__step="Second",
        plan__2__sure="no",
    )

    assert value(pdf, "full_name") == "Zoë O’Brien"
    assert value(pdf, "goals").splitlines() == ["To dig", "and to plant"]
    assert value(pdf, "favourite") == "none"
    assert value(pdf, "any_tool") == "A very old spade"
    assert value(pdf, "likes.blue") == on
    assert value(pdf, "likes.other") == "Green"
    assert (value(pdf, "ready"), value(pdf, "start")) == ("yes", "01/02/2028")
    assert (value(pdf, "plan.2.step"), value(pdf, "plan.2.sure")) == ("Second", "no")
    assert value(pdf, "plan.1.step") == ""


def test_a_list_that_takes_typed_text_says_so(form: bytes) -> None:
    found = widgets(read(form))

    assert found["any_tool"]["/Ff"] & (1 << 18)
    assert not found["favourite"]["/Ff"] & (1 << 18)
    assert [each[0] for each in found["favourite"]["/Opt"]] == ["", "red", "blue", "none"]


def test_a_list_that_is_printed_shows_what_can_be_picked(form: bytes) -> None:
    text = " ".join(pages(read(form)))

    assert "Favourite colour Red / Blue & green / I do not mind" in text
    assert "First day dd/mm/yyyy" in text


def test_nobody_signs_with_a_keyboard(theme: Theme) -> None:
    written = made(theme, Signatures(("Gardener", "Owner")))

    assert widgets(written) == {}
    assert "Gardener" in pages(written)[0]


@pytest.mark.parametrize(
    ("first", "then", "together"),
    [
        (Paragraph((Strong((Text("Do I dig?"),)),)), said("Yes."), "Yes."),
        (said("Do I dig?"), Signatures(("Gardener",)), "Gardener"),
    ],
)
def test_a_line_that_leads_on_is_never_left_at_the_foot_of_a_page(
    theme: Theme, first: Block, then: Block, together: str
) -> None:
    filled = [(PageBreak(), *[said("Soil.")] * lines, first, then) for lines in range(30, 34)]
    found = pages(made(theme, *(block for each in filled for block in each)))

    asked = [each for each in found if "dig?" in each]
    assert len(asked) == len(filled)
    assert all(together in each for each in asked)
    assert any("Soil." not in each for each in asked)
    assert any("Soil." in each for each in asked)


def test_boxes_in_lists_are_numbered_as_in_word(theme: Theme) -> None:
    items = tuple(Item((said(text),), tick=True) for text in ("Boots", "Spade"))

    found = widgets(made(theme, ItemList(ordered=False, items=items)))

    assert {name: each["/TU"] for name, each in found.items()} == {
        "tick.1": "Boots",
        "tick.2": "Spade",
    }


def test_an_organisation_reads_back_as_it_was_typed(hostile: Document, theme: Theme) -> None:
    pdf = read(write(hostile, theme))
    text = "".join(pages(pdf))

    assert pdf.metadata is not None
    assert pdf.metadata.title == hostile.title
    assert text.count(hostile.title) == 4
    assert "49" not in text


def test_an_answer_cannot_leave_its_place(hostile: Document, theme: Theme) -> None:
    bad = '"><img src="https://e.vil/x.png"><style>*{display:none}</style><a href="https://e.vil">'
    content: tuple[Block, ...] = (Heading(1, (Text(bad),), bad), Contents(), said(bad))
    whole = replace(hostile, content=content, title=bad, organisation=bad, footer=bad, scheme=bad)

    pdf = read(write(whole, theme))

    assert not [each for each in links(pdf) if "/A" in each]
    assert not [each for each in tags(pdf) if each == "/Figure"]
    assert bad.replace(" ", "") in "".join(pages(pdf)).replace(" ", "")


def test_nothing_is_fetched(
    hostile: Document, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def connected(*where: object) -> None:
        asked.append(str(where))
        raise OSError

    monkeypatch.setattr("socket.socket.connect", connected)
    (tmp_path / "x.png").write_bytes(b"not to be read")
    fetching = (
        f'@import "https://e.vil/a.css"; body {{ background: url("{tmp_path.as_uri()}/x.png"); }}'
    )

    plain = write(hostile, theme)
    tried = write(hostile, replace(theme, print_css=fetching + theme.print_css))

    assert asked == []
    assert len(tried) == pytest.approx(len(plain), abs=64)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("raise ModuleNotFoundError('weasyprint')", r"not installed.*schemekit\[pdf\]"),
        ("raise OSError('no library called pango')", "libpango-1.0-0 libpangoft2-1.0-0"),
    ],
)
def test_what_is_missing_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    hostile: Document,
    *,
    theme: Theme,
    source: str,
    message: str,
) -> None:
    (tmp_path / "weasyprint.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, weasyprint.__name__)
    _weasyprint.cache_clear()

    with pytest.raises(SchemekitError, match=message):
        write(hostile, theme)
