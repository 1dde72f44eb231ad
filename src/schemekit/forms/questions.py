"""The question that a field of a form asks: what reads the interview’s answers reads this one."""

from typing import Any, Final, assert_never

from schemekit.document.blocks import Field
from schemekit.document.fields import options
from schemekit.document.theme import Words
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.options import Option
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.written import EmailQuestion, ProseQuestion, TextQuestion

_LEAST: Final = -1_000_000_000_000


def question_of(one: Field, words: Words) -> Question:
    """Made without a check: an author’s field was checked when it was loaded."""
    told: dict[str, Any] = {"id": one.id, "ask": one.label, "short": one.label}
    told |= {"noun": one.label, "why": "", "kind": one.kind}
    listed = tuple(Option(id=each.id, label=each.label) for each in options(one, words))
    match one.kind:
        case "text":
            return TextQuestion.model_construct(**told)
        case "prose" | "rows":
            return ProseQuestion.model_construct(**{**told, "kind": "prose"})
        case "email":
            return EmailQuestion.model_construct(**told)
        case "number":
            return NumberQuestion.model_construct(min=_LEAST, decimals=6, **told)
        case "yes_no":
            return YesNoQuestion.model_construct(**told)
        case "date":
            return DateQuestion.model_construct(**told)
        case "choice":
            return ChoiceQuestion.model_construct(options=listed, **told)
        case "choices":
            return ChoicesQuestion.model_construct(options=listed, **told)
        case _:
            assert_never(one.kind)
