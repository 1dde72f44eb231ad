"""Where the shipped content lies: inside the wheel, or beside `src/` in a checkout."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_BUNDLED: Final = _PACKAGE / "_bundled"
_CHECKOUT: Final = _PACKAGE.parent.parent


def templates() -> Path:
    """The folder of the toolkit's content."""
    return _found("templates")


def presets() -> Path:
    """The folder of the shipped presets."""
    return _found("presets")


def _found(name: str) -> Path:
    bundled = _BUNDLED / name
    return bundled if bundled.is_dir() else _CHECKOUT / name
