"""The documents that a question can offer, known before any of them is parsed.

A first prompt waits for this, so of each file only the lines that name it are read.
"""

import re
from collections.abc import Iterator
from typing import Final

from schemekit.toolkit.options import Option
from schemekit.toolkit.questions import Question
from schemekit.toolkit.reading import Folders
from schemekit.toolkit.tables import SourceFile

_NAMED: Final = re.compile(r"""^(id|number|file|title)\s*=\s*["']?([^"'\n]+)""", re.MULTILINE)
_SLOT: Final = "{"
_TABLE: Final = re.compile(r"^\[\[", re.MULTILINE)


def offered(question: Question, documents: tuple[Option, ...]) -> Question:
    """The question with the options that the toolkit offers, where it asks for those."""
    if getattr(question, "options_from", None) is None:
        return question
    return question.model_copy(update={"options": documents})


def documents_offered(folders: Folders) -> tuple[Option, ...]:
    """Every document and workbook by its number and title."""
    files = (*folders.below("documents", ".md"), *folders.below("workbooks", ".toml"))
    named = (each for file in files for each in _named(file))
    return tuple(option for _, option in sorted(named, key=lambda each: each[0]))


def _named(file: SourceFile) -> Iterator[tuple[int, Option]]:
    """What a file is called; nothing where it does not say so, which is told when it is loaded."""
    found = dict(_NAMED.findall(_TABLE.split(file.text, maxsplit=1)[0]))
    try:
        number, title = int(found["number"]), found["title"]
        if _SLOT in title:
            # an answer is part of it, so the name of the file says what it is
            title = found["file"].replace("-", " ").capitalize()
        yield number, Option(id=found["id"], label=f"{number:02} {title.strip()}")
    except (KeyError, ValueError):
        return
