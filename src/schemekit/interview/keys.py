"""Which key does what. Only the keys named here do anything in a list; in a line, editing works."""

from collections.abc import Callable
from typing import Final

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Always, Condition, Filter
from prompt_toolkit.key_binding import (
    ConditionalKeyBindings,
    KeyBindings,
    KeyBindingsBase,
    KeyPressEvent,
    merge_key_bindings,
)
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl

from schemekit.interview.drawing import Screen
from schemekit.interview.sheets import (
    MORE,
    NOT_SURE_ROW,
    Back,
    Listed,
    Picking,
    Quit,
    Said,
    Ticking,
    ToCheck,
    Writing,
)

_LEAVE: Final = ("c-c", "c-q", "<sigint>")
_MUTE: Final = ("c-r", "c-s", "c-o", "c-x", "c-v", "c-t", "c-n", "tab", "escape")
"""Keys by which prompt_toolkit would search, complete or insert codes, where we have no use."""
_PAGE: Final = 5
_LONG_PAGE: Final = 15
_LONG_LIST: Final = 30


def _nothing(event: KeyPressEvent) -> None:
    """A stray key."""


def shared(screen: Screen, help_filter: Filter) -> KeyBindings:
    """Back, help, check and leave: the same on every sheet."""
    keys, draft = KeyBindings(), screen.draft
    for key in _MUTE:
        keys.add(key, eager=True)(_nothing)
    for key in _LEAVE:
        keys.add(key, eager=True)(lambda event: event.app.exit(exception=Quit(draft())))
    if screen.sheet.head.may_go_back:
        for key in ("escape", "s-tab"):
            keys.add(key, eager=True)(lambda event: event.app.exit(result=Back(draft())))
    if screen.sheet.head.may_check:
        keys.add("c-r", eager=True)(lambda event: event.app.exit(result=ToCheck(draft())))
    keys.add("f1", eager=True)(lambda _: screen.turn_help())
    keys.add("?", eager=True, filter=help_filter)(lambda _: screen.turn_help())
    return keys


def with_help(screen: Screen, keys: KeyBindingsBase) -> KeyBindingsBase:
    """`keys`; while the help is open, the first key only closes it."""
    helping = Condition(lambda: screen.helping)
    closing = KeyBindings()
    closing.add(Keys.Any, eager=True)(lambda _: screen.turn_help())
    for key in _LEAVE:
        closing.add(key, eager=True)(lambda event: event.app.exit(exception=Quit(screen.draft())))
    return merge_key_bindings(
        [ConditionalKeyBindings(keys, ~helping), ConditionalKeyBindings(closing, helping)]
    )


def line_keys(screen: Screen, sheet: Writing, buffer: Buffer) -> KeyBindings:
    """Keys of a line to write. `?` is help until somebody has typed."""

    def draft() -> str | None:
        return None if buffer.text == sheet.start else buffer.text

    untouched = Condition(lambda: buffer.text == sheet.start)
    screen.draft = draft
    keys = shared(screen, untouched)

    def enter(event: KeyPressEvent) -> None:
        wrong = sheet.wrong(buffer.text)
        if wrong:
            screen.fail(wrong)
        else:
            event.app.exit(result=Said(buffer.text))

    keys.add("enter", eager=True)(enter)
    new_line = sheet.lines
    keys.add("c-j", eager=True)(lambda e: buffer.insert_text("\n") if new_line else enter(e))
    if sheet.unsure:
        keys.add("c-n", eager=True)(lambda event: event.app.exit(result=Said(NOT_SURE_ROW)))
    empty = Condition(lambda: not buffer.text)
    keys.add("c-d", eager=True, filter=empty)(lambda event: event.app.exit(exception=Quit(draft())))
    return keys


def list_keys(screen: Screen, sheet: Listed, control: InquirerControl) -> KeyBindings:
    """Keys of a list; every other key is swallowed."""

    def draft() -> str | None:
        if isinstance(sheet, Picking):
            return None
        ticked = _ticked(sheet, control)
        return None if ticked == sheet.ticked else MORE.join(ticked)

    screen.draft = draft
    keys = shared(screen, Always())
    keys.add(Keys.Any)(_nothing)
    keys.add("c-d", eager=True)(lambda event: event.app.exit(exception=Quit(draft())))
    if sheet.head.may_go_back:
        keys.add("left", eager=True)(lambda event: event.app.exit(result=Back(draft())))
    page = _LONG_PAGE if len(sheet.rows) > _LONG_LIST else _PAGE
    steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
    for key, step in steps.items():
        keys.add(key, eager=True)(_moving(sheet, control, step))
    keys.add("home", eager=True)(_moving(sheet, control, -len(sheet.rows)))
    keys.add("end", eager=True)(_moving(sheet, control, len(sheet.rows)))
    for key in ("enter", "c-j"):
        keys.add(key, eager=True)(_entering(screen, sheet, control))
    if isinstance(sheet, Ticking):
        keys.add(" ", eager=True)(lambda _: _tick(screen, sheet, control))
    return keys


def _moving(sheet: Listed, control: InquirerControl, step: int) -> Callable[[KeyPressEvent], None]:
    """A step of one goes round at the ends; a longer one stops there."""
    open_rows = [place for place, row in enumerate(sheet.rows) if row.id]

    def move(_: KeyPressEvent) -> None:
        if control.pointed_at < 0:
            control.pointed_at = open_rows[0 if step > 0 else -1]
            if abs(step) < len(sheet.rows):
                return
        here = open_rows.index(control.pointed_at) + step
        last = len(open_rows) - 1
        there = here % len(open_rows) if abs(step) == 1 else min(max(here, 0), last)
        control.pointed_at = open_rows[there]

    return move


def _ticked(sheet: Listed, control: InquirerControl) -> tuple[str, ...]:
    return tuple(row.id for row in sheet.rows if row.id and row.id in control.selected_options)


def _tick(screen: Screen, sheet: Ticking, control: InquirerControl) -> None:
    """A tick set or taken away; what can only stand alone gives way, and makes others give way."""
    pointed = sheet.rows[control.pointed_at]
    ticked = {row.id: row for row in sheet.rows if row.id in control.selected_options}
    if ticked.pop(pointed.id, None) is None:
        stay = () if pointed.alone else (row for row in ticked.values() if not row.alone)
        ticked = {row.id: row for row in (*stay, pointed)}
    control.selected_options = list(ticked)
    if screen.error and not sheet.wrong(_ticked(sheet, control)):
        screen.error = ""


def _entering(
    screen: Screen, sheet: Listed, control: InquirerControl
) -> Callable[[KeyPressEvent], None]:
    def enter(_: KeyPressEvent) -> None:
        pointed = sheet.rows[control.pointed_at].id if control.pointed_at >= 0 else ""
        match sheet:
            case Picking():
                raw, wrong = pointed, "" if pointed else sheet.missing
                said = Said(raw)
            case Ticking():
                ticked = _ticked(sheet, control)
                if not ticked and pointed == NOT_SURE_ROW:
                    ticked = (NOT_SURE_ROW,)
                said, wrong = Said(ticked), sheet.wrong(ticked)
        if wrong:
            screen.fail(wrong)
        else:
            get_app().exit(result=said)

    return enter
