"""An organisation's own word about ethnicity stands wherever it speaks of its own people."""

from typing import Final

import pytest
from tests.conftest import ProfileOf
from tests.reading import texts

from schemekit.making import make_documents
from schemekit.toolkit.toolkit import Toolkit

TERMS: Final = {
    "term_ethnic_minority": "people from ethnic minority backgrounds",
    "term_spelt_out": "people from Black, Asian and minority ethnic backgrounds",
    "term_global_majority": "people from the global majority",
    "term_racialised": "people from racialised minorities",
    "term_own": "colleagues of colour",
}
SENT_OUT: Final = (
    "scheme_summary", "handbook", "mentor_profile", "mentee_application", "call_for_mentees",
    "network_email", "sponsor_email", "intranet_page",
)  # fmt: skip
"""What people are handed. Elsewhere a study may be told in the words of the study."""


@pytest.mark.parametrize("term", TERMS)
def test_one_term_stands_in_every_paper_that_is_sent_out(
    toolkit: Toolkit, profile_of: ProfileOf, term: str
) -> None:
    own = {"own_ethnicity_term": TERMS["term_own"]} if term == "term_own" else {}
    profile = profile_of(
        "nhs-trust",
        organisation_name="Acme NHS Trust",
        target_groups=["ethnic_minority", "women"],
        ethnicity_term=term,
        **own,
    )
    said = {
        each.id: "\n".join(texts(each.content)).casefold()
        for each in make_documents(toolkit, profile)
        if each.id in SENT_OUT
    }
    others = {words.casefold() for each, words in TERMS.items() if each != term}

    assert len(said) == len(SENT_OUT)
    assert {name for name, text in said.items() if any(each in text for each in others)} == set()
    assert sum(TERMS[term].casefold() in text for text in said.values()) >= 5
