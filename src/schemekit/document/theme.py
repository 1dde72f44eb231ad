"""How everything that is made looks, and the words a writer prints of its own accord."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, TypeAlias, cast

from schemekit.document.logo import Logo, read_logo
from schemekit.errors import ContentError, Problem, nearest

Paper: TypeAlias = Literal["A4", "Letter"]

LEAST_CONTRAST: Final = 4.5
"""What WCAG 2.2 AA asks of text on its ground."""
_PAPERS: Final = ("A4", "Letter")
_LOOKS: Final = ("colour", "font", "paper", "language", "words")
_LOGO: Final = ("file", "alt")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_FONT: Final = re.compile(r"[\w -]+")
_FILE_NAME: Final = re.compile(r"[\w-][\w .-]*")
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Words:
    """What writers print besides the document's own text."""

    important: str
    note: str
    example: str
    contents: str
    references: str
    notes: str
    open_points: str
    to_decide: str
    none: str
    page: str
    of: str
    yes: str
    no: str
    other: str
    write_here: str
    choose: str
    date_hint: str
    party: str
    name: str
    signature: str
    date: str
    back: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The looks of a pack.

    `base` is a Word file to build on, `house` an organisation's own; `css` is the style sheet of a
    page, `print_css` that of a PDF.
    """

    colour: str
    font: str
    paper: Paper
    language: str
    words: Words
    logo: Logo | None = None
    house: bytes = field(default=b"", repr=False)
    base: bytes = field(default=b"", repr=False)
    css: str = field(default="", repr=False)
    print_css: str = field(default="", repr=False)
    protected: bool = False
    """Whether only the fields of a Word form can be changed."""


def _nothing(_name: str) -> bytes | None:
    return None


def read_theme(
    text: str,
    *,
    base: bytes = b"",
    css: str = "",
    print_css: str = "",
    beside: Callable[[str], bytes | None] = _nothing,
) -> Theme:
    """The theme that a `theme.toml` describes; `beside` reads a file that lies beside it."""
    raw = _read(text)
    return Theme(
        colour=raw["colour"].lower(),
        font=raw["font"],
        paper=cast("Paper", raw["paper"]),
        language=raw["language"],
        words=Words(**raw["words"]),
        logo=_logo(raw["logo"], beside) if "logo" in raw else None,
        base=base,
        css=css,
        print_css=print_css,
    )


def _read(text: str) -> dict[str, Any]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise ContentError(Problem("theme.toml", f"is not TOML: {mistake}.")) from mistake
    problems = tuple(_problems(raw))
    if problems:
        raise ContentError(*problems)
    return raw


def _logo(raw: Mapping[str, str], beside: Callable[[str], bytes | None]) -> Logo:
    content = beside(raw["file"])
    if content is None:
        what = "theme.toml names this logo, but there is no such file."
        remedy = "Put it into the folder theme, beside theme.toml."
        raise ContentError(Problem(f"theme/{raw['file']}", what, remedy))
    return read_logo(raw["file"], content, raw["alt"].strip())


def contrast(colour: str) -> float:
    """How far `colour` stands out from white, as WCAG reckons it: 1 to 21."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def readable(colour: str) -> str:
    """`colour`, or the nearest darker shade of it that can be read on white."""
    for share in range(100, -1, -1):
        shade = _colour(round(part * share / 100) for part in _parts(colour))
        if contrast(shade) >= LEAST_CONTRAST:
            return shade
    raise AssertionError("black can always be read on white")


def tint(colour: str) -> str:
    """A ground so light that dark text is read on it with ease."""
    return _colour(round(255 - (255 - part) * 0.1) for part in _parts(colour))


def _problems(raw: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _keys("theme.toml", raw, _LOOKS, optional=("logo",))
    words = raw.get("words", {})
    if isinstance(words, dict):
        yield from _keys("theme.toml, words", words, [each.name for each in fields(Words)])
        for name, word in words.items():
            if not isinstance(word, str):
                yield Problem("theme.toml, words", f"{name} is not a text.")
    if "logo" in raw:
        yield from _logo_problems(raw["logo"])
    yield from _looks(raw)


def _logo_problems(raw: object) -> Iterator[Problem]:
    where = "theme.toml, logo"
    if not isinstance(raw, dict):
        yield Problem(where, "logo is no table.", "Write [logo], and below it file and alt.")
        return
    yield from _keys(where, {"alt": "", **raw}, _LOGO)
    file, alt = raw.get("file", "logo.png"), raw.get("alt")
    if not isinstance(file, str) or not _FILE_NAME.fullmatch(file):
        what = f"file {file!r} is not the plain name of a file."
        yield Problem(where, what, 'Put the logo beside theme.toml and write file = "logo.png".')
    if not isinstance(alt, str) or not alt.strip():
        what = "alt is missing: the words for people who do not see the logo."
        yield Problem(where, what, 'Write alt = "Acme NHS Trust".')


def _keys(
    where: str, raw: Mapping[str, Any], known: Iterable[str], optional: tuple[str, ...] = ()
) -> Iterator[Problem]:
    expected = tuple(known)
    for name in raw:
        if name not in (*expected, *optional):
            remedy = nearest(name, (*expected, *optional))
            yield Problem(where, f"there is no setting {name!r}.", remedy)
    for name in expected:
        if name not in raw:
            yield Problem(where, f"{name} is missing.")


def _looks(raw: Mapping[str, Any]) -> Iterator[Problem]:
    colour = str(raw.get("colour", "#000000"))
    if not _COLOUR.fullmatch(colour):
        yield Problem("theme.toml", f"colour {colour!r} is none.", "Write it as '#1d4f4b'.")
    elif contrast(colour) < LEAST_CONTRAST:
        what = f"colour {colour} is too pale to be read on white ({contrast(colour):.1f}:1)."
        yield Problem("theme.toml", what, f"The nearest that can be read is {readable(colour)}.")
    if not _FONT.fullmatch(str(raw.get("font", "Arial"))):
        yield Problem("theme.toml", "font is no font name.", "Write it as 'Arial'.")
    if raw.get("paper", "A4") not in _PAPERS:
        yield Problem("theme.toml", "paper is unknown.", f"There are {', '.join(_PAPERS)}.")
    if not _LANGUAGE.fullmatch(str(raw.get("language", "en-GB"))):
        yield Problem("theme.toml", "language is no language tag.", "Write it as 'en-GB'.")


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _colour(parts: Iterable[int]) -> str:
    return "#" + bytes(parts).hex()


def _linear(part: float) -> float:
    """The light that a share of full intensity gives."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
