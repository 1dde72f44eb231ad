"""Whether a Word file can be read by everybody: Word's own rules for it, and a few more."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from lxml import etree
from tests.validators.finding import Finding
from tests.validators.lint import Rule, lint
from tests.validators.looks import Looks, blank, contrast, runs
from tests.validators.package import WP, Package, W, child_value, local, said, value

LANGUAGE: Final = "en-GB"
LEAST_CONTRAST: Final = 4.5
LONGEST_HEADING: Final = 120
_BODY: Final = "word/document.xml"
_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_DUBLIN: Final = "{http://purl.org/dc/elements/1.1/}"
_FILE_NAME: Final = re.compile(
    r".*\.(png|jpe?g|gif|svg|emf)|(image|picture|grafik) ?\d*", re.IGNORECASE
)
_SAYS_NOTHING: Final = re.compile(
    r"(click )?here|this|link|more|(read|find out|learn) more|this (page|link)|page|document",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_TYPED: Final = re.compile(r"([•▪◦‣·●*-]|\(?(\d{1,2}|[a-z])[.)])\s+\S")
_HEARD: Final = {"t": "", "br": "\n", "tab": "\t", "footnoteReference": "_", "drawing": "_"}
_SPACES: Final = re.compile(r"[ \u00a0]{2,}")


def pictures(package: Package) -> Iterator[Finding]:
    """Pictures that nobody describes, or that float where no reader finds them."""
    for part, tree in package.stories.items():
        for picture in tree.iter(f"{WP}docPr"):
            text = str(picture.get("descr", "")).strip()
            if picture.find(f".//{_DECORATIVE}") is None and not text:
                yield Finding("A01 no alternative text", part, picture.get("name", ""))
            if _FILE_NAME.fullmatch(text):
                yield Finding("A02 alternative text says nothing", part, text)
        for anchor in tree.iter(f"{WP}anchor"):
            yield Finding("A03 picture beside the text", part, said(anchor))


def tables(package: Package) -> Iterator[Finding]:
    """Tables without a header row, with merged cells, in one another, or with empty rows."""
    for part, tree in package.stories.items():
        for table in tree.iter(f"{W}tbl"):
            first = table.find(f"{W}tr")
            if first is None or first.find(f"{W}trPr/{W}tblHeader") is None:
                yield Finding("A04 no header row", part, said(table)[:60])
            merged = [local(e) for e in table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge")]
            if merged:
                yield Finding("A05 merged cells", part, f"{merged[0]}: {said(table)[:60]}")
            if table.find(f".//{W}tc//{W}tbl") is not None:
                yield Finding("A06 table in a table", part, said(table)[:60])
            for row in table.iter(f"{W}tr"):
                if all(blank(each) for each in row.iter(f"{W}p")):
                    yield Finding("A07 empty row", part, said(table)[:60])


def headings(package: Package) -> Iterator[Finding]:
    looks = Looks(package)
    before = 0
    for paragraph in package.tree(_BODY).iter(f"{W}p"):
        level, text = looks.level(paragraph), said(paragraph).strip()
        if not level:
            continue
        if not text:
            yield Finding("A08 empty heading", _BODY, f"level {level}")
        if len(text) > LONGEST_HEADING:
            yield Finding("A09 long heading", _BODY, text)
        if level > before + 1:
            yield Finding("A10 level left out", _BODY, f"{text!r} is {level} after {before}")
        if level == 1 and before:
            yield Finding("A11 second title", _BODY, text)
        before = level
    if not before:
        yield Finding("A12 no headings", _BODY, "nothing to move about by")


def blanks(package: Package) -> Iterator[Finding]:
    """Empty paragraphs in a row, and spaces in a row, which are read out as “blank”."""
    for part, tree in package.stories.items():
        for one, other in pairwise(tree.iter(f"{W}p")):
            if other.getprevious() is one and blank(one) and blank(other):
                names = " and ".join(child_value(each, "pPr/pStyle") for each in (one, other))
                yield Finding("A13 empty paragraphs", part, f"{names} {_where(one)}")
        for paragraph in tree.iter(f"{W}p"):
            text = _spoken(paragraph)
            if _SPACES.search(text.strip()):
                yield Finding("A14 spaces in a row", part, text[:80])
            if any(local(one) == local(two) == "tab" for one, two in pairwise(_marks(paragraph))):
                yield Finding("A15 tabs in a row", part, text[:80])


def links(package: Package) -> Iterator[Finding]:
    for part, tree in package.stories.items():
        for link in tree.iter(f"{W}hyperlink"):
            text = said(link).strip(" .")
            if not text or _SAYS_NOTHING.fullmatch(text):
                yield Finding("A16 link says nothing", part, repr(text))
            if _ADDRESS.fullmatch(text):
                yield Finding("A17 link is an address", part, text)


def contrasts(package: Package) -> Iterator[Finding]:
    looks = Looks(package)
    seen: set[tuple[str, str]] = set()
    for part, tree in package.stories.items():
        for paragraph in tree.iter(f"{W}p"):
            for run in runs(paragraph):
                pair = (looks.colour(run, paragraph), looks.ground(run, paragraph))
                if pair not in seen and contrast(*pair) < LEAST_CONTRAST:
                    what = f"{pair[0]} on {pair[1]} is {contrast(*pair):.2f}:1, {said(run)[:40]!r}"
                    yield Finding("A18 contrast", part, what)
                seen.add(pair)


def title(package: Package) -> Iterator[Finding]:
    core = package.tree("docProps/core.xml")
    if not (core.findtext(f"{_DUBLIN}title") or "").strip():
        yield Finding("A19 no title", "docProps/core.xml", "dc:title is empty")


def language(package: Package) -> Iterator[Finding]:
    """Text that would be read out in the voice of another language."""
    found = package.tree("docProps/core.xml").findtext(f"{_DUBLIN}language") or ""
    if found != LANGUAGE:
        yield Finding("A20 language", "docProps/core.xml", repr(found))
    default = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    if package.tree("word/styles.xml").find(default) is None:
        yield Finding("A20 language", "word/styles.xml", "no default language")
    for part, tree in package.trees.items():
        for each in tree.iter(f"{W}lang", f"{W}themeFontLang", f"{W}lid"):
            if value(each) not in {LANGUAGE, ""}:
                yield Finding("A20 language", part, value(each))


def controls(package: Package) -> Iterator[Finding]:
    for part, tree in package.stories.items():
        for control in tree.iter(f"{W}sdt"):
            listed = control.find(f"{W}sdtPr/{W}docPartObj") is not None
            if not listed and not child_value(control, "sdtPr/alias").strip():
                tag = child_value(control, "sdtPr/tag")
                yield Finding("A21 control without title", part, tag or said(control)[:40])


def lists(package: Package) -> Iterator[Finding]:
    """Two paragraphs in a row with a bullet or number typed by hand: no list to a reader."""
    looks = Looks(package)
    for part, tree in package.stories.items():
        for one, other in pairwise(tree.iter(f"{W}p")):
            if other.getprevious() is one and _typed(one, looks) and _typed(other, looks):
                yield Finding("A22 list typed by hand", part, said(other)[:60])


RULES: Final[tuple[Rule, ...]] = (
    pictures, tables, headings, blanks, links, contrasts, title, language, controls, lists,
)  # fmt: skip


def barriers(content: bytes) -> list[Finding]:
    """Everything in a Word file that keeps somebody from reading it."""
    return lint(content, RULES)


def _typed(paragraph: etree._Element, looks: Looks) -> bool:
    """Whether a line starts as a list item does and is none; headings are numbered by hand."""
    if paragraph.find(f"{W}pPr/{W}numPr") is not None or looks.level(paragraph):
        return False
    in_contents = child_value(paragraph, "pPr/pStyle").startswith("TOC")
    return not in_contents and _TYPED.match(said(paragraph).strip()) is not None


def _spoken(paragraph: etree._Element) -> str:
    """The words of a paragraph; a note, or the prompt of a control, is as one letter."""
    return "".join(_heard(each) for each in paragraph.iter(*(f"{W}{name}" for name in _HEARD)))


def _heard(mark: etree._Element) -> str:
    if local(mark) == "t":
        return "_" if _prompting(mark) else mark.text or ""
    return _HEARD[local(mark)]


def _prompting(text: etree._Element) -> bool:
    shown = f"{W}sdtPr/{W}showingPlcHdr"
    return any(each.find(shown) is not None for each in text.iterancestors(f"{W}sdt"))


def _marks(paragraph: etree._Element) -> Iterator[etree._Element]:
    """What runs hold, one after the other."""
    for run in paragraph.iter(f"{W}r"):
        yield from (each for each in run if local(each) != "rPr")


def _where(paragraph: etree._Element) -> str:
    """The words next before an empty paragraph."""
    for each in paragraph.itersiblings(preceding=True):
        if said(each).strip():
            return f"after {said(each).strip()[-40:]!r}"
    return "at the start"
