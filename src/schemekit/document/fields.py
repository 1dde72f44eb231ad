"""What a form field offers and holds, and whether it needs lines of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from schemekit.document.blocks import (
    Choice,
    Emphasis,
    Field,
    Inline,
    LineBreak,
    Link,
    Strong,
    Text,
)
from schemekit.document.theme import Words

Inlines: TypeAlias = tuple[Inline, ...]
Piece: TypeAlias = Field | Inlines

_HOLDING: Final = (Field, Strong, Emphasis, Link)


def pieces(content: Inlines) -> tuple[Piece, ...]:
    """`content` parted into words and the fields among them that need lines of their own."""
    if not any(isinstance(each, _HOLDING) for each in content):
        return () if all(map(_blank, content)) else (content,)
    alone = _alone(content)
    if alone is not None:
        return (alone,)
    return tuple(_merged(_parted(content)))


def options(field: Field, words: Words) -> tuple[Choice, ...]:
    """What may be picked."""
    if field.kind == "yes_no":
        return (Choice("yes", words.yes), Choice("no", words.no))
    return field.options


def shown(field: Field, words: Words) -> str:
    """What is filled in already, as a reader sees it."""
    if field.kind == "date":
        chosen = day(field.value)
        return f"{chosen:%d/%m/%Y}" if chosen else field.value
    labels = {each.id: each.label for each in options(field, words)}
    return labels.get(field.value, field.value)


def day(value: str) -> date | None:
    """The day an ISO date names; words such as "to be agreed" name none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def picked(field: Field) -> frozenset[str]:
    """The option ids of a field of several choices that are ticked already."""
    return frozenset(each.strip() for each in field.value.split(",") if each.strip())


def _alone(content: Inlines) -> Field | None:
    """The field that is all there is."""
    rest = [each for each in content if not _blank(each)]
    return rest[0] if len(rest) == 1 and isinstance(rest[0], Field) else None


def _blank(inline: Inline) -> bool:
    return isinstance(inline, LineBreak) or (isinstance(inline, Text) and not inline.text.strip())


def _parted(content: Inlines) -> Iterator[Piece]:
    for inline in content:
        match inline:
            case Field(kind="choices" | "rows"):
                yield inline
            case Strong(inner) | Emphasis(inner) | Link(_, inner) if any(map(_tall, inner)):
                for piece in _merged(_parted(inner)):
                    yield piece if isinstance(piece, Field) else (replace(inline, content=piece),)
            case _:
                yield (inline,)


def _tall(inline: Inline) -> bool:
    """Whether a field that needs lines of its own is in there."""
    match inline:
        case Field(kind=kind):
            return kind in {"choices", "rows"}
        case Strong(inner) | Emphasis(inner) | Link(_, inner):
            return any(map(_tall, inner))
        case _:
            return False


def _merged(parts: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbouring words as one piece; what is only space is left out."""
    words: Inlines = ()
    for part in parts:
        if not isinstance(part, Field):
            words += part
            continue
        if not all(map(_blank, words)):
            yield words
        yield part
        words = ()
    if not all(map(_blank, words)):
        yield words
