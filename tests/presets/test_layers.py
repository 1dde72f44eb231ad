"""Presets in layers: the narrower wins, a lock holds, every value knows whose word it is."""

import os
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from schemekit import resources
from schemekit.errors import PresetError
from schemekit.interview.interview import Interview
from schemekit.presets import files
from schemekit.presets.layers import Layer, Layers, Lock, Preset, stack
from schemekit.toolkit.toolkit import Toolkit


def preset(**told: object) -> Preset:
    return Preset.model_validate({"format": "schemekit-preset/1", **told})


def layered(toolkit: Toolkit, *presets: tuple[str, Preset]) -> Layers:
    return stack(toolkit.questionnaire, [Layer(name, each) for name, each in presets])


def test_a_narrower_layer_replaces_an_answer_whole(toolkit: Toolkit) -> None:
    trust = preset(answers={"barriers": ["time", "visibility"], "mentors": 12})
    ward = preset(answers={"barriers": ["funding"]})

    layers = layered(toolkit, ("trust", trust), ("ward", ward))

    assert layers.held["barriers"].value == ("funding",)
    assert layers.held["barriers"].origin == "preset ward"
    assert layers.held["mentors"].origin == "preset trust"
    assert [each.origin for each in layers.told["barriers"]] == ["preset trust", "preset ward"]


def test_removing_a_layer_restores_the_next_ones_value(toolkit: Toolkit) -> None:
    trust, ward = preset(answers={"mentors": 12}), preset(answers={"mentors": 5})

    assert layered(toolkit, ("trust", trust), ("ward", ward)).held["mentors"].value == 5
    assert layered(toolkit, ("trust", trust)).held["mentors"].value == 12


def test_a_narrower_preset_cannot_undo_a_lock(toolkit: Toolkit) -> None:
    lock = Lock(reason="Policy WF-12", owner="HR")
    trust = preset(answers={"matching": "hybrid"}, locked={"matching": lock.model_dump()})
    ward = preset(answers={"matching": "mentee_chooses"})

    with pytest.raises(PresetError, match=r"Policy WF-12 \(HR\)"):
        layered(toolkit, ("trust", trust), ("ward", ward))


def test_nor_can_a_person(toolkit: Toolkit) -> None:
    lock = Lock(reason="Policy WF-12", owner="HR")
    trust = preset(answers={"matching": "hybrid"}, locked={"matching": lock.model_dump()})
    interview = Interview(toolkit.questionnaire, layered(toolkit, ("trust", trust)))

    with pytest.raises(PresetError, match=r"locked by the preset trust: Policy WF-12 \(HR\)"):
        interview.answered("matching", "mentee_chooses")
    assert "matching" not in [each.id for each in interview.asked]


@pytest.mark.parametrize(
    "order", [("time-poor", "no-budget"), ("no-budget", "time-poor")], ids=" then ".join
)
def test_time_poor_and_no_budget_give_both_barriers_in_either_order(
    toolkit: Toolkit, order: tuple[str, str]
) -> None:
    found = files.chain(order, (resources.presets(),))
    layers = stack(toolkit.questionnaire, files.layers_of(found))

    barriers = layers.held["barriers"].value

    assert isinstance(barriers, tuple)
    assert {"time", "funding"} <= set(barriers)


def test_an_unknown_id_is_reported_with_the_nearest_known_one(toolkit: Toolkit) -> None:
    with pytest.raises(PresetError, match="Did you mean 'barriers'"):
        layered(toolkit, ("trust", preset(answers={"barrier": ["time"]})))


def test_every_problem_of_every_layer_is_reported_at_once(toolkit: Toolkit) -> None:
    with pytest.raises(PresetError) as wrong:
        layered(
            toolkit,
            ("a", preset(answers={"months": "many", "nation": "walse"})),
            ("b", preset(add={"months": ["time"]})),
        )

    assert len(wrong.value.problems) == 3


def test_every_shipped_preset_fits_the_questions(toolkit: Toolkit) -> None:
    for name in files.available((resources.presets(),)):
        found = files.chain([name], (resources.presets(),))
        layers = stack(toolkit.questionnaire, files.layers_of(found))

        assert layers.held
        assert found[-1].preset.about


ACME = resources.presets() / "examples" / "acme"
OWN_LAYERS = {
    "anaesthetics": ("theatres", "anaesthetics"),
    "critical-care": ("theatres", "critical-care"),
    "paediatrics": ("paediatrics",),
}


def acme(toolkit: Toolkit, name: str) -> Layers:
    found = files.chain([str(ACME / f"{name}.toml")], (ACME, resources.presets()))
    return stack(toolkit.questionnaire, files.layers_of(found))


def said_by(*names: str) -> set[str]:
    """Every question that the own file of one of these layers speaks of."""
    return {each for name in names for each in files.read_preset(ACME / f"{name}.toml").names}


