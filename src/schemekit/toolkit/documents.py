"""A file is a document of the pack: front matter, and a tree with slots.

A source is parsed once, before any answer is known, and every mistake in it is reported at once,
with its line. Not imported on the way to the first prompt: this is where Markdown is parsed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal, TypeAlias

from pydantic import Field as Constrained

from schemekit.document.blocks import Paragraph
from schemekit.document.markdown import read_markdown
from schemekit.errors import ContentError, Problem, nearest
from schemekit.toolkit.authored import Authored, Condition, Id, Worded
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.document_checks import headless, placed, titled
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.folding import Folding, UnknownClauseError
from schemekit.toolkit.phrases import Phrase
from schemekit.toolkit.shapes import shape
from schemekit.toolkit.tables import SourceFile, read
from schemekit.toolkit.tags import Words, scan
from schemekit.toolkit.templates import Blocks, FieldPlace, Mention, mentions

Size: TypeAlias = Literal["light", "standard", "full"]
SIZES: Final[tuple[Size, ...]] = ("light", "standard", "full")
FENCE: Final = "+++"
_INCLUDED: Final = re.compile(r"include\s+(?:\"([^\"]+)\"|'([^']+)')")


class FrontMatter(Authored):
    """What a document says of itself before it starts."""

    id: Id
    code: str = ""
    number: int = Constrained(ge=0, le=999)
    file: str = Constrained(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Worded
    audience: Worded
    purpose: Worded
    otherwise: Worded
    """What stands for the document where it is not in the pack."""
    when: Condition | None = None
    size: Size = "light"
    """The smallest pack it belongs to."""
    demanded: Condition | None = None
    """Where it holds, the document is in the pack whatever its size."""
    numbered: bool = False
    """Whether its sections are numbered."""
    defaults: tuple[Id, ...] = ()
    """Figures of our own that it holds throughout, called so in one place."""


class _Opening(Authored):
    document: FrontMatter
    field: tuple[FormField, ...] = ()


@dataclass(frozen=True)
class DocumentTemplate:
    """One document of the pack, before any answer."""

    name: str
    """The source file, as people know it."""
    id: str
    code: str
    number: int
    file: str
    """The file's name without ending, e.g. `05-mentoring-agreement`."""
    title: Phrase
    audience: Phrase
    purpose: Phrase
    otherwise: Phrase
    when: Expression | None
    size: Size
    demanded: Expression | None
    numbered: bool
    defaults: tuple[str, ...]
    fields: tuple[FormField, ...]
    content: Blocks

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Everything it names, found once: every pack and every explanation asks again."""
        return tuple(mentions(self.content))


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A passage that several documents share; one that is read anew is another."""

    name: str
    content: Blocks


def parse_document(
    file: SourceFile, words: Words, clauses: Mapping[str, Clause]
) -> DocumentTemplate:
    """One file of `documents/`. Raises `ContentError` with everything wrong in it."""
    named = _included(file)
    if any(each not in clauses for each in named):
        return _document(file, words, clauses)
    own = tuple((each, clauses[each]) for each in named)
    return _known_document(file, tuple(words.items()), own)


def _included(file: SourceFile) -> tuple[str, ...]:
    """The clauses that a text names, each once."""
    found = (first or second for first, second in _INCLUDED.findall(file.text))
    return tuple(dict.fromkeys(found))


# an overlay changes few files, so what is read again beside it is mostly read already
@lru_cache(maxsize=512)
def _known_document(
    file: SourceFile, words: tuple[tuple[str, str], ...], clauses: tuple[tuple[str, Clause], ...]
) -> DocumentTemplate:
    return _document(file, dict(words), dict(clauses))


def _document(file: SourceFile, words: Words, clauses: Mapping[str, Clause]) -> DocumentTemplate:
    head, body, line = _parted(file)
    problems: list[Problem] = []
    opening = read(SourceFile(file.name, head), _Opening, words, problems)
    content = _parsed(SourceFile(file.name, body), words, line, _clause_of(clauses), problems)
    if not problems and opening is not None:
        problems += titled(file.name, content, line)
        problems += placed(SourceFile(file.name, head), opening.field, content)
    if problems or opening is None:
        raise ContentError(*problems)
    return _template(file.name, opening, content)


def _template(name: str, opening: _Opening, content: Blocks) -> DocumentTemplate:
    front = opening.document
    return DocumentTemplate(
        name,
        front.id,
        front.code,
        front.number,
        f"{front.number:02}-{front.file}" if front.number else front.file,
        front.title,
        front.audience,
        front.purpose,
        front.otherwise,
        front.when,
        front.size,
        front.demanded,
        front.numbered,
        front.defaults,
        opening.field,
        content,
    )


