"""What the toolkit advises, when, and on what grounds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from schemekit.toolkit.authored import Authored, Condition, Id, Worded
from schemekit.toolkit.phrases import Phrase
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
    by: Worded | None = None
    """The day on which it is done."""
    effort: Worded
    documents: tuple[Id, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Everything about it that is said in a phrase."""
        said = (self.title, self.owner, self.by, self.effort)
        return tuple(each for each in said if each is not None)


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
        whether = self.table.when.reads if self.table.when else frozenset()
        return whether.union(reads(self.advice), *(each.reads for each in self.table.phrases))
