"""Sentences that speak of research: each stands in a block that cites evidence."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from schemekit.lints.passages import Passage, Run
from schemekit.lints.rules import ClaimRules, any_of


@dataclass(frozen=True, slots=True)
class Unsourced:
    """Words that speak of research where nothing is cited."""

    run: Run
    start: int
    written: str


def unsourced(
    passage: Passage, rules: ClaimRules, evidence: Collection[str]
) -> Iterator[Unsourced]:
    """Every mention of research in a passage that prints without a citation."""
    if passage.kind == "option":
        return
    cited = [each for each in passage.grounds if each.id in evidence]
    for run in passage.runs:
        found = list(any_of(rules.words).finditer(run.text))
        free = [each.span() for each in any_of(rules.free).finditer(run.text)] if found else []
        for said in found:
            is_free = any(start <= said.start() and said.end() <= end for start, end in free)
            if not is_free and not any(each.reaches(run) for each in cited):
                yield Unsourced(run, said.start(), said[0])


def sentence(run: Run, start: int) -> str:
    """The sentence round a place in a run."""
    before = re.split(r"(?<=[.?!:|])\s", run.text[:start])[-1]
    after = re.split(r"(?<=[.?!|])\s", run.text[start:])[0]
    return (before + after).strip()
