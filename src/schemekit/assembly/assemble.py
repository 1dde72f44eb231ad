"""One document, finished: filled, its notes numbered, its gaps and references listed.

Notes, gaps and references are found by walking what was filled, never by asking a template.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, cast

from schemekit.assembly.fill import fill
from schemekit.assembly.gist import Gist, Gists
from schemekit.assembly.known import Known
from schemekit.assembly.saying import Lists, Said
from schemekit.document.blocks import (
    Block,
    Document,
    Heading,
    Inline,
    Note,
    OpenPoint,
    ReferenceEntry,
    Text,
)
from schemekit.document.drafts import STAND_IN, Draft, is_stand_in
from schemekit.document.walk import plain, rebuilt
from schemekit.guidance import Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.evidence import STRENGTH_IN_WORDS, Evidence, Reference
from schemekit.toolkit.fields import edition
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.ways import somebody_watches

NO_LISTS: Lists = {}
_GISTS: Final = Gists()


def assemble(  # noqa: PLR0913, PLR0917 - a document is made of just these
    template: DocumentTemplate,
    toolkit: Toolkit,
    profile: Profile,
    guidance: Guidance,
    in_pack: Collection[str],
    lists: Lists = NO_LISTS,
    known: Known | None = None,
) -> Document:
    """`template` as this organisation reads it. `in_pack` holds the ids of its pack's documents."""
    if known is None:
        known = Known(toolkit, profile, guidance, in_pack, shared=True)
    return draft(template, toolkit, profile, guidance, known, lists).document


def draft(  # noqa: PLR0913, PLR0917 - a document is made of just these
    template: DocumentTemplate,
    toolkit: Toolkit,
    profile: Profile,
    guidance: Guidance,
    known: Known,
    lists: Lists = NO_LISTS,
) -> Draft:
    """`template` as many organisations have it, with the words of this one."""
    fields = {each.id: each for each in template.fields}
    said = Said(toolkit, profile, guidance, known.in_pack, fields, lists, known)
    return drafted(template, said, lambda: _document(template, said, fill(template.content, said)))


def drafted(part: object, said: Said, make: Callable[[], Document]) -> Draft:
    """What `make` makes of `part`, or made of it where another organisation reads the same."""

    def made() -> tuple[Document, str]:
        with said.notes.noting() as read:
            document = make()
        # where words were not put in, they stand there themselves
        stand_ins = (name for name, value in read.items() if value is True and is_stand_in(name))
        return document, "".join(cast("Iterator[str]", stand_ins))

    if somebody_watches():
        common, stand_ins = made()
    else:
        common, stand_ins = said.toolkit.drafts.made(part, said.notes, said.now, made)
    return Draft(common, said.known.own_words(stand_ins))


def _document(template: DocumentTemplate, said: Said, content: tuple[Block, ...]) -> Document:
    toolkit = said.toolkit
    gists = [_GISTS.of(each) for each in content]
    numbers = _numbers(gists)
    cited = [toolkit.evidence[each] for each in numbers]
    return Document(
        id=template.id,
        file=template.file,
        title=template.title.said(said),
        organisation=toolkit.about.organisation.said(said),
        scheme=toolkit.about.scheme.said(said),
        audience=template.audience.said(said),
        purpose=template.purpose.said(said),
        content=_marked(content, gists, numbers, _Sections(template.numbered), said),
        notes=tuple(_note(numbers[each.id], each, toolkit.references) for each in cited),
        references=tuple(_references(cited, numbers, toolkit.references)),
        open_points=tuple(_open_points(gists, toolkit.questionnaire)),
        footer=toolkit.about.footer.said(said),
        language=toolkit.about.language,
        toolkit=toolkit.questionnaire.toolkit,
        edition=edition(template.fields),
        cover=tuple(_cover(said)),
    )


def _cover(said: Said) -> Iterator[tuple[str, str]]:
    for line in said.toolkit.about.cover:
        if value := line.value.said(said).strip():
            yield line.label, value


