"""Every form read so far, kept as text: nothing that came back is dropped."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Final, get_args

from schemekit.errors import FormError, Problem
from schemekit.forms.found import HOW_IN_WORDS
from schemekit.forms.returned import Answer, Returned, State
from schemekit.toolkit.values import Given

FORMAT: Final = "schemekit-returned/1"
_TABLES: Final = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """All that came back, in the order it was read."""

    forms: tuple[Returned, ...] = ()
    tables: tuple[str, ...] = ()
    """Digests of the latest tables made of it, by which one that somebody edited is told."""

    def has(self, returned: Returned) -> bool:
        return any(each.digest == returned.digest for each in self.forms)

    def with_form(self, returned: Returned) -> "Kept":
        """With one more; a file that was read before is read anew, in its old place."""
        if not self.has(returned):
            return replace(self, forms=(*self.forms, returned))
        again = (
            replace(returned, collected=each.collected, file=each.file)
            if each.digest == returned.digest
            else each
            for each in self.forms
        )
        return replace(self, forms=tuple(again))

    def with_table(self, digest: str) -> "Kept":
        others = tuple(each for each in self.tables if each != digest)
        return replace(self, tables=(*others, digest)[-_TABLES:])

    def earlier(self, returned: Returned) -> Returned | None:
        """The return before this one of the same form by the same person."""
        before: Returned | None = None
        for each in self.forms:
            if each.digest == returned.digest:
                return before
            if each.form == returned.form and each.whose == returned.whose != "":
                before = each
        return None


def kept_text(kept: Kept) -> str:
    written = {
        FORMAT: [as_plain(each) for each in kept.forms],
        "tables": list(kept.tables),
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def read_kept(text: str, where: str) -> Kept:
    """What `kept_text` wrote. Raises `FormError` where somebody made something else of it."""
    try:
        written = json.loads(text)
        forms = tuple(_returned(each) for each in written[FORMAT])
        return Kept(forms, tuple(map(str, written["tables"])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FormError(
            Problem(
                where,
                "it cannot be read, so nothing was changed.",
                "Move it to another folder and collect all forms again.",
            )
        ) from None


def as_plain(returned: Returned) -> dict[str, Any]:
    """A return as values that JSON knows."""
    plain = asdict(returned)
    plain["problems"] = list(returned.problems)
    plain["answers"] = [_answer(each) for each in returned.answers]
    return plain


def _answer(answer: Answer) -> dict[str, Any]:
    plain = {key: each for key, each in asdict(answer).items() if each not in {"", None, False}}
    value = answer.value
    plain["value"] = (
        value.isoformat()
        if isinstance(value, date)
        else list(value) if isinstance(value, tuple) else value
    )  # fmt: skip
    return plain


def _returned(plain: Mapping[str, Any]) -> Returned:
    told = dict(plain)
    answers = tuple(_read_answer(each) for each in told.pop("answers"))
    problems = tuple(map(str, told.pop("problems")))
    _only_texts(told.values())
    return Returned(**told, answers=answers, problems=problems)


def _read_answer(plain: Mapping[str, Any]) -> Answer:
    told = dict(plain)
    value = _value(str(told["kind"]), told.pop("value", None))
    known = {each.name for each in fields(Answer)} - {"required"}
    _only_texts(each for key, each in told.items() if key in known)
    answer = Answer(**{**told, "value": value})
    if answer.state not in get_args(State) or answer.how not in {None, *HOW_IN_WORDS}:
        raise ValueError(answer.field)
    return answer


def _only_texts(values: Iterable[Any]) -> None:
    if not all(isinstance(each, str) for each in values):
        raise TypeError


def _value(kind: str, plain: Any) -> Given | None:
    match plain:
        case str() if kind == "date":
            return date.fromisoformat(plain)
        case list():
            return tuple(map(str, plain))
        case None | str() | bool() | int() | float():
            return plain
        case _:
            raise TypeError(plain)
