"""The author's guide: every example in it is read by the real readers, against the real toolkit."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any, Final

import pytest
from pydantic import BaseModel

from schemekit import resources
from schemekit.document.markdown import BOXES
from schemekit.document.theme import read_theme
from schemekit.errors import ContentError, SchemekitError
from schemekit.lints.lint import lint
from schemekit.presets import files
from schemekit.presets.layers import Lock, Preset, stack
from schemekit.toolkit.about import AboutFile, ExampleWords, PackQuestions, SourceDocument
from schemekit.toolkit.asked import DEPTHS
from schemekit.toolkit.choices import ChoicesQuestion
from schemekit.toolkit.conditions import parse
from schemekit.toolkit.defaults import Default
from schemekit.toolkit.documents import FrontMatter
from schemekit.toolkit.evaluation import truth
from schemekit.toolkit.evidence import (
    STRENGTH_IN_WORDS,
    Evidence,
    Figure,
    Reference,
    Source,
    SourceRecommendation,
)
from schemekit.toolkit.examples import ExampleFile
from schemekit.toolkit.facts import Check, Fact
from schemekit.toolkit.fields import FormField, FormOption
from schemekit.toolkit.linking_contents import ADVICE_COLUMNS, PACK_REGISTERS
from schemekit.toolkit.loading import load, load_questionnaire
from schemekit.toolkit.options import Option
from schemekit.toolkit.questions import Section
from schemekit.toolkit.reading import Folders
from schemekit.toolkit.recommendations import BASIS_IN_WORDS, RecommendationTable
from schemekit.toolkit.registers import RegisterTable, RowTable
from schemekit.toolkit.retired import Retired
from schemekit.toolkit.short_answers import NumberQuestion
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED
from schemekit.toolkit.workbooks import (
    WorkbookBreakdown,
    WorkbookChart,
    WorkbookColumn,
    WorkbookFile,
    WorkbookMeasure,
    WorkbookRemark,
    WorkbookSheet,
)

PNG: Final = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\1\0\0\0\0\x80"
"""As much of a picture as tells how large it is."""
SHIPPED: Final = resources.templates()
GUIDE: Final = (SHIPPED / "README.md").read_text(encoding="utf-8")
_BLOCK: Final = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW: Final = re.compile(r"^\| `([^`]+)` \| ([a-z ]+) \| ([a-z ]+) \| ([a-z ]+) \|$", re.MULTILINE)
FOLDERS: Final = {
    "question": "questions/9-guide-{}.toml",
    "evidence": "evidence/guide-{}.toml",
    "recommendation": "recommendations/guide-{}.toml",
    "register": "registers/guide-{}.toml",
    "workbook": "workbooks/guide-{}.toml",
    "default": "defaults/guide-{}.toml",
    "fields": "examples/guide-{}.toml",
}
SINGLE: Final = {
    "fact": "facts.toml",
    "check": "checks.toml",
    "reference": "references.toml",
    "retired": "retired.toml",
}
SECTION: Final = '[section]\nid = "guide_section"\ntitle = "Guide"\n'
WRAPPER: Final = """\
+++
id = "guide_wrapper_{number}"
number = {free}
file = "guide-{number}"
title = "Guide"
audience = "authors"
purpose = "To hold a clause."
otherwise = "the guide"
+++
# Guide

