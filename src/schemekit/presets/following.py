"""Answers that only repeat a preset: they follow the preset as it is now.

A reply says whose word it is. One that a person kept as a preset suggested it is the preset’s word,
so where presets say otherwise now, that counts. What a person typed stays, and so does what no
preset speaks of any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemekit.errors import Problem
from schemekit.presets.layers import Held, Layers
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question
from schemekit.toolkit.values import UNANSWERED

_MARK: Final = "preset "
_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Followed:
    """The replies that still stand, and what to tell of the others."""

    replies: Mapping[str, Held]
    notices: tuple[Problem, ...] = ()


def follow(
    replies: Mapping[str, Held], layers: Layers, questionnaire: Questionnaire, *, complete: bool
) -> Followed:
    """`replies` without those whose preset says otherwise now.

    `complete` says that no preset is missing; otherwise what is gone may only be out of reach.
    """
    standing: dict[str, Held] = {}
    told: list[str] = []
    for name, reply in replies.items():
        now = layers.held.get(name)
        if now is None or not _repeats_a_preset(reply):
            standing[name] = reply
        elif now.value == reply.value:
            standing[name] = Held(reply.value, now.origin)
        elif complete or _source(reply) in layers.names:
            told.append(_said(questionnaire.questions[name], reply, now))
        else:
            standing[name] = reply
    return Followed(standing, tuple(_notice(told)))


def _repeats_a_preset(reply: Held) -> bool:
    return _MARK in reply.origin and reply.value is not UNANSWERED


def _source(reply: Held) -> str:
    return reply.origin.rpartition(_MARK)[2]


def _said(question: Question, reply: Held, now: Held) -> str:
    was = "" if reply.value is UNANSWERED else question.shown(reply.value)
    new = "" if now.value is UNANSWERED else question.shown(now.value)
    return f"{question.short}: ‘{new}’ ({now.origin}), was ‘{was}’"


def _notice(told: list[str]) -> list[Problem]:
    if not told:
        return []
    more = len(told) - _MOST_NAMED
    named = "; ".join(told[:_MOST_NAMED])
    rest = f"; and {more} more" if more > 0 else ""
    what = f"The presets have changed, and answers that only repeated them follow: {named}{rest}."
    return [Problem("", what)]
