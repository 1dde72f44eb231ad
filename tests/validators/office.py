"""Files opened by LibreOffice, all in one call, each to come out as a PDF with its words."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from shutil import copy2, which
from typing import Final

from tests.validators.finding import Finding
from tests.validators.machine import office

_LONGEST: Final = 900


def validate(files: Iterable[Path], work: Path) -> dict[Path, list[Finding]]:
    """What went wrong with each file; LibreOffice itself says success whatever happened."""
    opened = work / "opened"
    opened.mkdir(parents=True)
    copies = {each: opened / f"{n:04}-{each.name}" for n, each in enumerate(files)}
    for each, copied in copies.items():
        copy2(each, copied)
    said = _converted(list(copies.values()), work)
    return {
        each: _findings(work / "pdf" / f"{copied.stem}.pdf", said)
        for each, copied in copies.items()
    }


def _converted(files: list[Path], work: Path) -> str:
    """All `files` as PDFs, in a profile of our own; comes to what LibreOffice complained of."""
    if not files:
        return ""
    command = [
        str(office()), f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless",
        "--norestore", "--convert-to", "pdf", "--outdir", str(work / "pdf"), *map(str, files),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=False)
    return done.stderr


def _findings(pdf: Path, said: str) -> list[Finding]:
    if not pdf.is_file():
        return [Finding("LO01 does not open", pdf.stem, said[-400:])]
    reader = which("pdftotext")
    if reader is None:
        return []
    read = subprocess.run([reader, str(pdf), "-"], capture_output=True, text=True, check=False)
    return [] if read.stdout.strip() else [Finding("LO02 no words", pdf.stem, read.stderr)]
