"""What a pack rests on: findings and where they stand, recommendations and what acts on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from schemekit.assembly.saying import Lists
from schemekit.document.drafts import Draft
from schemekit.guidance import Advice, Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.evidence import (
    STANCE_IN_WORDS,
    STRENGTH_IN_WORDS,
    Evidence,
    SourceRecommendation,
)
from schemekit.toolkit.toolkit import Toolkit

LISTS: Final = ("findings", "source_recommendations")
"""The lists made here, by the names that templates call them."""
Row: TypeAlias = Mapping[str, str]


def sources_of(
    documents: Sequence[Draft], toolkit: Toolkit, profile: Profile, guidance: Guidance
) -> Lists:
    """The lists a document can print of what the others rest on; `documents` are those others."""
    titles = {each.id: each.title for each in documents}
    findings = [
        _finding(each, _citing(each, documents), toolkit) for each in toolkit.evidence.values()
    ]
    recommended = [
        _recommended(each, _acting(each, guidance), titles, profile, toolkit)
        for each in toolkit.source_recommendations.values()
    ]
    return {"findings": findings, "source_recommendations": recommended}


def _citing(evidence: Evidence, documents: Iterable[Draft]) -> Iterator[str]:
    for document in documents:
        if any(note.evidence == evidence.id for note in document.notes):
            yield document.title


def _finding(evidence: Evidence, titles: Iterable[str], toolkit: Toolkit) -> Row:
    references = (toolkit.references[each] for each in evidence.references)
    return {
        "code": evidence.code,
        "claim": evidence.claim,
        "source": evidence.source,
        "section": evidence.section,
        "strength": STRENGTH_IN_WORDS[evidence.strength],
        "caveat": evidence.caveat,
        "corrections": ", ".join(evidence.corrections),
        "references": "; ".join(each.short for each in references),
        "stands_in": "; ".join(titles),
    }


def _acting(recommendation: SourceRecommendation, guidance: Guidance) -> tuple[Advice, ...]:
    return tuple(
        each for each in guidance.advice if recommendation.id in each.recommendation.table.rests_on
    )


def _recommended(
    recommendation: SourceRecommendation,
    acting: Sequence[Advice],
    titles: Mapping[str, str],
    profile: Profile,
    toolkit: Toolkit,
) -> Row:
    tables = [each.recommendation.table for each in acting]
    places = dict.fromkeys(one for each in tables for one in each.documents if one in titles)
    return {
        "code": recommendation.code,
        "says": recommendation.says,
        "stance": STANCE_IN_WORDS[recommendation.stance],
        "section": recommendation.section,
        "rests_on": ", ".join(toolkit.evidence[each].code for each in recommendation.evidence),
        "acted_on": "; ".join(each.title.said(profile) for each in tables),
        "stands_in": "; ".join(titles[each] for each in places),
    }
