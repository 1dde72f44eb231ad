"""The questions of the interview: one closed union of kinds, each reading its own answers.

Adding a kind means adding a class here and to `Question`; mypy then names every front end and
writer that does not know it yet.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from schemekit.errors import AnswerError, nearest
from schemekit.toolkit.authored import Authored, Condition, Id, Plain
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.values import (
    UNANSWERED,
    Given,
    Value,
    said_date,
    said_list,
    said_number,
)

Depth: TypeAlias = Literal["quick", "standard", "full"]
DEPTHS: Final[tuple[Depth, ...]] = ("quick", "standard", "full")
TEXT_LIMIT: Final = 200
PROSE_LIMIT: Final = 5_000
_FEWEST: Final = 2
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DAY_FIRST: Final = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}", re.ASCII)
"""A day that the calendar does not have, where no form can read it."""
_DATE_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")


class Option(Authored):
    """One thing that can be chosen. `exclusive` options stand alone: none of these, anyone."""

    id: Id
    label: str
    in_text: str = ""
    """The words inside a sentence; empty where the label serves."""
    said_by: Id | None = None
    """The fact or question that holds the organisation's own words for it, if it has any."""
    exclusive: bool = False
    aliases: tuple[Id, ...] = ()
    """Ids it had in earlier versions; saved answers that use them are read."""

    def worded(self, scope: Scope) -> "Option":
        """This option in the organisation's own words, as documents say it."""
        own = scope[self.said_by] if self.said_by else UNANSWERED
        if not isinstance(own, str) or not own:
            return self
        return self.model_copy(update={"label": own[:1].upper() + own[1:], "in_text": own})

    @property
    def in_sentence(self) -> str:
        return self.in_text or self.label


class _Asked(Authored):
    """What every question has, whatever its kind."""

    id: Id
    ask: str
    short: str
    noun: str
    """Completes an error message: Enter `noun`, Select `noun`."""
    help: str = ""
    why: str
    evidence: tuple[Id, ...] = ()
    defaults: tuple[Id, ...] = ()
    """Figures of our own that its words hold."""
    depth: Depth = "quick"
    """The first depth at which it is asked."""
    when: Condition | None = None
    required: bool = True
    unsure: bool = True
    """Whether "not sure yet" is an honest answer."""
    personal: bool = False
    """Names a person, so it is left out of presets that are shared."""
    aliases: tuple[Id, ...] = ()
    """Ids it had in earlier versions; saved answers that use them are read."""
    since: str = ""
    """The version of the toolkit that first asked it; empty for the first one."""

    def worded(self, scope: Scope) -> Self:  # noqa: ARG002 - only options have other words
        """This question with the organisation's own words for its options."""
        return self

    def _missing(self) -> AnswerError:
        return AnswerError(f"Enter {self.noun}.")

    @property
    def _noun(self) -> str:
        return self.noun[:1].upper() + self.noun[1:]


class _Worded(_Asked):
    default: Plain | None = None

    def default_value(self, scope: Scope) -> Value:
        """The answer where nobody is asked; `UNANSWERED` where there is no honest one."""
        return UNANSWERED if self.default is None else self.default.value(scope)

    def shown(self, value: Given) -> str:
        """`value` as a label says it, in review."""
        return str(value)

    def said(self, value: Given) -> str:
        """`value` inside a sentence."""
        return str(value)

    def _characters(self, raw: object, limit: int) -> str:
        text = unicodedata.normalize("NFC", str(raw)).replace("\r\n", "\n").replace("\r", "\n")
        for each in text:
            if unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\t":
                code = f"U+{ord(each):04X}"
                raise AnswerError(f"{self._noun} has a character that cannot be printed ({code}).")
        if len(text) > limit:
            raise AnswerError(
                f"{self._noun} must be {limit:,} characters or less; it has {len(text):,}."
            )
        return text


class TextQuestion(_Worded):
    """One line of at most 200 characters; line breaks are joined."""

    kind: Literal["text"]

    def read(self, raw: object) -> str:
        text = " ".join(self._characters(raw, TEXT_LIMIT * 5).split())
        if not text and self.required:
            raise self._missing()
        return self._characters(text, TEXT_LIMIT)


