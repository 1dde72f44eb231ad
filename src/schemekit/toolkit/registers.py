"""Lists that documents print: questions people ask, places to turn to, steps, roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import ConfigDict, Field

from schemekit.toolkit.authored import Authored, Condition, Id
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.templates import Blocks

ColumnKind: TypeAlias = Literal["text", "prose"]


class RegisterTable(Authored):
    """What a register's file says of it: its title and its typed columns."""

    id: Id
    title: str
    columns: dict[str, ColumnKind]


class RowTable(Authored):
    """One row as its file has it; its columns are the keys left over."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=True)

    id: Id
    when: Condition | None = None
    evidence: tuple[Id, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class RegisterFile(Authored):
    table: RegisterTable = Field(alias="register")
    row: tuple[RowTable, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row with its texts parsed."""

    id: str
    when: Expression | None
    columns: Mapping[str, Blocks]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    id: str
    title: str
    columns: Mapping[str, ColumnKind]
    rows: tuple[RegisterRow, ...]
