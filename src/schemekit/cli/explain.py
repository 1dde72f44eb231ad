"""`schemekit explain`: why an answer, a recommendation, a document or a finding is as it is."""

import json as json_text
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from schemekit.choosing import verdict
from schemekit.cli.columns import wrapped
from schemekit.cli.explain_question import lines_of_question, told_of_question
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import Scheme, open_scheme
from schemekit.errors import Problem, UsageError, nearest
from schemekit.guidance import Reason, reasons
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.defaults import Default
from schemekit.toolkit.evidence import STRENGTH_IN_WORDS, Evidence
from schemekit.toolkit.loading import load
from schemekit.toolkit.recommendations import BASIS_IN_WORDS
from schemekit.toolkit.toolkit import Toolkit


@click.command("explain")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("name", metavar="ID")
@wishes("presets", "preset_folders", "overlays", "settings", "json")
def command(folder: Path, name: str, wishes: Wishes) -> None:
    """Say why an answer, recommendation or document is as it is."""
    scheme = open_scheme(folder, wishes, must_exist=True)
    toolkit = load(scheme.toolkit_folders)
    told = explained(name, scheme, toolkit)
    if wishes.json:
        click.echo(json_text.dumps(told, ensure_ascii=False, indent=1, default=str))
        return
    if told["kind"] == "question":
        click.echo("\n".join([*lines_of_question(told), *_grounds(told["evidence"])]))
    else:
        click.echo("\n".join(_lines(told)))


def explained(name: str, scheme: Scheme, toolkit: Toolkit) -> dict[str, Any]:
    """Everything that leads to `name`, as plain values."""
    if name in toolkit.questionnaire.questions:
        return _question(name, scheme, toolkit)
    if name in toolkit.questionnaire.facts:
        return _fact(name, scheme)
    if name in toolkit.recommendations:
        return _recommendation(name, scheme, toolkit)
    if name in toolkit.documents or name in toolkit.workbooks:
        return _document(name, scheme, toolkit)
    if name in toolkit.evidence:
        return {"kind": "evidence", **_evidence(toolkit.evidence[name], toolkit)}
    if name in toolkit.defaults:
        return _default(toolkit.defaults[name])
    known = [
        *toolkit.questionnaire.questions,
        *toolkit.questionnaire.facts,
        *toolkit.recommendations,
        *toolkit.documents,
        *toolkit.workbooks,
        *toolkit.evidence,
        *toolkit.defaults,
    ]
    raise UsageError(Problem("explain", f"nothing is called {name!r}.", nearest(name, known)))


def _question(name: str, scheme: Scheme, toolkit: Toolkit) -> dict[str, Any]:
    question = toolkit.questionnaire.questions[name]
    evidence = [_evidence(toolkit.evidence[each], toolkit) for each in question.evidence]
    return {**told_of_question(name, scheme, toolkit), "evidence": evidence}


def _fact(name: str, scheme: Scheme) -> dict[str, Any]:
    fact, profile = scheme.questionnaire.facts[name], scheme.interview.profile
    behind = dict.fromkeys(scheme.questionnaire.answers_behind(name))
    return {
        "kind": "fact",
        "title": fact.short,
        "value": profile.shown(name) or "not known yet",
        "unit": fact.unit,
        "formula": fact.value.source,
        "about": fact.about,
        "because": [_said(each) for each in reasons(behind, profile)],
    }


def _recommendation(name: str, scheme: Scheme, toolkit: Toolkit) -> dict[str, Any]:
    table, profile = toolkit.recommendations[name].table, scheme.interview.profile
    return {
        "kind": "recommendation",
        "title": table.title.said(profile),
        **_applies(table.when, scheme),
        "owner": table.owner.said(profile),
        "by": table.by.said(profile) if table.by else "",
        "effort": table.effort.said(profile),
        "grounds": BASIS_IN_WORDS[table.basis],
        "stands in": list(table.documents),
        "rests on": [
            {"code": rec.code, "says": rec.says, "stance": rec.stance, "section": rec.section}
            for rec in (toolkit.source_recommendations[each] for each in table.rests_on)
        ],
        "evidence": [_evidence(toolkit.evidence[each], toolkit) for each in table.evidence],
    }


def _document(name: str, scheme: Scheme, toolkit: Toolkit) -> dict[str, Any]:
    profile = scheme.interview.profile
    document = toolkit.workbooks.get(name) or toolkit.documents[name]
    told = verdict(document, toolkit, profile)
    topics = [
        each.id for each in toolkit.recommendations.values() if name in each.table.documents
        and (each.table.when is None or each.table.when.holds(profile.scope))
    ]  # fmt: skip
    return {
        "kind": "document",
        "title": document.title.said(profile),
        "for": document.audience.said(profile),
        "purpose": document.purpose.said(profile),
        **_applies(document.when, scheme),
        "in the pack": "yes" if told.inside else "no",
        "why": told.why,
        "filled-in example": name in toolkit.examples,
        "recommendations in it": topics,
    }


def _applies(when: Expression | None, scheme: Scheme) -> dict[str, Any]:
    """Whether a condition holds, and the answers it read, with names and values."""
    if when is None:
        return {"applies": "yes, for every scheme", "because": []}
    profile = scheme.interview.profile
    holds = when.holds(profile.scope)
    names = when.because(profile.scope) if holds else tuple(sorted(when.reads))
    behind = dict.fromkeys(
        each for name in names for each in scheme.questionnaire.answers_behind(name)
    )
    return {
        "applies": "yes" if holds else "no",
        "condition": when.source,
        "because": [_said(each) for each in reasons(behind, profile)],
    }


def _said(reason: Reason) -> dict[str, str]:
    return {"question": reason.question, "label": reason.short, "answer": reason.answer}


def _evidence(evidence: Evidence, toolkit: Toolkit) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "code": evidence.code,
        "claim": evidence.claim,
        "strength": STRENGTH_IN_WORDS[evidence.strength],
        "caveat": evidence.caveat,
        "source": f"{evidence.source} {evidence.section}".strip(),
        "references": [toolkit.references[each].line for each in evidence.references],
    }


def _default(default: Default) -> dict[str, Any]:
    return {
        "kind": default.called,
        "id": default.id,
        "says": default.says,
        "why": default.why,
        "figures": [f"{each.said} {each.unit} {each.what}".strip() for each in default.figures],
    }


def _grounds(evidence: list[dict[str, Any]]) -> Iterator[str]:
    """What a question rests on, for people."""
    if evidence:
        yield "\nWhy it is asked"
    for each in evidence:
        yield ""
        yield wrapped(f"{each['claim']} {each['caveat']}".strip(), "  ")
        yield wrapped(f"{each['strength']}; {each['source']}; {each['id']}", "  ")


def _lines(told: Any, indent: str = "") -> Iterator[str]:
    for key, value in told.items():
        match value:
            case list() if value:
                yield f"{indent}{key}:"
                for each in value:
                    yield from _entry(each, f"{indent}  ")
            case None | "" | []:
                continue
            case bool():
                yield f"{indent}{key}: {'yes' if value else 'no'}"
            case _:
                yield f"{indent}{key}: {value}"


def _entry(each: Any, indent: str) -> Iterator[str]:
    match each:
        case {"label": label, "answer": answer, "question": question}:
            yield f"{indent}- {label}: {answer}   [{question}]"
        case dict():
            lines = list(_lines(each, f"{indent}  "))
            yield f"{indent}- {lines[0].strip()}"
            yield from lines[1:]
        case _:
            yield f"{indent}- {each}"
