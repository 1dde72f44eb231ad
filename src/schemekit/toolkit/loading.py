"""The toolkit's files, read from disk and linked: the only place where the toolkit meets a disk.

Folders are layered: a file of a later folder replaces the file of the same relative path, and a
new path adds. Every mistake of every file is reported at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from schemekit.errors import ContentError, Problem
from schemekit.toolkit.about import About, AboutFile
from schemekit.toolkit.authored import Authored
from schemekit.toolkit.facts import ChecksFile, FactsFile
from schemekit.toolkit.linking import Places, link_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question, Section, SectionFile
from schemekit.toolkit.tables import SIZE_LIMIT, SourceFile, read

if TYPE_CHECKING:
    from schemekit.toolkit.toolkit import Toolkit

Model = TypeVar("Model", bound=Authored)
ABOUT: Final = "toolkit.toml"
FACTS: Final = "facts.toml"
CHECKS: Final = "checks.toml"


class Folders:
    """The authored files of several folders as one, the later folder winning."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files: dict[str, tuple[Path, str]] = {}
        for number, folder in enumerate(folders):
            if not folder.is_dir():
                raise ContentError(Problem(str(folder), "there is no such folder."))
            shown = "templates" if number == 0 else str(folder)
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".toml", ".md", ".css"} and path.is_file():
                    relative = path.relative_to(folder).as_posix()
                    self._files[relative] = (path, f"{shown}/{relative}")

    def below(self, folder: str, ending: str) -> tuple[SourceFile, ...]:
        """The files directly in `folder`, by name."""
        return tuple(
            self.file(relative)
            for relative in sorted(self._files)
            if relative.startswith(f"{folder}/")
            and relative.count("/") == folder.count("/") + 1
            and relative.endswith(ending)
        )

    def file(self, relative: str) -> SourceFile:
        """One file. Raises `ContentError` where it is missing, too large or no UTF-8."""
        if relative not in self._files:
            raise ContentError(Problem(relative, "the file is missing from the toolkit."))
        path, name = self._files[relative]
        try:
            if path.stat().st_size > SIZE_LIMIT:
                raise ContentError(Problem(name, f"it is larger than {SIZE_LIMIT:,} bytes."))
            return SourceFile(name, path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            raise ContentError(
                Problem(name, "it is not UTF-8 text.", "Save it as UTF-8 and try again.")
            ) from None
        except OSError as wrong:
            raise ContentError(Problem(name, f"it cannot be read: {wrong.strerror}.")) from None


class Reading:
    """One loading: the folders, the local words, and the problems found so far."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = Folders(folders)
        self.problems: list[Problem] = []
        self.places: Places = {}
        about = self._about()
        self.about: About = about.toolkit
        self.words: Mapping[str, str] = about.words

    def _about(self) -> AboutFile:
        about = read(self.folders.file(ABOUT), AboutFile, {}, self.problems)
        if about is None:
            raise ContentError(*self.problems)
        return about

    def one(self, relative: str, model: type[Model]) -> Model | None:
        return read(self.folders.file(relative), model, self.words, self.problems)

    def each(self, folder: str, model: type[Model]) -> Iterable[tuple[SourceFile, Model]]:
        for file in self.folders.below(folder, ".toml"):
            found = read(file, model, self.words, self.problems)
            if found is not None:
                yield file, found

    def place(self, file: SourceFile, table: str, ids: Iterable[str]) -> None:
        """Remember where each of a file's tables stands; an id used twice is a problem."""
        for number, each in enumerate(ids):
            where = file.where(table, number)
            if each in self.places:
                first = self.places[each]
                self.problems.append(
                    Problem(where, f"the id {each!r} is used twice.", f"It stands in {first} too.")
                )
            else:
                self.places[each] = where

    def finished(self) -> None:
        """Raises `ContentError` with everything that was found."""
        if self.problems:
            raise ContentError(*dict.fromkeys(self.problems))


def load(folders: Sequence[Path]) -> "Toolkit":
    """The whole toolkit, linked. Raises `ContentError` with every problem of every file.

    Loaded once for as long as no file of the folders changes.
    """
    return _loaded(tuple(folders), _stamp(folders))


@lru_cache(maxsize=8)
def _loaded(folders: tuple[Path, ...], stamp: int) -> "Toolkit":  # noqa: ARG001 - part of the key
    from schemekit.toolkit.contents import read_contents

    reading = Reading(folders)
    toolkit = read_contents(reading, read_questionnaire(reading))
    reading.finished()
    return toolkit


def _stamp(folders: Sequence[Path]) -> int:
    """A number that differs as soon as a file of the folders does."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            told = path.stat() if path.exists() else None
            found.append((str(path), told and (told.st_mtime_ns, told.st_size)))
    return hash(tuple(found))


def load_questionnaire(folders: Sequence[Path]) -> Questionnaire:
    """Questions, facts and checks only: what a first prompt needs."""
    reading = Reading(folders)
    questionnaire = read_questionnaire(reading)
    reading.finished()
    return questionnaire


def read_questionnaire(reading: Reading) -> Questionnaire:
    sections: list[Section] = []
    questions: dict[str, Question] = {}
    section_of: dict[str, Section] = {}
    for file, found in reading.each("questions", SectionFile):
        sections.append(found.section)
        reading.place(file, "question", (each.id for each in found.question))
        for question in found.question:
            questions[question.id] = question
            section_of[question.id] = found.section
    facts = reading.one(FACTS, FactsFile)
    checks = reading.one(CHECKS, ChecksFile)
    if facts is not None:
        reading.place(reading.folders.file(FACTS), "fact", (each.id for each in facts.fact))
    if checks is not None:
        reading.place(reading.folders.file(CHECKS), "check", (each.id for each in checks.check))
    questionnaire = Questionnaire(
        toolkit=f"{reading.about.id}/{reading.about.version}",
        sections=tuple(sections),
        section_of=section_of,
        questions=questions,
        facts={each.id: each for each in (facts.fact if facts else ())},
        checks=checks.check if checks else (),
    )
    reading.problems += link_questionnaire(questionnaire, reading.places)
    return questionnaire
