"""Files opened by LibreOffice, many in one call, each to come out as a PDF with its words.

Of a Word form it is also seen that no page ends in a heading or a label; pages with notes at their
foot end in those, so there it is not seen.
"""

import os
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from shutil import copy2, which
from typing import Final
from zipfile import BadZipFile

import docx
from lxml.etree import XMLSyntaxError
from tests.validators.finding import Finding
from tests.validators.machine import office

_LONGEST: Final = 900
_AT_ONCE: Final = 200
"""LibreOffice 7.4 takes 246 files in one call and says nothing of the rest."""
_HEADINGS: Final = frozenset(f"Heading {level}" for level in (2, 3, 4))
_FOOT: Final = 60
"""Points."""
_NUMBER: Final = re.compile(r"^[\d.]+ ")


def validate(files: Iterable[Path], work: Path) -> dict[Path, list[Finding]]:
    """What went wrong with each file; LibreOffice itself says success whatever happened."""
    opened = work / "opened"
    opened.mkdir(parents=True)
    copies = {each: opened / f"{n:04}-{each.name}" for n, each in enumerate(files)}
    for each, copied in copies.items():
        copy2(each, copied)
    every = list(copies.values())
    parts = [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        profiles = (work / f"profile-{number}" for number in range(len(parts)))
        said = "".join(pool.map(_converted, parts, profiles, repeat(work / "pdf")))
    return {
        each: _findings(work / "pdf" / f"{copied.stem}.pdf", said, _heads(each))
        for each, copied in copies.items()
    }


def _converted(files: list[Path], profile: Path, out: Path) -> str:
    """All `files` as PDFs; with a profile each, several calls at a time are possible.

    Comes to what LibreOffice complained of.
    """
    command = [
        str(office()), f"-env:UserInstallation={profile.as_uri()}", "--headless",
        "--norestore", "--convert-to", "pdf", "--outdir", str(out), *map(str, files),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=False)
    return done.stderr


def _heads(file: Path) -> frozenset[str]:
    """The headings and labels of a form; none of a file that is no form or does not open."""
    try:
        said = docx.Document(str(file)).paragraphs if file.suffix == ".docx" else []
    except (BadZipFile, KeyError, XMLSyntaxError):
        return frozenset()
    styles = [(each.style.name if each.style else "", " ".join(each.text.split())) for each in said]
    if "Field Label" not in {name for name, _ in styles}:
        return frozenset()
    return frozenset(text for name, text in styles if text and name in {"Field Label", *_HEADINGS})


def _findings(pdf: Path, said: str, heads: frozenset[str]) -> list[Finding]:
    if not pdf.is_file():
        return [Finding("LO01 does not open", pdf.stem, said[-400:])]
    reader = which("pdftotext")
    if reader is None:
        return []
    read = _text(reader, pdf)
    if not read.strip():
        return [Finding("LO02 no words", pdf.stem, "")]
    return [
        Finding("LO03 heading or label at the foot of a page", f"{pdf.stem}, page {number}", last)
        for number, last in enumerate(map(_last, read.split("\f")[:-2]), start=1)
        if last in heads
    ]


def _text(reader: str, pdf: Path) -> str:
    """The words of each page of A4, above what stands in its foot."""
    cut = ["-layout", "-x", "0", "-y", "0", "-W", "596", "-H", str(842 - _FOOT)]
    command = [reader, *cut, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _last(page: str) -> str:
    lines = [" ".join(each.split()) for each in page.splitlines() if each.strip()]
    return _NUMBER.sub("", lines[-1]) if lines else ""
