"""`schemekit questions`: every question, to read beforehand or for another program."""

import json as json_text
from collections.abc import Iterator
from pathlib import Path

import click

from schemekit.cli.columns import wrapped
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import open_scheme, toolkit_folders
from schemekit.toolkit.asked import DEPTHS, Depth
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.describing import described
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question


@click.command("questions")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@wishes("overlays", "depth", "json")
def command(folder: Path | None, wishes: Wishes) -> None:
    """Show all questions, as a booklet or for programs."""
    questionnaire = load_questionnaire(toolkit_folders(wishes))
    answers: dict[str, str] = {}
    if folder is not None:
        scheme = open_scheme(folder, wishes, must_exist=True)
        profile = scheme.interview.profile
        answers = {name: profile.shown(name) for name in profile.held}
    if wishes.json:
        listed = [
            {"id": each.id, "section": questionnaire.section_of[each.id].id, **described(each)}
            for each in questionnaire.questions.values()
        ]
        click.echo(json_text.dumps(listed, ensure_ascii=False, indent=1))
        return
    lines = _booklet(questionnaire, wishes.depth or "full", answers)
    click.echo("\n".join(part for line in lines for part in _fitting(line)))


def _fitting(line: str) -> list[str]:
    """`line` broken between words to fit the window, what follows as far in as it."""
    indent = " " * (len(line) - len(line.lstrip()))
    return wrapped(line.strip(), indent).split("\n")


def _booklet(questionnaire: Questionnaire, depth: Depth, answers: dict[str, str]) -> Iterator[str]:
    for number, section in enumerate(questionnaire.sections, start=1):
        asked = [
            each
            for each in questionnaire.of_section(section)
            if DEPTHS.index(each.depth) <= DEPTHS.index(depth)
        ]
        if not asked:
            continue
        yield f"{number}. {section.title}"
        yield ""
        for question in asked:
            yield from _entry(question, questionnaire, answers.get(question.id, ""))


def _entry(question: Question, questionnaire: Questionnaire, answer: str) -> Iterator[str]:
    yield f"{question.ask}{'' if question.required else ' (optional)'}   [{question.id}]"
    if question.help:
        yield f"   {question.help}"
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        yield from (f"   - {each.label}" for each in question.options)
    if question.when is not None:
        names = ", ".join(questionnaire.short(each) for each in sorted(question.when.reads))
        yield f"   Asked only for some answers to: {names}."
    yield f"   Why we ask: {question.why}"
    if answer:
        yield f"   Your answer: {answer}"
    yield ""
