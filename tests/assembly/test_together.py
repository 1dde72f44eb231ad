"""A document can tell what the rest of its pack rests on."""

from tests.conftest import ProfileOf
from tests.reading import texts

from schemekit.assembly.together import assemble_together
from schemekit.guidance import advise
from schemekit.making import documents_of
from schemekit.toolkit.documents import parse_document
from schemekit.toolkit.tables import SourceFile
from schemekit.toolkit.toolkit import Toolkit

TELLING = """\
+++
id = "telling"
number = 1
file = "telling"
title = "What we rest on"
audience = "those who check"
purpose = "Sources."
otherwise = "the sources"
+++
# What we rest on

{% for f in register("findings") %}

Finding {{ f.code }}: {% if f.stands_in %}{{ f.stands_in }}{% else %}not used{% endif %}

{% endfor %}

{% for r in register("source_recommendations") %}

Advice {{ r.code }}, {{ r.stance }}: {{ r.acted_on }}

{% endfor %}
"""


def told(toolkit: Toolkit, profile_of: ProfileOf, **answers: object) -> tuple[str, ...]:
    """What a telling document says in front of the others of one pack."""
    profile = profile_of("nhs-trust", **answers)
    telling = parse_document(SourceFile("telling.md", TELLING), {}, {})
    chosen = (telling, *documents_of(toolkit, profile))
    guidance = advise(toolkit.recommendations.values(), profile)
    inside = {each.id for each in chosen}
    documents = assemble_together(chosen, toolkit, profile, guidance, inside)
    assert [each.id for each in documents] == [each.id for each in chosen]
    return tuple(texts(documents[0].content))


def test_each_finding_is_listed_with_the_documents_that_cite_it(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    said = [each for each in told(toolkit, profile_of) if each.startswith("Finding")]
    assert len(said) == len(toolkit.evidence)
    time = toolkit.evidence["time_is_commonly_named"].code
    assert any(each.startswith(f"Finding {time}:") and "Handbook" in each for each in said)
    assert any("not used" in each for each in said)


def test_a_recommendation_is_acted_on_where_an_answer_calls_for_it(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    def time(**answers: object) -> str:
        code = toolkit.source_recommendations["give_it_protected_time"].code
        said = told(toolkit, profile_of, **answers)
        return next(each for each in said if each.startswith(f"Advice {code},"))

    assert "Show the hours as a sum" not in time(barriers=["funding"])
    assert "Show the hours as a sum" in time(barriers=["time"], time_severity="real")
    assert "implied, in our reading" in time(barriers=["time"])
