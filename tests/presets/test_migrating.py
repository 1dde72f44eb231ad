"""Answers of earlier versions: carried to the ids of today, kept where there is none, and told."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from tests.toy import TOY, write

from schemekit.errors import AnswersError, ContentError, PresetError
from schemekit.presets import files
from schemekit.presets.answers import read_answers, write_answers
from schemekit.presets.layers import Layer, Preset, stack
from schemekit.presets.migrating import new_since
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED
from schemekit.toolkit.versions import is_newer

PAST: Final = sorted(each for each in (Path(__file__).parent / "past").iterdir() if each.is_dir())
NEXT: Final = """
[section]
id = "about_the_garden"
title = "About the garden"

[[question]]
id = "owner"
aliases = ["name"]
kind = "text"
ask = "Whose garden is it?"
short = "Owner"
noun = "a name"
why = "It stands on the gate."

[[question]]
id = "tools"
kind = "choices"
ask = "Which tools are there?"
short = "Tools"
noun = "the tools"
why = "Each tool has its own advice."
required = false
options = [
  { id = "big_spade", label = "A big spade", aliases = ["spade"] },
  { id = "hoe", label = "A hoe" },
  { id = "nothing", label = "Nothing yet", exclusive = true },
]

[[question]]
id = "hoses"
since = "2"
kind = "number"
ask = "How many hoses are there?"
short = "Hoses"
noun = "the number of hoses"
why = "Each needs a tap."
"""
RETIRED: Final = """
[[retired]]
id = "spades"
since = "2"
instead = "hoses"
note = "Spades need no hook any more."

[[retired]]
id = "tools"
option = "rake"
instead = "hoe"
"""
OLD: Final = """\
format = "schemekit-answers/1"
toolkit = "garden/1"
unsure = ["open_on"]

[answers]
name = "Ann" # as on the gate
tools = ["rake", "spade"]
spades = 3

