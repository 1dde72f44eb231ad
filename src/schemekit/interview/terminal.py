"""The interview at a terminal: questionary's prompts, dressed with what they lack.

They have no way back, no help and no wrapping, and Ctrl-C drops all answers; so they are never
run by `ask`, their own keys are replaced, and their own layout is taken apart.
"""

from collections.abc import Sequence
from typing import Any, Final, assert_never

import questionary
from prompt_toolkit.application import Application, create_app_session, get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import merge_key_bindings
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import Output
from prompt_toolkit.shortcuts import print_formatted_text
from questionary.prompts.common import InquirerControl

from schemekit.interview.drawing import (
    STYLE,
    Screen,
    beyond,
    layout,
    list_window,
    whereabouts,
)
from schemekit.interview.keys import line_keys, list_keys, with_help
from schemekit.interview.sheets import Listed, Move, Picking, Quit, Sheet, Ticking, Writing
from schemekit.interview.stopping import when_told_to_stop
from schemekit.interview.wording import wrapped

_ESCAPE_SECONDS: Final = 0.05
_INDENT: Final = "  "


class Terminal:
    """A voice with lists to move in and lines to edit."""

    def __init__(self, input: Input | None = None, output: Output | None = None) -> None:  # noqa: A002
        self._input = input
        self._output = output

    def say(self, lines: Sequence[str]) -> None:
        """Raises `Quit` where the terminal has gone."""
        with create_app_session(input=self._input, output=self._output):
            try:
                output = get_app_session().output
                width = output.get_size().columns - 1
                for line in lines:
                    for each in wrapped(line, width, "", _indent(line)):
                        print_formatted_text(FormattedText([("", each)]), output=output)
            except OSError:
                raise Quit from None

    def ask(self, sheet: Sheet) -> Move:
        with create_app_session(input=self._input, output=self._output):
            return _run(Screen(sheet))


def _indent(line: str) -> str:
    """Lines that begin indented go on a little further in."""
    return _INDENT * 2 if line.startswith(_INDENT) else ""


def dressed(screen: Screen) -> Application[Any]:
    """The sheet as an application that ends with a move."""
    match screen.sheet:
        case Writing() as sheet:
            app = _line(screen, sheet)
        case Picking() | Ticking() as sheet:
            app = _list(screen, sheet)
        case _:
            assert_never(screen.sheet)
    app.erase_when_done = True
    app.ttimeoutlen = app.timeoutlen = _ESCAPE_SECONDS
    return app


def _line(screen: Screen, sheet: Writing) -> Application[Any]:
    """The text prompt of questionary: its line to edit, and its editing keys."""
    app = questionary.text("Your answer:", default=sheet.start, qmark=">", style=STYLE).application
    buffer, focus = app.current_buffer, app.layout.current_window
    buffer.cursor_position = len(buffer.text)
    ours = line_keys(screen, sheet, buffer)
    editing = app.key_bindings
    app.key_bindings = with_help(screen, merge_key_bindings([editing, ours] if editing else [ours]))
    app.layout = Layout(layout(screen, app.layout.container), focused_element=focus)
    return app


def _list(screen: Screen, sheet: Listed) -> Application[Any]:
    """The list of questionary without its message, its keys and its way of drawing."""
    choices: list[questionary.Choice] = [
        questionary.Choice(row.label, row.id, checked=_is_ticked(sheet, row.id))
        if row.id
        else questionary.Separator(row.label)
        for row in sheet.rows
    ]
    prompt = questionary.checkbox if isinstance(sheet, Ticking) else questionary.select
    app = prompt("", choices, style=STYLE).application
    control = control_of(app)
    if isinstance(sheet, Picking):
        ids = [row.id for row in sheet.rows]
        control.pointed_at = ids.index(sheet.start) if sheet.start else -1
    window = list_window(sheet, control)
    app.key_bindings = with_help(screen, list_keys(screen, sheet, control))
    whole = layout(
        screen, window, lambda: beyond(sheet, control), lambda: whereabouts(sheet, control)
    )
    app.layout = Layout(whole, focused_element=window)
    return app


def _is_ticked(sheet: Listed, row: str) -> bool:
    return isinstance(sheet, Ticking) and row in sheet.ticked


def control_of(app: Application[Any]) -> InquirerControl:
    """The part of questionary's layout that knows rows, ticks and pointer."""
    found = [
        each.content
        for each in app.layout.find_all_windows()
        if isinstance(each.content, InquirerControl)
    ]
    return found[0]


def _run(screen: Screen) -> Move:
    """The move that ends the sheet. Raises `Quit`, also where the terminal has gone."""
    app = dressed(screen)

    def stop() -> None:
        if app.is_running and not app.is_done:
            app.exit(exception=EOFError())

    with when_told_to_stop(stop):
        try:
            move: Move = app.run()
        except (EOFError, KeyboardInterrupt, OSError):
            raise Quit(screen.draft()) from None
    return move
