"""One form with every kind of field, as it was given out."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from schemekit import resources
from schemekit.document.blocks import (
    Block,
    Choice,
    Document,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    Paragraph,
    Row,
    Signatures,
    Table,
    Text,
)
from schemekit.document.theme import Theme
from schemekit.forms.form import Form, form_of
from schemekit.theming import load_theme
from schemekit.writers.docx import write

Resave = Callable[[Mapping[str, bytes]], dict[str, bytes]]
COLOURS = (Choice("red", "Red"), Choice("blue", "Blue & green"), Choice("grey", "Grey <dark>"))
FIELDS = (
    Field("full_name", "text", "Full name"),
    Field("goals", "prose", "Your goals"),
    Field("beds", "number", "Beds you could dig"),
    Field("mail", "email", "E-mail"),
    Field("favourite", "choice", "Favourite colour", options=COLOURS),
    Field("any_tool", "choice", "Tool", options=COLOURS, other=True),
    Field("likes", "choices", "What you like", options=COLOURS, other=True),
    Field("ready", "yes_no", "Are you ready?"),
    Field("start", "date", "First day"),
    Field("a_question_with_a_name_longer_than_any_bookmark_may_be", "text", "Long"),
)
PLAN = Field(
    "plan",
    "rows",
    "Your plan",
    rows=3,
    columns=(Field("step", "text", "Step"), Field("by_day", "date", "By")),
)


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme([resources.templates()])


def given_out(*content: Block, name: str = "garden_form", edition: str = "e1") -> Document:
    return Document(
        name, "04-form", "Garden form", "Hill & Dale", "Open gardens", "all", "To ask.",
        (Heading(1, (Text("Garden form"),), "top"), *content), edition=edition,
    )  # fmt: skip


@pytest.fixture(scope="session")
def document() -> Document:
    fields: tuple[Block, ...] = tuple(Paragraph((each,)) for each in (*FIELDS, PLAN))
    cell: Row[Inline] = Row(((Text("Grade"),), (Field("grade", "text", "Grade"),)))
    return given_out(
        *fields,
        Paragraph((Text("I come from "), Field("home", "text", "Home town"), Text("."))),
        Table(Row(((Text("About"),), (Text("Answer"),))), (cell,)),
        ItemList(False, (Item((Paragraph((Text("I own boots."),)),), tick=True),)),
        Signatures(("Gardener", "Owner")),
    )


@pytest.fixture(scope="session")
def form(document: Document, theme: Theme) -> Form:
    return form_of(document, (), frozenset({"full_name", "mail"}), theme.words)


@pytest.fixture(scope="session")
def forms(form: Form) -> dict[str, Form]:
    return {form.id: form}


@pytest.fixture(scope="session")
def empty(document: Document, theme: Theme) -> bytes:
    return write(document, theme)


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Resave:
    """Opening Word files in LibreOffice, started once for all, and saving them again."""
    program = shutil.which("soffice")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("LibreOffice is needed here: forms come back from it.")
    if program is None:
        pytest.skip("LibreOffice is not installed, so no form can be saved by it.")
    soffice = program

    def resave(contents: Mapping[str, bytes]) -> dict[str, bytes]:
        folder: Path = tmp_path_factory.mktemp("office")
        for name, content in contents.items():
            (folder / f"{name}.docx").write_bytes(content)
        subprocess.run(
            [
                soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                "--convert-to", "docx", "--outdir", str(folder / "out"),
                *(str(folder / f"{name}.docx") for name in contents),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return {name: (folder / "out" / f"{name}.docx").read_bytes() for name in contents}

    return resave