[origin]
name = "you"
"""


@pytest.fixture
def later(tmp_path: Path) -> Questionnaire:
    """The toy garden’s questions, one version on."""
    about = TOY["toolkit.toml"].replace('version = "1"', 'version = "2"')
    about = about.partition("[words]")[0].replace("{{ name }}", "{{ owner }}")
    return load_questionnaire(
        [
            write(
                tmp_path / "later",
                {
                    "toolkit.toml": about,
                    "questions/1-garden.toml": NEXT,
                    "retired.toml": RETIRED,
                    "facts.toml": "fact = []\n",
                    "checks.toml": "check = []\n",
                },
            )
        ]
    )


def saved_as(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("past", PAST, ids=lambda each: each.name)
def test_everything_an_earlier_version_wrote_is_read_and_nothing_is_lost(
    toolkit: Toolkit, past: Path
) -> None:
    written = tomllib.loads((past / "answers.toml").read_text(encoding="utf-8"))

    saved = read_answers(past / "answers.toml", toolkit.questionnaire)

    given = written["answers"] | written.get("parked", {})
    assert len(given) > 60
    assert len(saved.replies) + len(saved.unused) == len(given)
    assert not [each for each in saved.notices if "no such question" in each.what]


@pytest.mark.parametrize("past", PAST, ids=lambda each: each.name)
def test_a_preset_of_an_earlier_version_still_fits(toolkit: Toolkit, past: Path) -> None:
    found = files.chain([str(past / "preset.toml")], ())

    layers = stack(toolkit.questionnaire, files.layers_of(found))

    assert len(layers.held) + len(layers.notices) >= len(found[0].preset.answers)


@pytest.mark.parametrize("past", PAST, ids=lambda each: each.name)
def test_an_id_once_published_stays_or_says_where_it_went(toolkit: Toolkit, past: Path) -> None:
    questionnaire = toolkit.questionnaire
    asked = tomllib.loads((past / "ids.toml").read_text(encoding="utf-8"))
    lost: list[str] = []

    for name, options in asked.items():
        question = questionnaire.questions.get(questionnaire.renamed.get(name, name))
        if question is None and (name, "") not in questionnaire.retired:
            lost.append(name)
        if isinstance(question, ChoiceQuestion | ChoicesQuestion):
            known = {old for each in question.options for old in (each.id, *each.aliases)}
            known |= {each for of, each in questionnaire.retired if of == question.id}
            lost += [f"{name}.{each}" for each in options if each not in known]

    assert asked
    assert lost == []


def test_renamed_ids_and_options_are_carried_and_what_is_retired_is_kept_and_told(
    later: Questionnaire, tmp_path: Path
) -> None:
    saved = read_answers(saved_as(tmp_path / "answers.toml", OLD), later)

    assert saved.replies["owner"].value == "Ann"
    assert saved.replies["owner"].origin == "you"
    assert saved.replies["tools"].value == ("big_spade",)
    assert saved.unused == {"tools": ["rake"], "spades": 3}
    told = "\n".join(map(str, saved.notices))
    assert "line 6, name: 'name' is called 'owner' now; the answer is carried over." in told
    assert "the option 'spade' is called 'big_spade' now" in told
    assert "the option 'rake' can no longer be chosen" in told
    assert "See 'hoe' instead." in told
    assert "'spades' is no longer asked; the answer is kept, and not used." in told
    assert "See 'hoses' instead. Spades need no hook any more." in told


def test_saving_them_keeps_the_remark_and_everything_retired(
    later: Questionnaire, tmp_path: Path
) -> None:
    path = saved_as(tmp_path / "answers.toml", OLD)

    write_answers(path, read_answers(path, later), {})
    text = path.read_text(encoding="utf-8")
    again = read_answers(path, later)

    assert 'owner = "Ann" # as on the gate' in text
    assert "name =" not in text
    assert again.unused == {"tools": ["rake"], "spades": 3}
    assert again.replies["tools"].value == ("big_spade",)
    assert again.changes == ()


def test_an_answer_under_both_names_keeps_both(later: Questionnaire, tmp_path: Path) -> None:
    text = OLD.replace("spades = 3", 'owner = "Bea"')

    path = saved_as(tmp_path / "answers.toml", text)
    saved = read_answers(path, later)
    write_answers(path, saved, {})
    again = read_answers(path, later)

    assert saved.replies["owner"].value == again.replies["owner"].value == "Bea"
    assert saved.unused["name"] == again.unused["name"] == "Ann"
    assert any("answered too; both are kept" in each.what for each in saved.notices)


def test_an_option_that_is_retired_leaves_the_question_open(
    later: Questionnaire, tmp_path: Path
) -> None:
    text = OLD.replace('["rake", "spade"]', '["rake"]')

    saved = read_answers(saved_as(tmp_path / "answers.toml", text), later)

    assert "tools" not in saved.replies
    assert saved.unused["tools"] == ["rake"]


def test_what_was_retired_comes_back_when_it_is_asked_again(
    later: Questionnaire, tmp_path: Path
) -> None:
    path = saved_as(tmp_path / "answers.toml", OLD)
    saved = read_answers(path, later)
    write_answers(path, replace(saved, toolkit="garden/2"), {})
    old = load_questionnaire([write(tmp_path / "old", TOY)])

    back = read_answers(path, old)

    assert back.replies["spades"].value == 3
    assert back.replies["tools"].value == ("rake",)
    assert back.unused == {"owner": "Ann", "tools": ["big_spade"]}
    assert "made with a newer toolkit" in str(back.notices[0])


def test_questions_newer_than_the_answers_are_known_by_their_version(later: Questionnaire) -> None:
    assert [each.id for each in new_since("garden/1", later)] == ["hoses"]
    assert new_since("garden/2", later) == ()
    assert new_since("", later) == ()


def test_a_preset_is_carried_too_with_its_locks_and_additions(later: Questionnaire) -> None:
    preset = Preset.model_validate(
        {
            "format": "schemekit-preset/1",
            "toolkit": "garden/1",
            "answers": {"name": "Ann", "spades": 3},
            "add": {"tools": ["spade"]},
            "locked": {"name": {"reason": "It is hers"}},
            "hidden": ["name"],
        }
    )

    layers = stack(later, [Layer("old", preset)])

    assert layers.held["owner"].value == "Ann"
    assert str(layers.lock("owner")) == "It is hers"
    assert layers.held["tools"].value == ("big_spade",)
    assert layers.hidden == {"owner": "preset old"}
    assert any("'spades' is no longer asked" in each.what for each in layers.notices)


def test_an_unknown_id_in_a_preset_of_a_newer_toolkit_is_told_and_left_out(
    later: Questionnaire,
) -> None:
    preset = Preset.model_validate(
        {
            "format": "schemekit-preset/1",
            "toolkit": "garden/3",
            "answers": {"owner": "Ann", "ponds": 2},
        }
    )

    layers = stack(later, [Layer("new", preset)])

    told = "\n".join(map(str, layers.notices))
    assert layers.held["owner"].value == "Ann"
    assert "made with a newer toolkit, garden/3; this one is garden/2" in told
    assert "there is no question 'ponds'" in told


def test_answers_of_another_toolkit_are_told(later: Questionnaire, tmp_path: Path) -> None:
    text = OLD.replace("garden/1", "kitchen/1")

    saved = read_answers(saved_as(tmp_path / "answers.toml", text), later)

    assert "another toolkit, kitchen/1" in str(saved.notices[0])


def test_a_newer_format_is_told_in_words_and_nothing_is_changed(
    later: Questionnaire, tmp_path: Path
) -> None:
    path = saved_as(tmp_path / "answers.toml", OLD.replace("answers/1", "answers/2"))
    preset = saved_as(tmp_path / "p.toml", 'format = "schemekit-preset/9"\nmagic = true\n')

    with pytest.raises(AnswersError, match="written by a newer schemekit"):
        read_answers(path, later)
    with pytest.raises(PresetError, match=r"its format is schemekit-preset/9"):
        files.read_preset(preset)


@pytest.mark.parametrize(
    ("newer", "than", "yes"),
    [
        ("mentoring/2026.12", "mentoring/2026.11", True),
        ("mentoring/2027.1", "mentoring/2026.12", True),
        ("mentoring/2026.9", "mentoring/2026.11", False),
        ("mentoring/2026.11.1", "mentoring/2026.11", True),
        ("mentoring/2026.11", "mentoring/2026.11", False),
        ("garden/9", "mentoring/2026.11", False),
        ("nonsense", "mentoring/2026.11", False),
        ("mentoring/2026.11", "", False),
    ],
)
def test_which_version_is_newer(newer: str, than: str, yes: bool) -> None:  # noqa: FBT001
    assert is_newer(newer, than) is yes


@pytest.mark.parametrize(
    ("retired", "question", "message"),
    [
        ("[[retired]]\nid = 'tools'\n", "", "it is still asked"),
        ("[[retired]]\nid = 'old'\ninstead = 'hosse'\n", "", "Did you mean 'hoses'?"),
        ("[[retired]]\nid = 'tools'\noption = 'spade'\n", "", "can still be chosen"),
        ("[[retired]]\nid = 'owner'\noption = 'x'\n", "", "no question with options"),
        ("", "hoses", "'hoses' is a question that is asked"),
    ],
)
def test_an_author_is_told_what_does_not_fit(
    later: Questionnaire, tmp_path: Path, retired: str, question: str, message: str
) -> None:
    assert later
    write(tmp_path / "later", {"retired.toml": retired})
    if question:
        changed = NEXT.replace('aliases = ["name"]', f'aliases = ["{question}"]')
        write(tmp_path / "later", {"questions/1-garden.toml": changed})

    with pytest.raises(ContentError, match=message):
        load_questionnaire([tmp_path / "later"])


def test_not_sure_yet_follows_a_question_to_its_new_name(
    later: Questionnaire, tmp_path: Path
) -> None:
    text = OLD.replace('"open_on"', '"name"').replace('name = "Ann" # as on the gate\n', "")

    saved = read_answers(saved_as(tmp_path / "answers.toml", text), later)

    assert saved.replies["owner"].value is UNANSWERED
