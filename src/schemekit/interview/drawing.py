"""A sheet as a terminal shows it: every line is wrapped between words when it is drawn.

So a window that changes its size is drawn right at once, down to 40 columns.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import (
    ConditionalContainer,
    Container,
    FormattedTextControl,
    HSplit,
    ScrollOffsets,
    Window,
)
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from schemekit.interview.sheets import Listed, Picking, Row, Sheet, Ticking, Writing
from schemekit.interview.wording import wrapped

STYLE: Final = Style(
    [
        ("title", "bold"),
        ("question", ""),
        ("answer", "noinherit"),
        ("heading", "bold"),
        ("pointed", "bold"),
        ("error", "fg:ansired bold"),
        ("place", "fg:ansicyan"),
    ]
)
POINTER: Final = " » "
_NO_POINTER: Final = "   "
_CLOSE_HELP: Final = "? or Esc close help"
_LEAST_ROWS: Final = 3
_MOST_AT_A_GLANCE: Final = 16
"""Rows that a window of 24 lines shows at once."""
_GLUE: Final = "\N{NO-BREAK SPACE}"
Line: TypeAlias = tuple[str, str]
"""A style and the words."""


def _untouched() -> None:
    """No draft."""


class Screen:
    """One sheet while it is on the terminal. Keys change it, so it is no value."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.error = sheet.head.alert
        self.help = ""
        self.failures = 0
        self.draft: Callable[[], str | None] = _untouched

    @property
    def helping(self) -> bool:
        return bool(self.help)

    def turn_help(self) -> None:
        self.help = "" if self.help else self.sheet.head.explain()
        # drawn afresh, so that nothing stays empty where the longer of the two stood
        get_app().renderer.erase()

    def top(self) -> list[Line]:
        head = self.sheet.head
        lines = [("", ""), *(("", each) for each in head.above)]
        lines += [("class:place", head.place)] if head.place else []
        lines.append(("class:title", head.title))
        lines += [("", each) for each in (head.hint, *head.notes) if each]
        return lines

    def bottom(self) -> list[Line]:
        return [("", ""), ("", _CLOSE_HELP if self.help else footer(self.sheet))]

    def fail(self, message: str) -> None:
        """Show what is wrong; the second time also how to do it."""
        self.failures += 1
        self.error = f"{message} {how(self.sheet)}" if self.failures > 1 else message


def how(sheet: Sheet) -> str:
    """What to press, in words."""
    match sheet:
        case Ticking():
            return "Press Space to tick or untick an option."
        case Picking():
            return "Press ↓ to move to an option, then Enter."
        case Writing(unsure=True):
            return f"{sheet.how} Or press Ctrl-N if you are not sure yet."
        case Writing():
            return sheet.how


def footer(sheet: Sheet) -> str:
    """The keys that work here, the likeliest first."""
    keys = {
        "↑↓ move": isinstance(sheet, Picking | Ticking),
        "Space tick": isinstance(sheet, Ticking),
        "End last line": isinstance(sheet, Picking) and sheet.checking,
        "Enter continue": True,
        "Ctrl-J new line": isinstance(sheet, Writing) and sheet.lines,
        "Ctrl-N not sure yet": isinstance(sheet, Writing) and sheet.unsure,
        "Esc back": sheet.head.may_go_back,
        "Ctrl-R check answers": sheet.head.may_check,
        f"? {sheet.head.helps}": True,
        f"Ctrl-C {sheet.head.leaving}": True,
    }
    # a key and its word stay on one line
    return f"{_GLUE}· ".join(key.replace(" ", _GLUE) for key, works in keys.items() if works)


def width() -> int:
    return get_app().output.get_size().columns - 1


def text_window(lines: Callable[[], Sequence[Line]], least: int = 0) -> Window:
    """Lines that are wrapped whenever they are drawn."""

    def fragments() -> StyleAndTextTuples:
        whole = list(lines())
        return [
            (style, "\n".join(wrapped(text, width())) + ("\n" if place < len(whole) else ""))
            for place, (style, text) in enumerate(whole, 1)
        ]

    control = FormattedTextControl(fragments)
    height = Dimension(min=least) if least else None
    return Window(control, dont_extend_height=True, wrap_lines=True, height=height)


