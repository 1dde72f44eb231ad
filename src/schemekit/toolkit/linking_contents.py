"""Whether evidence, advice, registers and documents fit together and fit the questionnaire."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from schemekit.document.blocks import Paragraph
from schemekit.errors import Problem
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.document_checks import fixed_title, headings
from schemekit.toolkit.documents import SIZES, DocumentTemplate
from schemekit.toolkit.linking import Unknown, link_expression, unknown
from schemekit.toolkit.linking_workbooks import link_workbook
from schemekit.toolkit.recommendations import Recommendation
from schemekit.toolkit.templates import (
    Advised,
    Blocks,
    Chosen,
    Cite,
    Column,
    Each,
    Mention,
    Ours,
    Registered,
    SeeDocument,
    SeeHeading,
    Slot,
    Source,
    mentions,
)
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.written import ProseQuestion

ADVICE_COLUMNS: Final = ("title", "advice", "why", "owner", "by", "effort", "basis", "sources")
OPTION_COLUMNS: Final = ("id", "label", "in_text")
FINDING_COLUMNS: Final = (
    *("code", "claim", "source", "section", "strength"),
    *("caveat", "corrections", "references", "stands_in"),
)
RECOMMENDED_COLUMNS: Final = (
    *("code", "says", "stance", "section"),
    *("rests_on", "acted_on", "stands_in"),
)
PACK_REGISTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "pack_documents": ("title", "file", "audience", "purpose", "why", "example"),
    "other_documents": ("title", "why"),
    "failed_checks": ("level", "message", "remedy"),
    "gaps": ("label", "ask", "why"),
    "findings": FINDING_COLUMNS,
    "source_recommendations": RECOMMENDED_COLUMNS,
}
"""Lists that the program itself fills: the first four for the page that stands first in a pack,
the others for a document that tells what the rest of the pack stands on."""


def link_contents(toolkit: Toolkit) -> Iterator[Problem]:
    """Everything in evidence, advice, registers and documents that does not fit."""
    about = toolkit.about
    lines = (each.value for each in about.cover)
    for phrase in (about.organisation, about.scheme, about.footer, *lines):
        for expression in phrase.expressions:
            yield from link_expression(expression, toolkit.questionnaire, "templates/toolkit.toml")
    yield from _link_evidence(toolkit)
    for recommendation in toolkit.recommendations.values():
        yield from _link_recommendation(recommendation, toolkit)
    for register in toolkit.registers.values():
        for row in register.rows:
            where = f"{toolkit.places[row.id]}, row {row.id!r}"
            if row.when is not None:
                yield from link_expression(row.when, toolkit.questionnaire, where)
            yield from unknown(row.evidence, toolkit.evidence, "evidence", where)
            for blocks in row.columns.values():
                yield from link_blocks(blocks, toolkit)
    for document in (*toolkit.documents.values(), toolkit.read_me):
        yield from _link_document(document, toolkit)
    yield from _link_examples(toolkit)
    yield from _link_pack_questions(toolkit)
    for workbook in toolkit.workbooks.values():
        yield from link_workbook(workbook, toolkit.questionnaire, toolkit.registers)
    for clause in toolkit.clauses.values():
        yield from link_blocks(clause.content, toolkit)
    yield from _link_defaults(toolkit)
    asked = toolkit.questionnaire
    for kind, named in (
        *(("question", each) for each in asked.questions.values()),
        *(("fact", each) for each in asked.facts.values()),
        *(("check", each) for each in asked.checks),
    ):
        where = f"{toolkit.places[named.id]}, {kind} {named.id!r}"
        yield from unknown(named.evidence, toolkit.evidence, "evidence", where)
        yield from unknown(named.defaults, toolkit.defaults, "default", where)


def _link_defaults(toolkit: Toolkit) -> Iterator[Problem]:
    """Tables that name a figure of ours, all of which do so by the same key."""
    rows = (each for register in toolkit.registers.values() for each in register.rows)
    tables = (
        *((each.id, each.defaults) for each in rows),
        *((each.id, each.table.defaults) for each in toolkit.recommendations.values()),
        *((each.id, each.defaults) for each in toolkit.documents.values()),
        *((each.id, each.front.defaults) for each in toolkit.workbooks.values()),
    )
    for name, defaults in tables:
        where = f"{toolkit.places[name]}, {name!r}"
        yield from unknown(defaults, toolkit.defaults, "default", where)


def _link_pack_questions(toolkit: Toolkit) -> Iterator[Problem]:
    """Whether the questions that choose the documents of a pack can do so."""
    asked, known = toolkit.about.pack, toolkit.questionnaire.questions
    where = "templates/toolkit.toml, toolkit.pack"
    if asked is None:
        return
    names = (asked.size, asked.add, asked.leave_out)
    yield from unknown(names, known, "question", where)
    size = known.get(asked.size)
    if size and not (isinstance(size, ChoiceQuestion) and _offers(size, SIZES)):
        listed = ", ".join(SIZES)
        yield Problem(where, f"{asked.size!r} is no choice of {listed}.", "Offer just these.")
    for name in (asked.add, asked.leave_out):
        chosen = known.get(name)
        if chosen and not (isinstance(chosen, ChoicesQuestion) and chosen.options_from):
            remedy = 'Give it kind = "choices" and options_from = "documents".'
            yield Problem(where, f"{name!r} does not offer the documents.", remedy)


def _offers(question: ChoiceQuestion, ids: Sequence[str]) -> bool:
    return {each.id for each in question.options} == set(ids)


def _link_examples(toolkit: Toolkit) -> Iterator[Problem]:
    for example in toolkit.examples.values():
        for phrase in example.phrases:
            for expression in phrase.expressions:
                yield from link_expression(expression, toolkit.questionnaire, example.name)


def _link_evidence(toolkit: Toolkit) -> Iterator[Problem]:
    for each in toolkit.evidence.values():
        where = f"{toolkit.places[each.id]}, evidence {each.id!r}"
        yield from unknown(each.references, toolkit.references, "reference", where)
    for advised in toolkit.source_recommendations.values():
        where = f"{toolkit.places[advised.id]}, source_recommendation {advised.id!r}"
        yield from unknown(advised.evidence, toolkit.evidence, "evidence", where)


def _link_recommendation(recommendation: Recommendation, toolkit: Toolkit) -> Iterator[Problem]:
    table = recommendation.table
    where = f"{toolkit.places[table.id]}, recommendation {table.id!r}"
    expressions = [each for phrase in table.phrases for each in phrase.expressions]
    for expression in (*expressions, *([table.when] if table.when else [])):
        yield from link_expression(expression, toolkit.questionnaire, where)
    yield from unknown(table.evidence, toolkit.evidence, "evidence", where)
    rests_on = toolkit.source_recommendations
    yield from unknown(table.rests_on, rests_on, "source recommendation", where)
    in_packs = {*toolkit.documents, *toolkit.workbooks}
    yield from unknown(table.documents, in_packs, "document", where)
    if not table.evidence and table.basis != "default":
        yield Problem(
            where,
            "it cites no evidence.",
            'Name some, or say basis = "default" and so in its text.',
        )
    yield from link_blocks(recommendation.advice, toolkit)


def _link_document(document: DocumentTemplate, toolkit: Toolkit) -> Iterator[Problem]:
    phrases = (document.title, document.audience, document.purpose, document.otherwise)
    expressions = [each for phrase in phrases for each in phrase.expressions]
    conditions = [each for each in (document.when, document.demanded) if each]
    for expression in (*expressions, *conditions):
        yield from link_expression(expression, toolkit.questionnaire, document.name)
    yield from _link_mentions(document.mentions, toolkit)
    asked = [e.node for e in document.mentions if isinstance(e.node, SeeHeading)]
    if asked:
        titles = {title for each in headings(document.content) if (title := fixed_title(each))}
        for node in asked:
            yield from unknown([node.title], titles, "section", node.where)


def link_blocks(blocks: Blocks, toolkit: Toolkit) -> Iterator[Problem]:
    """Everything that a tree of a template names and nobody defined."""
    yield from _link_mentions(mentions(blocks), toolkit)


def _link_mentions(found: Iterable[Mention], toolkit: Toolkit) -> Iterator[Problem]:
    for mention in found:
        if mention.expression is not None:
            where = mention.node.where
            yield from link_expression(
                mention.expression, toolkit.questionnaire, where, mention.rows
            )
        yield from _link_node(mention, toolkit)


def _link_node(mention: Mention, toolkit: Toolkit) -> Iterator[Problem]:
    where = mention.node.where
    match mention.node:
        case Cite(evidence=evidence):
            yield from unknown([evidence], toolkit.evidence, "evidence", where)
        case Ours(default=default):
            yield from unknown([default], toolkit.defaults, "default", where)
        case SeeDocument(document=document):
            in_packs = {*toolkit.documents, *toolkit.workbooks}
            yield from unknown([document], in_packs, "document", where)
        case Each(source=source):
            yield from _link_source(source, toolkit, where)
        case Column(row=row, column=column, alone=alone):
            yield from _link_column(mention.rows[row], column, toolkit, where)
            if not alone:
                yield from _one_line(mention.rows[row], column, toolkit, where)
        case Slot(expression=expression) if mention.in_heading:
            question = toolkit.questionnaire.questions.get(expression.name or "")
            if isinstance(question, ProseQuestion):
                yield Problem(where, f"{question.id!r} may have many lines: no heading holds it.")
        case _:
            return


def _link_source(source: Source, toolkit: Toolkit, where: str) -> Iterator[Problem]:
    match source:
        case Registered(register=register):
            known = {*toolkit.registers, *PACK_REGISTERS}
            yield from unknown([register], known, "register", where)
        case Advised(topic=topic):
            topics = {each.topic for each in toolkit.recommendations.values()}
            yield from unknown([topic], topics, "topic", where)
        case Chosen(question=name):
            question = toolkit.questionnaire.questions.get(name)
            if not isinstance(question, ChoicesQuestion):
                what = f"{name!r} is no question with many options to loop over."
                yield Unknown(where, what, kind="question", name=name)


def _link_column(source: Source, column: str, toolkit: Toolkit, where: str) -> Iterator[Problem]:
    match source:
        case Registered(register=register) if register in toolkit.registers:
            known = {*toolkit.registers[register].columns, "sources"}
        case Registered(register=register) if register in PACK_REGISTERS:
            known = set(PACK_REGISTERS[register])
        case Registered():
            return
        case Advised():
            known = set(ADVICE_COLUMNS)
        case Chosen():
            known = set(OPTION_COLUMNS)
    yield from unknown([column], known, "column", where)


def _one_line(source: Source, column: str, toolkit: Toolkit, where: str) -> Iterator[Problem]:
    """Records whose column is more than the one paragraph that a line can hold."""
    for name, blocks in _records(source, column, toolkit):
        if len(blocks) > 1 or not all(isinstance(each, Paragraph) for each in blocks):
            what = f"{column!r} of {name!r} is more than one paragraph and stands inside a line."
            yield Problem(where, what, "Put the tag alone on its line, or shorten the record.")


def _records(source: Source, column: str, toolkit: Toolkit) -> Iterator[tuple[str, Blocks]]:
    match source:
        case Registered(register=register) if register in toolkit.registers:
            for row in toolkit.registers[register].rows:
                yield row.id, row.columns.get(column, ())
        case Advised(topic=topic) if column == "advice":
            for each in toolkit.recommendations.values():
                if each.topic == topic:
                    yield each.id, each.advice
        case _:
            return
