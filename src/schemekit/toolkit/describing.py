"""A question as other programs read it: the keys of `schemekit questions --json`."""

from typing import Any, assert_never

from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.written import (
    PROSE_LIMIT,
    TEXT_LIMIT,
    EmailQuestion,
    ProseQuestion,
    TextQuestion,
)


def limit(question: Question) -> int:
    """Characters an answer may have; 0 where the kind sets none."""
    match question:
        case TextQuestion() | EmailQuestion():
            return TEXT_LIMIT
        case ProseQuestion():
            return PROSE_LIMIT
        case (
            NumberQuestion()
            | YesNoQuestion()
            | ChoiceQuestion()
            | ChoicesQuestion()
            | DateQuestion()
        ):
            return 0
        case _:
            assert_never(question)


def described(question: Question) -> dict[str, Any]:
    """A question as programs read it: the keys of `schemekit questions --json`."""
    chosen = question if isinstance(question, ChoiceQuestion | ChoicesQuestion) else None
    options = [
        {"id": each.id, "label": each.label, "exclusive": each.exclusive}
        for each in (chosen.options if chosen else ())
    ]
    default = question.default.source if question.default is not None else None
    least = question.min if isinstance(question, NumberQuestion) else None
    most = (
        question.max if isinstance(question, NumberQuestion | ChoicesQuestion) else limit(question)
    )
    return {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "short": question.short,
        "help": question.help,
        "why": question.why,
        "evidence": list(question.evidence),
        "options": options,
        "required": question.required,
        "default": default,
        "min": least,
        "max": most or None,
        "depth": question.depth,
        "when": question.when.source if question.when else None,
        "reads": sorted(question.when.reads) if question.when else [],
    }
