"""All that the authors wrote, linked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schemekit.document.blocks import Document
from schemekit.document.drafts import StandIns
from schemekit.document.memory import Kept, Memory
from schemekit.toolkit.about import About
from schemekit.toolkit.defaults import Default
from schemekit.toolkit.documents import Clause, DocumentTemplate
from schemekit.toolkit.evidence import Evidence, Reference, SourceRecommendation
from schemekit.toolkit.examples import Example
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.recommendations import Recommendation
from schemekit.toolkit.registers import Register
from schemekit.toolkit.workbooks import WorkbookTemplate


@dataclass(frozen=True, slots=True)
class Toolkit:
    """The content of a mentoring toolkit, or of any other that is written in the same kinds."""

    about: About
    questionnaire: Questionnaire
    evidence: Mapping[str, Evidence]
    defaults: Mapping[str, Default]
    """Figures that are its own choice."""
    references: Mapping[str, Reference]
    source_recommendations: Mapping[str, SourceRecommendation]
    recommendations: Mapping[str, Recommendation]
    registers: Mapping[str, Register]
    documents: Mapping[str, DocumentTemplate]
    """By document number."""
    workbooks: Mapping[str, WorkbookTemplate]
    examples: Mapping[str, Example]
    """Forms filled in to learn from, by the form’s document."""
    clauses: Mapping[str, Clause]
    read_me: DocumentTemplate
    """The page that stands first in a pack and tells what is in it."""
    places: Mapping[str, str]
    """Where each id was written."""
    local_words: frozenset[str] = frozenset()
    """The names of what things are called here: mentor, mentee, scheme."""
    # never handed on by `replace`: another toolkit may say the same value in other words
    filled: Memory[tuple[Any, ...]] = field(
        default_factory=Memory, init=False, compare=False, repr=False
    )
    """What was made of parts of the documents before."""
    rows: Kept[object, object] = field(
        default_factory=lambda: Kept(ways=2_000), init=False, compare=False, repr=False
    )
    """What a loop says of a row of a register, as a part of its own."""
    drafts: Memory[tuple[Document, str]] = field(
        default_factory=lambda: Memory(ways=24), init=False, compare=False, repr=False
    )
    """The documents as many organisations have them, each with the stand-ins in it."""
    stand_ins: StandIns = field(default_factory=StandIns, init=False, compare=False, repr=False)