@pytest.mark.parametrize("pair", [*combinations(OWN_LAYERS, 2)], ids=" and ".join)
def test_departments_of_one_organisation_differ_only_where_their_layers_say_so(
    toolkit: Toolkit, pair: tuple[str, str]
) -> None:
    one, other = (acme(toolkit, name).held for name in pair)

    differ = {
        key for key in {*one, *other} if key not in one or key not in other
        or one[key].value != other[key].value
    }  # fmt: skip
    own = {layer for name in pair for layer in OWN_LAYERS[name]}
    shared = set.intersection(*(set(OWN_LAYERS[name]) for name in pair))

    assert differ
    assert differ <= said_by(*(own - shared))
    assert one["confidentiality_exceptions"] == other["confidentiality_exceptions"]
    assert isinstance(one["launch_date"].value, date)


def test_each_layer_of_the_example_has_its_word(toolkit: Toolkit) -> None:
    layers = acme(toolkit, "critical-care")

    assert layers.names == ("nhs-trust", "acme", "theatres", "critical-care")
    assert layers.held["matching"].origin == "sector preset nhs-trust"
    assert layers.held["organisation_name"].origin == "organisation preset acme"
    assert layers.held["session_minutes"].origin == "division preset theatres"
    assert layers.held["mentees"].origin == "preset critical-care"
    assert layers.told["time_causes"][-1].added == ("no_job_plan", "shift_patterns")


def test_a_lock_stays_with_the_widest_layer_that_set_it(toolkit: Toolkit) -> None:
    trust = preset(
        level="organisation",
        answers={"matching": "hybrid"},
        locked={"matching": {"reason": "Policy WF-12", "owner": "HR"}},
    )
    ward = preset(answers={"matching": "hybrid"}, locked={"matching": {"reason": "We like it"}})

    layers = layered(toolkit, ("trust", trust), ("ward", ward))

    assert str(layers.lock("matching")) == "Policy WF-12 (HR)"
    assert layers.held["matching"].origin == "organisation preset trust"
    assert [each.origin for each in layers.told["matching"]] == [
        "organisation preset trust",
        "preset ward",
    ]


def test_a_hidden_question_is_not_asked_and_says_who_hid_it(toolkit: Toolkit) -> None:
    trust = preset(hidden=["matching"], answers={"matching": "hybrid"})

    layers = layered(toolkit, ("trust", trust))
    interview = Interview(toolkit.questionnaire, layers, "full")

    assert layers.hidden == {"matching": "preset trust"}
    assert "matching" not in [each.id for each in interview.asked]
    assert interview.profile["matching"] == "hybrid"


@pytest.mark.parametrize("key", ["title", "about", "toolkit"])
def test_what_a_terminal_would_obey_is_refused(tmp_path: Path, key: str) -> None:
    text = f'format = "schemekit-preset/1"\n{key} = "\\u001b[2J"\n'
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")

    with pytest.raises(PresetError, match=f"line 2: {key}"):
        files.read_preset(tmp_path / "p.toml")


def test_presets_that_go_round_in_a_circle_or_far_too_deep_are_refused(tmp_path: Path) -> None:
    for number in range(30):
        text = f'format = "schemekit-preset/1"\nextends = "p{number + 1}"\n'
        (tmp_path / f"p{number}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "a.toml").write_text('format = "schemekit-preset/1"\nextends = "b"\n', "utf-8")
    (tmp_path / "b.toml").write_text('format = "schemekit-preset/1"\nextends = "a"\n', "utf-8")

    with pytest.raises(PresetError, match="round in a circle: a builds on b builds on a"):
        files.chain(["a"], [tmp_path])
    with pytest.raises(PresetError, match="more than 20 presets build on each other"):
        files.chain(["p0"], [tmp_path])


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "secret.toml", "a b"])
def test_a_name_inside_a_preset_is_never_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.toml").write_text('format = "schemekit-preset/1"\n', encoding="utf-8")
    (tmp_path / "in").mkdir()
    text = f'format = "schemekit-preset/1"\nextends = "{name}"\n'
    (tmp_path / "in" / "p.toml").write_text(text, encoding="utf-8")

    with pytest.raises(PresetError):
        files.chain([str(tmp_path / "in" / "p.toml")], [tmp_path / "in"])


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", {"HOME": "/home/ann"}, "/home/ann/.config/schemekit/presets"),
        ("linux", {"XDG_CONFIG_HOME": "/cfg"}, "/cfg/schemekit/presets"),
        ("darwin", {"HOME": "/ann"}, "/ann/Library/Application Support/schemekit/presets"),
        ("win32", {"APPDATA": "/ann/Roaming"}, "/ann/Roaming/schemekit/presets"),
    ],
)  # fmt: skip
def test_a_persons_own_presets_lie_where_their_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, system: str, environment: dict[str, str], folder: str
) -> None:
    monkeypatch.setattr("sys.platform", system)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert files.own_folder() == Path(folder)


def test_folders_given_come_before_the_environments_and_a_persons_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SCHEMEKIT_PRESETS", f"{tmp_path / 'a'}{os.pathsep}{tmp_path / 'b'}")
    for name in ("given", "a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ours.toml").write_text('format = "schemekit-preset/1"\n', "utf-8")

    assert files.find("ours", files.folders((tmp_path / "given",))).parent.name == "given"
    assert files.find("ours", files.folders()).parent.name == "a"
