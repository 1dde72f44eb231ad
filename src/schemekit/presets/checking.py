"""Everything wrong with a preset and what it builds on, at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from schemekit.errors import PresetError, Problem
from schemekit.presets import files
from schemekit.presets.files import PresetFile
from schemekit.presets.layers import LEVELS, Layer, notices_of, stack
from schemekit.toolkit.questionnaire import Questionnaire


def problems_of(
    name: str, where: Sequence[Path], questionnaire: Questionnaire
) -> tuple[Problem, ...]:
    """What is wrong with the preset of that name or path, and with those it builds on.

    What `new` and `build` only mention counts here too: ids that were renamed or are no longer
    asked, and a version newer than the questions.
    """
    try:
        found = files.chain([name], where)
    except PresetError as wrong:
        return wrong.problems
    layers = files.layers_of(found)
    return tuple(dict.fromkeys([*_stacked(questionnaire, layers), *_order(found, where)]))


def _stacked(questionnaire: Questionnaire, layers: Sequence[Layer]) -> Iterator[Problem]:
    try:
        stack(questionnaire, layers)
    except PresetError as wrong:
        yield from wrong.problems
    for layer in layers:
        yield from notices_of(questionnaire, layer)


def _order(found: Sequence[PresetFile], where: Sequence[Path]) -> Iterator[Problem]:
    """Presets that build on a narrower one: whose word is wider stands first."""
    for each in found:
        level = each.preset.level
        for name in each.preset.wider:
            path = files.find_named(name, (each.path.parent, *where))
            above = next((one for one in found if one.path == path.resolve()), None)
            theirs = above.preset.level if above else None
            if level and theirs and LEVELS.index(theirs) > LEVELS.index(level):
                what = (
                    f"a preset of the level {level!r} builds on {name!r}, of the level {theirs!r}."
                )
                remedy = f"Levels go from wide to narrow: {', '.join(LEVELS)}."
                yield Problem(str(each.path), what, remedy)
