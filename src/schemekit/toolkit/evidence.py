"""What is known, and where it stands."""

import re
from typing import Literal, TypeAlias

from schemekit.toolkit.authored import Authored, Id

Strength: TypeAlias = Literal[
    "definition", "cited", "checked", "uncited", "doubtful", "restates", "outside"
]
STRENGTH_IN_WORDS: dict[Strength, str] = {
    "definition": "a definition, not a finding",
    "cited": "cited by the source; we have not seen the study itself",
    "checked": "cited by the source and checked against the study’s own abstract or report",
    "uncited": "stated by the source without a reference",
    "doubtful": "stated by the source, with a reference that does not support it",
    "restates": "a summary of other findings",
    "outside": "from outside the source toolkit",
}

Stance: TypeAlias = Literal["stated", "reported", "suggested", "implied"]
STANCE_IN_WORDS: dict[Stance, str] = {
    "stated": "said outright",
    "reported": "reported from another source",
    "suggested": "suggested",
    "implied": "implied, in our reading",
}


class Figure(Authored):
    """One number that a finding holds."""

    value: float
    unit: str = ""
    what: str = ""

    @property
    def is_percent(self) -> bool:
        return self.unit in {"%", "per cent"}

    @property
    def said(self) -> str:
        """The number as a text has it."""
        return f"{self.value:.10g}{'%' if self.is_percent else ''}"


class Evidence(Authored):
    """One finding in our own words, as strong as its source and no stronger."""

    id: Id
    code: str
    section: str = ""
    """Where in the source document it stands."""
    claim: str
    figures: tuple[Figure, ...] = ()
    strength: Strength
    kind: str = ""
    caveat: str = ""
    """What the finding does not show."""
    references: tuple[Id, ...] = ()
    corrections: tuple[str, ...] = ()
    used_as: str = ""
    """How a sentence attributes it, where a reference cannot."""
    source: str = ""
    """Title of the source document, filled in from the file it stands in."""


class SourceRecommendation(Authored):
    """One recommendation of a source document, said outright or implied."""

    id: Id
    code: str
    says: str
    stance: Stance
    section: str
    evidence: tuple[Id, ...] = ()


class Source(Authored):
    """A document that evidence was taken from."""

    id: Id
    title: str
    publisher: str = ""
    year: int | None = None
    note: str = ""


class EvidenceFile(Authored):
    source: Source
    evidence: tuple[Evidence, ...] = ()
    source_recommendation: tuple[SourceRecommendation, ...] = ()


class Reference(Authored):
    """One line of the bibliography."""

    id: Id
    code: str
    authors: str = ""
    year: int | str | None = None
    title: str
    published_in: str = ""
    address: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """As a note names it: the first author, or the title where there is none, and the year."""
        whole, _, more = self.authors.partition(",")
        first = re.sub(r"\s[A-Z]{1,2}$", "", whole)  # initials
        name = f"{first} and others" if more else first or self.title
        return f"{name} ({self.year})" if self.year else name

    @property
    def line(self) -> str:
        """Authors (year). Title. Where published."""
        year = f" ({self.year})" if self.year else ""
        head = f"{self.authors}{year}. " if self.authors else ""
        tail = f" {self.published_in}." if self.published_in else ""
        stop = "" if self.title.endswith(("?", "!", ".")) else "."
        return f"{head}{self.title}{stop}{tail}"


class ReferencesFile(Authored):
    reference: tuple[Reference, ...]
