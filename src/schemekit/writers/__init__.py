"""The formats a document can be written in: a module of this folder is a format."""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Final, Protocol, TypeAlias, cast, runtime_checkable

from schemekit.document.blocks import Document
from schemekit.document.drafts import Draft
from schemekit.document.theme import Theme
from schemekit.document.workbook import Workbook
from schemekit.errors import Problem, UsageError, nearest

Writer: TypeAlias = Callable[[Document, Theme], bytes]
GROUP: Final = "schemekit.writers"
"""Where another package names a writer of its own."""


class Format(Protocol):
    """A module that writes documents."""

    ending: str

    def write(self, document: Document, theme: Theme) -> bytes: ...


@runtime_checkable
class DraftFormat(Protocol):
    """A module that writes many organisations’ documents of one draft at less than their cost."""

    def write_draft(self, draft: Draft, theme: Theme) -> bytes:
        """The same file as `write` makes of the document."""


class WorkbookFormat(Protocol):
    """A module that writes workbooks."""

    ending: str

    def write_workbook(self, workbook: Workbook, theme: Theme) -> bytes | None:
        """The file; None where this format has nothing to say of such a workbook."""


def names() -> tuple[str, ...]:
    """Every format that can be asked for."""
    return tuple(sorted({*_built_in(), *_elsewhere(tuple(sys.path))}))


@lru_cache(maxsize=1)
def _elsewhere(_path: tuple[str, ...]) -> tuple[str, ...]:
    """The formats of other packages; looking through all that lies on the path takes a while."""
    return tuple(each.name for each in entry_points(group=GROUP))


def find(name: str) -> Format:
    """The format called `name`, which writes documents."""
    return cast("Format", _found(name))


def for_documents(name: str) -> Format | None:
    """The format called `name`; None where it writes workbooks only."""
    found = _found(name)
    return cast("Format", found) if hasattr(found, "write") else None


def for_workbooks(name: str) -> WorkbookFormat | None:
    """The format called `name`; None where it writes documents only."""
    found = _found(name)
    return cast("WorkbookFormat", found) if hasattr(found, "write_workbook") else None


def _found(name: str) -> object:
    """What writes `name`; other packages are asked only when it is not built in."""
    if name in _built_in():
        return import_module(f"{__name__}.{name}")
    for each in entry_points(group=GROUP, name=name):
        return cast("object", each.load())
    raise UsageError(
        Problem(
            "",
            f"There is no format {name!r}.",
            nearest(name, names()) or f"There are {', '.join(names())}.",
        )
    )


@lru_cache(maxsize=1)
def _built_in() -> tuple[str, ...]:
    return tuple(
        each.name
        for each in iter_modules(__path__)
        if not each.ispkg and re.fullmatch(r"[a-z]\w*", each.name)
    )