{{% include "clauses/guide-{number}.md" %}}
"""
MODELS: Final[tuple[type[BaseModel], ...]] = (
    AboutFile, SourceDocument, Section, NumberQuestion, ChoicesQuestion, Option, Fact, Check,
    Source, Evidence, Figure, Default, SourceRecommendation, Reference, RecommendationTable,
    RegisterTable, RowTable, ExampleFile, ExampleWords, PackQuestions, FrontMatter, FormField,
    FormOption, Preset, Lock, WorkbookFile, WorkbookSheet, WorkbookRemark, WorkbookColumn,
    Retired, WorkbookMeasure, WorkbookBreakdown, WorkbookChart,
)  # fmt: skip
NOT_WRITTEN: Final = {(Evidence, "source")}
"""Filled in when the file is read."""


@dataclass(frozen=True)
class Block:
    """One example of the guide."""

    number: int
    language: str
    text: str
    refused: str = ""
    """What is said of it, where it is an example of a mistake."""

    @property
    def tables(self) -> dict[str, Any]:
        return tomllib.loads(self.text)


def blocks() -> tuple[Block, ...]:
    found = _BLOCK.findall(GUIDE)
    examples: list[Block] = []
    for place, (kind, text) in enumerate(found):
        language, _, mark = kind.partition(" ")
        if language in {"toml", "markdown"}:
            assert mark in {"", "refused"}, kind
            message = found[place + 1] if mark else ("", "")
            assert not mark or message[0] == "text", f"no message after block {place}"
            examples.append(Block(len(examples) + 10, language, text, message[1].strip()))
    return tuple(examples)


BLOCKS: Final = blocks()
READ: Final = tuple(each for each in BLOCKS if not each.refused)
REFUSED: Final = tuple(each for each in BLOCKS if each.refused)


def put(folder: Path, relative: str, text: str) -> None:
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add(folder: Path, block: Block) -> None:
    """Put an example where an author would put it, in an overlay."""
    if block.language == "markdown" and block.text.startswith("+++"):
        put(folder, f"documents/{block.number}-guide.md", block.text)
    elif block.language == "markdown":
        put(folder, f"clauses/guide-{block.number}.md", block.text)
        # numbers that no shipped document has
        wrapper = WRAPPER.format(number=block.number, free=100 + block.number)
        put(folder, f"documents/{block.number}-guide.md", wrapper)
    else:
        _add_table(folder, block)


def _add_table(folder: Path, block: Block) -> None:
    for table, name in SINGLE.items():
        if table in block.tables:
            path = folder / name
            if not path.exists():
                copyfile(SHIPPED / name, path)
            path.write_text(f"{path.read_text('utf-8')}\n{block.text}", encoding="utf-8")
            return
    table = next(each for each in FOLDERS if each in block.tables)
    bare = table == "question" and "section" not in block.tables
    section = SECTION.replace("guide_section", f"guide_section_{block.number}") if bare else ""
    text = f"{block.text}\n{section}"
    put(folder, FOLDERS[table].format(block.number), text)


def checked(folders: Sequence[Path]) -> Toolkit:
    """What `schemekit check` reads. Raises `ContentError` with all it finds."""
    toolkit = load(folders)
    if found := lint(toolkit, Folders(folders)).problems:
        raise ContentError(*found)
    return toolkit


def is_content(block: Block) -> bool:
    """Whether a block is content that an overlay adds, not a preset, a theme or a toolkit.toml."""
    known = {*FOLDERS, *SINGLE}
    return block.language == "markdown" or bool(known & set(block.tables))


def test_every_example_of_content_is_read_and_linked_with_the_shipped_toolkit(
    tmp_path: Path,
) -> None:
    for block in filter(is_content, READ):
        add(tmp_path, block)

    toolkit = checked([SHIPPED, tmp_path])

    assert "thank_you_letter" in toolkit.documents
    assert "offer_video_for_long_journeys" in toolkit.recommendations
    assert ("travel_cost", "") in toolkit.questionnaire.retired


@pytest.mark.parametrize("block", REFUSED, ids=lambda each: each.refused[:50])
def test_every_mistake_is_refused_in_the_words_of_the_guide(block: Block, tmp_path: Path) -> None:
    of_a_form = block.language == "toml" and "fields" in block.tables
    whole = block.language == "markdown" or "workbook" in block.tables or of_a_form
    reader = checked if whole else load_questionnaire
    if block.language == "markdown" or of_a_form:
        # a text names questions and registers that the guide added before it, an example its form,
        # and the lints read what fits together
        for each in filter(is_content, READ):
            add(tmp_path, each)
    add(tmp_path, block)

    with pytest.raises(SchemekitError) as wrong:
        reader([SHIPPED, tmp_path])

    assert block.refused in str(wrong.value)


def test_every_other_example_is_read_by_its_own_reader(toolkit: Toolkit, tmp_path: Path) -> None:
    others = [each for each in READ if not is_content(each)]
    for block in others:
        path = tmp_path / f"guide-{block.number}.toml"
        if "format" in block.tables:
            path.write_text(block.text, encoding="utf-8")
            chain = files.chain([str(path)], [resources.presets()])
            assert stack(toolkit.questionnaire, files.layers_of(chain)).held
        elif "toolkit" in block.tables:
            put(tmp_path / "overlay", "toolkit.toml", block.text)
            assert load([SHIPPED, tmp_path / "overlay"]).about.title == "Acme mentoring toolkit"
        elif "logo" in block.tables:
            whole = f"{(SHIPPED / 'theme/theme.toml').read_text('utf-8')}\n{block.text}"
            logo = read_theme(whole, beside=lambda _: PNG).logo
            assert logo is not None
            assert logo.alt == "Acme NHS Trust"
        else:
            _, _, words = (SHIPPED / "theme/theme.toml").read_text("utf-8").partition("[words]")
            assert read_theme(f"{block.text}\n[words]{words}").colour == "#003087"


def test_every_key_of_every_table_is_explained() -> None:
    code = " ".join(re.findall(r"`[^`\n]+`", GUIDE)) + " ".join(each.text for each in READ)
    keys = {
        (model, field.alias or name)
        for model in MODELS
        for name, field in model.model_fields.items()
        if (model, name) not in NOT_WRITTEN
    }
    untold = sorted(
        f"{model.__name__}.{key}"
        for model, key in keys
        if not re.search(rf"(?<![\w.]){key}(?!\w)", code)
    )

    assert untold == []


def test_every_word_an_author_can_choose_from_is_in_the_guide() -> None:
    choices = {*DEPTHS, *BOXES, *STRENGTH_IN_WORDS, *BASIS_IN_WORDS, *PACK_REGISTERS}
    columns = {f"r.{each}" for each in ADVICE_COLUMNS}

    assert {each for each in choices | columns if f"`{each}`" not in GUIDE} == set()


def test_every_folder_and_file_of_the_toolkit_is_in_the_guide() -> None:
    names = {each.name for each in SHIPPED.iterdir()} - {"README.md"}

    assert {each for each in names if each not in GUIDE} == set()


@pytest.mark.parametrize("row", _ROW.findall(GUIDE), ids=lambda each: each[0])
def test_conditions_hold_where_the_guide_says_so(row: tuple[str, ...]) -> None:
    source, *said = row
    words = {True: "holds", False: "does not hold", None: "unknown"}
    expression = parse(source)

    found = [
        words[truth(expression.value({"mentees": mentees, "nation": "wales"}))]
        for mentees in (30, 10, UNANSWERED)
    ]

    assert found == said


def test_the_guide_has_a_table_of_conditions_and_examples_of_mistakes() -> None:
    assert len(_ROW.findall(GUIDE)) == 8
    assert len(REFUSED) >= 7