def _numbers(gists: Iterable[Gist]) -> dict[str, int]:
    """Evidence id to the number of its note, in order of first citing."""
    cited = dict.fromkeys(one for each in gists for one in each.citations)
    return {evidence: number for number, evidence in enumerate(cited, 1)}


def _marked(
    content: tuple[Block, ...],
    gists: Sequence[Gist],
    numbers: Mapping[str, int],
    sections: "_Sections",
    said: Said,
) -> tuple[Block, ...]:
    """`content` with every note numbered and every heading anchored, and numbered where asked."""
    anchors = _Anchors()
    found: dict[str, Heading[Inline]] = {}

    def block(each: Block) -> Block:
        if not isinstance(each, Heading):
            return each
        words = plain(each.content)
        number = sections.next(each.level)
        anchor = anchors.next(STAND_IN.sub("", said.settled(words)))
        found[words] = _GISTS.heading(each, anchor, number)
        return found[words]

    def headed(each: Block) -> Block:
        if isinstance(each, Heading):
            return block(each)
        (made,) = rebuilt((each,), block, lambda inline: inline)
        return made

    numbered = [_GISTS.numbered(*each, numbers) for each in zip(content, gists, strict=True)]
    marked = [
        headed(each) if gist.headed else each for each, gist in zip(numbered, gists, strict=True)
    ]
    return tuple([_GISTS.pointed(*each, found) for each in zip(marked, gists, strict=True)])


@dataclass(slots=True)
class _Sections:
    """Numbers for the headings below the title, where a document has them."""

    numbered: bool
    chapter: int = 0
    part: int = 0

    def next(self, level: int) -> str:
        match level:
            case 2 if self.numbered:
                self.chapter, self.part = self.chapter + 1, 0
                return f"{self.chapter}"
            case 3 if self.numbered and self.chapter:
                self.part += 1
                return f"{self.chapter}.{self.part}"
            case _:
                return ""


@dataclass(slots=True)
class _Anchors:
    """Names for headings, none of them given twice."""

    given: set[str] = field(default_factory=set)

    def next(self, words: str) -> str:
        name = _anchor(words)
        anchor, number = name, 2
        while anchor in self.given:
            anchor, number = f"{name[:36]}-{number}", number + 1
        self.given.add(anchor)
        return anchor


@lru_cache(maxsize=4_096)
def _anchor(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.lower()).replace("’", "")
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].rstrip("-")
    return name if name[:1].isalpha() else f"part-{name}".rstrip("-")


def _note(number: int, evidence: Evidence, references: Mapping[str, Reference]) -> Note:
    """The claim, where the source says it, how strong it is, what it does not show."""
    place = f", section {evidence.section}" if evidence.section else ""
    sentences = [
        evidence.claim,
        f"Source: {evidence.source}{place}; {STRENGTH_IN_WORDS[evidence.strength]}.",
        evidence.caveat,
    ]
    if evidence.references:
        behind = "; ".join(references[each].short for each in evidence.references)
        sentences.append(f"References: {behind}.")
    return Note(number, evidence.id, (Text(" ".join(each.strip() for each in sentences if each)),))


def _references(
    cited: Sequence[Evidence], numbers: Mapping[str, int], references: Mapping[str, Reference]
) -> Iterator[ReferenceEntry]:
    """The bibliography of the document, by the alphabet."""
    used = {one for evidence in cited for one in evidence.references}
    for each in sorted(used, key=lambda one: references[one].line.casefold()):
        notes = sorted(numbers[one.id] for one in cited if each in one.references)
        yield ReferenceEntry(each, (Text(references[each].line),), tuple(notes))


def _open_points(gists: Iterable[Gist], questionnaire: Questionnaire) -> Iterator[OpenPoint]:
    """Every gap once, in the order met, each called as its question is."""
    found = {one.question: one for each in gists for one in each.open_points}
    for name, point in found.items():
        asked = name in questionnaire.questions
        yield OpenPoint(name, questionnaire.short(name)) if asked else point
