"""`schemekit presets save` and `lock`: presets that are written, never over another one."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click
import tomlkit

from schemekit import resources
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import Scheme, open_scheme, toolkit_folders
from schemekit.errors import PresetError, Problem, UsageError, nearest
from schemekit.presets import files
from schemekit.presets.answers import save_text
from schemekit.presets.layers import LEVELS, PRESET_FORMAT, Layer, Lock, stack
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_OWNER: Final = click.option("--owner", default="", help="Whose decision the locks are.")


@click.command("save")
@click.argument("name")
@click.option("--from", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--lock", "locks", multiple=True, metavar="ID=REASON", help="Nobody further down may change it."
)
@_OWNER
@click.option("--title", default="", help="What people read when they choose it.")
@click.option("--level", type=click.Choice(LEVELS), help="Whose preset it is.")
@click.option("--personal", is_flag=True, help="Keep names and addresses of people in it.")
@wishes("preset_folders", "overlays")
def save(wishes: Wishes, name: str, folder: Path, target: Path | None, **said: Any) -> None:
    """Save a scheme’s answers as a preset; names of people and drafts are left out."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name: use small letters, digits and hyphens.")
    scheme = open_scheme(folder, wishes, must_exist=True)
    where = target or (wishes.preset_folders[0] if wishes.preset_folders else files.own_folder())
    path = where / f"{name}.toml"
    if path.exists():
        raise PresetError(Problem(str(path), "it exists already.", "Choose another name."))
    locks = _locks(said["locks"], said["owner"], scheme.questionnaire)
    _refuse_locked(locks, scheme)
    left_out = () if said["personal"] else _personal(scheme)
    head = {"title": said["title"] or name, "level": said["level"]}
    save_text(path, _preset_text(scheme, head, locks, left_out))
    click.echo(f"Saved as {path}. To use it: schemekit new FOLDER --preset {_call(name, where)}")
    if left_out:
        shorts = ", ".join(scheme.questionnaire.short(each) for each in left_out)
        click.echo(f"Left out because they are personal: {shorts}.")


def _call(name: str, where: Path) -> str:
    """How the preset is named on a command line."""
    return name if where == files.own_folder() else f"{name} --presets {where}"


def _locks(written: tuple[str, ...], owner: str, questionnaire: Questionnaire) -> dict[str, Lock]:
    locks: dict[str, Lock] = {}
    for each in written:
        name, _, reason = each.partition("=")
        now = questionnaire.renamed.get(name, name)
        if now not in questionnaire.questions:
            remedy = nearest(name, questionnaire.questions)
            raise UsageError(Problem("lock", f"there is no question {name!r}.", remedy))
        if not reason.strip():
            raise UsageError(f"A lock is written ID=REASON; {name} has no reason.")
        if len(reason) > 300 or not (reason + owner).isprintable():
            raise UsageError("A reason is one line of 300 characters at most.")
        locks[now] = Lock(reason=reason.strip(), owner=owner)
    return locks


def _refuse_locked(locks: Mapping[str, Lock], scheme: Scheme) -> None:
    """A lock of a wider preset stays that preset’s."""
    for name in locks:
        if wider := scheme.interview.layers.lock(name):
            origin = scheme.interview.layers.held[name].origin
            what = f"{name} is locked already by the {origin}: {wider}."
            raise PresetError(Problem("", what, "It stays locked; leave this one out."))
        if name not in _given(scheme):
            what = f"{name} has no answer that could be locked."
            raise PresetError(Problem("", what, "Answer it first: schemekit review FOLDER"))


def _given(scheme: Scheme) -> dict[str, Any]:
    """The answers somebody gave, of this scheme or of its presets."""
    interview = scheme.interview
    return {
        name: held.value
        for name, held in interview.profile.held.items()
        if held.value is not UNANSWERED
        and (name in interview.replies or name in interview.layers.held)
    }


