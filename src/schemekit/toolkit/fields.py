"""The fields of a form: declared with the kinds that questions have."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from pydantic import Field as Constrained
from pydantic import model_validator

from schemekit.toolkit.authored import Authored, Condition, Id, Worded

Kind: TypeAlias = Literal["text", "prose", "number", "yes_no", "choice", "choices", "date", "email"]


class FormOption(Authored):
    """One option of a form field."""

    id: Id
    label: Worded


class FormField(Authored):
    """A space to fill in, as its document declares it."""

    id: Id
    kind: Kind
    label: Worded
    help: Worded | None = None
    """Printed beside the space."""
    prompt: Worded | None = None
    """Stands in the space until somebody types there."""
    options: tuple[FormOption, ...] = ()
    value: Condition | None = None
    """What is filled in already, where it is known."""
    required: bool = False
    """Missed where a returned form leaves it blank; with words in it, it says whose form it is."""
    other: bool = False
    """A list that also takes typed text."""
    max: int = 0
    rows: int = Constrained(default=0, ge=0, le=50)
    columns: tuple["FormField", ...] = ()
    """With `rows`: the columns of a small table."""

    @model_validator(mode="after")
    def _fits(self) -> "FormField":
        listed = self.kind in {"choice", "choices"}
        if listed != bool(self.options) and not self.columns:
            raise ValueError(f"a {self.kind} field has {'options' if listed else 'no options'}")
        if bool(self.rows) != bool(self.columns):
            raise ValueError("rows and columns stand together")
        if self.other and not listed:
            raise ValueError("only a choice or choices field has another answer")
        return self


def edition(fields: Iterable[FormField]) -> str:
    """A digest of what is asked for, whatever the words; empty where nothing is."""
    asked = "\n".join(_asked(fields))
    return hashlib.sha256(asked.encode()).hexdigest()[:12] if asked else ""


def _asked(fields: Iterable[FormField], above: str = "") -> Iterator[str]:
    for each in fields:
        options = " ".join(option.id for option in each.options)
        yield f"{above}{each.id} {each.kind} {each.other} {each.rows} {options}"
        yield from _asked(each.columns, f"{each.id}.")
