"""Everything a document can say: a closed set of blocks and of inlines.

A finished `Document` is built of `Block` and `Inline` only. The containers are generic over what
they hold, so that a template tree, which still has slots and branches in it, is built of the very
same shapes (see `toolkit.documents`). Writers match these unions to the end.
"""

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

I = TypeVar("I")  # noqa: E741 - an inline
B = TypeVar("B")  # a block
R = TypeVar("R")  # a table row
L = TypeVar("L")  # a list item

FieldKind = Literal[
    "text", "prose", "number", "yes_no", "choice", "choices", "date", "email", "rows"
]
CalloutKind = Literal["important", "note", "example"]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that print as they are; never holds a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Strong(Generic[I]):
    content: tuple[I, ...]


@dataclass(frozen=True, slots=True)
class Emphasis(Generic[I]):
    content: tuple[I, ...]


@dataclass(frozen=True, slots=True)
class Link(Generic[I]):
    """A link out of the pack: `target` is an https or mailto address."""

    target: str
    content: tuple[I, ...]


@dataclass(frozen=True, slots=True)
class See:
    """A link to another document of the same pack."""

    document: str
    title: str
    file: str
    """File name without ending, e.g. `05-mentoring-agreement`."""
    ending: str = ""
    """The ending of a file that has only one, a workbook; else the writer’s own ending."""


@dataclass(frozen=True, slots=True)
class SeeSection:
    """A link to a section of the same document; without a number it is called by its title."""

    title: str
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a form field."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A space to fill in: a content control in Word, an input in HTML, a ruled line in print."""

    id: str
    kind: FieldKind
    label: str
    help: str = ""
    options: tuple[Choice, ...] = ()
    value: str = ""
    """What is filled in already: text, or an option id, or an ISO date."""
    other: bool = False
    """A list that also takes typed text."""
    rows: int = 0
    columns: tuple["Field", ...] = ()
    """For kind `rows`: an empty table of this many rows with these columns."""
    prompt: str = ""
    """What stands in an empty space on a screen, to be typed over."""
    maximum: int = 0
    """Characters that fit; 0 where there is no limit."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered note: `number` is the note's place in `Document.notes`, counted from 1."""

    evidence: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A gap that somebody still has to decide, marked in the text and listed at the end."""

    question: str
    label: str


Inline: TypeAlias = (
    "Text | LineBreak | Strong[Inline] | Emphasis[Inline] | Link[Inline]"
    " | See | SeeSection | Field | Citation | OpenPoint"
)


@dataclass(frozen=True, slots=True)
class Heading(Generic[I]):
    """`level` 1 is the document's title; `anchor` is unique in the document once assembled."""

    level: int
    content: tuple[I, ...]
    anchor: str = ""
    number: str = ""
    """Of a section in a numbered document, e.g. `4` or `4.2`."""


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[I]):
    content: tuple[I, ...]


@dataclass(frozen=True, slots=True)
class Item(Generic[B]):
    """A list item; `tick` makes it a box to tick."""

    content: tuple[B, ...]
    tick: bool = False


@dataclass(frozen=True, slots=True)
class ItemList(Generic[L]):
    ordered: bool
    items: tuple[L, ...]


@dataclass(frozen=True, slots=True)
class Row(Generic[I]):
    cells: tuple[tuple[I, ...], ...]


@dataclass(frozen=True, slots=True)
class Table(Generic[I, R]):
    header: Row[I]
    rows: tuple[R, ...]


@dataclass(frozen=True, slots=True)
class Callout(Generic[B]):
    """A box that starts with a word (Important, Note, Example), never with colour alone."""

    kind: CalloutKind
    content: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Quote(Generic[B]):
    content: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """A place to sign for each party."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the list of headings goes."""


@dataclass(frozen=True, slots=True)
class References:
    """Where the list of references goes."""


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """Where the list of open points goes."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


@dataclass(frozen=True, slots=True)
class Section(Generic[B]):
    """Pages that lie on their long side."""

    content: tuple[B, ...]


Block: TypeAlias = (
    "Heading[Inline] | Paragraph[Inline] | ItemList[Item[Block]] | Table[Inline, Row[Inline]]"
    " | Callout[Block] | Quote[Block] | Section[Block]"
    " | Signatures | Contents | References | OpenPoints | PageBreak"
)


@dataclass(frozen=True, slots=True)
class Note:
    """What a citation says at the foot of the page: the claim, its strength and its references."""

    number: int
    evidence: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One line of the reference list."""

    id: str
    content: tuple[Inline, ...]
    notes: tuple[int, ...] = ()
    """The numbers of the notes that rest on it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One finished document of a pack, ready for any writer.

    `title` stands in the file's properties and its header; `content` starts with Heading 1.
    """

    id: str
    file: str
    title: str
    organisation: str
    scheme: str
    audience: str
    purpose: str
    content: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    references: tuple[ReferenceEntry, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    footer: str = ""
    """One line at the foot of every page, e.g. the scheme and whom to contact."""
    language: str = "en-GB"
    toolkit: str = ""
    """The version of the toolkit it was made with, e.g. `mentoring/2026.11`."""
    edition: str = ""
    """Of a form: what it asks for, as a digest, by which a returned one is compared."""
    cover: tuple[tuple[str, str], ...] = ()
    """Label and value of the lines below the title, where there is a first page of its own."""
    example: str = ""
    """What marks every page of a form that was filled in as an example; else empty."""
    pages: tuple[int, ...] = ()
    """Of each heading in the order they are read, where somebody has counted: its page in Word."""

    @property
    def has_cover(self) -> bool:
        """Whether the title has a page of its own: a document with a list of contents is long."""
        match self.content:
            case (Heading(1), *rest):
                return any(isinstance(each, Contents) for each in rest)
            case _:
                return False
