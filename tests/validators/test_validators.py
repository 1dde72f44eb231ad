"""The validators themselves: each sees what it is there for, and none is left out unseen."""

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm
from tests.validators import machine, office, pages, pdfs
from tests.validators.covering import covering
from tests.validators.planted import BODY, Planted, rich, spoilt

FAULTY = """<!doctype html><html><body><h3>Digging</h3><img src="https://example.org/a.png">
<p style="color: #ccc">Pale</p><input><a href="#"></a></body></html>"""


def test_a_check_that_nobody_asked_for_is_skipped_and_says_what_is_lacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setitem(machine.TOOLS, "LibreOffice", lambda: None)

    with pytest.raises(pytest.skip.Exception, match="lacks LibreOffice"):
        machine.admit(("LibreOffice",), "")


def test_a_check_that_ci_asked_for_fails_where_its_tool_is_lacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setitem(machine.TOOLS, "LibreOffice", lambda: None)

    with pytest.raises(pytest.fail.Exception, match="lacks LibreOffice"):
        machine.admit(("LibreOffice",), "validated")


def test_a_page_that_differs_only_in_its_words_is_left_out_and_no_other(tmp_path: Path) -> None:
    bodies = {
        "plain": "<p>Dig</p><p>Rest</p>",
        "longer": "<p>Dig</p><p>Dig on</p><p>Rest</p>",
        "coloured": '<p>Dig</p><p style="color:#ccc">Rest</p>',
        "empty": "<p>Dig</p><p></p>",
        "nested": "<div><p>Dig</p></div>",
        "classed": '<p class="call">Dig</p>',
    }
    for name, body in bodies.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_text(f"<html><body>{body}</body></html>")
    (tmp_path / "plain" / "b.html").write_text(f"<html><body>{bodies['plain']}</body></html>")

    found = covering(sorted(tmp_path.glob("*/*.html")))

    assert len(found) == 5
    assert {each.parent.name for each in found if each.name == "a.html"} == {
        "coloured", "empty", "nested", "classed",
    }  # fmt: skip
    assert tmp_path / "plain" / "b.html" in found


def test_a_file_with_a_number_below_nothing_is_not_left_out(
    tmp_path: Path,
) -> None:
    for name, width in (("a", "120"), ("b", "-4"), ("c", "95")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.docx").write_bytes(
            spoilt(Planted("width", BODY, r'<w:tcW w:w="\d+"', f'<w:tcW w:w="{width}"'))
        )

    found = covering(sorted(tmp_path.glob("*/x.docx")))

    assert tmp_path / "b" / "x.docx" in found


@pytest.mark.validated("LibreOffice")
def test_libreoffice_opens_what_is_whole_and_no_broken_file(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.docx", tmp_path / "broken.docx"
    whole.write_bytes(rich())
    broken.write_bytes(spoilt(Planted("malformed", BODY, "</w:body>", "")))

    found = office.validate([whole, broken], tmp_path / "work")

    assert found[whole] == []
    assert [each.rule for each in found[broken]] == ["LO01 does not open"]


@pytest.mark.validated("LibreOffice")
def test_a_label_at_the_foot_of_a_page_is_found(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.docx" for name in ("parted", "kept")}
    for name, file in files.items():
        form = docx.Document()
        form.sections[0].page_height, form.sections[0].page_width = Mm(297), Mm(210)
        form.styles.add_style("Field Label", WD_STYLE_TYPE.PARAGRAPH)
        form.add_paragraph("Where you dig", "Field Label")
        form.add_paragraph("In clay")
        last = ("When you dig", "Field Label") if name == "parted" else ("Spring", None)
        form.add_paragraph(*last)
        form.add_paragraph("In spring").paragraph_format.page_break_before = True
        form.save(str(file))

    found = office.validate(files.values(), tmp_path / "work")

    assert [each.what for each in found[files["parted"]]] == ["When you dig"]
    assert found[files["kept"]] == []


@pytest.mark.validated("Chromium with Node and axe-core")
def test_a_page_with_planted_faults_is_told_them_all(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(FAULTY, encoding="utf-8")

    rules = {each.rule.removeprefix("AXE ") for each in pages.validate([page])[page]}

    assert rules >= {
        "color-contrast", "document-title", "html-has-lang", "image-alt", "label",
        "landmark-one-main", "link-name", "network", "page-has-heading-one", "region",
    }  # fmt: skip


@pytest.mark.validated("LibreOffice", "page-validation")
def test_a_pdf_without_tags_does_not_pass(tmp_path: Path) -> None:
    whole = tmp_path / "whole.docx"
    whole.write_bytes(rich())
    office.validate([whole], tmp_path / "work")
    (pdf,) = (tmp_path / "work" / "pdf").glob("*.pdf")

    assert pdfs.validate([pdf])[pdf]
