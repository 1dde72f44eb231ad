"""What an author adds is one table in one file, or one file, and it is in the pack at once.

Each addition is an overlay folder of its own on a small toolkit; then all of them together on the
shipped content, through the commands an author uses.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.cli.calling import ACME, Call
from tests.reading import texts
from tests.toy import TOY, loaded, pack, profile, write

from schemekit import resources, writers
from schemekit.document.theme import Theme
from schemekit.interview.interview import failed_checks
from schemekit.making import make_files, make_workbooks
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit

Shown = Callable[[Toolkit], bool]

QUESTION: Final = """
[[question]]
id = "pond"
kind = "yes_no"
ask = "Is there a pond?"
short = "Pond"
noun = "there is a pond"
why = "Ponds need a fence."
default = true
"""
FACT: Final = """
[[fact]]
id = "gloves"
short = "Gloves"
value = "spades * 2"
"""
CHECK: Final = """
[[check]]
id = "no_rake"
level = "error"
when = "'spade' in tools"
questions = ["tools"]
message = "There is a spade."
remedy = "Buy a rake."
"""
EVIDENCE: Final = """
[[evidence]]
id = "snow_is_rare"
code = "E2"
claim = "It hardly ever snows."
strength = "cited"
references = ["rain_2024"]
"""
RECOMMENDATION: Final = """
[[recommendation]]
id = "oil_the_rake"
topic = "care"
title = "Oil the rake of {{ name }}"
when = "'rake' in tools"
advice = "Oil it once a year."
evidence = ["rain_is_likely"]
owner = "everybody"
effort = "5 minutes"
"""
ROW: Final = """
[[row]]
id = "job_weed"
job = "Weed"
who = "Everybody"
"""
REFERENCE: Final = """
[[reference]]
id = "snow_2025"
code = "R2"
title = "Snow"
"""
DOCUMENT: Final = """+++
id = "map"
number = 2
file = "map"
title = "Map of the garden"
audience = "visitors"
purpose = "Where things are."
otherwise = "the map"

[[field]]
id = "my_way"
kind = "text"
label = "My way in"
+++
# Map of the garden

{% include "clauses/gate.md" %}

My way in: {{ field("my_way") }}
"""


WORKBOOK: Final = """
[workbook]
id = "sheds"
number = 70
file = "sheds"
title = "Sheds of {{ name }}"
audience = "gardeners"
purpose = "What there is."
otherwise = "the list of sheds"

[[sheet]]
id = "all_sheds"
title = "Sheds"
purpose = "One row each."
column = [{ id = "shed", kind = "text", label = "Shed" }]
"""


def said(toolkit: Toolkit, document: str = "guide") -> str:
    return "\n".join(texts(pack(toolkit)[document].content))


TABLES: Final[dict[str, tuple[str, str, Shown]]] = {
    "question": (
        "questions/1-garden.toml",
        QUESTION,
        lambda t: profile(t)["pond"] is True and "ours/questions" in t.places["pond"],
    ),
    "fact": ("facts.toml", FACT, lambda t: profile(t)["gloves"] == 4),
    "check": (
        "checks.toml",
        CHECK,
        lambda t: [each.id for each in failed_checks(profile(t))] == ["no_rake"],
    ),
    "evidence": (
        "evidence/weather.toml",
        EVIDENCE,
        lambda t: t.evidence["snow_is_rare"].source == "The almanac",
    ),
    "recommendation": (
        "recommendations/tools.toml",
        RECOMMENDATION,
        lambda t: "Oil the rake of Ann. Oil it once a year. You said: Tools: A rake." in said(t),
    ),
    "register row": ("registers/jobs.toml", ROW, lambda t: "Weed | Everybody" in said(t)),
    "reference": ("references.toml", REFERENCE, lambda t: "snow_2025" in t.references),
}
"""What is added, the one file it goes into, the one table, and where it shows."""


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write(tmp_path / "toy", TOY)


@pytest.mark.parametrize("kind", TABLES)
def test_one_table_in_one_file_is_all_it_takes(toy: Path, tmp_path: Path, kind: str) -> None:
    file, table, shown = TABLES[kind]

    toolkit = loaded(toy, tmp_path / "ours", {file: TOY[file] + table})

    assert shown(toolkit)


def test_a_new_file_of_questions_advice_or_rows_needs_no_mention_anywhere(
    toy: Path, tmp_path: Path
) -> None:
    section = '[section]\nid = "water"\ntitle = "Water"\n'
    files = {
        "questions/2-water.toml": section + QUESTION,
        "recommendations/water.toml": RECOMMENDATION.replace("'rake' in tools", "pond"),
    }

    toolkit = loaded(toy, tmp_path / "ours", files)

    assert [each.id for each in toolkit.questionnaire.sections] == ["about_the_garden", "water"]
    assert "You said: Pond: Yes." in said(toolkit)


def test_a_document_is_one_file(toy: Path, tmp_path: Path) -> None:
    toolkit = loaded(toy, tmp_path / "ours", {"documents/02-map.md": DOCUMENT})

    assert list(pack(toolkit)) == ["guide", "map"]
    assert "Shut the gate." in said(toolkit, "map")
    assert pack(toolkit)["map"].file == "02-map"


def test_a_workbook_is_one_file(toy: Path, tmp_path: Path) -> None:
    toolkit = loaded(toy, tmp_path / "ours", {"workbooks/70-sheds.toml": WORKBOOK})

    (made,) = make_workbooks(toolkit, profile(toolkit))
    assert (made.file, made.title) == ("70-sheds", "Sheds of Ann")


def test_a_clause_is_one_file_for_every_document_that_shares_it(toy: Path, tmp_path: Path) -> None:
    files = {"clauses/gate.md": "Leave the gate open.\n", "documents/02-map.md": DOCUMENT}

    toolkit = loaded(toy, tmp_path / "ours", files)

    for document in pack(toolkit):
        assert "Leave the gate open." in said(toolkit, document)


# ── On the shipped content ──────────────────────────────────────────────────────────────────────

OURS: Final = {
    "questions/8-ours.toml": """