def layout(
    screen: Screen,
    inner: Container,
    pointed: Callable[[], str] = str,
    whereabouts: Callable[[], str] = str,
) -> Container:
    """The whole sheet around `inner`, whose place the help takes where it is a list."""
    helping, failed = Condition(lambda: screen.helping), Condition(lambda: bool(screen.error))
    is_list = isinstance(screen.sheet, Picking | Ticking)
    help_ = text_window(lambda: [("", ""), *(("", each) for each in screen.help.split("\n"))])
    error = text_window(lambda: [("class:error", f"Error: {screen.error}")], 1)
    clipped = text_window(lambda: [("", pointed())])
    further = text_window(lambda: [("class:place", whereabouts())], 1)
    return HSplit(
        [
            text_window(screen.top, 2),
            ConditionalContainer(inner, filter=~helping) if is_list else inner,
            ConditionalContainer(further, filter=Condition(lambda: bool(whereabouts())) & ~helping),
            ConditionalContainer(clipped, filter=Condition(lambda: bool(pointed())) & ~helping),
            ConditionalContainer(error, filter=failed & ~helping),
            ConditionalContainer(help_, filter=helping),
            text_window(screen.bottom, 2),
        ]
    )


def list_window(sheet: Listed, control: InquirerControl) -> Window:
    """The list, wrapped by word; it scrolls where the window is short."""
    control.text = lambda: row_fragments(sheet, control)
    return Window(
        control,
        wrap_lines=True,
        dont_extend_height=True,
        height=Dimension(min=_LEAST_ROWS),
        scroll_offsets=ScrollOffsets(top=1, bottom=2),
    )


def row_fragments(sheet: Listed, control: InquirerControl) -> StyleAndTextTuples:
    drawn: StyleAndTextTuples = []
    for place, row in enumerate(sheet.rows):
        pointed = place == control.pointed_at
        style = "class:pointed" if pointed else "class:heading" if row.heading else ""
        if pointed:
            drawn.append(("[SetCursorPosition]", ""))
        lines = _row_lines(sheet, row, POINTER if pointed else _NO_POINTER, control)
        end = "" if place == len(sheet.rows) - 1 else "\n"
        drawn.append((style, "\n".join(lines) + end))
    return drawn


def _row_lines(sheet: Listed, row: Row, pointer: str, control: InquirerControl) -> Sequence[str]:
    mark = ""
    if isinstance(sheet, Ticking) and row.id:
        mark = "[x] " if row.id in control.selected_options else "[ ] "
    start = f"{pointer}{mark}"
    if row.clipped:
        return [clip(f"{start}{row.label}", width())]
    return wrapped(row.label, width(), start, " " * len(start))


def clip(text: str, size: int) -> str:
    """One line of `text`, with “…” where it was longer."""
    return text if len(text) <= size else f"{text[: size - 1].rstrip()}…"


def beyond(sheet: Listed, control: InquirerControl) -> str:
    """The whole of the row that is pointed at, where the list shows only the start of it."""
    if control.pointed_at < 0:
        return ""
    row = sheet.rows[control.pointed_at]
    fits = len(POINTER) + len(row.label) <= width()
    return "" if fits or not row.clipped else row.label


def whereabouts(sheet: Listed, control: InquirerControl) -> str:
    """How far down a list somebody is that no window shows whole, and how to move faster."""
    places = [place for place, row in enumerate(sheet.rows) if row.id]
    if len(places) <= _MOST_AT_A_GLANCE or control.pointed_at not in places:
        return ""
    here = f"{places.index(control.pointed_at) + 1} of {len(places)}"
    ticked = f" · {len(control.selected_options)} ticked" if isinstance(sheet, Ticking) else ""
    return f"   {here}{ticked} · PgDn, PgUp, Home and End move faster"
