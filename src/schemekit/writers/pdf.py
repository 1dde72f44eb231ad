"""A document as a PDF to read, hear, fill in and print: tagged, titled and made offline."""

import sys
from contextlib import redirect_stdout
from functools import cache
from hashlib import sha256
from html import escape
from typing import Any, Final

from schemekit.document.blocks import Document
from schemekit.document.finish import finished
from schemekit.document.naming import known_by
from schemekit.document.outline import outline
from schemekit.document.theme import Theme, tint
from schemekit.errors import Problem, SchemekitError
from schemekit.writers.page.blocks import blocks
from schemekit.writers.page.logo import picture
from schemekit.writers.page.sheet import Sheet, clean
from schemekit.writers.paper import medium

ending: Final = "pdf"

_STANDARD: Final = "pdf/ua-1"
_NOT_INSTALLED: Final = Problem(
    "",
    "PDF files are made with WeasyPrint, which is not installed.",
    'Install it with: pip install "schemekit[pdf]"',
)
_NO_PANGO: Final = Problem(
    "",
    "PDF files are made with WeasyPrint, which does not find the libraries of Pango.",
    "On Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
    " On Windows and macOS, follow “First Steps, Installation” in WeasyPrint’s documentation,"
    " doc.courtbouillon.org/weasyprint.",
)


def write(document: Document, theme: Theme) -> bytes:
    """`document` as a PDF; equal documents give equal bytes."""
    weasyprint = _weasyprint()
    from schemekit.writers.paper.finishing import finish

    page = page_of(document, theme)
    written: bytes = weasyprint.HTML(string=page, url_fetcher=_itself(weasyprint)).write_pdf(
        finisher=finish,
        stylesheets=[_sheet(weasyprint, theme)],
        pdf_variant=_STANDARD,
        pdf_forms=True,
        pdf_identifier=sha256(page.encode()).hexdigest()[:32].encode(),
        custom_metadata=True,
    )
    return written


def page_of(document: Document, theme: Theme) -> str:
    """The page that is printed."""
    whole = finished(document, theme.words)
    sheet = Sheet(whole, theme.words, iter(outline(whole)), medium)
    return clean(
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta name="author" content="{escape(document.organisation)}">\n'
        f'<meta name="description" content="{escape(document.purpose)}">\n'
        f"{_known_by(document)}"
        f"<title>{escape(document.title)}</title>\n"
        f"</head>\n<body {_running(document, theme)}>\n"
        f"{picture(theme)}{_body(sheet)}\n</body>\n</html>\n"
    )


def _known_by(document: Document) -> str:
    return "".join(
        f'<meta name="{name}" content="{escape(value)}">\n'
        for name, value in known_by(document).items()
    )


def _body(sheet: Sheet) -> str:
    """A cover where there is a list of contents, else the title above the text."""
    document = sheet.document
    title, *rest = document.content
    top = f'<p class="organisation">{escape(document.organisation)}</p>\n{blocks((title,), sheet)}'
    if document.has_cover:
        about = f'<p class="purpose">{escape(document.purpose)}</p>'
        scheme = f'<p class="scheme">{escape(document.scheme)}</p>'
        lines = "\n".join(
            f'<p class="line"><b>{escape(label)}:</b> {escape(value)}</p>'
            for label, value in document.cover
        )
        top = f'<div class="cover">\n{top}\n{about}\n{scheme}\n{lines}\n</div>'
    return f"{top}\n{blocks(tuple(rest), sheet)}"


def _running(document: Document, theme: Theme) -> str:
    """What the style sheet repeats on every page, as attributes: no answer meets its syntax."""
    said = {
        "title": document.title,
        "organisation": document.organisation,
        "footer": document.footer,
        "example": document.example,
        "page": theme.words.page,
        "of": theme.words.of,
    }
    return " ".join(f'data-{name}="{escape(text)}"' for name, text in said.items())


@cache
def _sheet(weasyprint: Any, theme: Theme) -> Any:
    """The style sheet of the theme, parsed once."""
    looks = (
        f":root {{ --accent: {theme.colour}; --tint: {tint(theme.colour)};"
        f' --font: "{theme.font}"; }}\n@page {{ size: {theme.paper}; }}\n'
        f"@page wide {{ size: {theme.paper} landscape; }}\n"
    )
    return weasyprint.CSS(string=looks + theme.print_css, url_fetcher=_nobody(weasyprint))


@cache
def _nobody(weasyprint: Any) -> Any:
    """A fetcher that fetches nothing: neither from the network nor from the disk."""
    return weasyprint.urls.URLFetcher(allowed_protocols=())


@cache
def _itself(weasyprint: Any) -> Any:
    """A fetcher that takes only what stands in the page: the logo."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("data",))


@cache
def _weasyprint() -> Any:
    """The library, or what to install; it prints advice of its own, which is kept from stdout."""
    try:
        with redirect_stdout(sys.stderr):
            import weasyprint
    except ModuleNotFoundError as missing:
        raise SchemekitError(_NOT_INSTALLED) from missing
    except OSError as missing:
        raise SchemekitError(_NO_PANGO) from missing
    return weasyprint
