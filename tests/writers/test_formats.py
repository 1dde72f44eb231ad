"""What every format promises."""

from html.parser import HTMLParser
from io import BytesIO

import docx
import pytest
from markdown_it import MarkdownIt

from schemekit.document.blocks import Document
from schemekit.document.theme import Theme
from schemekit.errors import UsageError
from schemekit.writers import find, names

HOSTILE = "{{ 7*7 }} **Ward** | # <b>&amp;"


def test_the_formats_are_the_modules_of_the_folder() -> None:
    assert names() == ("docx", "html", "ics", "md", "pdf", "xlsx")
    assert [find(name).ending for name in names()] == ["docx", "html", "ics", "md", "pdf", "xlsx"]


def test_an_unknown_format_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UsageError, match=r"no format 'dox'.*'docx'"):
        find("dox")


@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_equal_documents_are_equal_files(name: str, everything: Document, theme: Theme) -> None:
    write = find(name).write

    assert write(everything, theme) == write(everything, theme)


def test_an_organisation_reads_back_from_word_as_it_was_typed(
    hostile: Document, theme: Theme
) -> None:
    word = docx.Document(BytesIO(find("docx").write(hostile, theme)))

    said = [each.text for each in word.paragraphs if each.text]
    assert said == [HOSTILE, HOSTILE]
    assert word.tables[0].rows[1].cells[0].text == HOSTILE
    assert word.core_properties.title == HOSTILE


def test_an_organisation_reads_back_from_a_page_as_it_was_typed(
    hostile: Document, theme: Theme
) -> None:
    page = Page(find("html").write(hostile, theme).decode())

    assert [page.within(tag) for tag in ("h1", "td")] == [[HOSTILE], [HOSTILE]]
    assert page.within("p") == [HOSTILE, HOSTILE, "Open gardens. Write to garden@example.org"]


def test_an_organisation_reads_back_from_markdown_as_it_was_typed(
    hostile: Document, theme: Theme
) -> None:
    tokens = (
        MarkdownIt("commonmark")
        .enable("table")
        .parse(find("md").write(hostile, theme).decode().split("[^1]:")[0])
    )

    said = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    assert said == [HOSTILE, HOSTILE, "Name", HOSTILE]


class Page(HTMLParser):
    """The text of a page, by the element it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[str, str]] = []
        self.open = [""]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in {"meta", "br", "hr", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.said.append((self.open[-1], data))

    def within(self, tag: str) -> list[str]:
        return [text for each, text in self.said if each == tag]
