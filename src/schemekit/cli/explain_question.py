"""Why an answer is as it is: every layer’s word, which one counts, and what it changes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from schemekit.cli.columns import table, wrapped
from schemekit.cli.scheme import Scheme
from schemekit.interview.differing import since, word
from schemekit.interview.interview import NOT_LOOKED_AT
from schemekit.presets.layers import Held
from schemekit.toolkit.effects import effects
from schemekit.toolkit.questions import Question
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED

LAYERS: Final = "layers, widest first"


def told_of_question(name: str, scheme: Scheme, toolkit: Toolkit) -> dict[str, Any]:
    """Everything that leads to the answer, and everything it leads to, as plain values."""
    question, interview = toolkit.questionnaire.questions[name], scheme.interview
    held, lock = interview.profile.held.get(name), interview.layers.lock(name)
    return {
        "kind": "question",
        "title": question.ask,
        "id": name,
        "answer": interview.profile.shown(name) or "not answered",
        "origin": held.origin if held else "does not apply: another answer hides it",
        "locked": str(lock) if lock else None,
        "hidden": interview.layers.hidden.get(name),
        LAYERS: list(_layers(question, scheme)),
        "changes": [
            {
                "document": each.document.id,
                "title": each.document.title.said(interview.profile),
                "brings it in": each.decides,
                "turns": each.turns,
                "prints": each.prints,
            }
            for each in effects(toolkit, name)
        ],
    }


def _layers(question: Question, scheme: Scheme) -> Iterator[dict[str, Any]]:
    """What each layer says, from the toolkit’s default to this scheme’s own reply."""
    interview = scheme.interview
    held = interview.profile.held.get(question.id)
    default = interview.default_of(question)
    if default is not UNANSWERED:
        offered = Held(default, NOT_LOOKED_AT)
        yield _layer(question, offered, "offers", counts=held == offered)
    counting = interview.layers.held.get(question.id)
    for each in interview.layers.told.get(question.id, ()):
        does = "locks" if each.lock else "adds" if each.added else "suggests"
        wins = held is not None and each is counting and held.origin == each.origin
        yield _layer(question, each, does, counts=wins)
    reply = interview.replies.get(question.id)
    if reply is not None and (counting is None or reply.origin != counting.origin):
        wins = held is not None and held.origin == reply.origin
        yield _layer(question, reply, "replies", counts=wins)


def _layer(question: Question, held: Held, does: str, *, counts: bool) -> dict[str, Any]:
    said = word(question, held).shown
    if held.added:
        more = question.shown(held.added)
        said = f"{more} (together: {said})"
    return {
        "says": said,
        "origin": held.origin,
        "since": since(held),
        "does": does,
        "counts": counts,
        "locked": str(held.lock) if held.lock else None,
    }


def lines_of_question(told: Mapping[str, Any]) -> Iterator[str]:
    """The same for people, to fit a window."""
    yield wrapped(f"{told['title']} ({told['id']})")
    yield ""
    yield from table([("Answer", told["answer"]), ("Whose word", told["origin"]), *_marks(told)])
    yield ""
    yield "Every layer, widest first; * is the one that counts"
    yield ""
    yield from table([_row(each) for each in told[LAYERS]] or [("Nobody says anything.",)])
    yield ""
    yield from _changes(told["changes"])


def _marks(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if told["locked"]:
        yield "Locked", told["locked"]
    if told["hidden"]:
        yield "Not asked", f"the {told['hidden']} hides the question"


def _row(each: Mapping[str, Any]) -> tuple[str, str, str, str]:
    lock = f"\n{each['locked']}" if each["locked"] else ""
    layer = each["since"].removesuffix(", locked")
    return "*" if each["counts"] else " ", layer, each["does"], f"{each['says']}{lock}"


def _changes(changes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not changes:
        yield "It changes nothing in the documents."
        return
    yield "What it changes in the pack"
    yield ""
    head = ("Document", "Decides", "Printed in")
    yield from table([head, *map(_change, changes)], head=True)


def _change(each: Mapping[str, Any]) -> tuple[str, str, str]:
    brought = "whether you get it; " if each["brings it in"] else ""
    turns = _places(each["turns"])
    return each["title"], f"{brought}{turns}".removesuffix("; "), _places(each["prints"])


def _places(number: int) -> str:
    return f"{number} place{'s' if number != 1 else ''}" if number else ""