class ProseQuestion(_Worded):
    """Sentences with line breaks, 5,000 characters at most."""

    kind: Literal["prose"]

    def read(self, raw: object) -> str:
        text = self._characters(raw, PROSE_LIMIT).replace("\t", " ").strip()
        if not text and self.required:
            raise self._missing()
        return text


class EmailQuestion(_Worded):
    kind: Literal["email"]

    def read(self, raw: object) -> str:
        text = self._characters(raw, TEXT_LIMIT).strip()
        if not text and not self.required:
            return text
        if not _EMAIL.fullmatch(text):
            raise AnswerError(
                f"Enter {self.noun} in the form name@organisation.uk."
                if text
                else f"Enter {self.noun}."
            )
        return text


class _Computed(_Asked):
    default: Condition | None = None

    def default_value(self, scope: Scope) -> Value:
        """The answer where nobody is asked; `UNANSWERED` where there is no honest one."""
        return UNANSWERED if self.default is None else self.default.value(scope)


class NumberQuestion(_Computed):
    """A number from `min` to `max`, whole unless `decimals` says otherwise."""

    kind: Literal["number"]
    min: float = 0
    max: float = 1_000_000
    decimals: int = 0

    def read(self, raw: object) -> float:
        number = self._number(raw)
        if not self.min <= number <= self.max:
            low, high = said_number(self.min), said_number(self.max)
            raise AnswerError(f"{self._noun} must be between {low} and {high}.")
        return number

    def _number(self, raw: object) -> float:
        text = str(raw).strip().replace(",", "").replace(" ", "")
        if not text:
            raise self._missing()
        if isinstance(raw, bool) or not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,6})?", text):
            kind = "a number" if self.decimals else "a whole number"
            raise AnswerError(f"{self._noun} must be {kind}.")
        number = float(text)
        if number.is_integer():
            return int(number)
        if not self.decimals:
            raise AnswerError(f"{self._noun} must be a whole number.")
        return round(number, self.decimals)

    def shown(self, value: Given) -> str:
        return said_number(value) if isinstance(value, int | float) else str(value)

    said = shown


class YesNoQuestion(_Computed):
    kind: Literal["yes_no"]

    def read(self, raw: object) -> bool:
        word = str(raw).strip().lower()
        if word in {"yes", "y", "true", "1"}:
            return True
        if word in {"no", "n", "false", "0"}:
            return False
        raise AnswerError(f"Select yes if {self.noun}.")

    def shown(self, value: Given) -> str:
        return "Yes" if value else "No"

    def said(self, value: Given) -> str:
        return self.shown(value).lower()


class DateQuestion(_Computed):
    """A day between 2000 and 2100."""

    kind: Literal["date"]

    def read(self, raw: object) -> date:
        day = raw.date() if isinstance(raw, datetime) else raw
        if not isinstance(day, date):
            day = self._written(str(raw).strip())
        if not 2000 <= day.year <= 2100:
            raise AnswerError(f"{self._noun} must be between 2000 and 2100.")
        return day

    def _written(self, text: str) -> date:
        if not text:
            raise self._missing()
        for form in _DATE_FORMS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
        if _DAY_FIRST.fullmatch(text):
            raise AnswerError(f"{self._noun} must be a real date, like 31/03/2027.")
        raise AnswerError(f"Enter {self.noun} as day, month and year, like 31/03/2027.")

    def shown(self, value: Given) -> str:
        return said_date(value) if isinstance(value, date) else str(value)

    said = shown


class _Chosen(_Computed):
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


Question: TypeAlias = Annotated[
    TextQuestion
    | ProseQuestion
    | NumberQuestion
    | YesNoQuestion
    | ChoiceQuestion
    | ChoicesQuestion
    | DateQuestion
    | EmailQuestion,
    Field(discriminator="kind"),
]
Chosen: TypeAlias = ChoiceQuestion | ChoicesQuestion


class Section(Authored):
    """One part of the interview: a file of questions."""

    id: Id
    title: str


class SectionFile(Authored):
    """What a questions file holds."""

    section: Section
    question: tuple[Question, ...]
