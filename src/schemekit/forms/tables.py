"""All forms that came back as tables: one for each form, and one of what to look at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from schemekit.forms.form import Form
from schemekit.forms.found import HOW_IN_WORDS, How
from schemekit.forms.kept import Kept
from schemekit.forms.returned import Answer, Returned

Cell: TypeAlias = str | int | float | date | None
LOOK: Final = "Look at these"
_AFTER: Final = ("Left blank", "File", "Read on", "Recognised by", "Problems")
_LOOK_HEADS: Final = ("Form", "File", "Whose", "Field", "What to look at", "What stands there")


class Look(NamedTuple):
    """One thing that a person should look at."""

    form: str
    file: str
    whose: str
    field: str
    what: str
    raw: str


class Sheet(NamedTuple):
    """One table."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(kept: Kept, forms: Mapping[str, Form]) -> tuple[Sheet, ...]:
    """What to look at, then a table for each form of which any came back."""
    listed = tuple(tuple(each) for each in looks(kept, forms))
    ids = dict.fromkeys([*forms, *(each.form for each in kept.forms)])
    found = {each.form for each in kept.forms}
    tables = tuple(_table(each, kept, forms.get(each)) for each in ids if each in found)
    return (Sheet(LOOK, _LOOK_HEADS, listed), *tables)


def looks(kept: Kept, forms: Mapping[str, Form]) -> Iterator[Look]:
    """Blanks, unknown choices, what cannot be read, wrong versions and duplicates."""
    for each in kept.forms:
        title = forms[each.form].title if each.form in forms else each.form
        for field, what, raw in _looks(each, kept):
            yield Look(title, each.file, each.whose, field, what, raw)


def _looks(returned: Returned, kept: Kept) -> Iterator[tuple[str, str, str]]:
    before = kept.earlier(returned)
    if before is not None:
        yield "", f"A newer return of the same form by the same person as {before.file}.", ""
    for problem in returned.problems:
        yield "", problem, ""
    for answer in returned.answers:
        what = _look(answer)
        if what:
            yield answer.label, what, answer.raw


def _look(answer: Answer) -> str:
    match answer.state:
        case "blank" | "missing" if answer.required:
            return "Left blank, and it is needed."
        case "unknown choice":
            return f"Not one of the choices: {answer.problem}"
        case "unreadable":
            return f"It cannot be read: {answer.problem}"
        case _ if answer.problem:
            return answer.problem[:1].upper() + answer.problem[1:]
        case _:
            return ""


def _table(form: str, kept: Kept, now: Form | None) -> Sheet:
    returned = [each for each in kept.forms if each.form == form]
    labels = _columns(returned, now)
    rows = tuple(_row(each, labels, kept) for each in returned)
    return Sheet(now.title if now else form, (*labels.values(), *_AFTER), rows)


def _columns(returned: Sequence[Returned], now: Form | None) -> dict[str, str]:
    """The fields that came back, with their labels, in the order of the form."""
    came = {each.field: each.label for one in returned for each in one.answers}
    ordered = {each.id: each.label for each in now.asked if each.id in came} if now else {}
    return {**ordered, **{field: label for field, label in came.items() if field not in ordered}}


def _row(returned: Returned, labels: Mapping[str, str], kept: Kept) -> tuple[Cell, ...]:
    answers = {each.field: each for each in returned.answers}
    cells = (_cell(answers.get(each)) for each in labels)
    blank = "; ".join(e.label for e in returned.answers if e.state in {"blank", "missing"})
    problems = [f"{field}: {what}" if field else what for field, what, _ in _looks(returned, kept)]
    told = (blank, returned.file, returned.collected, recognised(returned), " ".join(problems))
    return (*cells, *told)


def _cell(answer: Answer | None) -> Cell:
    if answer is None or answer.state in {"blank", "missing"}:
        return None
    value = answer.value
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return answer.shown


def recognised(returned: Returned) -> str:
    """By which method the form and its fields were recognised; what was rare is named."""
    ways: dict[How, list[str]] = {}
    for each in returned.answers:
        if each.how is not None:
            ways.setdefault(each.how, []).append(each.label)
    usual = max(ways, key=lambda how: len(ways[how]), default=None)
    said = [
        HOW_IN_WORDS[how] if how == usual else f"{HOW_IN_WORDS[how]} ({'; '.join(labels)})"
        for how, labels in sorted(ways.items(), key=lambda way: way[0] != usual)
    ]
    form = [] if returned.how == "property" else ["the form by its fields"]
    return "; ".join([*said, *form])
