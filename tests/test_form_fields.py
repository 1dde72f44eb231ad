"""Forms that ask the same thing ask it alike, and say what belongs in each space."""

from collections.abc import Iterator
from typing import Final

import pytest
from tests.conftest import ProfileOf

from schemekit import resources
from schemekit.document.blocks import Document, Field
from schemekit.document.walk import every_inline
from schemekit.forms.reading import read_form
from schemekit.making import make_documents, make_files, make_forms
from schemekit.theming import load_theme
from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.toolkit import Toolkit

WRITTEN: Final = {"text", "prose", "number", "email"}
"""Kinds whose empty space says nothing by itself; lists say “Choose one”, dates “dd/mm/yyyy”."""


def declared(toolkit: Toolkit) -> Iterator[tuple[DocumentTemplate, FormField]]:
    for form in toolkit.documents.values():
        for each in form.fields:
            yield form, each


def asked(field: FormField) -> tuple[object, ...]:
    """What somebody is asked, as far as it must be the same everywhere."""
    options = tuple((each.id, str(each.label)) for each in field.options)
    columns = tuple((each.id, *asked(each)) for each in field.columns)
    return (field.kind, str(field.label), options, field.other, columns)


def test_every_space_to_write_in_says_what_belongs_there(toolkit: Toolkit) -> None:
    silent = [
        f"{form.file}: {each.id}"
        for form, each in declared(toolkit)
        if each.kind in WRITTEN and not each.columns and not (each.help or each.prompt)
    ]

    assert silent == []


def test_no_help_is_longer_than_a_line_of_its_form(toolkit: Toolkit) -> None:
    long = [
        f"{form.file}: {each.id}"
        for form, each in declared(toolkit)
        for said in (each.help, each.prompt)
        if said and (len(str(said)) > 100 or str(said).endswith("."))
    ]

    assert long == []


def test_a_field_has_the_same_kind_label_and_options_in_every_form(toolkit: Toolkit) -> None:
    first: dict[str, tuple[object, ...]] = {}
    other = [
        f"{form.file}: {each.id}"
        for form, each in declared(toolkit)
        if first.setdefault(each.id, asked(each)) != asked(each)
    ]

    assert other == []


def test_the_same_label_asks_under_the_same_id_in_every_form(toolkit: Toolkit) -> None:
    first: dict[str, str] = {}
    other = [
        f"{form.file}: {each.id} and {first[str(each.label)]} are both called {each.label}"
        for form, each in declared(toolkit)
        if first.setdefault(str(each.label), each.id) != each.id
    ]

    assert other == []


@pytest.fixture
def application(toolkit: Toolkit, profile_of: ProfileOf) -> Document:
    documents = make_documents(toolkit, profile_of("nhs-trust", organisation_name="Acme"))
    return next(each for each in documents if each.id == "mentee_application")


def test_a_prompt_stands_in_the_empty_space_and_is_no_answer(
    toolkit: Toolkit, profile_of: ProfileOf, application: Document
) -> None:
    theme = load_theme([resources.templates()])
    made = {
        each.format: each.content for each in make_files([application], theme, ["docx", "html"])
    }
    forms = make_forms(toolkit, profile_of("nhs-trust", organisation_name="Acme"), theme.words)
    (prompt,) = {
        each.prompt
        for each in every_inline(application.content)
        if isinstance(each, Field) and each.id == "mentee_name"
    }

    returned = read_form("x.docx", made["docx"], forms)

    assert prompt in forms[application.id].prompts
    assert f'placeholder="{prompt}"' in made["html"].decode()
    assert {each.state for each in returned.answers if each.field == "mentee_name"} == {"blank"}
