"""An expression over the columns of a row, as a spreadsheet writes it.

A cell that is empty is an answer nobody gave, and the sheet treats it as an expression does: a sum
with an empty cell is empty, and what cannot be known neither holds nor fails. So every formula
asks both whether a condition holds and whether its opposite does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, TypeAlias

from jinja2 import nodes

from schemekit.document.workbook import Cell, Formula, FormulaPart, Truth
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Scope, worked_out
from schemekit.toolkit.fields import Kind
from schemekit.toolkit.values import UNANSWERED, Value

Parts: TypeAlias = tuple[FormulaPart, ...]
TODAY: Final = "today"
NOTHING: Final[Parts] = ('""',)
FALSE: Final[Parts] = ("FALSE",)
TRUE: Final[Parts] = ("TRUE",)
CALLS: Final = ("weeks", "days", "ceil", "floor", "min", "max")
"""What a formula may call on a column; anything may be called on answers alone."""
_SUMS: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
}
_COMPARE: Final = {"eq": "=", "ne": "<>", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}


@dataclass(frozen=True, slots=True)
class Known:
    """A column as a formula sees it: its kind, and its options’ labels by id."""

    kind: Kind
    labels: Mapping[str, str]


def spreadsheet_formula(
    expression: Expression, columns: Mapping[str, Known], scope: Scope
) -> Formula:
    """`expression` as a formula; names that are no columns stand for their value in `scope`."""
    return Formula(_joined(_Writing(columns, scope).value(expression.tree)))


def literal(value: Value) -> Parts:
    """A value as a formula writes it."""
    match value:
        case bool():
            return (Truth(value),)
        case int() | float():
            return (repr(value),)
        case date():
            return (f"DATE({value.year},{value.month},{value.day})",)
        case str():
            doubled = value.replace('"', '""')
            return (f'"{doubled}"',)
        case _:
            return NOTHING


@dataclass(frozen=True, slots=True)
class _Writing:
    columns: Mapping[str, Known]
    scope: Scope

    def value(self, node: nodes.Node) -> Parts:
        """What `node` comes to; empty where that is not known."""
        if self._settled(node):
            return literal(worked_out(node, self.scope))
        match node:
            case nodes.CondExpr(test=test, expr1=yes, expr2=no):
                otherwise = NOTHING if no is None else self.value(no)
                return _call("IF", self.truth(test, wanted=True), self.value(yes), otherwise)
            case nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not() | nodes.Test():
                no_or_nothing = _call(
                    "IF", self.truth(node, wanted=False), (Truth(value=False),), NOTHING
                )
                return _call(
                    "IF", self.truth(node, wanted=True), (Truth(value=True),), no_or_nothing
                )
            case _:
                return self._guarded((node,), self._sum(node), NOTHING)

    def truth(self, node: nodes.Node, *, wanted: bool) -> Parts:
        """Whether `node` is known to be true, or with `wanted` false to be false."""
        if self._settled(node):
            settled = worked_out(node, self.scope)
            known = settled is not UNANSWERED and bool(settled) == wanted
            return TRUE if known else FALSE
        match node:
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                both = isinstance(node, nodes.And) == wanted
                sides = [self.truth(each, wanted=wanted) for each in (left, right)]
                return _call("AND" if both else "OR", *sides)
            case nodes.Not(node=inner):
                return self.truth(inner, wanted=not wanted)
            case nodes.Test(node=nodes.Name(name=name)):
                return (Cell(name), '=""' if wanted else '<>""')
            case nodes.CondExpr(test=test, expr1=yes, expr2=no):
                other = FALSE if no is None else self.truth(no, wanted=wanted)
                held = self.truth(test, wanted=True)
                return _call("IF", held, self.truth(yes, wanted=wanted), other)
            case nodes.Compare(expr=first, ops=operands):
                beside = pairwise([first, *(each.expr for each in operands)])
                found = [
                    self._compared(each.op, left, right, wanted=wanted)
                    for each, (left, right) in zip(operands, beside, strict=True)
                ]
                return found[0] if len(found) == 1 else _call("AND" if wanted else "OR", *found)
            case _:
                return self._standing(node, wanted=wanted)

    def _compared(self, op: str, left: nodes.Node, right: nodes.Node, *, wanted: bool) -> Parts:
        if op in {"in", "notin"}:
            items = right.items if isinstance(right, nodes.List | nodes.Tuple) else [right]
            one_of = _call("OR", *(self._same("=", left, each) for each in items))
            right_way = (op == "in") == wanted
            told = one_of if right_way else _call("NOT", one_of)
        else:
            same = self._same(_COMPARE[op], left, right)
            told = same if wanted else _call("NOT", same)
        return self._guarded((left, right), told, FALSE)

    def _same(self, sign: str, left: nodes.Node, right: nodes.Node) -> Parts:
        return (*self._side(left, right), sign, *self._side(right, left))

    def _side(self, node: nodes.Node, beside: nodes.Node) -> Parts:
        """One side of a comparison; an option’s id becomes the label that stands in the cell."""
        labels = self._labels(beside)
        match node:
            case nodes.Const(value=str(text)) | nodes.TemplateData(data=str(text)):
                return literal(labels.get(text, text))
            case _:
                return self._sum(node)

    def _labels(self, node: nodes.Node) -> Mapping[str, str]:
        if isinstance(node, nodes.Name) and node.name in self.columns:
            return self.columns[node.name].labels
        return {}

    def _standing(self, node: nodes.Node, *, wanted: bool) -> Parts:
        """Whether a column’s own value counts as true."""
        column = self.columns.get(node.name) if isinstance(node, nodes.Name) else None
        if isinstance(node, nodes.Name) and column is not None and column.kind == "yes_no":
            return (Cell(node.name), "=", Truth(wanted))
        if isinstance(node, nodes.Name) and column is not None and column.kind != "number":
            return (Cell(node.name), '<>""') if wanted else FALSE
        sign = "<>0" if wanted else "=0"
        return self._guarded((node,), (*self._sum(node), sign), FALSE)

    def _sum(self, node: nodes.Node) -> Parts:
        """A value of which every cell is known to be filled."""
        if self._settled(node):
            return literal(worked_out(node, self.scope))
        match node:
            case nodes.Name(name=name):
                return ("TODAY()",) if name == TODAY else (Cell(name),)
            case nodes.Neg(node=inner):
                return ("(-", *self._sum(inner), ")")
            case nodes.BinExpr(left=left, right=right):
                sign = _SUMS[type(node)]
                return ("(", *self._sum(left), sign, *self._sum(right), ")")
            case nodes.Call(node=nodes.Name(name=name), args=arguments):
                return self._called(name, [self._sum(each) for each in arguments])
            case _:
                return self.value(node)

    def _called(self, name: str, values: list[Parts]) -> Parts:
        match name:
            case "weeks":
                return ("(", *values[0], "*7)")
            case "days":
                return values[0]
            case "ceil":
                return ("(-INT(-(", *values[0], ")))")
            case "floor":
                return _call("INT", *values)
            case _:
                return _call(name.upper(), *values)

    def _guarded(self, around: Iterable[nodes.Node], told: Parts, otherwise: Parts) -> Parts:
        """`told`, or `otherwise` while a cell or an answer that it needs is missing."""
        names = dict.fromkeys(name for each in around for name in _names(each))
        if any(
            each not in self.columns and each != TODAY and self.scope[each] is UNANSWERED
            for each in names
        ):
            return otherwise
        empty = [(Cell(each), '=""') for each in names if each in self.columns]
        if not empty:
            return told
        return _call("IF", empty[0] if len(empty) == 1 else _call("OR", *empty), otherwise, told)

    def _settled(self, node: nodes.Node) -> bool:
        """Whether no cell of the row, and not the day, has a say in it."""
        return all(each not in self.columns and each != TODAY for each in _names(node))


def refused_calls(expression: Expression, columns: Iterable[str]) -> list[str]:
    """What is called on columns and a spreadsheet would work out otherwise."""
    own = {*columns, TODAY}
    calls = [expression.tree, *expression.tree.find_all(nodes.Call)]
    return [
        each.node.name
        for each in calls
        if isinstance(each, nodes.Call)
        and isinstance(each.node, nodes.Name)
        and each.node.name not in CALLS
        and own & set(_names(each))
    ]


def _names(tree: nodes.Node) -> list[str]:
    """The names that `tree` reads, but for what it calls."""
    if isinstance(tree, nodes.Name):
        return [tree.name]
    children = tree.args if isinstance(tree, nodes.Call) else tree.iter_child_nodes()
    return [name for each in children for name in _names(each)]


def _call(name: str, *values: Parts) -> Parts:
    parts: list[FormulaPart] = [f"{name}("]
    for place, each in enumerate(values):
        parts += [",", *each] if place else each
    return (*parts, ")")


def _joined(parts: Parts) -> Parts:
    """Neighbouring words as one part."""
    found: list[FormulaPart] = []
    for each in parts:
        if isinstance(each, str) and found and isinstance(found[-1], str):
            found[-1] += each
        else:
            found.append(each)
    return tuple(found)
