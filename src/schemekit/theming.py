"""The looks of a pack, found in the folders of its toolkit and read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from schemekit.document.logo import LARGEST
from schemekit.document.theme import Theme, read_theme
from schemekit.errors import ContentError, Problem


def load_theme(folders: Sequence[Path]) -> Theme:
    """The looks of the pack: of each file, the one of the narrowest folder that has it."""
    theme = _plain_theme(folders)
    own = [each for each in folders if (each / "theme" / "house.docx").is_file()]
    if not own:
        return theme
    from schemekit.writers.word.house import furnished
    from schemekit.writers.word.house_file import LARGEST as LARGEST_HOUSE
    from schemekit.writers.word.package import parts

    with (own[-1] / "theme" / "house.docx").open("rb") as file:
        house = file.read(LARGEST_HOUSE + 1)
    furnished(parts(theme), house)
    return replace(theme, house=house)


def _plain_theme(folders: Sequence[Path]) -> Theme:
    described = _of_the_theme("theme.toml", folders)
    return read_theme(
        described.read_text(encoding="utf-8"),
        base=_of_the_theme("base.docx", folders).read_bytes(),
        css=_of_the_theme("page.css", folders).read_text(encoding="utf-8"),
        print_css=_of_the_theme("print.css", folders).read_text(encoding="utf-8"),
        beside=lambda name: _limited(described.with_name(name)),
    )


def _of_the_theme(name: str, folders: Sequence[Path]) -> Path:
    for folder in reversed(folders):
        path = folder / "theme" / name
        if path.is_file():
            return path
    raise ContentError(Problem(f"theme/{name}", "the file is missing from the toolkit."))


def _limited(path: Path) -> bytes | None:
    """What a logo may be long, and one byte more, which is refused."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
