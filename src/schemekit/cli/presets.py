"""`schemekit presets`: answers somebody has already given, for others to start from."""

import json as json_text
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import tomlkit

from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import Scheme, open_scheme, toolkit_folders
from schemekit.errors import PresetError, Problem, UsageError, nearest
from schemekit.presets import files
from schemekit.presets.answers import save_text
from schemekit.presets.layers import PRESET_FORMAT, Layers, stack
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@click.group("presets")
def command() -> None:
    """Answers to start from: list, show, save, check."""


@command.command("list")
@wishes("preset_folders", "json")
def list_presets(wishes: Wishes) -> None:
    """Every preset that can be used by name."""
    listed: list[dict[str, Any]] = []
    for name, path in files.available(files.folders(wishes.preset_folders)).items():
        preset = files.read_preset(path)
        extends = preset.extends if isinstance(preset.extends, str) else list(preset.extends)
        listed.append(
            {"name": name, "title": preset.title, "about": preset.about, "extends": extends or None}
        )
    if wishes.json:
        click.echo(json_text.dumps(listed, ensure_ascii=False, indent=1))
        return
    for each in listed:
        click.echo(f"{each['name']:<18}{each['title']}")
        click.echo(f"{'':<18}{each['about']}")


@command.command("show")
@click.argument("name")
@wishes("preset_folders", "overlays", "json")
def show(name: str, wishes: Wishes) -> None:
    """What a preset says, with all it builds on and whose word each answer is."""
    questionnaire = load_questionnaire(toolkit_folders(wishes))
    found = files.chain([name], files.folders(wishes.preset_folders))
    layers = stack(questionnaire, files.layers_of(found))
    if wishes.json:
        click.echo(json_text.dumps(_as_json(layers), ensure_ascii=False, indent=1, default=str))
        return
    preset = found[-1].preset
    click.echo(f"{preset.title}\n{preset.about}\n")
    click.echo("\n".join(_shown(questionnaire, layers)))


def _as_json(layers: Layers) -> dict[str, Any]:
    return {
        name: {
            "value": list(held.value) if isinstance(held.value, tuple) else held.value,
            "origin": held.origin,
            "locked": str(held.lock) if held.lock else None,
        }
        for name, held in layers.held.items()
    }


def _shown(questionnaire: Questionnaire, layers: Layers) -> Iterator[str]:
    for name, question in questionnaire.questions.items():
        held = layers.held.get(name)
        if held is None or held.value is UNANSWERED:
            continue
        lock = f"  locked: {held.lock}" if held.lock else ""
        yield f"{question.short}: {question.shown(held.value)}  [{held.origin}]{lock}"


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@wishes("preset_folders", "overlays")
def check(file: Path, wishes: Wishes) -> None:
    """Everything that is wrong with a preset."""
    questionnaire = load_questionnaire(toolkit_folders(wishes))
    name = str(file) if file.suffix == ".toml" else f"{file}"
    stack(questionnaire, files.layers_of(files.chain([name], files.folders(wishes.preset_folders))))
    click.echo("Nothing is wrong with it.")


@command.command("save")
@click.argument("name")
@click.option("--from", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False))
@click.option("--lock", "locks", multiple=True, metavar="ID=REASON")
@click.option("--owner", default="", help="Whose decision the locks are.")
@click.option("--title", default="", help="What people read when they choose it.")
@wishes("preset_folders", "overlays")
def save(
    name: str,
    folder: Path,
    target: Path | None,
    locks: tuple[str, ...],
    owner: str,
    title: str,
    wishes: Wishes,
) -> None:
    """Save a scheme’s answers as a preset; names of people and drafts are left out."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name: use small letters, digits and hyphens.")
    scheme = open_scheme(folder, wishes, must_exist=True)
    where = target or (wishes.preset_folders[0] if wishes.preset_folders else files.folders()[-2])
    path = where / f"{name}.toml"
    if path.exists():
        raise PresetError(Problem(str(path), "it exists already.", "Choose another name."))
    text, left_out = _preset_text(scheme, title or name, _locks(locks, owner, scheme))
    save_text(path, text)
    click.echo(f"Saved as {path}. To use it: schemekit new FOLDER --preset {name}")
    if left_out:
        click.echo(f"Left out because they are personal: {', '.join(left_out)}.")


def _locks(written: tuple[str, ...], owner: str, scheme: Scheme) -> dict[str, dict[str, str]]:
    locks: dict[str, dict[str, str]] = {}
    for each in written:
        name, _, reason = each.partition("=")
        if name not in scheme.questionnaire.questions:
            remedy = nearest(name, scheme.questionnaire.questions)
            raise UsageError(Problem("--lock", f"there is no question {name!r}.", remedy))
        if not reason:
            raise UsageError(f"--lock takes ID=REASON; {name} has no reason.")
        locks[name] = {"reason": reason, "owner": owner} if owner else {"reason": reason}
    return locks


def _preset_text(
    scheme: Scheme, title: str, locks: dict[str, dict[str, str]]
) -> tuple[str, list[str]]:
    """The preset as TOML, and the labels of the personal answers that were left out."""
    profile = scheme.interview.profile
    given = {
        name: held.value
        for name, held in profile.held.items()
        if held.value is not UNANSWERED
        and (name in scheme.interview.replies or name in scheme.interview.layers.held)
    }
    personal = [name for name in given if scheme.questionnaire.questions[name].personal]
    document = tomlkit.document()
    document["format"] = PRESET_FORMAT
    document["title"] = title
    document["about"] = f"Saved from {scheme.folder.name}"
    document["toolkit"] = scheme.questionnaire.toolkit
    document["answers"] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in given.items()
        if name not in personal
    }
    if locks:
        document["locked"] = locks
    return tomlkit.dumps(document), [scheme.questionnaire.short(each) for each in personal]
