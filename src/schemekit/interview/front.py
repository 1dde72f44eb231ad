"""Which front end speaks: lists, numbered lines, or nobody at all."""

import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import Final

from schemekit.errors import UsageError
from schemekit.interview import conversation
from schemekit.interview.conversation import Left, Surroundings
from schemekit.interview.interview import Interview
from schemekit.interview.plain import Plain
from schemekit.interview.sheets import Quit, Voice

__all__ = ["Left", "Quit", "Surroundings", "hold", "review", "voice"]

NO_TERMINAL: Final = (
    "schemekit needs a terminal to ask questions. "
    "Without one, use --preset, --set and --yes: presets and defaults then answer."
)
TOO_SMALL: Final = "This window is too small for lists, so we will ask in plain text."
NO_LISTS: Final = "This window cannot show lists, so we will ask in plain text."
_COLUMNS: Final = 40
_ROWS: Final = 12


def hold(interview: Interview, surroundings: Surroundings, *, plain: bool) -> Interview:
    """The interview with a reply to everything that is asked, checked by the person.

    Raises `Left` when they leave, and `UsageError` where nobody can be asked.
    """
    return conversation.hold(interview, surroundings, voice(plain=plain))


def review(interview: Interview, surroundings: Surroundings, *, plain: bool) -> Interview:
    """The interview after the person has looked over its answers. Raises like `hold`."""
    return conversation.review(interview, surroundings, voice(plain=plain))


def voice(*, plain: bool) -> Voice:
    """Who speaks here. Raises `UsageError` where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(NO_TERMINAL)
    if isinstance(sys.stdout, TextIOWrapper):
        # a sign that an old code page does not know must not end the interview
        sys.stdout.reconfigure(errors="replace")
    if plain or wants_plain(os.environ):
        return Plain()
    size = get_terminal_size()
    if size.columns < _COLUMNS or size.lines < _ROWS:
        return _plain_because(TOO_SMALL)
    return _terminal()


def wants_plain(environment: Mapping[str, str]) -> bool:
    """Whether the person, or the terminal, asks for lines that are never redrawn."""
    wish = environment.get("ACCESSIBLE", "").strip().lower()
    return wish not in {"", "0", "false", "no"} or environment.get("TERM") == "dumb"


def _terminal() -> Voice:
    # without this, every question waits a second on terminals that do not answer
    os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
    from prompt_toolkit.output import create_output

    from schemekit.interview.terminal import Terminal

    try:
        return Terminal(output=create_output())
    except Exception:  # noqa: BLE001 - the library raises its own kinds on consoles it cannot use
        return _plain_because(NO_LISTS)


def _plain_because(reason: str) -> Voice:
    spoken = Plain()
    spoken.say([reason])
    return spoken