def parse_clauses(files: Mapping[str, SourceFile], words: Words) -> dict[str, Clause]:
    """Every clause by the path that includes it, with the clauses it includes in it."""
    return dict(_known_clauses(tuple(files.items()), tuple(words.items())))


@lru_cache(maxsize=32)
def _known_clauses(
    named: tuple[tuple[str, SourceFile], ...], local: tuple[tuple[str, str], ...]
) -> Mapping[str, Clause]:
    files, words = dict(named), dict(local)
    found: dict[str, Clause] = {}
    problems: list[Problem] = []

    def clause(path: str, around: tuple[str, ...] = ()) -> Blocks:
        if path in around:
            raise LookupError("includes itself.", f"The circle is {' -> '.join((*around, path))}.")
        if path not in files:
            raise LookupError("includes no clause there is.", nearest(path, files))
        if path not in found:
            found[path] = _known_clause(files[path], local) or _clause(
                files[path], words, lambda more: clause(more, (*around, path)), problems
            )
        return found[path].content

    for path in files:
        clause(path)
    if problems:
        raise ContentError(*dict.fromkeys(problems))
    return found


# a clause that stays the same one leaves every document that includes it the same one too
@lru_cache(maxsize=512)
def _known_clause(file: SourceFile, local: tuple[tuple[str, str], ...]) -> Clause | None:
    """A clause that includes no other and has no mistake; None where it is another kind."""
    problems: list[Problem] = []
    found = None if _included(file) else _clause(file, dict(local), _clause_of({}), problems)
    return None if problems else found


def _clause(
    file: SourceFile, words: Words, included: Callable[[str], Blocks], problems: list[Problem]
) -> Clause:
    content = _parsed(file, words, 1, included, problems)
    problems += headless(file.name, content)
    return Clause(file.name, content)


def parse_passage(text: str, where: str, words: Words) -> Blocks:
    """Blocks that stand inside another file: advice, or a register's prose."""
    return _known_passage(text, where, tuple(words.items()))


@lru_cache(maxsize=4096)
def _known_passage(text: str, where: str, local: tuple[tuple[str, str], ...]) -> Blocks:
    words = dict(local)
    problems: list[Problem] = []
    content = _parsed(SourceFile(where, text.strip()), words, 1, _clause_of({}), problems)
    problems += headless(where, content)
    problems += [
        Problem(each.node.where, "a field stands in documents only.")
        for each in mentions(content)
        if isinstance(each.node, FieldPlace)
    ]
    if problems:
        raise ContentError(*problems)
    return content


def parse_line(text: str, where: str, words: Words) -> Blocks:
    """One paragraph that stands inside another file."""
    content = parse_passage(text, where, words)
    match content:
        case (Paragraph(),):
            return content
        case _:
            raise ContentError(Problem(where, "it must be one paragraph."))


def _clause_of(clauses: Mapping[str, Clause]) -> Callable[[str], Blocks]:
    def content(path: str) -> Blocks:
        if path not in clauses:
            raise UnknownClauseError("includes no clause there is.", nearest(path, clauses))
        return clauses[path].content

    return content


def _parsed(
    file: SourceFile,
    words: Words,
    line: int,
    included: Callable[[str], Blocks],
    problems: list[Problem],
) -> Blocks:
    """A text as a tree; empty, with `problems` added to, where it cannot be one."""
    scanned = scan(file.text, file.name, words, line)
    if scanned.problems:
        problems += scanned.problems
        return ()
    shaped = shape(scanned, file.name)
    if shaped.problems:
        problems += shaped.problems
        return ()
    reading = read_markdown(shaped.text)
    problems += [
        Problem(f"{file.name}, line {shaped.lines[each.line]}", each.what, each.remedy)
        for each in reading.refusals
    ]
    folding = Folding(file.name, scanned.tags, shaped.shapes, included)
    content = folding.folded(reading.blocks)
    problems += folding.problems
    return content


def _parted(file: SourceFile) -> tuple[str, str, int]:
    """Front matter, body, and the line the body starts on."""
    lines = file.text.split("\n")
    fences = [place for place, text in enumerate(lines) if text.rstrip() == FENCE][:2]
    if len(fences) < 2 or fences[0] != 0:
        raise ContentError(
            Problem(f"{file.name}, line 1", "it has no front matter.", "Start with +++ lines.")
        )
    # the first fence becomes the table's header, so that lines keep their numbers
    head = "\n".join(["[document]", *lines[1 : fences[1]]])
    return head, "\n".join(lines[fences[1] + 1 :]), fences[1] + 2
