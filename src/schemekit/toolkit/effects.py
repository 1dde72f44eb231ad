"""What an answer changes in the pack: worked out from the templates, never typed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.templates import (
    Advised,
    Branch,
    Each,
    Mention,
    Registered,
    Source,
)
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import said_list

MOST_NAMED: Final = 4
"""Documents that one sentence of help can name."""


@dataclass(frozen=True, slots=True)
class Effect:
    """How one document depends on an answer."""

    document: DocumentTemplate
    decides: bool
    """Whether the answer brings the document in."""
    turns: int
    """Places where the answer decides what stands there, advice included."""
    prints: int
    """Places where the answer, or a sum or date made from it, is printed."""


def names_resting_on(toolkit: Toolkit, question: str) -> frozenset[str]:
    """The question and every fact that is worked out from it."""
    questionnaire = toolkit.questionnaire
    facts = (fact for fact in questionnaire.facts if question in questionnaire.answers_behind(fact))
    return frozenset({question, *facts})


def effects(toolkit: Toolkit, question: str) -> tuple[Effect, ...]:
    """Every document that depends on the answer, in pack order."""
    names = names_resting_on(toolkit, question)
    turned = frozenset(_turned(toolkit, names))
    asked = toolkit.about.pack
    picks = asked is not None and question in {asked.size, asked.add, asked.leave_out}
    found = (_effect(each, names, turned, picks=picks) for each in toolkit.documents.values())
    return tuple(each for each in found if each.decides or each.turns or each.prints)


def _turned(toolkit: Toolkit, names: frozenset[str]) -> Iterator[Source]:
    """The topics of advice and the registers that the answer has a say in."""
    for each in toolkit.recommendations.values():
        if names & each.reads:
            yield Advised(each.topic)
    for register in toolkit.registers.values():
        if any(names & row.reads for row in register.rows):
            yield Registered(register.id)


def _effect(
    document: DocumentTemplate, names: frozenset[str], turned: frozenset[Source], *, picks: bool
) -> Effect:
    conditions = (each for each in (document.when, document.demanded) if each is not None)
    decides = picks or any(names & each.reads for each in conditions)
    touched = list(_touched(document, names, turned))
    turns = sum(isinstance(each.node, Branch | Each) for each in touched)
    titled = any(names & each.reads for each in document.title.expressions)
    return Effect(document, decides, turns, len(touched) - turns + titled)


def _touched(
    document: DocumentTemplate, names: frozenset[str], turned: frozenset[Source]
) -> Iterator[Mention]:
    for mention in document.mentions:
        node = mention.node
        if (isinstance(node, Each) and node.source in turned) or mention.reads & names:
            yield mention


def effect_of(toolkit: Toolkit, question: str) -> str:
    """One sentence for the help beside a question; empty where nothing depends on the answer."""
    found = effects(toolkit, question)
    if len(found) > MOST_NAMED and all(each.decides for each in found):
        return "This answer decides which documents you get."
    parts = [_said(each) for each in found]
    if len(parts) > MOST_NAMED:
        more = len(parts) - MOST_NAMED + 1
        parts = [*parts[: MOST_NAMED - 1], f"{more} other documents"]
    return f"This answer changes {said_list(parts)}." if parts else ""


def _said(effect: Effect) -> str:
    title = f"“{_called(effect.document)}”"
    if effect.decides:
        return f"whether you get {title}"
    places = effect.turns + effect.prints
    return f"{title} ({places} place{'s' if places > 1 else ''})"


def _called(document: DocumentTemplate) -> str:
    """The title or, where an answer is part of that, the name of the file."""
    if document.title.expressions:
        return " ".join(document.file.split("-")[1:]).capitalize()
    return document.title.source
