"""Every file of every pack we know, held against what other people check files with.

A file is checked once, however many packs it stands in. The checks of our own run each time, over
one full pack; those marked `validated` need other programs and minutes, and are run by
`.ci/validate`, which makes the packs of every persona and preset. Of what takes seconds for a
file, those files are checked that show every kind of element of every document;
`EVERY_FILE=1` checks all.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from tests.validators import office, pages, pdfs, sdk
from tests.validators.accessibility import barriers
from tests.validators.beside import beside
from tests.validators.covering import covering
from tests.validators.finding import Finding
from tests.validators.lint import OF_PACKAGES, lint
from tests.validators.papers import papers

from schemekit import resources
from schemekit.cli.program import run
from schemekit.pack.manifest import digest
from schemekit.pack.writing import FOLDER

Found = Mapping[Path, Sequence[Finding]]
FilesOf = Callable[[str], list[Path]]

PERSONAS: Final = sorted((Path(__file__).parent / "personas").glob("*/answers.toml"))
NAMED: Final = "organisation_name=Hill & Dale <Trust>"
SHIPPED: Final = sorted(resources.presets().glob("*.toml"))
PRESETS: Final = [
    [],
    *([each] for each in SHIPPED),
    [resources.presets() / f"{name}.toml" for name in ("nhs-trust", "time-poor", "no-budget")],
    *([each] for each in sorted(resources.presets().glob("examples/*/*.toml"))),
]
"""Presets as they are stacked for a pack; the first pack is made of defaults alone."""
EVERY: Final = os.environ.get("EVERY_FILE") == "1"


class Packs:
    """Every pack in the formats that are asked for, each format made when it is first wanted."""

    def __init__(self, folder: Path, presets: Sequence[Sequence[Path]]) -> None:
        self.folder = folder
        self.presets = presets
        self.made: dict[str, list[Path]] = {}

    def __call__(self, ending: str) -> list[Path]:
        """The files with this ending, those that are equal only once."""
        if ending not in self.made:
            self.make(ending)
            distinct: dict[str, Path] = {}
            for file in sorted((self.folder / ending).glob(f"*/{FOLDER}/**/*.{ending}")):
                distinct.setdefault(digest(file.read_bytes()), file)
            self.made[ending] = list(distinct.values())
        return self.made[ending]

    def make(self, ending: str) -> None:
        calls = [(*each, "--format", ending, "--quiet") for each in self.calls(ending)]

        assert set(beside(run, calls).values()) == {0}

    def calls(self, ending: str) -> Iterator[list[str]]:
        """What a person would type for each pack."""
        for number, stack in enumerate(self.presets):
            folder = self.folder / ending / "-".join([f"{number:02}", *(e.stem for e in stack)])
            presets = [word for each in stack for word in ("--preset", str(each))]
            yield ["new", str(folder), *presets, "--set", NAMED, "--yes"]
        for answers in PERSONAS:
            folder = self.folder / ending / answers.parent.name
            folder.mkdir(parents=True)
            shutil.copy(answers, folder)
            yield ["build", str(folder)]


@pytest.fixture(scope="module")
def files_of(tmp_path_factory: pytest.TempPathFactory) -> FilesOf:
    return Packs(tmp_path_factory.mktemp("packs"), PRESETS)


@pytest.fixture(scope="module")
def full_pack(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """The Word files of an organisation that leaves nothing out."""
    folder = tmp_path_factory.mktemp("full") / "pack"
    wanted = ("--set", NAMED, "--set", "pack_size=full", "--preset", "nhs-trust")
    assert run(["new", str(folder), *wanted, "--format", "docx", "--yes", "--quiet"]) == 0
    return sorted(folder.glob(f"{FOLDER}/**/*.docx"))


@pytest.fixture(scope="module")
def some_of(files_of: FilesOf) -> FilesOf:
    """Files of every document that show all there is in any pack."""
    return cache(lambda ending: files_of(ending) if EVERY else covering(files_of(ending)))


@pytest.mark.validated
def test_no_word_file_of_any_preset_has_a_fault_or_a_barrier(files_of: FilesOf) -> None:
    assert clean(beside(faults_and_barriers, files_of("docx")))


def faults_and_barriers(file: Path) -> list[Finding]:
    content = file.read_bytes()
    return [*lint(content), *barriers(content)]


def test_no_word_file_has_what_our_own_lint_looks_for(full_pack: Sequence[Path]) -> None:
    found = {each: lint(each.read_bytes()) for each in full_pack}

    assert clean(found)


def test_no_word_file_keeps_anybody_from_reading_it(full_pack: Sequence[Path]) -> None:
    found = {each: barriers(each.read_bytes()) for each in full_pack}

    assert clean(found)


@pytest.mark.validated("Open XML SDK")
def test_every_office_file_is_valid_to_the_open_xml_sdk(some_of: FilesOf) -> None:
    found = sdk.validate([*some_of("docx"), *some_of("xlsx")])

    assert clean(found)


@pytest.mark.validated("LibreOffice")
def test_every_office_file_opens_in_libreoffice(files_of: FilesOf, tmp_path: Path) -> None:
    found = office.validate([*files_of("docx"), *files_of("xlsx")], tmp_path)

    assert clean(found)


@pytest.mark.validated("Chromium with Node and axe-core")
def test_every_page_can_be_read_by_everybody(some_of: FilesOf) -> None:
    found = pages.validate(some_of("html"))

    assert clean(found)


@pytest.mark.validated("page-validation")
def test_every_pdf_can_be_read_by_everybody(some_of: FilesOf) -> None:
    found = pdfs.validate(papers(some_of("html")))

    assert clean(found)


@pytest.mark.validated
def test_no_workbook_has_a_fault_in_its_parts(files_of: FilesOf) -> None:
    found = {each: lint(each.read_bytes(), OF_PACKAGES) for each in files_of("xlsx")}

    assert clean(found)


def clean(found: Found) -> bool:
    """Whether there were files, and nothing was found; what was found is printed by file."""
    wrong = [
        f"{'/'.join(file.parts[-4:])}: {each}" for file, every in found.items() for each in every
    ]
    assert wrong == []
    return bool(found)
