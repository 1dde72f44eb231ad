from pathlib import Path
from struct import pack

import pytest

from schemekit.document.logo import read_logo
from schemekit.document.theme import contrast, read_theme, readable, tint
from schemekit.errors import ContentError
from schemekit.theming import load_theme

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
        ("[words]", "[lgo]\n[words]", "'lgo'.*'logo'"),
        ("[words]", "[logo]\nalt = 'A'\n[words]", "file is missing"),
        ("[words]", "[logo]\nfile = 'logo.png'\n[words]", "alt is missing.*Acme"),
        ("[words]", "[logo]\nfile = 'logo.png'\nalt = ' '\n[words]", "alt is missing"),
        ("[words]", "[logo]\nfile = '../logo.png'\nalt = 'A'\n[words]", "plain name"),
        ("[words]", "[logo]\nfile = 3\nalt = 'A'\n[words]", "plain name"),
        ("[words]", "[logo]\nfile = 'logo.png'\nalt = 'A'\n[words]", "no such file.*beside"),
        ('paper = "A4"', 'paper = "A4"\nlogo = "logo.png"', r"\[logo\]"),
    ],
)
def test_a_mistake_is_refused_with_what_would_help(
    text: str, old: str, new: str, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        read_theme(text.replace(old, new))


PNG = b"\x89PNG\r\n\x1a\n" + pack(">L4s2L", 13, b"IHDR", 300, 100)
FIRST = b"\xff\xe0" + pack(">H", 16) + bytes(14)
JPEG = b"\xff\xd8" + FIRST + b"\xff\xff\xc2" + pack(">HB2H", 17, 8, 40, 80) + bytes(12)


def test_a_logo_is_known_and_measured_by_its_bytes() -> None:
    png, jpeg = read_logo("logo.png", PNG, "Acme"), read_logo("logo.png", JPEG, "Acme")

    assert (png.kind, png.width, png.height, png.alt) == ("png", 300, 100, "Acme")
    assert (jpeg.kind, jpeg.width, jpeg.height) == ("jpeg", 80, 40)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PNG + bytes(2_000_000), "theme/logo.png: .*larger than 2 MB.*600 pixels"),
        (b"<svg/>", "neither a PNG nor a JPEG.*Save it as PNG"),
        (b"", "neither a PNG"),
        (PNG[:20], "damaged"),
        (PNG[:16] + bytes(8), "damaged"),
        (JPEG[:24], "damaged"),
        (b"\xff\xd8\xff", "damaged"),
    ],
)
def test_a_logo_that_cannot_be_used_is_refused_with_what_would_help(
    content: bytes, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        read_logo("logo.png", content, "Acme")


def test_a_logo_lies_beside_the_theme_that_names_it(tmp_path: Path, text: str) -> None:
    own = tmp_path / "theme"
    own.mkdir()
    named = "[logo]\nfile = 'logo.png'\nalt = 'Acme'\n[words]"
    (own / "theme.toml").write_text(text.replace("[words]", named), encoding="utf-8")
    (own / "logo.png").write_bytes(PNG)

    theme = load_theme([THEME.parents[1], tmp_path])
    (own / "logo.png").write_bytes(PNG + bytes(40_000_000))

    assert theme.logo is not None
    assert theme.logo.content == PNG
    with pytest.raises(ContentError, match=r"theme/logo\.png.*larger"):
        load_theme([THEME.parents[1], tmp_path])
