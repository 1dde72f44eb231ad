"""Questions that are answered by choosing: one option, or several."""

import re
from typing import Final, Literal, Self, TypeAlias

from pydantic import model_validator

from schemekit.errors import AnswerError, nearest
from schemekit.toolkit.asked import Computed
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.options import Option
from schemekit.toolkit.values import Given, said_list

_FEWEST: Final = 2


class _Chosen(Computed):
    options: tuple[Option, ...] = ()
    order: Literal["alphabetical", "given"] = "alphabetical"

    options_from: Literal["documents"] | None = None
    """What the toolkit itself offers, in place of options that are written down."""

    @model_validator(mode="after")
    def _offers(self) -> "_Chosen":
        if self.options_from is None and len(self.options) < _FEWEST:
            raise ValueError("the key 'options' is missing, or names fewer than two")
        if self.options_from is not None and self.options:
            raise ValueError("options and options_from do not stand together")
        return self

    def worded(self, scope: Scope) -> Self:
        if not any(each.said_by for each in self.options):
            return self
        options = tuple(each.worded(scope) for each in self.options)
        return self.model_copy(update={"options": options})

    def option(self, written: object) -> Option:
        """The option with this id or label. Raises `AnswerError` naming the nearest one."""
        text = str(written).strip()
        for each in self.options:
            if text == each.id or text.casefold() == each.label.casefold():
                return each
        for each in self.options:
            if text in each.aliases:
                return each
        known = [each.id for each in self.options]
        remedy = nearest(text, known) or f"The options are {', '.join(known)}."
        raise AnswerError(f"{text[:60]!r} is not an option of {self.id!r}. {remedy}")

    def _missing(self) -> AnswerError:
        return AnswerError(f"Select {self.noun}.")

    def label(self, chosen: str) -> str:
        return self.option(chosen).label

    def in_sentence(self, chosen: str) -> str:
        return self.option(chosen).in_sentence


class ChoiceQuestion(_Chosen):
    kind: Literal["choice"]

    def read(self, raw: object) -> str:
        if not str(raw).strip():
            raise self._missing()
        return self.option(raw).id

    def shown(self, value: Given) -> str:
        return self.label(str(value))

    def said(self, value: Given) -> str:
        return self.in_sentence(str(value))


class ChoicesQuestion(_Chosen):
    """Any number of options up to `max`, kept in the order of the options."""

    kind: Literal["choices"]
    max: int | None = None

    def read(self, raw: object) -> tuple[str, ...]:
        chosen = {self.option(each).id for each in self._separate(raw)}
        if not chosen and self.required:
            raise self._missing()
        picked = [each for each in self.options if each.id in chosen]
        alone = [each for each in picked if each.exclusive]
        if alone and len(picked) > 1:
            raise AnswerError(f"Select {self.noun}, or select ‘{alone[0].label}’ on its own.")
        if self.max is not None and len(picked) > self.max:
            raise AnswerError(f"Select {self.noun}: {self.max} at most.")
        return tuple(each.id for each in picked)

    def _separate(self, raw: object) -> list[object]:
        if isinstance(raw, list | tuple):
            return list(raw)
        parts = [each.strip() for each in re.split(r"[;\n]", str(raw)) if each.strip()]
        if len(parts) == 1 and "," in parts[0]:
            ids = {each.id for each in self.options}
            split = [each.strip() for each in parts[0].split(",") if each.strip()]
            if any(each in ids for each in split):
                return list(split)
        return list(parts)

    def added(self, wider: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
        """`wider` with `more` options; an option that stands alone gives way."""
        alone = {each.id for each in self.options if each.exclusive}
        chosen = {each for each in wider if each not in alone or not more} | set(more)
        return tuple(each.id for each in self.options if each.id in chosen)

    def shown(self, value: Given) -> str:
        chosen = value if isinstance(value, tuple) else ()
        return "; ".join(self.label(each) for each in chosen)

    def said(self, value: Given) -> str:
        chosen = value if isinstance(value, tuple) else ()
        return said_list([self.in_sentence(each) for each in chosen])


Chosen: TypeAlias = ChoiceQuestion | ChoicesQuestion
