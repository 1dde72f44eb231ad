"""Every branch of every template stands in a pack that somebody can get.

Some hundred packs, so `.ci/validate` runs it; `python tools/branch_coverage.py` prints the report.
"""

from pathlib import Path
from typing import Final

import pytest
from tests.toy import TOY, pack, write
from tools.branch_coverage import every_way, reported

from schemekit import resources
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.ways import watched


@pytest.mark.validated
def test_every_branch_of_every_template_stands_in_some_pack(toolkit: Toolkit) -> None:
    report = reported(toolkit, load_theme([resources.templates()]))

    assert report.ways
    assert [f"{each.where}: {each.written}" for each in report.never] == []


BRANCHED: Final = (
    TOY["documents/01-guide.md"]
    + """
{% if 'rake' in tools %}

Rake.

{% elif 'spade' in tools %}

Dig.

{% else %}

Rest.

{% endif %}

{% for t in tools %}
- {{ t.label }}{% if t.id == 'spade' %}, sharp{% endif %}
{% endfor %}
"""
)
WAYS: Final = [
    "if 'rake' in tools",
    "elif 'spade' in tools",
    "else of if 'rake' in tools",
    "for t in Chosen(question='tools')",
    "if t.id == 'spade'",
    "nothing of if t.id == 'spade'",
]


@pytest.fixture
def branched(tmp_path: Path) -> Toolkit:
    return load([write(tmp_path / "toy", {**TOY, "documents/01-guide.md": BRANCHED})])


def test_every_branch_and_loop_is_a_way_of_its_own(branched: Toolkit) -> None:
    found = [each.written for each in every_way(branched)]

    assert [each for each in found if "tool" in each or "t.id" in each] == WAYS


@pytest.mark.parametrize(
    ("tools", "expected"),
    [
        (["rake"], [WAYS[0], WAYS[3], WAYS[5]]),
        (["spade"], [WAYS[1], WAYS[3], WAYS[4]]),
        (["rake", "spade"], [WAYS[0], WAYS[3], WAYS[4], WAYS[5]]),
    ],
)
def test_only_what_stands_in_a_pack_is_taken(
    branched: Toolkit, tools: list[str], expected: list[str]
) -> None:
    with watched() as taken:
        pack(branched, tools=tools)

    found = [each.written for each in every_way(branched) if (each.node, each.branch) in taken]
    assert [each for each in found if each in WAYS] == expected
