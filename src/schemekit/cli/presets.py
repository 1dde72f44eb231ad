"""`schemekit presets`: answers somebody has already given, for others to start from."""

import json as json_text
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from schemekit import resources
from schemekit.cli.columns import complain, table, wrapped
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.preset_writing import lock, save
from schemekit.cli.scheme import toolkit_folders
from schemekit.errors import PresetError
from schemekit.presets import files
from schemekit.presets.checking import problems_of
from schemekit.presets.files import PresetFile
from schemekit.presets.layers import Held, Layers, Preset, stack
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED


@click.group("presets")
def command() -> None:
    """Answers to start from: list, show, save, lock, check."""


command.add_command(save)
command.add_command(lock)


@command.command("list")
@wishes("preset_folders", "json")
def list_presets(wishes: Wishes) -> None:
    """Every preset that can be used by name, and where it lies."""
    where = files.folders(wishes.preset_folders)
    listed = dict(_readable(files.available(where)))
    if wishes.json:
        told = [_described(path.stem, preset) for path, preset in listed.items()]
        click.echo(json_text.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(_listed(listed, where)).rstrip())


def _readable(found: Mapping[str, Path]) -> Iterator[tuple[Path, Preset]]:
    """Each preset that can be read; of the others, what is wrong is said."""
    for path in found.values():
        try:
            yield path, files.read_preset(path)
        except PresetError as wrong:
            for each in wrong.problems:
                complain(each)


def _described(name: str, preset: Preset) -> dict[str, Any]:
    extends = preset.extends if isinstance(preset.extends, str) else list(preset.extends)
    return {
        "name": name,
        "title": preset.title,
        "about": preset.about,
        "extends": extends or None,
    }


def _listed(listed: Mapping[Path, Preset], where: tuple[Path, ...]) -> Iterator[str]:
    for folder in dict.fromkeys(where):
        rows = [
            (path.stem, f"{_titled(preset)}\n{preset.about}")
            for path, preset in listed.items()
            if path.parent == folder
        ]
        if rows or folder == files.own_folder():
            yield f"{_called(folder)}:"
            yield from table(rows or [("(none yet)",)], indent="  ")
            yield ""


def _called(folder: Path) -> str:
    if folder == resources.presets():
        return "Shipped with schemekit"
    return f"Yours, in {folder}" if folder == files.own_folder() else f"In {folder}"


def _titled(preset: Preset) -> str:
    return f"{preset.title} ({preset.level})" if preset.level else preset.title


@command.command("show")
@click.argument("name")
@wishes("preset_folders", "overlays", "json")
def show(name: str, wishes: Wishes) -> None:
    """What a preset says, with all it builds on and whose word each answer is."""
    questionnaire = load_questionnaire(toolkit_folders(wishes))
    found = files.chain([name], files.folders(wishes.preset_folders))
    layers = stack(questionnaire, files.layers_of(found))
    for notice in layers.notices:
        complain(notice)
    if wishes.json:
        click.echo(json_text.dumps(_as_json(layers), ensure_ascii=False, indent=1, default=str))
        return
    click.echo("\n".join([*_headed(found), *_shown(questionnaire, layers)]).rstrip())


def _as_json(layers: Layers) -> dict[str, Any]:
    return {
        name: {
            **_said(held),
            "hidden": layers.hidden.get(name),
            "layers": [_said(each) for each in layers.told[name]],
        }
        for name, held in layers.held.items()
    }


def _said(held: Held) -> dict[str, Any]:
    return {
        "value": list(held.value) if isinstance(held.value, tuple) else held.value,
        "origin": held.origin,
        "added": list(held.added),
        "locked": str(held.lock) if held.lock else None,
    }


def _headed(found: tuple[PresetFile, ...]) -> Iterator[str]:
    last = found[-1]
    yield _titled(last.preset)
    if last.preset.about:
        yield wrapped(last.preset.about)
    yield ""
    rows = [("File", str(last.path)), ("Made with", last.preset.toolkit or "not said")]
    wider = [f"{each.name} ({each.preset.level or 'any level'})" for each in found[:-1]]
    if wider:
        rows.append(("Builds on, widest first", ", ".join(wider)))
    yield from table(rows)
    yield ""


def _shown(questionnaire: Questionnaire, layers: Layers) -> Iterator[str]:
    for section in questionnaire.sections:
        rows = [
            row
            for question in questionnaire.of_section(section)
            for row in _rows(questionnaire, question.id, layers)
        ]
        if rows:
            yield section.title
            yield from table(rows, indent="  ")
            yield ""
    hidden = [f"{questionnaire.short(each)} [{by}]" for each, by in layers.hidden.items()]
    if hidden:
        yield wrapped(f"Not asked: {'; '.join(hidden)}")


def _rows(
    questionnaire: Questionnaire, name: str, layers: Layers
) -> Iterator[tuple[str, str, str]]:
    held = layers.held.get(name)
    if held is None or held.value is UNANSWERED:
        return
    question = questionnaire.questions[name]
    lock = f"\nlocked: {held.lock}" if held.lock else ""
    yield question.short, question.shown(held.value), f"[{held.origin}]{lock}"


@command.command("check")
@click.argument("file", required=False)
@wishes("preset_folders", "overlays")
def check(file: str | None, wishes: Wishes) -> None:
    """Everything that is wrong with a preset, or with every preset that can be found."""
    questionnaire = load_questionnaire(toolkit_folders(wishes))
    where = files.folders(wishes.preset_folders)
    names = [file] if file else [str(each) for each in files.available(where).values()]
    problems = [each for name in names for each in problems_of(name, where, questionnaire)]
    if problems:
        raise PresetError(*dict.fromkeys(problems))
    click.echo("Nothing is wrong with it." if file else f"Nothing is wrong: {len(names)} presets.")
