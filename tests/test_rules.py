"""Every rule of the source is borne by advice, or by something that holds for the whole program."""

import re
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import ProfileOf
from tests.reading import texts

from schemekit.making import make_documents
from schemekit.toolkit.toolkit import Toolkit

ROOT: Final = Path(__file__).parents[1]
RULES: Final = {f"RU-{number:02}" for number in range(1, 95)}
FOR_THE_WHOLE_PROGRAM: Final = {
    "RU-35": "tests/test_rules.py::test_outside_health_nothing_speaks_of_doctors",
    "RU-84": "tests/personas/test_personas.py"
    "::test_the_exceptions_read_the_same_wherever_they_stand",
    "RU-92": "tests/writers/test_pdf.py::test_headings_lists_tables_links_and_inputs_are_tagged",
    "RU-93": "tests/test_rules.py::test_every_figure_of_a_claim_is_counted_in_its_record",
    "RU-94": "tests/test_rules.py::test_a_finding_that_was_corrected_bears_its_code",
}
"""Rules that no piece of advice can bear, and what holds them."""
SLIPS_OF_THE_SOURCE: Final = {f"AMB-{number:02}" for number in range(1, 21)}
MEDICAL: Final = re.compile(
    r"\b(?:ARCP|job plans?|programmed activit|clinical|consultants?|doctors|patients"
    r"|postgraduate|deanery|NHS (?!111)|wards?|Freedom to Speak Up)\b"
)
TELLS_A_STUDY: Final = re.compile(r"stud|toolkit|research|survey|interview|[Ff]indings|Among UK")
"""Findings from medicine are told as what they are, wherever they stand."""


def test_every_rule_is_borne_by_advice_or_holds_throughout(toolkit: Toolkit) -> None:
    borne = {each.table.code for each in toolkit.recommendations.values() if each.table.code}

    assert borne | set(FOR_THE_WHOLE_PROGRAM) == RULES
    assert borne & set(FOR_THE_WHOLE_PROGRAM) == set()


@pytest.mark.parametrize("rule", FOR_THE_WHOLE_PROGRAM)
def test_what_holds_throughout_is_a_test_that_exists(rule: str) -> None:
    file, _, name = FOR_THE_WHOLE_PROGRAM[rule].partition("::")
    written = (ROOT / file).read_text(encoding="utf-8")

    assert f"def {name}(" in written


def test_every_rule_names_its_ground_its_owner_and_its_effort(toolkit: Toolkit) -> None:
    bare = [
        each.id
        for each in toolkit.recommendations.values()
        if not (each.table.evidence or each.table.basis == "default")
        or not each.table.owner.source.strip()
        or not each.table.effort.source.strip()
        or len(each.table.documents) < 1
    ]

    assert bare == []


def test_advice_that_is_evidence_rests_on_what_the_source_recommends_or_says_so(
    toolkit: Toolkit,
) -> None:
    """Advice grounded in the toolkit itself cites at least one of its findings."""
    astray = [
        each.id
        for each in toolkit.recommendations.values()
        if each.table.basis == "evidence"
        and not any(toolkit.evidence[one].strength != "outside" for one in each.table.evidence)
    ]

    assert astray == []


def test_outside_health_nothing_speaks_of_doctors(toolkit: Toolkit, profile_of: ProfileOf) -> None:
    profile = profile_of("employer", organisation_name="Acme Ltd", barriers=["time", "visibility"])
    found = [
        f"{document.id}: {text[:160]}"
        for document in make_documents(toolkit, profile)
        for text in texts(document.content)
        if MEDICAL.search(text) and not TELLS_A_STUDY.search(text)
    ]

    assert found == []


def test_every_figure_of_a_claim_is_counted_in_its_record(toolkit: Toolkit) -> None:
    """Years, titles and laws stand outside: they count nothing."""
    missing = []
    for each in toolkit.evidence.values():
        counted = {float(figure.value) for figure in each.figures}
        named = re.sub(r"\b(?:19|20)\d\d\b|\b[Ss]ections? \d+|\bparagraphs? \d+", "", each.claim)
        missing += [
            f"{each.id}: {written}"
            for written in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?", named)
            if float(written.replace(",", "")) not in counted
        ]

    assert missing == []


def test_a_finding_that_was_corrected_bears_its_code(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    profile = profile_of(
        "nhs-trust",
        organisation_name="Acme NHS Trust",
        evidence_shown="full_appendix",
        aims=["attainment_gap", "patient_safety", "leadership"],
        barriers=["time", "funding", "visibility"],
        scheme_types=["traditional", "reverse"],
    )
    appendix = next(
        each for each in make_documents(toolkit, profile) if each.id == "evidence_appendix"
    )
    lines = list(texts(appendix.content))
    standing = [
        (each, line)
        for each in toolkit.evidence.values()
        for line in lines
        if line.startswith(f"{each.code} ") and each.corrections
    ]

    assert len(standing) >= 6
    assert [
        each.id for each, line in standing if not all(code in line for code in each.corrections)
    ] == []


def test_every_slip_of_the_source_is_told(toolkit: Toolkit, profile_of: ProfileOf) -> None:
    profile = profile_of("nhs-trust", evidence_shown="full_appendix")
    appendix = next(
        each for each in make_documents(toolkit, profile) if each.id == "evidence_appendix"
    )
    said = " ".join(texts(appendix.content))
    borne = {code for each in toolkit.evidence.values() for code in each.corrections}

    assert {each for each in SLIPS_OF_THE_SOURCE if each not in said} == set()
    assert borne <= SLIPS_OF_THE_SOURCE
