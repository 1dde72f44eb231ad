"""The authored files of one toolkit while they are read, and the problems found on the way.

Folders are layered: a file of a later folder replaces the file of the same relative path, and a
new path adds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from schemekit.errors import ContentError, Problem
from schemekit.toolkit.about import About, AboutFile
from schemekit.toolkit.authored import Authored
from schemekit.toolkit.linking import Places, Unknown
from schemekit.toolkit.tables import SIZE_LIMIT, SourceFile, read

Model = TypeVar("Model", bound=Authored)
ABOUT: Final = "toolkit.toml"
DEFINED_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "question": ("questions",),
    "question or fact": ("questions", "facts"),
    "evidence": ("evidence",),
    "source recommendation": ("evidence",),
    "reference": ("references",),
    "default": ("defaults",),
    "topic": ("recommendations",),
    "register": ("registers",),
    "clause": ("clauses",),
    "form": ("documents",),
    "document": ("documents", "workbooks"),
}
"""Kinds of names, to the folders and files in which they are defined."""
OWN: Final = ".schemekit/"
"""Where an overlay keeps records of its own, which are no content."""


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
                    if relative.startswith(OWN):
                        continue
                    self._files[relative] = (path, f"{shown}/{relative}")

    def __contains__(self, relative: str) -> bool:
        return relative in self._files

    @property
    def names(self) -> tuple[str, ...]:
        """The path of every file below its folder."""
        return tuple(sorted(self._files))

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

    def named(self, name: str) -> SourceFile | None:
        """The file that people know by `name`; None where there is none."""
        for relative, (_, shown) in self._files.items():
            if shown == name:
                return self.file(relative)
        return None


class Reading:
    """One loading: the folders, the local words, and the problems found so far."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = Folders(folders)
        self.problems: list[Problem] = []
        self.places: Places = {}
        self.unread: dict[str, list[SourceFile]] = {}
        """Files that could not be taken in, by the folder or file that names stand in."""
        about = self._about()
        self.about: About = about.toolkit
        self.words: Mapping[str, str] = about.words

    def _about(self) -> AboutFile:
        about = read(self.folders.file(ABOUT), AboutFile, {}, self.problems)
        if about is None:
            raise ContentError(*self.problems)
        return about

    def each(self, folder: str, model: type[Model]) -> Iterator[tuple[SourceFile, Model]]:
        for file in self.folders.below(folder, ".toml"):
            found = self._read(folder, file, model)
            if found is not None:
                yield file, found

    def _read(self, of: str, file: SourceFile, model: type[Model]) -> Model | None:
        found = read(file, model, self.words, self.problems)
        if found is None:
            self.lose(of, file)
        return found

    def lose(self, of: str, file: SourceFile) -> None:
        """Remember that what `file` defines is not known."""
        self.unread.setdefault(of, []).append(file)

    def gathered(
        self, name: str, model: type[Model], *, optional: bool = False
    ) -> Iterator[tuple[SourceFile, Model]]:
        """`name.toml`, and whatever an overlay adds beside it as `name/….toml`."""
        if f"{name}.toml" in self.folders or not optional:
            file = self.folders.file(f"{name}.toml")
            found = self._read(name, file, model)
            if found is not None:
                yield file, found
        yield from self.each(name, model)

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
        """Raises `ContentError` with everything that was found.

        A name that may stand in a file which could not be read is not called missing.
        """
        if self.problems:
            certain = tuple(dict.fromkeys(self._certain()))
            raise ContentError(*certain, *self._uncertain(certain))

    def _certain(self) -> Iterator[Problem]:
        for each in self.problems:
            if not isinstance(each, Unknown):
                yield each
            elif not self._blamed(each):
                yield Problem(each.where, each.what, each.remedy)

    def _uncertain(self, certain: Iterable[Problem]) -> Iterator[Problem]:
        """One sentence for all names that may be missing only because files were not read."""
        doubted = [each for each in self.problems if isinstance(each, Unknown)]
        blamed = {file for each in doubted for file in self._blamed(each)}
        # a document lost to its clause has no mistake of its own
        files = [e for e in sorted(blamed) if any(p.where.startswith(e) for p in certain)]
        if files:
            what = "Other files name what may stand in here, so not every name could be checked."
            yield Problem(", ".join(files), what, "Mend this first, and check again.")

    def _blamed(self, missing: Unknown) -> tuple[str, ...]:
        """The files that may define a name which seems to be missing, and were not read."""
        homes = DEFINED_IN.get(missing.kind, ())
        unread = (file for home in homes for file in self.unread.get(home, ()))
        wanted = _words(missing.name)
        return tuple(each.name for each in unread if wanted <= _words(f"{each.name}\n{each.text}"))


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))
