"""Form fields with lines of their own, in Markdown."""

from schemekit.document.blocks import Field
from schemekit.document.fields import options, picked, shown
from schemekit.document.theme import Words
from schemekit.writers.plain.inlines import BLANK, escaped

_LONG = BLANK * 4


def field_lines(field: Field, words: Words, *, labelled: bool) -> str:
    """A label with a line to write on, boxes to tick, or an empty table."""
    label = f"{escaped(field.label)}:" if labelled else ""
    helped = f" ({escaped(field.help)})" if labelled and field.help else ""
    match field.kind:
        case "choices":
            return "\n\n".join(part for part in (label + helped, _boxes(field, words)) if part)
        case "rows":
            return "\n\n".join(part for part in (label + helped, _rows(field)) if part)
        case "choice" | "yes_no" if not field.value:
            offered = " / ".join(escaped(each.label) for each in options(field, words))
            return f"{label}{helped} {offered}: {_LONG}".strip()
        case _:
            return f"{label}{helped} {escaped(shown(field, words)) or _LONG}".strip()


def _boxes(field: Field, words: Words) -> str:
    ticked = picked(field)
    boxes = [
        f"- [{'x' if each.id in ticked else ' '}] {escaped(each.label)}" for each in field.options
    ]
    if field.other:
        boxes.append(f"- [ ] {escaped(words.other)}: {_LONG}")
    return "\n".join(boxes)


def _rows(field: Field) -> str:
    heads = " | ".join(escaped(each.label) for each in field.columns)
    lines = [f"| {heads} |", "|" + " --- |" * len(field.columns)]
    lines += ["|" + f" {BLANK} |" * len(field.columns)] * field.rows
    return "\n".join(lines)
