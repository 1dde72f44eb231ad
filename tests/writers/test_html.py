"""The page, read with a parser."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html
from pypdf import PdfReader
from tests.validators import machine
from tests.writers.conftest import saying

from schemekit.document.blocks import (
    Block,
    Document,
    Field,
    Heading,
    Inline,
    Link,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from schemekit.document.theme import Theme
from schemekit.writers.html import write


@pytest.fixture(scope="module")
def text(everything: Document, theme: Theme) -> str:
    return write(everything, theme).decode()


@pytest.fixture(scope="module")
def page(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def ids(page: html.HtmlElement) -> list[str]:
    return [str(each.attrib["id"]) for each in page.iter() if "id" in each.attrib]


def test_the_page_says_its_language_and_title(page: html.HtmlElement) -> None:
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "Garden handbook – Hill & Dale Gardens"
    assert len(list(page.iter("h1"))) == 1


def test_the_page_needs_nothing_from_elsewhere(page: html.HtmlElement) -> None:
    assert not list(page.iter("script", "link", "img", "iframe"))
    assert "@import" not in "".join(page.find(".//style").itertext())
    assert "url(" not in "".join(page.find(".//style").itertext())


def test_every_place_is_named_once_and_every_inner_link_finds_one(page: html.HtmlElement) -> None:
    inner = [
        each.attrib["href"][1:] for each in page.iter("a") if each.attrib["href"].startswith("#")
    ]

    assert len(ids(page)) == len(set(ids(page)))
    assert set(inner) <= set(ids(page))
    assert len(inner) >= 12


def test_a_part_that_was_written_before_takes_no_name_that_is_taken(theme: Theme) -> None:
    asked = Field("hours", "number", "Hours")
    title: Block = Heading(1, (Text("Time"),), "time")
    part: Block = Paragraph((asked,))
    equal: Block = Paragraph((asked,))
    row: Row[Inline] = Row(((Text("Hours"),), (asked,)))
    table: Block = Table(Row(((Text("Item"),), (Text("Answer"),))), (row, Row(row.cells)))

    once = write(saying(title, part), theme)
    twice = write(saying(title, part, table, part), theme)

    places = [each for each in ids(html.document_fromstring(twice.decode())) if "field-" in each]
    assert places == ["field-hours", "field-hours~2", "field-hours~3", "field-hours~4"]
    assert write(saying(title, equal, table, equal), theme) == twice
    assert write(saying(title, part), theme) == write(saying(title, equal), theme) == once


def test_a_wide_page_is_printed_on_the_same_paper(everything: Document, theme: Theme) -> None:
    letter = write(everything, replace(theme, paper="Letter")).decode()

    assert "@page wide { size: A4 landscape; }" in write(everything, theme).decode()
    assert "@page wide { size: Letter landscape; }" in letter
    assert letter.count("@page wide") == 1


@pytest.mark.validated("Chromium with Node and axe-core")
def test_a_browser_prints_wide_pages_between_upright_ones(theme: Theme, tmp_path: Path) -> None:
    wide: Block = Section((Paragraph((Text("Wide"),)),))
    said: Block = Paragraph((Text("Upright"),))
    content: tuple[Block, ...] = (said, PageBreak(), wide, PageBreak(), said)
    whole = Document("x", "x", "X", "O", "S", "a", "p", content)
    (tmp_path / "page.html").write_bytes(write(whole, theme))
    command = [
        str(machine.browser()), "--headless", "--no-sandbox", "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'page.pdf'}",
        (tmp_path / "page.html").as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=120, check=True)

    printed = PdfReader(tmp_path / "page.pdf").pages
    assert [(round(p.mediabox.width), round(p.mediabox.height)) for p in printed] == [
        (595, 842),
        (842, 595),
        (595, 842),
    ]


def test_every_input_has_a_name_that_is_seen_or_heard(page: html.HtmlElement) -> None:
    labelled = {each.attrib["for"] for each in page.iter("label") if "for" in each.attrib}
    for each in page.iter("input", "select", "textarea"):
        wrapped = any(parent.tag == "label" for parent in each.iterancestors())
        assert wrapped or each.get("aria-label") or each.get("id") in labelled


def test_a_field_is_an_input_of_its_kind(page: html.HtmlElement) -> None:
    kinds = {
        each.get("name"): each.get("type") or each.tag
        for each in page.iter("input", "select", "textarea")
    }

    assert {name: kinds[name] for name in ("full_name", "goals", "beds", "mail", "ready")} == {
        "full_name": "text",
        "goals": "textarea",
        "beds": "number",
        "mail": "email",
        "ready": "select",
    }
    assert kinds["plan.2.when"] == "date"
    assert kinds["likes.red"] == "checkbox"
    assert kinds["signature.2.signature"] == "text"


def test_what_is_filled_in_is_there(page: html.HtmlElement) -> None:
    assert page.xpath("//input[@name='beds']/@value") == ["3"]
    assert page.xpath("//input[@name='start']/@value") == ["2027-05-04"]
    assert page.xpath("//select[@name='favourite']/option[@selected]/text()") == ["Blue & green"]
    assert page.xpath("//fieldset//input[@checked]/@name") == ["likes.red"]


def test_tables_name_their_columns_or_else_their_rows(page: html.HtmlElement) -> None:
    scopes = [{each.attrib["scope"] for each in table.iter("th")} for table in page.iter("table")]

    assert scopes.count({"row"}) == 1
    assert all(scopes)


def test_a_note_leads_back_to_where_it_is_cited(page: html.HtmlElement) -> None:
    notes = page.xpath("//section[@class='notes']//li")

    assert [each.get("value") for each in notes] == ["1", "2"]
    assert notes[0].xpath("a[@class='back']/@href") == ["#cited-1"]
    assert page.xpath("//sup[@id='cited-1']/a/@href") == ["#note-1"]


def test_a_box_says_its_word(page: html.HtmlElement) -> None:
    words = [each.text_content() for each in page.find_class("word")]

    assert words == ["Important", "Note", "Example"]


def test_another_document_is_linked_as_a_page(page: html.HtmlElement) -> None:
    assert page.xpath("//a[text()='Garden agreement']/@href") == ["05-garden-agreement.html"]


def test_an_answer_cannot_leave_its_place(theme: Theme, everything: Document) -> None:
    bad = '"><script>alert(1)</script>'
    content: tuple[Block, ...] = (
        Heading(1, (Text(bad),), bad),
        Paragraph((Link(bad, (Text(bad),)),)),
    )
    spoiled = replace(
        everything, content=content, title=bad, organisation=bad, footer=bad, purpose=bad
    )

    page = html.document_fromstring(write(spoiled, theme).decode())

    assert not list(page.iter("script"))
    assert page.findtext(".//h1") == bad


def test_tags_are_closed_in_order(text: str) -> None:
    parser = etree.HTMLParser(recover=False)

    page = etree.fromstring(text, parser)

    strange = [str(each) for each in parser.error_log if "Tag" not in each.message]
    assert page is not None
    assert strange == []
