"""The page of every heading of a Word file, as LibreOffice counts it; starts another program."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from schemekit.document.blocks import Contents, Document
from schemekit.document.finish import finished
from schemekit.document.outline import outline
from schemekit.document.theme import Theme
from schemekit.document.walk import every_block
from schemekit.writers import docx
from schemekit.writers.word.sheet import heading_bookmark

Pages = dict[str, tuple[int, ...]]
"""Of each document that could be counted, by its id: the page of each heading, in order."""

_LONGEST: Final = 300
"""Seconds."""
_AS_PDF: Final = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)
_TRIES: Final = 2
"""The numbers themselves might move a heading: then those pages are counted once more."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Documents whose lists of contents tell pages, and the ids of those where that failed."""

    documents: tuple[Document, ...]
    failed: frozenset[str]


def program() -> str | None:
    """Where LibreOffice is, if anywhere."""
    return which("soffice") or which("libreoffice")


def numbered(documents: Sequence[Document], theme: Theme, office: str) -> Numbered:
    """`documents` with the pages of their headings, counted again with the numbers in place."""
    listing = {each.id: each for each in documents if _lists(each)}
    pages = _counted(tuple(listing.values()), theme, office)
    settled: dict[str, Document] = {}
    for _ in range(_TRIES):
        tried = {name: replace(listing[name], pages=said) for name, said in pages.items()}
        again = _counted(tuple(tried.values()), theme, office)
        settled |= {name: tried[name] for name in again if again[name] == pages[name]}
        pages = {name: said for name, said in again.items() if name not in settled}
    return Numbered(
        tuple(settled.get(each.id, each) for each in documents),
        frozenset(listing) - frozenset(settled),
    )


def _lists(document: Document) -> bool:
    return any(isinstance(each, Contents) for each in every_block(document.content))


def _counted(documents: Sequence[Document], theme: Theme, office: str) -> Pages:
    if not documents:
        return {}
    with TemporaryDirectory() as folder:
        work = Path(folder)
        for each in documents:
            (work / f"{each.id}.docx").write_bytes(docx.write(each, theme))
        _convert([work / f"{each.id}.docx" for each in documents], work, office)
        found = {each.id: _pages(each, theme, work / f"{each.id}.pdf") for each in documents}
    return {name: pages for name, pages in found.items() if pages}


def _convert(files: Sequence[Path], work: Path, office: str) -> None:
    """All `files` as PDFs beside them, in a profile of our own; what fails leaves no PDF."""
    command = [
        office, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless",
        "--norestore", "--convert-to", _AS_PDF, "--outdir", str(work), *map(str, files),
    ]  # fmt: skip
    try:
        subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603 - the program found on the path, and files of our own
    except (OSError, subprocess.TimeoutExpired):
        return


def _pages(document: Document, theme: Theme, pdf: Path) -> tuple[int, ...]:
    """The page of each heading; none where one of them is not found."""
    try:
        places = _destinations(pdf)
    except (OSError, PyPdfError):
        return ()
    headings = outline(finished(document, theme.words))
    names = [_encoded(heading_bookmark(place)) for place in range(1, len(headings) + 1)]
    return tuple(places[each] for each in names) if places.keys() >= {*names} else ()


def _destinations(pdf: Path) -> Mapping[str, int]:
    """Every named place of a PDF and its page, counted from 1."""
    reader = PdfReader(pdf)
    places = reader.named_destinations
    found = {name: reader.get_destination_page_number(each) for name, each in places.items()}
    return {name.lstrip("/"): page + 1 for name, page in found.items() if page is not None}


def _encoded(name: str) -> str:
    """A bookmark as LibreOffice names it in a PDF: what is no letter or digit as its number."""
    return "".join(each if each.isalnum() else f"{ord(each):02X}" for each in name)
