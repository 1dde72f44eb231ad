"""A returned file read: which form it is, and what stands in it.

The file says which form it is in a property; where a program dropped that, its fields do.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from schemekit.document.examples import SUFFIX as EXAMPLE
from schemekit.errors import FormError, nearest
from schemekit.forms.form import Form
from schemekit.forms.found import Found, How
from schemekit.forms.matching import Matched, match
from schemekit.forms.opening import kind_of
from schemekit.forms.returned import Answer, Returned, answers_of, unplaced

DOCUMENT: Final = "schemekit-document"
EDITION: Final = "schemekit-edition"
SCHEME: Final = "schemekit-scheme"
_ENOUGH: Final = 0.5
"""So many of a form's spaces must be there, for a file that does not say which form it is."""


def read_form(file: str, content: bytes, forms: Mapping[str, Form], day: str = "") -> Returned:
    """The form in `content`. Raises `FormError` with what is wrong, in words."""
    if file.lower().endswith((".docm", ".dotm")):
        raise FormError("it may hold macros (.docm). Ask for it as .docx.")
    found, told_by = _found(content)
    form = _form(found, forms)
    matched = match(form, found, told_by)
    answers = tuple(answers_of(form, matched))
    return Returned(
        form=form.id,
        file=file,
        digest=hashlib.sha256(content).hexdigest(),
        edition=found.properties.get(EDITION, ""),
        scheme=found.properties.get(SCHEME, ""),
        how="property" if DOCUMENT in found.properties else "fields",
        answers=answers,
        problems=tuple(_problems(form, found, matched, answers)),
        collected=day,
    )


def _found(content: bytes) -> tuple[Found, How]:
    if kind_of(content) == "pdf":
        from schemekit.forms.pdf import read_pdf

        return read_pdf(content), "name"
    from schemekit.forms.word import read_word

    return read_word(content), "tag"


def _form(found: Found, forms: Mapping[str, Form]) -> Form:
    """The form that the file says it is, or else the one whose fields it has."""
    said = found.properties.get(DOCUMENT, "")
    if said in forms:
        return forms[said]
    if said.endswith(EXAMPLE):
        raise FormError("it is a filled-in example that came with the pack, so it was not read.")
    if said:
        made_for = found.properties.get(SCHEME, "")
        where = f", made for {made_for!r}" if made_for else ""
        raise FormError(
            f"it is the document {said!r}{where}, which is no form of this scheme."
            f" {nearest(said, forms)}".rstrip()
        )
    ranked = sorted(forms.values(), key=lambda each: _likeness(each, found), reverse=True)
    if not ranked or _likeness(ranked[0], found) < _ENOUGH or _is_tie(ranked, found):
        raise FormError("it is not a form of this scheme, or its fields have gone.")
    return ranked[0]


def _is_tie(ranked: Sequence[Form], found: Found) -> bool:
    return len(ranked) > 1 and _likeness(ranked[0], found) == _likeness(ranked[1], found)


def _likeness(form: Form, found: Found) -> float:
    """How much of the form the file has, and how much of the file the form has: 0 to 1."""
    own = {each.tag for each in form.spaces}
    there = [each for each in match(form, found) if each.how in {"tag", "bookmark"} and each.tag]
    met = {each.tag for each in there} & own
    every = len(own) + len(found.controls) - len(met)
    return len(met) / every if every else 0.0


def _problems(
    form: Form, found: Found, matched: Sequence[Matched], answers: Sequence[Answer]
) -> Iterator[str]:
    scheme, edition = found.properties.get(SCHEME, ""), found.properties.get(EDITION, "")
    if scheme and scheme != form.scheme:
        yield f"It was made for {scheme!r}, and this scheme is {form.scheme!r}."
    if edition and form.edition and edition != form.edition:
        yield "It is another version of the form: some of its questions have changed since."
    gone = [each.label for each in answers if each.state == "missing"]
    if gone:
        more = f" and {len(gone) - 5} more" if len(gone) > 5 else ""
        yield f"These fields are not in the file: {'; '.join(gone[:5])}{more}."
    yield from unplaced(form, matched)
