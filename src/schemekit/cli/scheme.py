"""One scheme folder while a command works on it: its answers, its presets, its toolkit."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from schemekit import resources
from schemekit.cli import program
from schemekit.cli.options import Wishes
from schemekit.errors import (
    AnswerError,
    AnswersError,
    PresetError,
    Problem,
    UsageError,
    nearest,
)
from schemekit.interview.interview import COMMAND_LINE, Interview
from schemekit.presets import answers, files
from schemekit.presets.answers import NAME, WORK, Saved
from schemekit.presets.following import follow
from schemekit.presets.layers import Held, stack
from schemekit.presets.migrating import new_since
from schemekit.toolkit.asked import Depth
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED
from schemekit.toolkit.versions import is_newer

KEPT_PRESETS: Final = "presets"
today = program.today


@dataclass
class Scheme:
    """A scheme folder that is open. The one thing here that changes: `saved` follows the disk."""

    folder: Path
    toolkit_folders: tuple[Path, ...]
    questionnaire: Questionnaire
    interview: Interview
    saved: Saved
    preset_files: tuple[files.PresetFile, ...]
    notices: tuple[Problem, ...]
    saved_once: bool = False
    """Whether this run has saved: before it does, the file as it was is copied."""

    @property
    def path(self) -> Path:
        return self.folder / NAME

    def keep(self, interview: Interview, drafts: Mapping[str, str]) -> None:
        """Save what has been replied so far. Raises `AnswersError` when the disk refuses."""
        if not self.saved_once and self.path.is_file():
            answers.keep_copy(self.path)
            if self.saved.changes:
                answers.keep_former(self.path, self.saved.toolkit)
        self.interview = interview
        wanted = replace(
            self.saved,
            replies=dict(interview.replies),
            depth=interview.depth,
            presets=tuple(each.name for each in self.preset_files if self._is_named(each)),
            toolkit=self._newest_version,
            drafts=dict(drafts),
        )
        self.saved = answers.write_answers(self.path, wanted, interview.parked)
        self.saved_once = True
        self._keep_presets()

    @property
    def _newest_version(self) -> str:
        """Whose questions the answers are for: a newer toolkit’s stay that one’s."""
        theirs, ours = self.saved.toolkit, self.questionnaire.toolkit
        return theirs if is_newer(theirs, ours) else ours

    def _is_named(self, preset: files.PresetFile) -> bool:
        """Presets that another one builds on need no mention of their own."""
        return preset.name not in {w for each in self.preset_files for w in each.preset.wider}

    def _keep_presets(self) -> None:
        """A copy of every preset that is not shipped, so that the folder stands on its own."""
        shipped = resources.presets().resolve()
        for each in self.preset_files:
            if each.path.parent == shipped:
                continue
            with suppress(OSError):
                folder = self.folder / WORK / KEPT_PRESETS
                folder.mkdir(parents=True, exist_ok=True)
                if each.path.parent != folder.resolve():
                    shutil.copyfile(each.path, folder / f"{each.name}.toml")


def toolkit_folders(wishes: Wishes) -> tuple[Path, ...]:
    """The shipped content, then the overlays."""
    return (resources.templates(), *wishes.overlays)


def open_scheme(folder: Path, wishes: Wishes, *, must_exist: bool = False) -> Scheme:
    """The scheme at `folder` as it stands, with the wishes of the command line on top."""
    path = folder / NAME
    if must_exist and not path.is_file():
        raise UsageError(
            Problem(str(folder), "there is no answers.toml.", f'Run: schemekit new "{folder}"')
        )
    content = toolkit_folders(wishes)
    questionnaire = load_questionnaire(content)
    saved = Saved()
    if path.is_file():
        saved = answers.read_answers(path, questionnaire)
    where = files.folders(wishes.preset_folders, folder / WORK / KEPT_PRESETS)
    preset_files, missing = _presets(saved, wishes, where)
    layers = stack(questionnaire, files.layers_of(preset_files))
    depth: Depth = wishes.depth or saved.depth or "quick"
    followed = follow(saved.replies, layers, questionnaire, complete=not missing)
    interview = Interview(questionnaire, layers, depth)
    interview = _with_replies(interview, followed.replies, path)
    interview = _with_settings(interview, wishes)
    new = _new_questions(interview, saved, folder)
    notices = (*saved.notices, *missing, *layers.notices, *followed.notices, *new)
    return Scheme(folder, content, questionnaire, interview, saved, preset_files, notices)


def _new_questions(interview: Interview, saved: Saved, folder: Path) -> Iterator[Problem]:
    """What has come to be asked since these answers were given, and nobody has decided yet."""
    new = [
        each.short
        for each in new_since(saved.toolkit, interview.questionnaire)
        if each.id in interview.profile.held
        and each.id not in interview.replies
        and each.id not in interview.layers.held
    ]
    if new:
        are = "1 question is new" if len(new) == 1 else f"{len(new)} questions are new"
        what = f"{are} since these answers were given ({saved.toolkit}): {'; '.join(new)}."
        remedy = f'Until then defaults count, or they stay open: schemekit review "{folder}"'
        yield Problem(str(folder / NAME), what, remedy)


def _presets(
    saved: Saved, wishes: Wishes, where: tuple[Path, ...]
) -> tuple[tuple[files.PresetFile, ...], list[Problem]]:
    """The presets asked for now, or those the scheme was made from; and those that are gone."""
    if wishes.presets:
        return files.chain(wishes.presets, where), []
    found: list[str] = []
    missing: list[Problem] = []
    for name in saved.presets:
        try:
            found.append(str(files.find_named(name, where)))
        except PresetError:
            missing.append(
                Problem(
                    "",
                    f"The preset {name} is not on this computer.",
                    "Your answers are kept; nothing is locked by it.",
                )
            )
    return files.chain(found, where), missing


def _with_replies(interview: Interview, replies: Mapping[str, Held], path: Path) -> Interview:
    """The interview with the saved replies; an answer that contradicts a lock is refused."""
    problems: list[Problem] = []
    for name, held in replies.items():
        lock = interview.layers.lock(name)
        if lock and held.value not in {UNANSWERED, interview.layers.held[name].value}:
            origin = interview.layers.held[name].origin
            problems.append(
                Problem(
                    f"{path}, {name}",
                    f"{interview.questionnaire.short(name)} is locked by the {origin}: {lock}.",
                    "Take the line out of the file, or ask the owner to change the preset.",
                )
            )
    if problems:
        raise PresetError(*problems)
    return replace(interview, replies=dict(replies))


def _with_settings(interview: Interview, wishes: Wishes) -> Interview:
    problems: list[Problem] = []
    for name, raw in wishes.settings:
        if name not in interview.questionnaire.questions:
            known = interview.questionnaire.questions
            raise UsageError(
                Problem("--set", f"there is no question {name!r}.", nearest(name, known))
            )
        try:
            interview = interview.answered(name, raw, COMMAND_LINE)
        except AnswerError as wrong:
            problems.append(Problem(f"--set {name}", str(wrong)))
    if problems:
        raise AnswersError(*problems)
    return interview


def accepted(interview: Interview) -> Interview:
    """The interview as if Enter had been pressed on every suggestion of a preset."""
    replies = dict(interview.replies)
    for question in interview.asked:
        suggested = interview.layers.held.get(question.id)
        if question.id not in replies and suggested is not None:
            replies[question.id] = Held(suggested.value, suggested.origin)
    return replace(interview, replies=replies)
