"""What the toolkit advises, when, and on what grounds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from schemekit.toolkit.authored import Authored, Condition, Id, Worded
from schemekit.toolkit.templates import Blocks, reads

Basis: TypeAlias = Literal["evidence", "outside", "law", "default"]
BASIS_IN_WORDS: dict[Basis, str] = {
    "evidence": "rests on the evidence noted",
    "outside": "rests on evidence from outside the source toolkit",
    "law": "rests on law or official guidance",
    "default": "our own default, to be changed where you know better",
}


class RecommendationTable(Authored):
    """A recommendation as its file has it."""

    id: Id
    code: str = ""
    topic: Id
    title: Worded
    when: Condition | None = None
    advice: str
    """Markdown, parsed into `Recommendation.advice` when the file is loaded."""
    evidence: tuple[Id, ...] = ()
    defaults: tuple[Id, ...] = ()
    """Figures of our own that its text holds."""
    rests_on: tuple[Id, ...] = ()
    basis: Basis = "evidence"
    owner: Worded
    effort: Worded
    documents: tuple[Id, ...] = ()


class RecommendationsFile(Authored):
    recommendation: tuple[RecommendationTable, ...]


@dataclass(frozen=True)
class Recommendation:
    """One piece of advice with its text parsed."""

    table: RecommendationTable
    advice: Blocks

    @property
    def id(self) -> str:
        return self.table.id

    @property
    def topic(self) -> str:
        return self.table.topic

    @cached_property
    def reads(self) -> frozenset[str]:
        """Every question and fact that it depends on."""
        phrases = (self.table.title, self.table.owner, self.table.effort)
        whether = self.table.when.reads if self.table.when else frozenset()
        return whether.union(reads(self.advice), *(each.reads for each in phrases))
