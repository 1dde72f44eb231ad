"""A tag that stands among words, as a leaf of the tree."""

from collections.abc import Mapping

from jinja2 import nodes

from schemekit.toolkit.meanings import Listed, Named, Say
from schemekit.toolkit.phrases import said
from schemekit.toolkit.shapes import RULE
from schemekit.toolkit.tags import Tag
from schemekit.toolkit.templates import (
    Branch,
    Chosen,
    Cite,
    Column,
    FieldPlace,
    Ours,
    SeeDocument,
    SeeHeading,
    Slot,
    Source,
    TInline,
    When,
)


class LeafError(Exception):
    """A tag that cannot stand where it does: what is wrong, and what would help."""


def leaf(tag: Tag, where: str, rows: Mapping[str, Source]) -> TInline:
    """`tag` as a node; `rows` are the loops around it. Raises `LeafError`."""
    match tag.meaning:
        case Say(expression, capital):
            return _in_loop(said(expression, where, capital=capital), rows)
        case Named("field", name):
            return FieldPlace(name, where)
        case Named("cite", evidence):
            return Cite(evidence, where)
        case Named("ours", default):
            return Ours(default, where)
        case Named("see", document):
            return SeeDocument(document, where)
        case Named("section", title):
            return SeeHeading(title, where)
        case Listed():
            raise LeafError("must be a paragraph of its own.", "Leave a blank line on each side.")
        case _:
            raise LeafError("has its own line, but is read as part of what is beside it.", RULE)


def _in_loop(node: TInline, rows: Mapping[str, Source]) -> TInline:
    """A slot, or the column of a row where a loop of that name is open."""
    match node:
        case Slot(expression=expression):
            return _slot(node, expression.tree, rows)
        case When(branches, otherwise):
            inner = (
                Branch(b.condition, tuple(_in_loop(each, rows) for each in b.content), b.where)
                for b in branches
            )
            return When(tuple(inner), tuple(_in_loop(each, rows) for each in otherwise))
        case _:
            return node


def _slot(slot: Slot, tree: nodes.Expr, rows: Mapping[str, Source]) -> Slot | Column:
    match tree:
        case nodes.Getattr(node=nodes.Name(name=row), attr=column) if row in rows:
            return Column(row, column, slot.where)
        case nodes.Getattr():
            raise LeafError("stands in no loop with a row of that name.", "")
        case nodes.Name(name=row) if isinstance(rows.get(row), Chosen):
            return Column(row, "in_text", slot.where)
        case nodes.Name(name=row) if row in rows:
            raise LeafError("is a whole row.", f"Name a column, like {{{{ {row}.title }}}}.")
        case _:
            return slot
