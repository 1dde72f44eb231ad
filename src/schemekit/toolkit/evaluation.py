"""What an expression comes to: our own walk over its tree, and nothing executed.

Logic is three-valued. A comparison or a sum with an unanswered name is unknown, and so is a sum
that runs out of bounds; `unknown or true` is true, `unknown and false` is false.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
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


Reading: TypeAlias = Callable[[Scope], Value]
"""What an expression comes to where a scope is known."""
Settling: TypeAlias = Callable[[Scope], "bool | None"]
"""Whether it is true there; None where that is unknown."""


def truth(value: Value) -> bool | None:
    """Whether `value` counts as true; None where it is unknown."""
    return None if value is UNANSWERED else bool(value)


def worked_out(node: nodes.Node, scope: Scope) -> Value:
    return reading(node)(scope)


def known(node: nodes.Node, scope: Scope) -> bool | None:
    return settling(node)(scope)


# an expression is gone through once; after that it is a function in a function
@lru_cache(maxsize=16_384)
def reading(node: nodes.Node) -> Reading:
    """How `node` is worked out: functions of ours, one for each part of it."""
    match node:
        case nodes.Name(name=name):
            return lambda scope: cast("Value", scope[name])
        case nodes.Const(value=value):
            return lambda _: cast("Given", value)
        case nodes.TemplateData(data=text):
            return lambda _: text
        case nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not() | nodes.Test():
            return _settled(settling(node))
        case nodes.Getattr(node=nodes.Name(name=row), attr=column):
            return lambda scope: cast("Columns", scope[row]).column(column)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            return _listing([reading(each) for each in items])
        case nodes.CondExpr():
            return _choice(node)
        case nodes.Call():
            return _calling(node)
        case nodes.Neg(node=inner):
            negated = reading(inner)
            return lambda scope: _sum(operator.sub, 0, negated(scope))
        case nodes.BinExpr(left=left, right=right):
            way, one, other = SUMS[type(node)], reading(left), reading(right)
            return lambda scope: _sum(way, one(scope), other(scope))
        case _:
            raise AssertionError(node)


@lru_cache(maxsize=16_384)
def settling(node: nodes.Node) -> Settling:
    """How it is found whether `node` is true."""
    match node:
        case nodes.Compare(expr=first, ops=[operand]):
            op, one, other = operand.op, reading(first), reading(operand.expr)
            return lambda scope: _compare(op, one(scope), other(scope))
        case nodes.Compare(expr=first, ops=operands):
            return _comparing(reading(first), [(e.op, reading(e.expr)) for e in operands])
        case nodes.And(left=left, right=right):
            return _both(settling(left), settling(right), decides=False)
        case nodes.Or(left=left, right=right):
            return _both(settling(left), settling(right), decides=True)
        case nodes.Not(node=inner):
            negated = settling(inner)
            return lambda scope: _not(negated(scope))
        case nodes.Test(node=nodes.Name(name=name)):
            return lambda scope: scope[name] is UNANSWERED
        case _:
            read = reading(node)
            return lambda scope: truth(read(scope))


def _settled(settle: Settling) -> Reading:
    def read(scope: Scope) -> Value:
        found = settle(scope)
        return UNANSWERED if found is None else found

    return read


def _listing(items: Sequence[Reading]) -> Reading:
    def read(scope: Scope) -> Value:
        values = [each(scope) for each in items]
        return UNANSWERED if UNANSWERED in values else cast("Given", tuple(values))

    return read


def _choice(node: nodes.CondExpr) -> Reading:
    """`a if c else b` is b unless c is true, exactly as a template's branches are."""
    test, yes = reading(node.test), reading(node.expr1)
    no = None if node.expr2 is None else reading(node.expr2)

    def read(scope: Scope) -> Value:
        if truth(test(scope)) is True:
            return yes(scope)
        return UNANSWERED if no is None else no(scope)

    return read


def _not(settled: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is what it is about
    return None if settled is None else not settled


def _both(left: Settling, right: Settling, *, decides: bool) -> Settling:
    """Two together: one that `decides` settles it, whatever the other is."""

    def settle(scope: Scope) -> bool | None:
        one = left(scope)
        if one is decides:
            return decides
        other = right(scope)
        if other is decides:
            return decides
        return None if one is None or other is None else not decides

    return settle


def _comparing(first: Reading, operands: Sequence[tuple[str, Reading]]) -> Settling:
    """A chain of comparisons: false where one is, unknown where one is and none is false."""

    def settle(scope: Scope) -> bool | None:
        left = first(scope)
        found: list[bool | None] = []
        for op, operand in operands:
            right = operand(scope)
            found.append(_compare(op, left, right))
            left = right
        if False in found:
            return False
        return None if None in found else True

    return settle


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


def _calling(node: nodes.Call) -> Reading:
    name, arguments = cast("nodes.Name", node.node).name, [reading(each) for each in node.args]
    return lambda scope: _called(name, [each(scope) for each in arguments])


def _called(name: str, values: Sequence[Value]) -> Value:
    if UNANSWERED in values:
        return UNANSWERED
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
