"""One document, finished: filled, its notes numbered, its gaps and references listed.

Notes, gaps and references are found by walking what was filled, never by asking a template.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemekit.assembly.fill import fill
from schemekit.assembly.saying import Lists, Said
from schemekit.document.blocks import (
    Block,
    Citation,
    Document,
    Heading,
    Inline,
    Note,
    OpenPoint,
    ReferenceEntry,
    Text,
)
from schemekit.document.walk import every_inline, plain, rebuilt
from schemekit.guidance import Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.evidence import STRENGTH_IN_WORDS, Evidence, Reference
from schemekit.toolkit.fields import edition
from schemekit.toolkit.toolkit import Toolkit

NO_LISTS: Lists = {}


def assemble(  # noqa: PLR0913, PLR0917 - a document is made of just these
    template: DocumentTemplate,
    toolkit: Toolkit,
    profile: Profile,
    guidance: Guidance,
    in_pack: Collection[str],
    lists: Lists = NO_LISTS,
) -> Document:
    """`template` as this organisation reads it. `in_pack` holds the ids of its pack's documents."""
    fields = {each.id: each for each in template.fields}
    said = Said(toolkit, profile, guidance, in_pack, fields, lists)
    return _document(template, said, fill(template.content, said))


def _document(template: DocumentTemplate, said: Said, content: tuple[Block, ...]) -> Document:
    toolkit = said.toolkit
    inlines = tuple(every_inline(content))
    numbers = _numbers(inlines)
    cited = [toolkit.evidence[each] for each in numbers]
    return Document(
        id=template.id,
        file=template.file,
        title=template.title.said(said),
        organisation=toolkit.about.organisation.said(said),
        scheme=toolkit.about.scheme.said(said),
        audience=template.audience.said(said),
        purpose=template.purpose.said(said),
        content=_marked(content, numbers),
        notes=tuple(_note(numbers[each.id], each, toolkit.references) for each in cited),
        references=tuple(_references(cited, toolkit.references)),
        open_points=_open_points(inlines),
        footer=toolkit.about.footer.said(said),
        language=toolkit.about.language,
        edition=edition(template.fields),
        cover=tuple(_cover(said)),
    )


def _cover(said: Said) -> Iterator[tuple[str, str]]:
    for line in said.toolkit.about.cover:
        if value := line.value.said(said).strip():
            yield line.label, value


def _numbers(inlines: Iterable[Inline]) -> dict[str, int]:
    """Evidence id to the number of its note, in order of first citing."""
    cited = dict.fromkeys(each.evidence for each in inlines if isinstance(each, Citation))
    return {evidence: number for number, evidence in enumerate(cited, 1)}


def _marked(content: tuple[Block, ...], numbers: Mapping[str, int]) -> tuple[Block, ...]:
    """`content` with every note numbered and every heading anchored."""
    anchors = _Anchors()

    def block(each: Block) -> Block:
        match each:
            case Heading(_, words):
                return replace(each, anchor=anchors.next(plain(words)))
            case _:
                return each

    def inline(each: Inline) -> Inline:
        match each:
            case Citation(evidence):
                return Citation(evidence, numbers[evidence])
            case _:
                return each

    return rebuilt(content, block, inline)


@dataclass(slots=True)
class _Anchors:
    """Names for headings, none of them given twice."""

    given: set[str] = field(default_factory=set)

    def next(self, words: str) -> str:
        plain_letters = unicodedata.normalize("NFKD", words.lower())
        name = (
            re.sub(r"[^a-z0-9]+", "-", plain_letters.replace("’", "")).strip("-")[:40].rstrip("-")
        )
        name = name if name[:1].isalpha() else f"part-{name}".rstrip("-")
        anchor, number = name, 2
        while anchor in self.given:
            anchor, number = f"{name[:36]}-{number}", number + 1
        self.given.add(anchor)
        return anchor


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
    cited: Iterable[Evidence], references: Mapping[str, Reference]
) -> Iterator[ReferenceEntry]:
    """The bibliography of the document, by the alphabet."""
    used = {one for evidence in cited for one in evidence.references}
    for each in sorted(used, key=lambda one: references[one].line.casefold()):
        yield ReferenceEntry(each, (Text(references[each].line),))


def _open_points(inlines: Iterable[Inline]) -> tuple[OpenPoint, ...]:
    """Every gap once, in the order met."""
    found = (each for each in inlines if isinstance(each, OpenPoint))
    return tuple({each.question: each for each in found}.values())
