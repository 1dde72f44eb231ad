"""Presets in layers: the narrower wins, a lock holds, every value knows whose word it is."""

from datetime import date

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


def test_two_departments_differ_only_where_they_say_so(toolkit: Toolkit) -> None:
    folder = resources.presets() / "examples" / "acme"
    where = (folder, resources.presets())

    def held(name: str) -> dict[str, object]:
        found = files.chain([str(folder / f"{name}.toml")], where)
        layers = stack(toolkit.questionnaire, files.layers_of(found))
        return {key: each.value for key, each in layers.held.items()}

    one, other = held("anaesthetics"), held("paediatrics")
    differ = {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
    own = {
        key
        for name in ("anaesthetics", "paediatrics")
        for key in files.read_preset(folder / f"{name}.toml").answers
    }

    assert differ
    assert differ <= own
    assert one["confidentiality_exceptions"] == other["confidentiality_exceptions"]
    assert isinstance(one.get("launch_date"), date)
