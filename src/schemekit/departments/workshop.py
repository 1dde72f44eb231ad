"""One department made: its answers kept, its pack written. This is what a worker does."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from schemekit import resources
from schemekit.departments.merging import keep_ours, merged, read_ours
from schemekit.departments.orders import Brief, Order, Outcome, failed
from schemekit.departments.stamps import stamp
from schemekit.document.theme import Theme
from schemekit.errors import AnswerError, AnswersError, PresetError, Problem, SchemekitError
from schemekit.interview.interview import COMMAND_LINE, Interview, Profile, failed_checks
from schemekit.making import documents_of, make_pack, manifest_of, workbooks_of
from schemekit.pack.alone import alone
from schemekit.pack.planning import plan
from schemekit.pack.writing import FOLDER, finish_interrupted, write
from schemekit.presets import files
from schemekit.presets.answers import (
    NAME,
    WORK,
    Saved,
    keep_copy,
    read_answers,
    write_answers,
)
from schemekit.presets.files import PresetFile
from schemekit.presets.layers import Held, Layers, stack
from schemekit.theming import load_theme
from schemekit.toolkit.facts import Check
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED

KEPT_PRESETS: Final = "presets"
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Materials:
    """What is read once and serves every department of a batch."""

    toolkit: Toolkit
    theme: Theme


@lru_cache(maxsize=1)
def materials(brief: Brief) -> Materials:
    """The materials of a batch; a worker reads them with its first department."""
    return Materials(load(brief.toolkit), load_theme(brief.toolkit))


@lru_cache(maxsize=64)
def _layers(
    brief: Brief, names: tuple[str, ...], where: tuple[Path, ...]
) -> tuple[tuple[PresetFile, ...], Layers]:
    chain = files.chain(names, where)
    return chain, stack(materials(brief).toolkit.questionnaire, files.layers_of(chain))


def make_department(brief: Brief, order: Order) -> Outcome:
    """The department of `order`, made. What a person can put right stands in the outcome.

    Raises `ContentError` where the content is wrong, for then no department can be made.
    """
    if order.wrong:
        return failed(order, order.wrong)
    materials(brief)
    try:
        folder = brief.out / order.folder
        listed, given = _listed(brief, order)
        with alone(folder / WORK):
            return _made(brief, order, folder, listed, given)
    except SchemekitError as wrong:
        return failed(order, *(str(each) for each in wrong.problems))
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        return failed(order, f"It cannot be written ({reason}); what was there is as it was.")


def _listed(brief: Brief, order: Order) -> tuple[Saved, dict[str, Held]]:
    """The answers file of the order, and all answers given; read before anything is written."""
    toolkit = materials(brief).toolkit
    listed = read_answers(Path(order.file), toolkit.questionnaire) if order.file else Saved()
    return listed, _given(brief, order, listed, toolkit)


def _made(
    brief: Brief, order: Order, folder: Path, listed: Saved, given: dict[str, Held]
) -> Outcome:
    toolkit = materials(brief).toolkit
    path = folder / NAME
    saved = read_answers(path, toolkit.questionnaire) if path.is_file() else Saved()
    named = brief.presets or listed.presets or saved.presets
    chain, layers = _layers(brief, tuple(named), _where(brief, order, folder, named))
    ours = read_ours(folder)
    together = merged(saved.replies, given, ours, toolkit.questionnaire)
    depth = listed.depth or saved.depth or "standard"
    interview = Interview(toolkit.questionnaire, layers, depth, together.replies)
    _refuse_locked(interview)
    failing = failed_checks(interview.profile, brief.today)
    if brief.strict and any(each.level == "error" for each in failing):
        said = (each.message.said(interview.profile) for each in failing if each.level == "error")
        return failed(order, *said, "Nothing was written, because of --strict.")
    keep_ours(folder, ours, together.ours)
    unused = {**listed.unused, **saved.unused}
    _keep(path, replace(saved, unused=unused, depth=listed.depth or saved.depth), interview, chain)
    outcome = _packed(brief, order, folder, interview, failing)
    notices = (*outcome.notices, *together.notices, *map(str, (*listed.notices, *saved.notices)))
    return replace(
        outcome,
        notices=notices,
        presets=tuple(str(each.path) for each in chain),
        stamp=stamp(folder),
    )


def _where(brief: Brief, order: Order, folder: Path, named: Sequence[str]) -> tuple[Path, ...]:
    """Where presets are looked for; only what a department names itself may lie beside it."""
    if not named or brief.presets:
        return brief.preset_folders
    beside = (Path(order.file).parent,) if order.file else ()
    return (*beside, *brief.preset_folders, folder / WORK / KEPT_PRESETS)


def _given(brief: Brief, order: Order, listed: Saved, toolkit: Toolkit) -> dict[str, Held]:
    """The answers of the row, or of the file, and those of the command line over them."""
    given = dict(listed.replies)
    problems: list[Problem] = []
    cells = ((name, raw, brief.origin) for name, raw in order.cells.items())
    settings = ((name, raw, COMMAND_LINE) for name, raw in brief.settings)
    for name, raw, origin in (*cells, *settings):
        try:
            given[name] = Held(toolkit.questionnaire.questions[name].read(raw), origin)
        except AnswerError as wrong:
            problems.append(Problem(name, str(wrong)))
    if problems:
        raise AnswersError(*problems)
    return given


def _refuse_locked(interview: Interview) -> None:
    problems: list[Problem] = []
    for name, held in interview.replies.items():
        lock = interview.layers.lock(name)
        if lock and held.value not in {UNANSWERED, interview.layers.held[name].value}:
            origin = interview.layers.held[name].origin
            what = f"{interview.questionnaire.short(name)} is locked by the {origin}: {lock}."
            remedy = "Leave it empty, or ask the owner to change the preset."
            problems.append(Problem(name, what, remedy))
    if problems:
        raise PresetError(*problems)


def _keep(path: Path, saved: Saved, interview: Interview, chain: Sequence[PresetFile]) -> None:
    """Save the answers where they changed, and the presets, so that the folder stands alone."""
    implied = {wider for each in chain for wider in each.preset.wider}
    wanted = replace(
        saved,
        replies=dict(interview.replies),
        presets=tuple(each.name for each in chain if each.name not in implied),
        toolkit=interview.questionnaire.toolkit,
    )
    if path.is_file() and (wanted != saved or saved.changes):
        keep_copy(path)
    if wanted != saved or saved.changes or not path.is_file():
        write_answers(path, wanted, interview.parked)
    shipped = resources.presets().resolve()
    kept = path.parent / WORK / KEPT_PRESETS
    for each in chain:
        copy = kept / f"{each.name}.toml"
        if each.path.parent not in {shipped, kept.resolve()} and not _equal(each.path, copy):
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(each.path, copy)


def _equal(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _packed(
    brief: Brief, order: Order, folder: Path, interview: Interview, failing: Sequence[Check]
) -> Outcome:
    """The pack, written, and what is to be told of it."""
    toolkit, theme = materials(brief).toolkit, materials(brief).theme
    profile, pack = interview.profile, folder / FOLDER
    finished = finish_interrupted(folder, pack)
    made = make_pack(toolkit, profile, theme, brief.formats, brief.today)
    planned = write(folder, pack, plan(pack, made, manifest_of(toolkit, profile)))
    said = {each.id: each.message.said(profile) for each in failing}
    titles = [each.title for each in documents_of(toolkit, profile)]
    titles += [each.title for each in workbooks_of(toolkit, profile, brief.formats)]
    return Outcome(
        folder=order.folder,
        place=order.place,
        where=order.where,
        state="made",
        documents=tuple(each.said(profile) for each in titles),
        open_points=tuple(profile.questionnaire.short(each) for each in profile.open_questions),
        errors=tuple(said[each.id] for each in failing if each.level == "error"),
        warnings=tuple(said[each.id] for each in failing if each.level != "error"),
        differs=tuple(_differences(profile, interview.layers)),
        kept=tuple(each.file for each in planned.of("kept", "open")),
        notices=("An earlier run had been interrupted; it is finished now.",) if finished else (),
    )


def _differences(profile: Profile, layers: Layers) -> Iterator[str]:
    """Each answer that is not what the presets say, with what they say."""
    for name, suggested in layers.held.items():
        held = profile.held.get(name)
        if held is None or held.value == suggested.value:
            continue
        question = profile.questionnaire.questions[name]
        here, there = (
            "not sure yet" if each is UNANSWERED else _short(question.shown(each))
            for each in (held.value, suggested.value)
        )
        yield f"{question.short}: {here} (preset: {there})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"
