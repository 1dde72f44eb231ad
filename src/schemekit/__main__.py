"""Where the program starts. Version and help are printed before anything else is imported."""

import sys
from typing import Final

from schemekit import VERSION

HELP: Final = """\
Usage: schemekit [OPTIONS] [COMMAND] [ARGS]...

  Answer questions about your organisation, get a mentoring scheme pack.

Options:
  --version  Show the version and exit.
  --help     Show this message and exit.

Commands:
  new        Answer the questions and build the pack.
  review     Check and change answers, then build.
  build      Build the pack from the answers, without asking.
  batch      Make a pack for each department of a list.
  questions  Show all questions.
  presets    Answers to start from: list, show, save, lock, check.
  explain    Say why an answer, recommendation or document is as it is.
  compare    Show where schemes differ, and what that changes.
  collect    Read forms that came back into one table.
  check      Find everything that is wrong with the content.
"""


def main() -> None:
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"schemekit {VERSION}\n")
    elif arguments == ["--help"]:
        sys.stdout.write(HELP)
    else:
        from schemekit.cli.program import run

        sys.exit(run(arguments))


if __name__ == "__main__":
    main()