def _personal(scheme: Scheme) -> tuple[str, ...]:
    questions = scheme.questionnaire.questions
    return tuple(name for name in _given(scheme) if questions[name].personal)


def _preset_text(
    scheme: Scheme,
    head: Mapping[str, str | None],
    locks: Mapping[str, Lock],
    left_out: tuple[str, ...],
) -> str:
    """The preset as TOML, with the locks of wider presets, which go on holding."""
    layers = scheme.interview.layers
    answers = {name: value for name, value in _given(scheme).items() if name not in left_out}
    wider = {name: lock for name in answers if (lock := layers.lock(name))}
    document = tomlkit.document()
    document["format"] = PRESET_FORMAT
    for key, value in head.items():
        if value:
            document[key] = value
    document["about"] = f"Saved from {scheme.folder.name}"
    document["toolkit"] = scheme.questionnaire.toolkit
    if layers.hidden:
        document["hidden"] = list(layers.hidden)
    document["answers"] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in answers.items()
    }
    _put_locks(document, {**wider, **locks})
    return tomlkit.dumps(document)


def _put_locks(document: tomlkit.TOMLDocument, locks: Mapping[str, Lock]) -> None:
    for name, each in locks.items():
        written = tomlkit.table()
        written.update({"reason": each.reason, **({"owner": each.owner} if each.owner else {})})
        if "locked" not in document:
            document["locked"] = tomlkit.table(is_super_table=True)
        locked: Any = document["locked"]
        locked[name] = written


@click.command("lock")
@click.argument("name", metavar="NAME-OR-FILE")
@click.argument("locks", nargs=-1, required=True, metavar="ID=REASON...")
@_OWNER
@wishes("preset_folders", "overlays")
def lock(name: str, locks: tuple[str, ...], owner: str, wishes: Wishes) -> None:
    """Lock answers of a preset, so that nobody further down may change them."""
    questionnaire = load_questionnaire(toolkit_folders(wishes))
    found = files.chain([name], files.folders(wishes.preset_folders))
    last = found[-1]
    if last.path.parent == resources.presets().resolve():
        what = "it comes with schemekit and would be replaced by the next version."
        remedy = f"Make a preset of your own that says: extends = {last.name!r}"
        raise PresetError(Problem(last.name, what, remedy))
    if last.preset.format != PRESET_FORMAT:
        remedy = (
            f'Make a preset of it first: schemekit presets save NAME --from "{last.path.parent}"'
        )
        raise PresetError(Problem(str(last.path), "answers lock nothing.", remedy))
    wanted = _locks(locks, owner, questionnaire)
    _refuse_twice(last, wanted, questionnaire)
    preset = last.preset.model_copy(update={"locked": {**last.preset.locked, **wanted}})
    wider = files.layers_of(found[:-1])
    layers = stack(questionnaire, [*wider, Layer(last.name, preset, str(last.path))])
    for each in wanted:
        held = layers.held[each]
        if held.lock != wanted[each]:
            what = f"{each} is locked already by the {held.origin}: {held.lock}."
            raise PresetError(Problem(str(last.path), what, "It stays locked."))
    document = tomlkit.parse(last.path.read_text(encoding="utf-8-sig"))
    _put_locks(document, wanted)
    save_text(last.path, tomlkit.dumps(document))
    for each in wanted:
        question = questionnaire.questions[each]
        value = layers.held[each].value
        shown = "" if value is UNANSWERED else question.shown(value)
        click.echo(f"Locked in {last.path}: {question.short}: {shown} ({wanted[each]})")


def _refuse_twice(
    last: files.PresetFile, wanted: Mapping[str, Lock], questionnaire: Questionnaire
) -> None:
    for name, there in last.preset.locked.items():
        if questionnaire.renamed.get(name, name) in wanted:
            what = f"{name} is locked in it already: {there}."
            raise PresetError(Problem(str(last.path), what, "Change the reason in the file."))
