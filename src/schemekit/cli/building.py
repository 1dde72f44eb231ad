"""What `new`, `review` and `build` share: make the pack, write it, say what was done."""

import json as json_text
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, Final

import click

from schemekit import resources
from schemekit.choosing import verdicts
from schemekit.cli.columns import complain
from schemekit.cli.options import FORMATS, Wishes
from schemekit.cli.program import leave
from schemekit.cli.scheme import Scheme, today
from schemekit.document.blocks import Document
from schemekit.document.theme import Theme
from schemekit.interview.interview import Profile, failed_checks
from schemekit.making import documents_of, make_pack, manifest_of
from schemekit.pack.alone import alone
from schemekit.pack.planning import FATE_IN_WORDS, Plan, plan
from schemekit.pack.writing import FOLDER, finish_interrupted, work_folder, write
from schemekit.theming import load_theme
from schemekit.toolkit.facts import Check
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.upstream import notices

_PLACES: Final = 3
"""Places of a changed central text that a build shows; `check` shows all."""
_PROTECTED: Final = (
    "Warning: the Word forms are protected (--protect). Screen readers then reach only the fields,"
    " not the text around them; give out an unprotected copy as well."
)
_NO_OFFICE: Final = (
    "Warning: --page-numbers needs LibreOffice, which was not found. Install it and build again;"
    " until then the contents of Word documents stay without page numbers."
)


def build_pack(
    scheme: Scheme, wishes: Wishes, *, out: Path | None = None, dry_run: bool = False
) -> None:
    """The pack of `scheme`, written (unless it is only a dry run) and told about."""
    toolkit = load(scheme.toolkit_folders)
    profile = scheme.interview.profile
    failed = failed_checks(profile, today())
    _refuse_if_strict(failed, profile, wishes)
    pack = out or scheme.folder / FOLDER
    theme = replace(load_theme(scheme.toolkit_folders), protected=wishes.protect)
    counted = partial(_counted, theme=theme, wishes=wishes)
    made = make_pack(toolkit, profile, theme, wishes.formats or FORMATS, today(), counted)
    if dry_run:
        planned = plan(pack, made, manifest_of(toolkit, profile))
    else:
        with alone(work_folder(scheme.folder, pack)):
            interrupted = finish_interrupted(scheme.folder, pack)
            if interrupted and not wishes.quiet and not wishes.json:
                click.echo("An earlier run had been interrupted; it is finished now.")
            planned = plan(pack, made, manifest_of(toolkit, profile))
            planned = write(scheme.folder, pack, planned)
    _tell_upstream(wishes)
    _tell_checks(failed, profile)
    if wishes.protect:
        click.echo(_wrapped(_PROTECTED), err=True)
    if wishes.json:
        told = _as_json(planned, toolkit, profile, failed, pack)
        click.echo(json_text.dumps(told, ensure_ascii=False, indent=1))
    elif dry_run:
        click.echo("\n".join(_dry(planned, toolkit, profile, pack)))
    elif not wishes.quiet:
        click.echo("\n".join(_done(planned, toolkit, profile, scheme.folder, pack)))


def _counted(documents: tuple[Document, ...], theme: Theme, wishes: Wishes) -> tuple[Document, ...]:
    """`documents` with the pages of their headings, where that is wanted and can be done."""
    if not wishes.page_numbers or "docx" not in (wishes.formats or FORMATS):
        return documents
    from schemekit import office

    found = office.program()
    if found is None:
        click.echo(_wrapped(_NO_OFFICE), err=True)
        return documents
    done = office.numbered(documents, theme, found)
    for each in documents:
        if each.id in done.failed:
            what = f"Warning: {each.title}: its pages could not be counted reliably."
            click.echo(_wrapped(f"{what} Its contents stay without page numbers."), err=True)
    return done.documents


def _refuse_if_strict(failed: Sequence[Check], profile: Profile, wishes: Wishes) -> None:
    if wishes.strict and any(each.level == "error" for each in failed):
        _tell_checks(failed, profile)
        sys.stderr.write("Nothing was written, because of --strict.\n")
        leave(1)


def _tell_upstream(wishes: Wishes) -> None:
    """Say where an overlay replaces a central text that has changed since."""
    for each in notices(wishes.overlays, resources.templates(), _PLACES):
        complain(each)


def _tell_checks(failed: Sequence[Check], profile: Profile) -> None:
    for each in failed:
        level = "Error" if each.level == "error" else "Warning"
        message, remedy = each.message.said(profile), each.remedy.said(profile)
        click.echo(_wrapped(f"{level}: {message} {remedy}"), err=True)


def _wrapped(text: str) -> str:
    """`text` broken between words where a person reads it in a window; else one line."""
    if not sys.stderr.isatty():
        return text
    return click.wrap_text(text, get_terminal_size().columns, subsequent_indent="  ")


def _fitting(line: str) -> str:
    """`line` broken between words where a person reads it in a window; else one line."""
    if not sys.stdout.isatty():
        return line
    return click.wrap_text(line, get_terminal_size().columns, subsequent_indent=" " * 8)


def _dry(planned: Plan, toolkit: Toolkit, profile: Profile, pack: Path) -> Iterator[str]:
    yield f"Plan for {pack} (nothing was written)"
    yield ""
    for each in verdicts(toolkit, profile):
        state = "in" if each.inside else "out"
        yield _fitting(f"  {state:<4}{each.paper.title.said(profile)} ({each.why})")
    yield ""
    for step in planned.steps:
        yield f"  {step.file}: {FATE_IN_WORDS[step.fate]}"


def _done(
    planned: Plan, toolkit: Toolkit, profile: Profile, folder: Path, pack: Path
) -> Iterator[str]:
    files = len([each for each in planned.steps if each.made is not None])
    documents = len([each for each in verdicts(toolkit, profile) if each.inside])
    yield f"Your pack is ready: {documents} documents in {pack}"
    yield f"  {files} files in all: examples and each format counted"
    yield "  Start with read-me-first.html"
    for step in planned.of("kept", "open", "left"):
        yield f"  {step.file}: {FATE_IN_WORDS[step.fate]}"
    gaps = len(profile.open_questions)
    if gaps:
        are = "1 decision is" if gaps == 1 else f"{gaps} decisions are"
        yield f"{are} still open; they are listed there."
    yield f'To change an answer later:          schemekit review "{folder}"'
    yield f'To make it again without questions: schemekit build "{folder}"'
    yield f'To reuse these answers elsewhere:   schemekit new OTHER --preset "{folder}"'


def _as_json(
    planned: Plan, toolkit: Toolkit, profile: Profile, failed: Sequence[Check], pack: Path
) -> dict[str, Any]:
    return {
        "pack": str(pack),
        "documents": [each.id for each in documents_of(toolkit, profile)],
        "files": [
            {"file": each.file, "fate": each.fate, "written": each.target} for each in planned.steps
        ],
        "open": list(profile.open_questions),
        "checks": [
            {
                "id": each.id,
                "level": each.level,
                "message": each.message.said(profile),
                "remedy": each.remedy.said(profile),
            }
            for each in failed
        ],
    }
