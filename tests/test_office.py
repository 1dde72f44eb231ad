"""Page numbers in the contents of Word documents, with LibreOffice and without."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.cli.calling import ACME, Call

from schemekit import office
from schemekit.document.blocks import Block, Contents, Document, Heading, PageBreak, Text
from schemekit.document.theme import Theme, read_theme
from schemekit.writers.docx import write

THEME = Path(__file__).resolve().parents[1] / "templates" / "theme"


@pytest.fixture(scope="module")
def theme() -> Theme:
    text = (THEME / "theme.toml").read_text(encoding="utf-8")
    return read_theme(text, base=(THEME / "base.docx").read_bytes())


@pytest.fixture
def long() -> Document:
    """A cover, the contents, and a page for each of two headings."""
    title: Block = Heading(1, (Text("X"),))
    dig: Block = Heading(2, (Text("Dig"),))
    wait: Block = Heading(2, (Text("Wait"),))
    content: tuple[Block, ...] = (title, Contents(), PageBreak(), dig, PageBreak(), wait)
    return Document("x", "x", "X", "O", "S", "a", "p", content)


def text_of(document: Document, theme: Theme) -> str:
    with ZipFile(BytesIO(write(document, theme))) as file:
        return file.read("word/document.xml").decode()


def test_known_pages_stand_in_the_contents_behind_dots(long: Document, theme: Theme) -> None:
    plain, told = text_of(long, theme), text_of(replace(long, pages=(1, 3, 4)), theme)

    assert "PAGEREF" not in plain
    assert 'w:leader="dot"' not in plain
    assert told.count("PAGEREF _Toc00000000") == 2
    assert told.count('<w:tab w:val="right" w:leader="dot" w:pos="9638"/>') == 2
    assert 'TOC \\o "2-3" \\h' in told


def test_only_numbers_that_stay_are_kept(
    long: Document, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter(range(1, 99))

    def restless(documents: Sequence[Document], *_: object) -> office.Pages:
        page = next(counts)
        return {each.id: (1, 2, 3 if each.id == "calm" else page) for each in documents}

    monkeypatch.setattr(office, "_counted", restless)
    done = office.numbered((replace(long, id="calm"), long), theme, "soffice")

    assert [each.pages for each in done.documents] == [(1, 2, 3), ()]
    assert done.failed == {"x"}


def test_a_program_that_makes_nothing_leaves_the_documents_as_they_were(
    long: Document, theme: Theme
) -> None:
    for lame in ("true", "no-such-program"):
        done = office.numbered((long,), theme, lame)

        assert done.documents == (long,)
        assert done.failed == {"x"}


@pytest.mark.skipif(office.program() is None, reason="this machine lacks LibreOffice")
def test_libreoffice_counts_the_pages(long: Document, theme: Theme) -> None:
    found = office.program()
    assert found is not None

    assert office.numbered((long,), theme, found).documents[0].pages == (1, 3, 4)


@pytest.mark.parametrize(
    ("soffice", "warning"),
    [
        (None, "--page-numbers needs LibreOffice, which was not found. Install it"),
        ("exit 0", "its pages could not be counted reliably. Its contents stay without page"),
    ],
)
def test_without_a_libreoffice_that_counts_the_pack_is_made_and_the_gap_told(
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    soffice: str | None,
    warning: str,
) -> None:
    path = tmp_path / "bin"
    path.mkdir()
    if soffice:
        (path / "soffice").write_text(f"#!/bin/sh\n{soffice}\n", encoding="utf-8")
        (path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(path))
    said = call("new", "mine", *ACME, "--page-numbers", "--format", "docx", "--quiet")

    assert said.code == 0
    assert warning in said.err
    assert any((tmp_path / "mine" / "pack").glob("*.docx"))
