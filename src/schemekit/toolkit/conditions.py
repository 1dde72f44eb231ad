"""The expressions authors write: parsed once by Jinja, checked, and worked out by our own walk.

Nothing here is ever compiled or executed: Jinja folds constants while compiling, and an overlay
that said `'a'*10**10 == 'b'` hung it for most of a minute. Logic is three-valued. A comparison or
a sum with an unanswered name is unknown; a condition holds only when it is true.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from schemekit.toolkit.evaluation import LARGEST, SUMS, Scope, known, truth, worked_out
from schemekit.toolkit.values import Value

LONGEST: Final = 10_000
DEEPEST: Final = 60


class ConditionError(Exception):
    """An expression that is not in the language; the message says what is not allowed."""


_ENVIRONMENT: Final = Environment(autoescape=True)
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
    *SUMS,
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

    @property
    def names(self) -> tuple[str, ...]:
        """The names it reads, in the order they stand."""
        return _distinct_names(self)

    def value(self, scope: Scope) -> Value:
        """What the expression comes to; `UNANSWERED` where an answer it needs is missing."""
        return worked_out(self.tree, scope)

    def holds(self, scope: Scope) -> bool:
        """Whether the expression is true; unknown is not true."""
        return truth(worked_out(self.tree, scope)) is True

    def because(self, scope: Scope) -> tuple[str, ...]:
        """The names whose values make this expression true, in the order they are read."""
        return tuple(dict.fromkeys(_because(self.tree, scope, wanted=True)))

    def options_compared(self) -> tuple[tuple[str, str], ...]:
        """Every (name, option id) that the expression compares, for the linker."""
        return _compared(self)

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
        names = ", ".join(_ARGUMENTS)
        raise ConditionError(f"only {names} can be called, in {source!r}")
    least, most = _ARGUMENTS[name]
    if node.kwargs or node.dyn_args or node.dyn_kwargs or not least <= len(node.args) <= most:
        raise ConditionError(f"{name} takes {least} to {most} values, in {source!r}")


def _because(node: nodes.Node, scope: Scope, *, wanted: bool) -> Iterator[str]:
    match node:
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            for side in (left, right):
                if isinstance(node, nodes.And) == wanted or known(side, scope) is wanted:
                    yield from _because(side, scope, wanted=wanted)
        case nodes.Not(node=inner):
            yield from _because(inner, scope, wanted=not wanted)
        case _:
            yield from _names(node)


# the same few hundred expressions stand in some thousand places
@lru_cache(maxsize=4_096)
def _distinct_names(expression: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_names(expression.tree)))


@lru_cache(maxsize=4_096)
def _compared(expression: Expression) -> tuple[tuple[str, str], ...]:
    return tuple(_pairs(expression.tree))


def _pairs(tree: nodes.Node) -> Iterator[tuple[str, str]]:
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
