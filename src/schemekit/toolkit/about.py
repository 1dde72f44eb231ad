"""What the toolkit says of itself."""

from pydantic import Field

from schemekit.toolkit.authored import Authored, Id, Plain


class SourceDocument(Authored):
    """A published document the toolkit was written from."""

    title: str
    publisher: str = ""
    date: str = ""
    note: str = ""


class CoverLine(Authored):
    """One line below the title on the first page of a long document."""

    label: str
    value: Plain
    """Where it comes to nothing, the line is left out."""


class ExampleWords(Authored):
    """What marks a form that was filled in as an example."""

    page: str = "Fictional example"
    """On every page."""
    title: str = "(example)"
    """After the title."""
    notice: str = "This is a fictional example. Its people, places and answers are invented."
    """Below the title."""
    unsigned: str = "Nobody signs an example."
    """Where people would sign."""


class PackQuestions(Authored):
    """The questions that decide which documents are in a pack."""

    size: Id
    """How large the pack is."""
    add: Id
    """Documents of a larger pack that somebody wants as well."""
    leave_out: Id
    """Documents that somebody does not want."""


class About(Authored):
    """Title, version and standing of the toolkit."""

    id: Id
    title: str
    version: str
    publisher: str = ""
    language: str = "en-GB"
    disclaimer: str = ""
    organisation: Plain
    """The organisation’s name, for the properties and the header of every document."""
    scheme: Plain
    """What the documents of a pack are about, in a few words."""
    footer: Plain
    """One line at the foot of every page."""
    cover: tuple[CoverLine, ...] = ()
    """What the first page of a document with a list of contents tells below its title."""
    source: tuple[SourceDocument, ...] = ()
    example: ExampleWords = ExampleWords()
    pack: PackQuestions | None = None
    """Without them every document whose condition holds is in the pack."""


class AboutFile(Authored):
    """`toolkit.toml`: the toolkit, and the plain words that local words replace."""

    toolkit: About
    words: dict[str, Id] = Field(default_factory=dict)
