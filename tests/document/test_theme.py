from pathlib import Path

import pytest

from schemekit.document.theme import contrast, read_theme, readable, tint
from schemekit.errors import ContentError

THEME = Path(__file__).resolve().parents[2] / "templates" / "theme" / "theme.toml"


@pytest.fixture
def text() -> str:
    return THEME.read_text(encoding="utf-8")


def test_the_shipped_theme_is_read(text: str) -> None:
    theme = read_theme(text, base=b"base", css="css", print_css="print")

    assert (theme.colour, theme.paper, theme.words.important) == ("#1d4f4b", "A4", "Important")
    assert (theme.base, theme.css, theme.print_css) == (b"base", "css", "print")


def test_black_and_white_are_as_far_apart_as_colours_can_be() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#ffffff") == pytest.approx(1)


def test_a_pale_colour_is_refused_with_the_nearest_that_can_be_read(text: str) -> None:
    with pytest.raises(ContentError, match=r"#4f81bd.*4\.0:1.*nearest that can be read is #4978b0"):
        read_theme(text.replace("#1d4f4b", "#4f81bd"))


@pytest.mark.parametrize("colour", ["#ffff00", "#4f81bd", "#ffffff", "#00ff00"])
def test_the_nearest_colour_can_be_read(colour: str) -> None:
    assert contrast(readable(colour)) >= 4.5


def test_a_tint_is_nearly_white() -> None:
    assert contrast(tint("#1d4f4b")) < 1.3


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("colour =", "color =", "'color'.*'colour'"),
        ("#1d4f4b", "teal", "'teal'.*#1d4f4b"),
        ('"A4"', '"A7"', "A4, Letter"),
        ('"en-GB"', '"British"', "en-GB"),
        ('font = "Arial"', 'font = "A\'><"', "font"),
        ('note = "Note"', "note = 3", "note is not a text"),
        ('note = "Note"', "", "note is missing"),
        ("[words]", "[words", "is not TOML"),
    ],
)
def test_a_mistake_is_refused_with_what_would_help(
    text: str, old: str, new: str, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        read_theme(text.replace(old, new))
