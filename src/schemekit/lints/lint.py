"""Everything that the lints find in a toolkit, and what the figures lint let by."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from schemekit.errors import Problem
from schemekit.lints.claims import sentence, unsourced
from schemekit.lints.figures import Exempt, Figures, Found, Owned, Unheld
from schemekit.lints.passages import SLOT, Passage, Run
from schemekit.lints.prose import Entry, prose, records
from schemekit.lints.rules import Rules, any_of, read_rules
from schemekit.lints.wording import check_wording, question_wording, spelt_out, text_wording
from schemekit.toolkit.reading import Folders
from schemekit.toolkit.toolkit import Toolkit


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found."""

    problems: tuple[Problem, ...]
    let_by: tuple[Callable[[], str], ...]

    @property
    def exempted(self) -> tuple[str, ...]:
        """Each figure that needs no record: where it stands, how it reads, and by which rule."""
        return tuple(dict.fromkeys(each() for each in self.let_by))


def lint(toolkit: Toolkit, folders: Folders) -> Linted:
    """Everything wrong with the figures, claims and words of a toolkit that is linked."""
    linting = _Linting(toolkit, folders, read_rules(folders))
    problems = tuple(dict.fromkeys(linting.problems()))
    return Linted(problems, tuple(linting.let_by))


class _Linting:
    """One run over one toolkit."""

    def __init__(self, toolkit: Toolkit, folders: Folders, rules: Rules) -> None:
        self.toolkit = toolkit
        self.folders = folders
        self.rules = rules
        evidence = {each.id: each.figures for each in toolkit.evidence.values()}
        ours = {each.id: each.figures for each in toolkit.defaults.values()}
        titles = [each.title for each in toolkit.references.values()]
        titles += [each.title for each in toolkit.about.source]
        titles += {each.source for each in toolkit.evidence.values()}
        self.figures = Figures(rules.figures, evidence | ours, titles)
        self.let_by: list[Callable[[], str]] = []

    def problems(self) -> Iterator[Problem]:
        for entry in prose(self.toolkit, self.rules.figures.times):
            for passage in entry.passages:
                yield from self._claims(passage)
            yield from self._figures(entry)
            for passage, what in text_wording(entry.passages, self.rules.text):
                yield Problem(passage.where, what)
            words = (each.own_words for each in entry.passages)
            yield from spelt_out(words, entry.where, self.rules.text)
        yield from self._figures(Entry("", tuple(records(self.toolkit))))
        yield from self._questions()

    def _questions(self) -> Iterator[Problem]:
        asked = self.toolkit.questionnaire
        for question in asked.questions.values():
            yield from question_wording(question, self._place("question", question.id), self.rules)
        for check in asked.checks:
            yield from check_wording(check, self._place("check", check.id), self.rules)

    def _place(self, kind: str, name: str) -> str:
        return f"{self.toolkit.places[name]}, {kind} {name!r}"

    def _claims(self, passage: Passage) -> Iterator[Problem]:
        for each in unsourced(passage, self.rules.claims, self.toolkit.evidence):
            said = _shown(sentence(each.run, each.start))
            yield Problem(
                self._where(passage, each.run, each.start, each.written),
                f"{each.written!r} speaks of research, and its block cites none: “{said}”",
                'Cite what it rests on with {{ cite("…") }}, or say it without research.',
            )

    def _figures(self, entry: Entry) -> Iterator[Problem]:
        used: dict[str, Found] = {}
        for passage in entry.passages:
            for each in self.figures.judged(passage):
                match each:
                    case Exempt(found, rule):
                        # its line is looked for only where somebody wants to see it
                        self.let_by.append(partial(self._exempt, passage, found, rule))
                    case Unheld(found, held):
                        yield self._unheld(found, held)
                    case Owned(found, figure):
                        used.setdefault(figure, found)
        yield from self._named(entry, used)

    def _exempt(self, passage: Passage, found: Found, rule: str) -> str:
        where = self._where(passage, found.run, found.start, found.written)
        return f"{where}: “{_shown(_around(found))}”: {rule}"

    def _named(self, entry: Entry, used: Mapping[str, Found]) -> Iterator[Problem]:
        """Defaults that an entry names by key: each holds a figure of it, and is called ours."""
        called = any_of((*self.rules.figures.ours, "[D]"))
        is_called = any(called.search(each) for each in entry.texts)
        for name in entry.defaults:
            record = self.toolkit.defaults[name]
            found = next((used[each.said] for each in record.figures if each.said in used), None)
            if found is None:
                what = f"it names the default {name!r}, and holds none of its figures."
                yield Problem(entry.where, what, "Take the name out.")
            elif not is_called:
                what = f"{found.written!r} is {record.called}, and nothing here says so."
                yield Problem(entry.where, what, f"Say “{record.called}” beside it.")

    def _unheld(self, found: Found, held: tuple[str, ...]) -> Problem:
        near = f" What it cites holds {', '.join(held)}." if held else ""
        return Problem(
            self._where(found.passage, found.run, found.start, found.written),
            f"no record holds the figure {found.written!r} in “{_shown(_around(found))}”.",
            "Make a slot of it, cite evidence that holds it, or name a default with "
            f'{{{{ ours("…") }}}}.{near}',
        )

    def _where(self, passage: Passage, run: Run, start: int, written: str) -> str:
        """Where it stands, with the line in a file of text."""
        file = self.folders.named(passage.where)
        if file is None:
            return passage.where
        before = run.text[:start].rpartition(SLOT)[2].split()[-4:]
        after = run.text[start:].partition(SLOT)[0].split()[:5]
        for words in ((*before, *after), after, (written,)):
            found = re.search(r"[\W_]+".join(map(re.escape, words)), file.text)
            if found is not None:
                at = file.text.index(written, found.start(), found.end())
                return f"{passage.where}, line {file.text.count(chr(10), 0, at) + 1}"
        return passage.where


def _around(found: Found) -> str:
    return f"{found.before[-40:]}{found.written}{found.after[:40]}".strip()


def _shown(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace(SLOT, "…"))
