"""The filled-in example of a form, as this organisation reads it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from schemekit.assembly.assemble import drafted
from schemekit.assembly.saying import Said
from schemekit.document.blocks import Document, Field
from schemekit.document.drafts import Draft
from schemekit.document.examples import Marking, Shown, as_example
from schemekit.document.memory import Kept
from schemekit.toolkit.examples import Entry, Example

_PAIRS: Final[Kept[int, tuple[Document, Example]]] = Kept(most=512)
"""A form and the example it is filled in with."""


def draft_example(form: Draft, example: Example, said: Said) -> Draft:
    """`form` with what the example says in its fields; what the form says already stays."""
    if not form.faithful:
        form = Draft(form.document)
    # of one example for two editions of a form each is a part of its own
    part = _PAIRS.made(form.common, id(example), lambda: (form.common, example))
    found = drafted(part, said, lambda: _example(form.common, example, said))
    return Draft(found.common, {**form.words, **found.words})


def _example(form: Document, example: Example, said: Said) -> Document:
    (filled,) = said.filled(example, lambda: (_filled(example, said),))
    words = said.toolkit.about.example
    about = example.about.said(said) if example.about else ""
    marking = Marking(words.page, words.title, (words.notice, about), words.unsigned)
    return as_example(form, filled, marking)


def _filled(example: Example, said: Said) -> Mapping[str, Shown]:
    return {name: _shown(said.field(name), entry, said) for name, entry in example.entries.items()}


def _shown(field: Field, entry: Entry, said: Said) -> Shown:
    if field.value:
        return Shown((_already(field),))
    lines = tuple(line for each in entry.lines if (line := each.said(said)))
    rows = (tuple(_shown_in(each, said) for each in row) for row in entry.rows)
    return Shown(lines, tuple(rows))


def _shown_in(entry: Entry, said: Said) -> str:
    return "\n".join(each.said(said) for each in entry.lines)


def _already(field: Field) -> str:
    """What the form fills in by itself, in words."""
    labels = {each.id: each.label for each in field.options}
    if field.kind == "date":
        chosen = date.fromisoformat(field.value)
        return f"{chosen.day} {chosen:%B %Y}"
    if field.kind == "yes_no":
        return field.value.capitalize()
    ticked = field.value.split(",") if field.kind == "choices" else [field.value]
    return "; ".join(labels.get(each, each) for each in ticked)