[section]
id = "ours"
title = "Our own"

[[question]]
id = "canteen"
kind = "choice"
ask = "Where is the canteen?"
short = "Canteen"
noun = "where the canteen is"
why = "Pairs can meet there."
default = "'ground_floor'"
options = [
  { id = "ground_floor", label = "Ground floor", in_text = "the ground floor" },
  { id = "top_floor", label = "Top floor", in_text = "the top floor" },
]
""",
    "recommendations/ours.toml": """
[[recommendation]]
id = "meet_in_the_canteen"
topic = "contact"
title = "Meet in the canteen of {{ organisation_name }}"
when = "canteen == 'ground_floor'"
advice = "It is on {{ canteen }}."
basis = "default"
owner = "everybody"
effort = "none"
documents = ["canteen_note"]
""",
    "documents/90-canteen.md": """+++
id = "canteen_note"
number = 90
file = "canteen-note"
title = "Canteen note"
audience = "everybody"
purpose = "Where to meet."
otherwise = "the canteen note"
when = "canteen is not unanswered"
+++
# Canteen note

The canteen is on {{ canteen }}.

{% include "clauses/canteen.md" %}

{% for a in advice("contact") %}
- {{ a.title }}. {{ a.why }}
{% endfor %}
""",
    "clauses/canteen.md": "Soup is at noon.\n",
}


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return write(tmp_path / "ours", OURS)


def test_an_overlay_is_checked_asked_and_built_with_no_other_change(
    call: Call, ours: Path, tmp_path: Path
) -> None:
    checked = call("check", str(ours), "--json")
    asked = json.loads(call("questions", "--toolkit", str(ours), "--json").out)
    built = call("new", "s", *ACME, "--toolkit", str(ours), "--format", "md", "--depth", "full")

    note = (tmp_path / "s" / "pack" / "text" / "90-canteen-note.md").read_text(encoding="utf-8")
    assert json.loads(checked.out) == {"problems": []}
    assert [each["id"] for each in asked][-1] == "canteen"
    assert built.code == 0
    assert "The canteen is on the ground floor." in note
    assert "Soup is at noon." in note
    assert "Meet in the canteen of Acme NHS Trust. You said: Canteen: Ground floor." in note


def test_a_preset_is_one_file_in_any_folder(call: Call, tmp_path: Path) -> None:
    text = (
        'format = "schemekit-preset/1"\ntitle = "Wards"\nextends = "nhs-trust"\n'
        "[answers]\nmentors = 7\n"
    )
    write(tmp_path / "anywhere", {"wards.toml": text})

    listed = json.loads(call("presets", "list", "--presets", "anywhere", "--json").out)
    shown = call("presets", "show", "wards", "--presets", "anywhere").out

    assert {"name": "wards", "title": "Wards", "about": "", "extends": "nhs-trust"} in listed
    assert "7 [preset wards]" in " ".join(shown.split())


# ── Formats ─────────────────────────────────────────────────────────────────────────────────────

SHOUTED: Final = """
from schemekit.document.walk import every_inline, plain

ending = "shout"


def write(document, theme):
    return plain(every_inline(document.content)).upper().encode()
"""


def test_another_package_adds_a_format_with_one_module_and_an_entry_point(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write(
        tmp_path / "site",
        {
            "shouting.py": SHOUTED,
            "shouting-1.0.dist-info/METADATA": "Name: shouting\nVersion: 1.0\n",
            "shouting-1.0.dist-info/entry_points.txt": "[schemekit.writers]\nshout = shouting\n",
        },
    )
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "shouting", raising=False)
    # a program that starts has looked for no package yet
    monkeypatch.setattr(writers, "_elsewhere", writers._elsewhere.__wrapped__)
    documents = tuple(pack(load([toy])).values())

    (made,) = make_files(documents, theme(), ["shout"])

    assert "shout" in writers.names()
    assert made.file == "01-guide.shout"
    assert "GUIDE TO THE GARDEN OF ANN" in made.content.decode()


def theme() -> Theme:
    return load_theme([resources.templates()])


def test_a_built_in_format_is_a_module_of_the_folder_and_nothing_else() -> None:
    folder = Path(writers.__file__).parent
    modules = {each.stem for each in folder.glob("*.py")} - {"__init__"}

    assert modules == {each for each in writers.names() if (folder / f"{each}.py").exists()}
    assert all(writers.find(each).ending == each for each in modules)
