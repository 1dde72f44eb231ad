"""Figures that are the toolkit’s own choice: no source has them, and the text says so."""

from typing import Annotated

from pydantic import Field as Constrained

from schemekit.toolkit.authored import Authored, Id
from schemekit.toolkit.evidence import Figure


class Default(Authored):
    """One figure, or a few that belong together, that somebody had to choose."""

    id: Id
    says: str
    """What was chosen, in a sentence."""
    figures: Annotated[tuple[Figure, ...], Constrained(min_length=1)]
    why: str = ""
    """What the choice leans on, where it leans on something."""
    called: str = "our default"
    """What the text calls it."""


class DefaultsFile(Authored):
    """What a file of `defaults/` holds."""

    default: tuple[Default, ...]
