"""The program as a person starts it: which commands there are, and how it ends.

Exit codes: 0 done; 1 something in answers, presets or content is wrong; 2 wrong usage; 130 left
with Ctrl-C, answers saved; 70 a fault of ours, with a log file and never a traceback on screen.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from schemekit import VERSION
from schemekit.cli.columns import complain
from schemekit.errors import SchemekitError, UsageError

COMMANDS: Final = {
    "new": "Answer the questions and build the pack.",
    "review": "Check and change answers, then build.",
    "build": "Build the pack from the answers, without asking.",
    "batch": "Make a pack for each department of a list.",
    "questions": "Show all questions.",
    "presets": "Answers to start from: list, show, save, lock, check.",
    "explain": "Say why an answer, recommendation or document is as it is.",
    "compare": "Show where schemes differ, and what that changes.",
    "collect": "Read forms that came back into one table.",
    "check": "Find everything that is wrong with the content.",
}


class Commands(click.Group):
    """The commands, each imported when it is called: a module of this folder is a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"schemekit.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(VERSION, prog_name="schemekit", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Answer questions about your organisation, get a mentoring scheme pack."""
    if ctx.invoked_subcommand is not None:
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        import_module("schemekit.cli.start").start()
    else:
        click.echo(ctx.get_help())


def run(arguments: Sequence[str]) -> int:
    """The exit code of one call."""
    try:
        done: Any = program.main(list(arguments), prog_name="schemekit", standalone_mode=False)
        return _flushed(done if isinstance(done, int) else 0)
    except UsageError as wrong:
        return _said(wrong, 2)
    except SchemekitError as wrong:
        return _said(wrong, 1)
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        return _flushed(0)
    except Exception:  # noqa: BLE001 - the last door: a fault of ours becomes a sentence
        return _fault()


def _flushed(code: int) -> int:
    """`code`, once everything was said; where nobody reads any more, nothing more is said."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _said(wrong: SchemekitError, code: int) -> int:
    for each in wrong.problems:
        complain(each)
    return code


def _fault() -> int:
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    log = Path(tempfile.gettempdir()) / f"schemekit-{stamp}-{os.getpid()}.log"
    try:
        log.write_text(f"schemekit {VERSION}\n{traceback.format_exc()}", encoding="utf-8")
        where = f" The details are in {log}."
    except OSError:
        where = ""
    sys.stderr.write(f"Something went wrong that is our fault. Nothing was lost.{where}\n")
    return 70


def today() -> date:
    """The day it is: the clock is read nowhere else."""
    return date.today()  # noqa: DTZ011 - a person's own day


def leave(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise click.exceptions.Exit(code)
