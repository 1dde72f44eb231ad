"""The expressions authors write: parsed once by Jinja, checked, and worked out by our own walk.

Nothing here is ever compiled or executed: Jinja folds constants while compiling, and an overlay
that said `'a'*10**10 == 'b'` hung it for most of a minute. Logic is three-valued. A comparison or
a sum with an unanswered name is unknown; a condition holds only when it is true.
"""

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Protocol, TypeAlias, cast

from jinja2 import Environment, TemplateSyntaxError, nodes

from schemekit.toolkit.values import UNANSWERED, Given, Value

LARGEST: Final = 1_000_000_000
LONGEST: Final = 10_000
DEEPEST: Final = 60


class Columns(Protocol):
    """A loop's row, as an expression sees it."""

    def column(self, name: str) -> Value: ...


Scope: TypeAlias = Mapping[str, "Value | Columns"]


class ConditionError(Exception):
    """An expression that is not in the language; the message says what is not allowed."""


_ENVIRONMENT: Final = Environment(autoescape=True)
_SUMS: Final[dict[type[nodes.Expr], Callable[[float, float], float]]] = {
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
_ARGUMENTS: Final = {
    "ceil": (1, 1),
    "floor": (1, 1),
    "round": (1, 2),
    "min": (2, 9),
    "max": (2, 9),
    "count": (1, 1),
    "weeks": (1, 1),
    "days": (1, 1),
}
_ALLOWED: Final[tuple[type[nodes.Node], ...]] = (
    nodes.Name,
    nodes.Const,
    nodes.TemplateData,
    nodes.List,
    nodes.Tuple,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.CondExpr,
    nodes.Test,
    nodes.Getattr,
    nodes.Call,
    *_SUMS,
)


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """One parsed expression: the text it was written as, and the names it reads."""

    source: str
    tree: nodes.Expr
    reads: frozenset[str]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.source == self.source

    def __hash__(self) -> int:
        return hash(self.source)

    @property
    def name(self) -> str | None:
        """The question or fact, where the expression is nothing but its name."""
        return self.tree.name if isinstance(self.tree, nodes.Name) else None

    def value(self, scope: Scope) -> Value:
        """What the expression comes to; `UNANSWERED` where an answer it needs is missing."""
        return _value(self.tree, scope)

    def holds(self, scope: Scope) -> bool:
        """Whether the expression is true; unknown is not true."""
        return truth(_value(self.tree, scope)) is True

    def because(self, scope: Scope) -> tuple[str, ...]:
        """The names whose values make this expression true, in the order they are read."""
        return tuple(dict.fromkeys(_because(self.tree, scope, wanted=True)))

    def options_compared(self) -> tuple[tuple[str, str], ...]:
        """Every (name, option id) that the expression compares, for the linker."""
        return tuple(_compared(self.tree))

    def literals(self) -> tuple[str, ...]:
        """Every text written out in the expression."""
        return tuple(
            node.value
            for node in _walk(self.tree)
            if isinstance(node, nodes.Const) and isinstance(node.value, str)
        )


@lru_cache(maxsize=4_096)
def parse(source: str) -> Expression:
    """`source` as an expression. Raises `ConditionError` for anything outside the language."""
    if len(source) > LONGEST:
        raise ConditionError(f"an expression may have {LONGEST:,} characters at most")
    try:
        module = _ENVIRONMENT.parse("{{ " + source.strip() + " }}")
    except (TemplateSyntaxError, RecursionError, OverflowError, ValueError) as wrong:
        raise ConditionError(f"{source!r} cannot be read: {wrong}") from None
    outputs = [node for node in module.body if isinstance(node, nodes.Output)]
    if len(module.body) != 1 or len(outputs) != 1 or len(outputs[0].nodes) != 1:
        raise ConditionError(f"{source!r} is not one expression")
    tree = outputs[0].nodes[0]
    _check(tree, source, 0)
    return Expression(source.strip(), tree, frozenset(_names(tree)))


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """`tree` and everything below it, but for the names of functions called."""
    yield tree
    for child in tree.args if isinstance(tree, nodes.Call) else tree.iter_child_nodes():
        yield from _walk(child)


def _names(tree: nodes.Node) -> Iterator[str]:
    return (node.name for node in _walk(tree) if isinstance(node, nodes.Name))


def _check(node: nodes.Node, source: str, depth: int) -> None:
    if depth > DEEPEST:
        raise ConditionError(f"{source[:60]!r}… is nested more than {DEEPEST} deep")
    if not isinstance(node, _ALLOWED):
        raise ConditionError(f"{type(node).__name__.lower()!r} is not allowed in {source!r}")
    match node:
        case nodes.Const(value=value):
            _check_constant(value, source)
        case nodes.Test() if node.name != "unanswered" or node.args or node.kwargs:
            raise ConditionError(f"the only test is 'is unanswered', in {source!r}")
        case nodes.Test() if not isinstance(node.node, nodes.Name):
            raise ConditionError(f"'is unanswered' asks about a name, in {source!r}")
        case nodes.Getattr() if not isinstance(node.node, nodes.Name):
            raise ConditionError(f"a column stands behind a row's name, in {source!r}")
        case nodes.Call():
            _check_call(node, source)
            for each in node.args:
                _check(each, source, depth + 1)
            return
        case _:
            pass
    for child in node.iter_child_nodes():
        _check(child, source, depth + 1)


def _check_constant(value: object, source: str) -> None:
    if isinstance(value, bool | str):
        return
    if not isinstance(value, int | float):
        raise ConditionError(f"{value!r} is not allowed in {source!r}")
    if not abs(value) <= LARGEST:
        raise ConditionError(f"numbers go up to {LARGEST:,}, in {source!r}")


def _check_call(node: nodes.Call, source: str) -> None:
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    if name not in _ARGUMENTS:
        known = ", ".join(_ARGUMENTS)
        raise ConditionError(f"only {known} can be called, in {source!r}")
    least, most = _ARGUMENTS[name]
    if node.kwargs or node.dyn_args or node.dyn_kwargs or not least <= len(node.args) <= most:
        raise ConditionError(f"{name} takes {least} to {most} values, in {source!r}")


def truth(value: Value) -> bool | None:
    """Whether `value` counts as true; None where it is unknown."""
    return None if value is UNANSWERED else bool(value)


def _value(node: nodes.Node, scope: Scope) -> Value:
    match node:
        case nodes.Const(value=constant):
            return cast("Given", constant)
        case nodes.TemplateData(data=text):
            return text
        case nodes.Name(name=name):
            return cast("Value", scope[name])
        case nodes.Getattr(node=nodes.Name(name=row), attr=column):
            return cast("Columns", scope[row]).column(column)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            values = [_value(each, scope) for each in items]
            return UNANSWERED if UNANSWERED in values else cast("Given", tuple(values))
        case nodes.CondExpr():
            return _choice(node, scope)
        case nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not() | nodes.Test():
            known = _logic(node, scope)
            return UNANSWERED if known is None else known
        case nodes.Call():
            return _called(node, scope)
        case nodes.Neg(node=inner):
            return _sum(operator.sub, 0, _value(inner, scope))
        case nodes.BinExpr(left=left, right=right):
            return _sum(_SUMS[type(node)], _value(left, scope), _value(right, scope))
        case _:
            raise AssertionError(node)


def _choice(node: nodes.CondExpr, scope: Scope) -> Value:
    """`a if c else b` is b unless c is true, exactly as a template's branches are."""
    if truth(_value(node.test, scope)) is True:
        return _value(node.expr1, scope)
    return UNANSWERED if node.expr2 is None else _value(node.expr2, scope)


def _logic(node: nodes.Node, scope: Scope) -> bool | None:
    match node:
        case nodes.And(left=left, right=right):
            return _both(_logic(left, scope), lambda: _logic(right, scope))
        case nodes.Or(left=left, right=right):
            neither = _both(_not(_logic(left, scope)), lambda: _not(_logic(right, scope)))
            return _not(neither)
        case nodes.Not(node=inner):
            return _not(_logic(inner, scope))
        case nodes.Test(node=nodes.Name(name=name)):
            return scope[name] is UNANSWERED
        case nodes.Compare(expr=first, ops=operands):
            return _comparison(_value(first, scope), operands, scope)
        case _:
            return truth(_value(node, scope))


def _not(known: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is what it is about
    return None if known is None else not known


def _both(left: bool | None, right: Callable[[], bool | None]) -> bool | None:  # noqa: FBT001
    if left is False:
        return False
    other = right()
    return False if other is False else (True if left and other else None)


def _comparison(left: Value, operands: list[nodes.Operand], scope: Scope) -> bool | None:
    """A chain of comparisons: false where one is, unknown where one is and none is false."""
    found: list[bool | None] = []
    for operand in operands:
        right = _value(operand.expr, scope)
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
    values = [_value(each, scope) for each in node.args]
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


def _because(node: nodes.Node, scope: Scope, *, wanted: bool) -> Iterator[str]:
    match node:
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            for side in (left, right):
                if isinstance(node, nodes.And) == wanted or _logic(side, scope) is wanted:
                    yield from _because(side, scope, wanted=wanted)
        case nodes.Not(node=inner):
            yield from _because(inner, scope, wanted=not wanted)
        case _:
            yield from _names(node)


def _compared(tree: nodes.Node) -> Iterator[tuple[str, str]]:
    """Pairs of a name and a text literal that one comparison sets against each other."""
    for node in _walk(tree):
        if not isinstance(node, nodes.Compare):
            continue
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        names = [side.name for side in sides if isinstance(side, nodes.Name)]
        for name in names:
            for side in sides:
                for each in _walk(side):
                    if isinstance(each, nodes.Const) and isinstance(each.value, str):
                        yield name, each.value
