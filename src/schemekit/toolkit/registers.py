"""Lists that documents print: questions people ask, places to turn to, steps, roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from pydantic import ConfigDict, Field

from schemekit.toolkit.authored import Authored, Condition, Id
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.templates import Blocks, reads

ColumnKind: TypeAlias = Literal["text", "prose", "number", "date"]


class RegisterTable(Authored):
    """What a register's file says of it: its title and its typed columns."""

    id: Id
    title: str
    columns: dict[str, ColumnKind]
    computed: dict[str, str] = Field(default_factory=dict)
    """Numbers worked out from the row’s other columns: name to formula."""
    order: tuple[str, ...] = ()
    """Columns by which rows are sorted; with a minus before it the largest comes first."""


class RowTable(Authored):
    """One row as its file has it; its columns are the keys left over."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=True)

    id: Id
    when: Condition | None = None
    evidence: tuple[Id, ...] = ()
    defaults: tuple[Id, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class RegisterFile(Authored):
    table: RegisterTable = Field(alias="register")
    row: tuple[RowTable, ...] = ()


@dataclass(frozen=True)
class RegisterRow:
    """One row with its texts parsed."""

    id: str
    when: Expression | None
    columns: Mapping[str, Blocks]
    evidence: tuple[str, ...] = ()
    values: Mapping[str, Expression] = field(default_factory=dict)
    """What the columns that are numbers and dates are worked out from."""
    defaults: tuple[str, ...] = ()

    @cached_property
    def reads(self) -> frozenset[str]:
        """Every question and fact that it depends on."""
        said = (reads(each) for each in self.columns.values())
        whether = self.when.reads if self.when else frozenset()
        return whether.union(*said, *(each.reads for each in self.values.values()))


@dataclass(frozen=True, slots=True)
class Register:
    id: str
    title: str
    columns: Mapping[str, ColumnKind]
    rows: tuple[RegisterRow, ...]
    order: tuple[str, ...] = ()

    def applying(self, scope: Scope) -> tuple[RegisterRow, ...]:
        """The rows that apply, in order; what is unknown comes last."""
        rows = [each for each in self.rows if each.when is None or each.when.holds(scope)]
        for name in reversed(self.order):
            rows.sort(key=lambda each: _rank(each, name, scope))
        return tuple(rows)


def _rank(row: RegisterRow, name: str, scope: Scope) -> tuple[bool, float]:
    match row.values[name.removeprefix("-")].value(scope):
        case bool():
            return (True, 0)
        case int() | float() as number:
            return (False, -number if name.startswith("-") else number)
        case date() as day:
            return (False, -day.toordinal() if name.startswith("-") else day.toordinal())
        case _:
            return (True, 0)
