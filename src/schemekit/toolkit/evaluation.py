"""What an expression comes to: our own walk over its tree, and nothing executed.

Logic is three-valued. A comparison or a sum with an unanswered name is unknown, and so is a sum
that runs out of bounds; `unknown or true` is true, `unknown and false` is false.
"""

import math
import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, Protocol, TypeAlias, cast

from jinja2 import nodes

from schemekit.toolkit.values import UNANSWERED, Given, Value

LARGEST: Final = 1_000_000_000


class Columns(Protocol):
    """A loop's row, as an expression sees it."""

    def column(self, name: str) -> Value: ...


Scope: TypeAlias = Mapping[str, "Value | Columns"]

SUMS: Final[dict[type[nodes.Expr], Callable[[float, float], float]]] = {
    nodes.Add: operator.add,
    nodes.Sub: operator.sub,
    nodes.Mul: operator.mul,
    nodes.Div: operator.truediv,
}
_COMPARE: Final[dict[str, Callable[[object, object], bool]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": cast("Callable[[object, object], bool]", operator.lt),
    "lteq": cast("Callable[[object, object], bool]", operator.le),
    "gt": cast("Callable[[object, object], bool]", operator.gt),
    "gteq": cast("Callable[[object, object], bool]", operator.ge),
}


_LOGICAL: Final = frozenset({nodes.Compare, nodes.And, nodes.Or, nodes.Not, nodes.Test})


def truth(value: Value) -> bool | None:
    """Whether `value` counts as true; None where it is unknown."""
    return None if value is UNANSWERED else bool(value)


def worked_out(node: nodes.Node, scope: Scope) -> Value:
    # most expressions are a name, a constant or a condition, and a match takes its time to find out
    if node.__class__ is nodes.Name:
        return cast("Value", scope[node.name])
    if node.__class__ is nodes.Const:
        return cast("Given", node.value)
    if node.__class__ in _LOGICAL:
        settled = known(node, scope)
        return UNANSWERED if settled is None else settled
    match node:
        case nodes.TemplateData(data=text):
            return text
        case nodes.Getattr(node=nodes.Name(name=row), attr=column):
            return cast("Columns", scope[row]).column(column)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            values = [worked_out(each, scope) for each in items]
            return UNANSWERED if UNANSWERED in values else cast("Given", tuple(values))
        case nodes.CondExpr():
            return _choice(node, scope)
        case nodes.Call():
            return _called(node, scope)
        case nodes.Neg(node=inner):
            return _sum(operator.sub, 0, worked_out(inner, scope))
        case nodes.BinExpr(left=left, right=right):
            return _sum(SUMS[type(node)], worked_out(left, scope), worked_out(right, scope))
        case _:
            raise AssertionError(node)


def _choice(node: nodes.CondExpr, scope: Scope) -> Value:
    """`a if c else b` is b unless c is true, exactly as a template's branches are."""
    if truth(worked_out(node.test, scope)) is True:
        return worked_out(node.expr1, scope)
    return UNANSWERED if node.expr2 is None else worked_out(node.expr2, scope)


def known(node: nodes.Node, scope: Scope) -> bool | None:
    if node.__class__ is nodes.Compare:
        return _comparison(worked_out(node.expr, scope), node.ops, scope)
    match node:
        case nodes.And(left=left, right=right):
            return _both(known(left, scope), lambda: known(right, scope))
        case nodes.Or(left=left, right=right):
            neither = _both(_not(known(left, scope)), lambda: _not(known(right, scope)))
            return _not(neither)
        case nodes.Not(node=inner):
            return _not(known(inner, scope))
        case nodes.Test(node=nodes.Name(name=name)):
            return scope[name] is UNANSWERED
        case _:
            return truth(worked_out(node, scope))


def _not(settled: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is what it is about
    return None if settled is None else not settled


def _both(left: bool | None, right: Callable[[], bool | None]) -> bool | None:  # noqa: FBT001
    if left is False:
        return False
    other = right()
    return False if other is False else (True if left and other else None)


def _comparison(left: Value, operands: list[nodes.Operand], scope: Scope) -> bool | None:
    """A chain of comparisons: false where one is, unknown where one is and none is false."""
    if len(operands) == 1:
        return _compare(operands[0].op, left, worked_out(operands[0].expr, scope))
    found: list[bool | None] = []
    for operand in operands:
        right = worked_out(operand.expr, scope)
        found.append(_compare(operand.op, left, right))
        left = right
    if False in found:
        return False
    return None if None in found else True


def _compare(op: str, left: Value, right: Value) -> bool | None:
    if left is UNANSWERED or right is UNANSWERED:
        return None
    if op in {"in", "notin"}:
        if not isinstance(right, tuple):
            return None
        return (left in right) == (op == "in")
    if op not in {"eq", "ne"} and not _same_kind(left, right):
        return None
    return _COMPARE[op](left, right)


def _same_kind(left: Given, right: Given) -> bool:
    return (_is_number(left) and _is_number(right)) or (
        isinstance(left, date) and isinstance(right, date)
    )


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _sum(way: Callable[[float, float], float], left: Value, right: Value) -> Value:
    if left is UNANSWERED or right is UNANSWERED:
        return UNANSWERED
    try:
        if isinstance(left, date):
            return _date_sum(way, left, right)
        if _is_number(left) and _is_number(right):
            return _bounded(way(cast("float", left), cast("float", right)))
    except (ArithmeticError, ValueError):
        return UNANSWERED
    return UNANSWERED


def _date_sum(way: Callable[[float, float], float], left: date, right: Given) -> Value:
    """A date plus or minus a number of days, or the days between two dates."""
    if isinstance(right, date):
        return (left - right).days if way is operator.sub else UNANSWERED
    if not _is_number(right) or way not in {operator.add, operator.sub}:
        return UNANSWERED
    days = timedelta(days=int(cast("float", right)))
    return left + days if way is operator.add else left - days


def _bounded(number: float) -> Value:
    if not math.isfinite(number) or abs(number) > LARGEST:
        return UNANSWERED
    return number


def _called(node: nodes.Call, scope: Scope) -> Value:
    values = [worked_out(each, scope) for each in node.args]
    if UNANSWERED in values:
        return UNANSWERED
    name = cast("nodes.Name", node.node).name
    if name == "count":
        return len(values[0]) if isinstance(values[0], tuple) else UNANSWERED
    if not all(_is_number(each) for each in values):
        return UNANSWERED
    numbers = cast("list[float]", values)
    match name:
        case "ceil":
            # 0.1 + 0.2 must not round up to one more mentor
            return math.ceil(round(numbers[0], 9))
        case "floor":
            return math.floor(round(numbers[0], 9))
        case "round":
            return round(numbers[0], int(numbers[1]) if len(numbers) > 1 else 0)
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "weeks":
            return _bounded(numbers[0] * 7)
        case _:
            return numbers[0]
