"""A form filled in by people who do not exist: read by the kinds of its fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, assert_never

from schemekit.errors import Problem, nearest
from schemekit.toolkit.authored import Authored, Id, Worded
from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.fields import FormField, FormOption
from schemekit.toolkit.linking import unknown
from schemekit.toolkit.phrases import Phrase, PhraseError, parse_phrase
from schemekit.toolkit.tables import SourceFile
from schemekit.toolkit.tags import Words
from schemekit.toolkit.values import said_date, said_number

_FIELDS: Final = "fields"


class ExampleFile(Authored):
    """A file of `examples/`: a document, and what stands in each of its fields."""

    document: Id
    about: Worded | None = None
    """Who the people are that somebody invented."""
    fields: dict[Id, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one field: lines of words, or the rows of a small table."""

    lines: tuple[Phrase, ...] = ()
    rows: tuple[tuple["Entry", ...], ...] = ()

    @property
    def phrases(self) -> Iterator[Phrase]:
        yield from self.lines
        for row in self.rows:
            for each in row:
                yield from each.phrases


@dataclass(frozen=True, slots=True)
class Example:
    """A form filled in, for people to learn from."""

    name: str
    """The source file, as people know it."""
    document: str
    about: Phrase | None
    entries: Mapping[str, Entry]

    @property
    def phrases(self) -> Iterator[Phrase]:
        if self.about is not None:
            yield self.about
        for each in self.entries.values():
            yield from each.phrases


class UnfitError(Exception):
    """Why something cannot stand in a field, and what would help."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy


def read_example(
    file: SourceFile,
    found: ExampleFile,
    documents: Mapping[str, DocumentTemplate],
    words: Words,
    problems: list[Problem],
) -> Example | None:
    """One file of `examples/`; what does not fit its form is added to `problems`."""
    form = documents.get(found.document)
    if form is None:
        known = [each.id for each in documents.values() if each.fields]
        problems += unknown([found.document], known, "form", f"{file.name}, line 1")
        return None
    declared = {each.id: each for each in form.fields}
    problems += _unfitting(file, found, declared, form)
    entries: dict[str, Entry] = {}
    for name, raw in found.fields.items():
        if name in declared:
            try:
                entries[name] = _entry(declared[name], raw, words)
            except UnfitError as wrong:
                where = file.where(_FIELDS, 0, name)
                problems.append(Problem(where, f"{name}: {wrong.what}.", wrong.remedy))
    return Example(file.name, found.document, found.about, entries)


def _unfitting(
    file: SourceFile,
    found: ExampleFile,
    declared: Mapping[str, FormField],
    form: DocumentTemplate,
) -> Iterator[Problem]:
    """Fields that the form does not have, and fields of the form that are missing."""
    for name in found.fields:
        if name not in declared:
            where = file.where(_FIELDS, 0, name)
            remedy = nearest(name, declared) or "Take it out."
            yield Problem(where, f"the form {form.id!r} has no field {name!r}.", remedy)
    for name, field in declared.items():
        if name not in found.fields:
            what = f"the field {name!r} ({field.kind}) of {form.name} has no example."
            yield Problem(file.where(_FIELDS), what, f"Add {name} = {_SAMPLE[field.kind]}.")


_SAMPLE: Final[Mapping[str, str]] = {
    "text": '"…"',
    "prose": '"""…"""',
    "email": '"name@example.org"',
    "number": "1",
    "yes_no": "true",
    "date": "2027-09-06",
    "choice": '"an option’s id"',
    "choices": '["an option’s id"]',
}


def _entry(field: FormField, raw: object, words: Words) -> Entry:
    if field.columns:
        return Entry(rows=tuple(_rows(field, raw, words)))
    match field.kind:
        case "text" | "email":
            return Entry((_line(field, _text(raw), words),))
        case "prose":
            lines = (each.strip() for each in _text(raw).strip().split("\n"))
            return Entry(tuple(_line(field, each, words) for each in lines if each))
        case "number" | "date" if isinstance(raw, str):
            return Entry((_phrase(f"{{{{ {raw} }}}}", words),))
        case "number":
            return Entry((_fixed(said_number(_kind(raw, int | float, "a number"))),))
        case "yes_no":
            return Entry((_fixed("Yes" if _kind(raw, bool, "true or false") else "No"),))
        case "date":
            return Entry((_fixed(said_date(_kind(raw, date, "a date such as 2027-09-06"))),))
        case "choice":
            return Entry((_option(field, raw, words),))
        case "choices":
            ticked: list[Any] = _kind(raw, list, "a list of option ids")
            return Entry(tuple(_option(field, each, words) for each in ticked))
        case _:
            assert_never(field.kind)


def _rows(field: FormField, raw: object, words: Words) -> Iterator[tuple[Entry, ...]]:
    rows: list[Any] = _kind(raw, list, "a list of tables, one for each row")
    if not 1 <= len(rows) <= field.rows:
        raise UnfitError(f"it has {len(rows)} rows, and the form has room for 1 to {field.rows}")
    columns = {each.id: each for each in field.columns}
    for row in rows:
        given: dict[str, Any] = _kind(row, dict, "a table with a value for each column")
        for name in given:
            if name not in columns:
                raise UnfitError(f"there is no column {name!r}", nearest(name, columns))
        if lacking := [each for each in columns if each not in given]:
            raise UnfitError(f"a row lacks the column {lacking[0]!r}", f"Add {lacking[0]} = ….")
        yield tuple(_entry(each, given[name], words) for name, each in columns.items())


def _kind(raw: object, kind: Any, said: str) -> Any:
    """`raw`, where it is of that kind; a yes or no is no number."""
    if not isinstance(raw, kind) or (isinstance(raw, bool) and kind is not bool):
        raise UnfitError(f"{str(raw)[:60]!r} is not {said}")
    return raw


def _text(raw: object) -> str:
    text: str = _kind(raw, str, "a text in quotes")
    if not text.strip():
        raise UnfitError("it is empty", "Write what somebody might: an example shows every field.")
    return text


def _line(field: FormField, text: str, words: Words) -> Phrase:
    if field.max and len(text) > field.max:
        raise UnfitError(f"it has {len(text)} characters, and {field.max} fit")
    if field.kind == "email" and "@" not in text:
        raise UnfitError(f"{text[:60]!r} is no e-mail address")
    return _phrase(text, words)


def _option(field: FormField, raw: object, words: Words) -> Phrase:
    """The label of an option; where people can answer in words of their own, those."""
    chosen = _kind(raw, str, "an option’s id in quotes")
    known: dict[str, FormOption] = {each.id: each for each in field.options}
    if chosen in known:
        return known[chosen].label
    if field.other and " " in chosen:
        return _phrase(chosen, words)
    remedy = nearest(chosen, known) or f"There are {', '.join(known)}."
    raise UnfitError(f"{chosen[:60]!r} is not one of its options", remedy)


def _fixed(text: str) -> Phrase:
    return parse_phrase(text, {})


def _phrase(text: str, words: Words) -> Phrase:
    try:
        return parse_phrase(text, words)
    except PhraseError as wrong:
        raise UnfitError(str(wrong)) from None
