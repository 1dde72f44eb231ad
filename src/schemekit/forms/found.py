"""What stands in a file that came back, before anybody knows which form it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from schemekit.forms.form import SpaceKind

How: TypeAlias = Literal["tag", "bookmark", "alias", "order", "name"]
HOW_IN_WORDS: Final[Mapping[How, str]] = {
    "tag": "tag of the control",
    "bookmark": "bookmark round the control",
    "alias": "title of the control",
    "order": "its place among the others",
    "name": "name of the PDF field",
}


@dataclass(frozen=True, slots=True)
class Control:
    """One control or PDF field as it stands in the file, with what was put into it."""

    text: str = ""
    kind: SpaceKind = "text"
    tag: str = ""
    bookmarks: tuple[str, ...] = ()
    alias: str = ""
    prompting: bool = False
    """Whether the file says that it shows a prompt."""
    ticked: bool = False
    chosen: str = ""
    """The id of the option whose words stand there, where the file lists them."""
    day: str = ""
    """The day that a date control holds, whatever its text."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything of a returned file that may be an answer."""

    controls: tuple[Control, ...]
    properties: Mapping[str, str]
    loose: Mapping[str, str] = field(default_factory=dict)
    """What stands inside bookmarks, where the controls themselves have gone."""
