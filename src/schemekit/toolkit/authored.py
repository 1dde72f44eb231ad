"""What every authored table shares: it is frozen, and a key nobody knows is an error."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    InstanceOf,
    StringConstraints,
    ValidationInfo,
)

from schemekit.toolkit.conditions import ConditionError, Expression, parse
from schemekit.toolkit.phrases import Phrase, PhraseError, parse_phrase


class Authored(BaseModel):
    """One table that an author wrote."""

    # built when a table is read: where all of them are remembered, none is
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )


def _expression(written: Any) -> Any:
    if isinstance(written, Expression):
        return written
    try:
        return parse(written if isinstance(written, str) else _literal(written))
    except ConditionError as wrong:
        raise ValueError(str(wrong)) from None


def _literal(written: Any) -> str:
    """A TOML literal as the expression that means it: `["a"]` is `['a']`, `true` is `true`."""
    match written:
        case bool():
            return "true" if written else "false"
        case int() | float():
            return repr(written)
        case list():
            return "[" + ", ".join(repr(str(each)) for each in written) + "]"
        case _:
            raise ConditionError(f"{written!r} is no expression")


def _phrase(written: Any, info: ValidationInfo) -> Any:
    return _parsed(written, info.context["words"] if info.context else {})


def _plain(written: Any) -> Any:
    return _parsed(written, {})


def _parsed(written: Any, words: Mapping[str, str]) -> Any:
    if not isinstance(written, str):
        return written
    try:
        return parse_phrase(written, words)
    except PhraseError as wrong:
        raise ValueError(str(wrong)) from None


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Condition = Annotated[InstanceOf[Expression], BeforeValidator(_expression)]
Worded = Annotated[InstanceOf[Phrase], BeforeValidator(_phrase)]
Plain = Annotated[InstanceOf[Phrase], BeforeValidator(_plain)]
"""A phrase in which the local words are not put in: the default of a question, say."""
