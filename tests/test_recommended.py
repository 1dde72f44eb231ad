"""What the source recommends is acted on, and where it is said to be."""

from tests.conftest import ProfileOf
from tests.reading import texts

from schemekit.making import make_documents
from schemekit.toolkit.templates import Cite, Each, Registered, mentions, reads
from schemekit.toolkit.toolkit import Toolkit


def test_every_recommendation_of_the_source_is_acted_on(toolkit: Toolkit) -> None:
    acted_on = {each for rule in toolkit.recommendations.values() for each in rule.table.rests_on}

    assert set(toolkit.source_recommendations) - acted_on == set()


def test_every_rule_reaches_the_advice_and_the_documents_it_names(toolkit: Toolkit) -> None:
    silent = []
    for rule in toolkit.recommendations.values():
        assert "scheme_advice" in rule.table.documents, rule.id
        for name in rule.table.documents:
            document = toolkit.documents.get(name)
            if document is None or name in {"scheme_advice", "evidence_appendix"}:
                continue
            nodes = [each.node for each in mentions(document.content)]
            registers = [
                toolkit.registers[each.source.register]
                for each in nodes
                if isinstance(each, Each)
                and isinstance(each.source, Registered)
                and each.source.register in toolkit.registers
            ]
            read = {one for each in mentions(document.content) for one in each.reads}
            read |= {one for each in registers for row in each.rows for one in row.reads}
            read |= set(document.when.reads) if document.when else set()
            cited = {each.evidence for each in nodes if isinstance(each, Cite)}
            cited |= {one for each in registers for row in each.rows for one in row.evidence}
            asked = set(reads(rule.advice))
            asked |= set(rule.table.when.reads) if rule.table.when else set()
            if not (asked & read or set(rule.table.evidence) & cited):
                silent.append((rule.id, name))

    assert silent == []


def test_the_appendix_says_for_each_what_acts_on_it(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    profile = profile_of("nhs-trust", evidence_shown="full_appendix", barriers=["time"])
    appendix = next(
        each for each in make_documents(toolkit, profile) if each.id == "evidence_appendix"
    )
    said = "\n".join(texts(appendix.content))

    assert all(each.code in said for each in toolkit.source_recommendations.values())
    assert "Show the hours as a sum" in said
