"""The toolkit, loaded: questions alone for a first prompt, or everything for a pack.

Every mistake of every file is reported at once.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from schemekit.toolkit.facts import Check, ChecksFile, Fact, FactsFile
from schemekit.toolkit.linking import link_questionnaire
from schemekit.toolkit.linking_past import link_past
from schemekit.toolkit.offering import documents_offered, offered
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question, Section, SectionFile
from schemekit.toolkit.reading import Reading
from schemekit.toolkit.remembered import remembered
from schemekit.toolkit.retired import Retired, RetiredFile

if TYPE_CHECKING:
    from schemekit.toolkit.toolkit import Toolkit

T = TypeVar("T")
FACTS: Final = "facts"
CHECKS: Final = "checks"
RETIRED: Final = "retired"


def load(folders: Sequence[Path]) -> "Toolkit":
    """The whole toolkit, linked. Raises `ContentError` with every problem of every file.

    Loaded once for as long as no file of the folders changes.
    """
    return _loaded(tuple(folders), _stamp(folders))


@lru_cache(maxsize=64)
def _loaded(folders: tuple[Path, ...], stamp: int) -> "Toolkit":  # noqa: ARG001 - part of the key
    with _kept():
        return _remembered("toolkit", folders, lambda: _read(folders))


def _read(folders: Sequence[Path]) -> "Toolkit":
    from schemekit.toolkit.contents import read_contents

    reading = Reading(folders)
    toolkit = read_contents(reading, read_questionnaire(reading))
    reading.finished()
    return toolkit


def _remembered(
    kind: Literal["questions", "toolkit"], folders: Sequence[Path], read: Callable[[], T]
) -> T:
    """As it was read before; with an overlay, which somebody is writing, it is always read."""
    return read() if len(folders) > 1 else remembered(kind, folders[0], read)


@contextmanager
def _kept() -> Iterator[None]:
    """Nothing is collected: nearly all that is made stays, and going through it took a fifth."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _stamp(folders: Sequence[Path]) -> int:
    """A number that differs as soon as a file of the folders does."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            told = path.stat() if path.exists() else None
            found.append((str(path), told and (told.st_mtime_ns, told.st_size)))
    return hash(tuple(found))


def load_questionnaire(folders: Sequence[Path]) -> Questionnaire:
    """Questions, facts and checks only: what a first prompt needs. Kept like the whole toolkit."""
    return _asked(tuple(folders), _stamp(folders))


@lru_cache(maxsize=64)
def _asked(folders: tuple[Path, ...], stamp: int) -> Questionnaire:  # noqa: ARG001 - part of the key
    with _kept():
        return _remembered("questions", folders, lambda: _read_questions(folders))


def _read_questions(folders: Sequence[Path]) -> Questionnaire:
    reading = Reading(folders)
    questionnaire = read_questionnaire(reading)
    reading.finished()
    return questionnaire


def read_questionnaire(reading: Reading) -> Questionnaire:
    sections: dict[str, Section] = {}
    documents = documents_offered(reading.folders)
    questions: dict[str, Question] = {}
    section_of: dict[str, Section] = {}
    for file, found in reading.each("questions", SectionFile):
        section = sections.setdefault(found.section.id, found.section)
        reading.place(file, "question", (each.id for each in found.question))
        for question in found.question:
            questions[question.id] = offered(question, documents)
            section_of[question.id] = section
    questionnaire = Questionnaire(
        toolkit=f"{reading.about.id}/{reading.about.version}",
        sections=tuple(sections.values()),
        section_of=section_of,
        questions=questions,
        facts={each.id: each for each in _facts(reading)},
        checks=tuple(_checks(reading)),
        renamed={old: each.id for each in questions.values() for old in each.aliases},
        retired={(each.id, each.option): each for each in _retired(reading)},
    )
    reading.problems += link_questionnaire(questionnaire, reading.places)
    reading.problems += link_past(questionnaire, reading.places)
    return questionnaire


def _facts(reading: Reading) -> Iterator[Fact]:
    for file, found in reading.gathered(FACTS, FactsFile):
        reading.place(file, "fact", (each.id for each in found.fact))
        yield from found.fact


def _checks(reading: Reading) -> Iterator[Check]:
    for file, found in reading.gathered(CHECKS, ChecksFile):
        reading.place(file, "check", (each.id for each in found.check))
        yield from found.check


def _retired(reading: Reading) -> Iterator[Retired]:
    for _, found in reading.gathered(RETIRED, RetiredFile, optional=True):
        yield from found.retired
