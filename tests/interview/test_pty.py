"""The real program in a real terminal: leaving, being ended, carrying on, and how it looks."""

import os
import re
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any, Final

import pexpect
import pyte
import pytest

SECONDS: Final = 30
CTRL_C, ENTER, DOWN, ESCAPE = "\x03", "\r", "\x1b[B", "\x1b"


class Window:
    """A terminal window with the program in it; what it shows is awaited, never slept for."""

    def __init__(
        self, folder: Path, *arguments: str, size: tuple[int, int] = (80, 24), **environment: str
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child: Any = pexpect.spawn(
            sys.executable, ["-m", "schemekit", *arguments], cwd=folder, dimensions=(rows, columns),
            env={"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
                 "HOME": str(folder), "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
                 **environment},
        )  # fmt: skip
        self.child.delaybeforesend = None

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, words: str) -> str:
        """The screen as soon as it shows `words`."""
        end = monotonic() + SECONDS
        while words not in self.text and monotonic() < end:
            try:
                part = self.child.read_nonblocking(4096, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
            self.raw += part
            self._stream.feed(part)
        assert words in self.text, self.text
        return self.text

    def press(self, *keys: str) -> "Window":
        self.child.send("".join(keys))
        return self

    def end(self) -> int:
        """The exit code, once everything that was written has been read."""
        self.until("")
        try:
            while True:
                part = self.child.read_nonblocking(4096, timeout=SECONDS)
                self.raw += part
                self._stream.feed(part)
        except pexpect.EOF:
            # closing at once would end by a signal what is still leaving by itself
            self.child.wait()
            self.child.close()
        return int(self.child.exitstatus if self.child.signalstatus is None else -1)


Open = Callable[..., Window]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    windows: list[Window] = []

    def start(*arguments: str, bare: bool = False, **how: Any) -> Window:
        windows.append(Window(tmp_path, *(() if bare else arguments or ("new", "acme")), **how))
        return windows[-1]

    yield start
    for each in windows:
        each.child.close(force=True)


def first_answer(window: Window) -> Window:
    window.until("Your answer:")
    window.press("Acme Trust", ENTER).until("question 2")
    return window


def test_ctrl_c_saves_says_how_to_carry_on_and_carries_on_there(opened: Open) -> None:
    window = first_answer(opened())
    window.press("Half a na").until("Half a na")
    code = window.press(CTRL_C).end()
    again = opened()

    assert code == 130
    assert 'Saved. To carry on, run: schemekit new "acme"' in window.text
    assert "Your answer: Half a na" in again.until("question 2")
    assert "Welcome back. 1 answered" in again.text


def test_what_was_answered_survives_a_kill(opened: Open) -> None:
    window = first_answer(opened())
    window.child.kill(signal.SIGKILL)
    window.end()

    assert "Organisation" not in (again := opened()).until("question 2")
    assert "Welcome back. 1 answered" in again.text


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_saves_and_leaves_the_terminal_as_it_was(opened: Open, name: str) -> None:
    window = first_answer(opened())
    window.press("Half").until("Half")
    cooked = termios.ICANON | termios.ECHO
    raw = termios.tcgetattr(window.child.child_fd)[3] & cooked
    window.child.kill(getattr(signal, name))
    window.until("Saved.")
    after = termios.tcgetattr(window.child.child_fd)[3] & cooked

    assert raw == 0
    assert after == cooked
    assert window.end() == 130
    assert "question 2" in opened().until("Half")


def test_a_closed_window_loses_nothing(opened: Open) -> None:
    window = first_answer(opened())
    window.child.close(force=False)

    assert "Welcome back. 1 answered" in opened().until("question 2")


def test_no_color_is_respected(opened: Open) -> None:
    window = first_answer(opened(NO_COLOR="1"))
    window.press(CTRL_C).end()

    assert not re.search(rb"\x1b\[[0-9;]*(3[0-8]|9[0-7])[;m]", window.raw)


def test_a_window_that_changes_its_size_is_drawn_anew(opened: Open) -> None:
    window = first_answer(opened())
    window.child.setwinsize(24, 44)
    window.screen.resize(24, 44)
    text = window.until("Ctrl-C save and leave")

    assert "Ctrl-N not sure" in text
    window.press("x").until("Your answer: x")


def test_a_small_window_is_asked_in_plain_lines(opened: Open) -> None:
    window = opened(size=(36, 24))

    window.until("Type your answer:")
    assert "too small for lists" in window.text


def test_plain_lines_go_back_and_leave_by_a_letter(opened: Open) -> None:
    window = opened(ACCESSIBLE="1")
    window.until("Type your answer:")
    window.press("Acme\n").until("question 2.")
    window.press("b\n").until("Your answer now: Acme.")
    code = window.press("q\n").end()

    assert code == 130
    assert b"\x1b[" not in window.raw


def test_terminals_that_do_not_answer_cause_no_wait(opened: Open) -> None:
    window = opened()
    window.until("Your answer:")

    assert b"\x1b[6n" not in window.raw


def test_alone_at_a_terminal_a_new_scheme_is_begun(opened: Open, tmp_path: Path) -> None:
    window = opened(bare=True)
    window.until("What would you like to do?")
    window.press(DOWN, ENTER).until("How much do you want to answer?")
    window.press(DOWN, DOWN, ENTER).until("Your answer: my-scheme")
    window.press(ENTER).until("Section 1 of 7")
    window.press("Acme Trust", ENTER).until("question 2")
    code = window.press(CTRL_C).end()

    assert code == 130
    assert 'depth = "standard"' in (tmp_path / "my-scheme" / "answers.toml").read_text("utf-8")


def test_alone_at_a_terminal_a_preset_is_started_from(opened: Open, tmp_path: Path) -> None:
    window = opened(bare=True)
    window.until("What would you like to do?")
    window.press(DOWN, DOWN, ENTER).until("Which preset do you want to start from?")
    window.press(ESCAPE).until("Start a new scheme")
    window.press(DOWN, DOWN, ENTER).until("Which preset")
    window.press(DOWN, ENTER).until("How much")
    window.press(DOWN, ENTER).until("Your answer: my-scheme")
    window.press("-team", ENTER).until("question 1")
    window.press("Acme", ENTER).until("question 2")
    window.press(CTRL_C).end()

    assert 'presets = ["deanery"]' in (tmp_path / "my-scheme-team/answers.toml").read_text("utf-8")


def test_alone_at_a_terminal_what_was_begun_is_carried_on(opened: Open) -> None:
    first_answer(opened("new", "acme")).press(CTRL_C).end()
    window = opened(bare=True)
    window.until("Carry on with acme, last changed on")
    window.press(DOWN, DOWN, DOWN, ENTER)

    assert "Welcome back. 1 answered" in window.until("question 2")


def test_a_folder_that_holds_a_scheme_is_not_begun_again(opened: Open) -> None:
    first_answer(opened("new", "acme")).press(CTRL_C).end()
    window = opened(bare=True)
    window.until("What would you like to do?")
    window.press(DOWN, ENTER).until("How much")
    window.press(DOWN, ENTER).until("Your answer: my-scheme")
    window.press("\x15", "acme", ENTER)

    assert "A scheme is already in that folder." in window.until("Error:")


def test_who_leaves_the_start_screen_leaves_nothing_behind(opened: Open, tmp_path: Path) -> None:
    window = opened(bare=True)
    window.until("Ctrl-C leave")
    code = window.press(CTRL_C).end()

    assert code == 130
    assert list(tmp_path.iterdir()) == []


def test_the_start_screen_speaks_in_plain_lines_too(opened: Open) -> None:
    window = opened(bare=True, ACCESSIBLE="1")
    window.until("1. Start a new scheme")
    window.press("1", ENTER).until("How much do you want to answer?")
    window.press("2", ENTER).until("What do you want to call the folder?")
    window.press(ENTER).until("What is your organisation called?")
    code = window.press("q", ENTER).end()

    assert code == 130
    assert 'new "my-scheme"' in window.text
