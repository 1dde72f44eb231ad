"""What stands behind each name a document reads, worked out once for all documents of a pack."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from schemekit.document.blocks import OpenPoint
from schemekit.document.drafts import STAND_IN, OwnWords, can_be_put_in, is_stand_in
from schemekit.document.memory import Notes, exact
from schemekit.guidance import Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.phrases import opened, said_plainly
from schemekit.toolkit.questionnaire import Answers
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED, Value, said_distance

Words: TypeAlias = str | OpenPoint
_TRIALS: Final = (date(2031, 1, 15), date(2032, 8, 28))
"""Two days unlike in every way: what is as far from both is as far from any."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a stand-in stands for: an expression in words."""

    expression: Expression
    capital: bool


@dataclass(frozen=True, slots=True)
class Why:
    """What a stand-in stands for: why a recommendation is given."""

    recommendation: str


class Known(dict[Hashable, Hashable]):
    """What was noted under a name is the same here and there if these are equal.

    A name is that of an answer or fact; an expression, for whether it holds; a stand-in, which is
    true where words can be put in and else those words; or a pair that says what it names.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        profile: Profile,
        guidance: Guidance,
        in_pack: Collection[str],
        *,
        shared: bool,
    ) -> None:
        super().__init__()
        self._toolkit = toolkit
        self._profile = profile
        self._guidance = guidance
        self.in_pack = in_pack
        # whether words are put in later; an answer that holds a stand-in must not be taken for one
        self.shared = shared and not _holds_stand_ins(profile)
        self._words: dict[str, Words] = {}

    def __missing__(self, name: Hashable) -> Hashable:
        self[name] = found = self._found(name)
        return found

    def _found(self, name: Hashable) -> Hashable:
        match name:
            case Expression():
                return name.holds(self._profile.scope)
            case str() if is_stand_in(name):
                words = self.words(name)
                return True if self._can_be_put_in(words) else words
            case str():
                return self._profile.scope.exact[name]
            case ("word", str(stand_in)):
                return self.words(stand_in)
            case ("meant", meaning):
                return self._meant(meaning)
            case ("see", document):
                return document in self.in_pack
            case ("advice", str(topic)):
                return tuple(each.recommendation.id for each in self._guidance.about(topic))
            case ("rows", str(register)):
                applying = self._toolkit.registers[register].applying(self._profile.scope)
                return tuple(each.id for each in applying)
            case _:
                # nothing is known to be the same
                return exact(object())

    def _can_be_put_in(self, words: Words) -> bool:
        return self.shared and isinstance(words, str) and can_be_put_in(words)

    def words(self, stand_in: str) -> Words:
        """What a stand-in stands for here: words, or the gap in their place."""
        found = self._words.get(stand_in)
        if found is None:
            found = self._words[stand_in] = self._meant(self._toolkit.stand_ins.meaning(stand_in))
        return found

    def own_words(self, stand_ins: Iterable[str]) -> OwnWords:
        """The words for stand-ins that were given out because these can be put in."""
        return {ord(each): str(self.words(each)) for each in stand_ins}

    def _meant(self, meaning: Hashable) -> Words:
        match meaning:
            case Spoken(expression, capital):
                said = in_words(expression, self._toolkit, self._profile.scope)
                return said if isinstance(said, OpenPoint) else opened(said, capital=capital)
            case Why(recommendation):
                return self._why(recommendation)
            case _:
                raise AssertionError(meaning)

    def _why(self, recommendation: str) -> str:
        found = (e.why for e in self._guidance.advice if e.recommendation.id == recommendation)
        return next(found, "")


class NotedScope(Mapping[str, "Value"]):
    """Every name of a profile; each one read is noted."""

    def __init__(self, scope: Mapping[str, Value], notes: Notes) -> None:
        self._scope = scope
        self._note = notes.note

    def __getitem__(self, name: str) -> Value:
        value = self._scope[name]
        self._note(name, value)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._scope)

    def __len__(self) -> int:
        return len(self._scope)


class Now(dict[Hashable, Hashable]):
    """What is noted under each name in one document, looked up when first asked for."""

    def __init__(self, known: Known, fields: Mapping[str, FormField]) -> None:
        super().__init__()
        self._known = known
        self._fields = fields

    def __missing__(self, name: Hashable) -> Hashable:
        # asked some thousand times for a pack, so without a match
        if isinstance(name, tuple) and name[0] == "field":
            # what a field of that name is depends on the document
            found: Hashable = exact(id(self._fields.get(name[1])))
        else:
            found = self._known[name]
        self[name] = found
        return found


def in_words(expression: Expression, toolkit: Toolkit, scope: Scope) -> Words:
    """What `expression` comes to in words, or the gap it leaves."""
    value = expression.value(scope)
    if value is UNANSWERED:
        return _gap(expression, toolkit, scope)
    known = toolkit.questionnaire
    name = expression.name or ""
    if name in known.questions:
        return known.questions[name].worded(scope).said(value)
    return known.facts[name].said(value) if name in known.facts else said_plainly(value)


def _gap(expression: Expression, toolkit: Toolkit, scope: Scope) -> OpenPoint:
    """What is missing for `expression`: the question that nobody has answered yet."""
    questionnaire = toolkit.questionnaire
    name = questionnaire.missing(expression.names, scope)
    if name is None:
        return OpenPoint(expression.source, expression.source)
    if away := _away(expression, name, scope):
        return OpenPoint(name, f"{away} {questionnaire.questions[name].noun}")
    return OpenPoint(name, questionnaire.short(name))


def _away(expression: Expression, name: str, scope: Scope) -> str:
    """How far a day is from the one that is missing, where it is counted from that alone."""
    if not isinstance(scope, Answers):
        return ""
    found = {_days(expression.value(scope.given(name, day)), day) for day in _TRIALS}
    (days, *others) = found
    return said_distance(days) if days and not others else ""


def _days(value: Value, day: date) -> int | None:
    return (value - day).days if isinstance(value, date) else None


def _holds_stand_ins(profile: Profile) -> bool:
    return any(STAND_IN.search(str(held.value)) for held in profile.held.values())
