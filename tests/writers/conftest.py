"""A document that says everything a document can say, for every writer."""

from pathlib import Path

import pytest

from schemekit.document.blocks import (
    Block,
    Callout,
    CalloutKind,
    Choice,
    Citation,
    Contents,
    Document,
    Emphasis,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    LineBreak,
    Link,
    Note,
    OpenPoint,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    ReferenceEntry,
    References,
    Row,
    Section,
    See,
    SeeSection,
    Signatures,
    Strong,
    Table,
    Text,
)
from schemekit.document.theme import Theme, read_theme

THEME = Path(__file__).resolve().parents[2] / "templates" / "theme"
HOSTILE = "{{ 7*7 }} **Ward** | # <b>&amp;"
COLOURS = (Choice("red", "Red"), Choice("blue", "Blue & green"), Choice("none", "I do not mind"))


@pytest.fixture(scope="session")
def theme() -> Theme:
    """The shipped looks."""
    return read_theme(
        (THEME / "theme.toml").read_text(encoding="utf-8"),
        base=(THEME / "base.docx").read_bytes(),
        css=(THEME / "page.css").read_text(encoding="utf-8"),
        print_css=(THEME / "print.css").read_text(encoding="utf-8"),
    )


@pytest.fixture(scope="session")
def hostile() -> Document:
    """An organisation whose name is made of other people's syntax."""
    return saying(
        Heading(1, (Text(HOSTILE),), "top"),
        Paragraph((Text(HOSTILE),)),
        Table(Row(((Text("Name"),),)), (Row(((Text(HOSTILE),),)),)),
        title=HOSTILE,
        organisation=HOSTILE,
    )


@pytest.fixture(scope="session")
def everything() -> Document:
    """Every block, inline and kind of field."""
    return saying(
        *words(),
        *lists(),
        *boxes(),
        *form(),
        Section((Heading(2, (Text("Wide"),), "wide"), wide())),
        Heading(2, (Text("Last things"),), "last-things"),
        Signatures(("Gardener", "Owner")),
        OpenPoints(),
        References(),
    )


@pytest.fixture(scope="session")
def a_form() -> Document:
    """Every kind of field, empty and filled in."""
    return saying(Heading(1, (Text("A form"),), "a-form"), *form())


def saying(
    *content: Block, title: str = "Garden handbook", organisation: str = "Hill & Dale Gardens"
) -> Document:
    """A document of `content`, cited and referred to where it asks."""
    return Document(
        id="garden_handbook",
        file="02-garden-handbook",
        title=title,
        organisation=organisation,
        scheme="Open gardens",
        audience="gardeners",
        purpose="How the garden is kept.",
        content=content,
        notes=(
            Note(1, "rain", (Text("It rained in 4 of 5 summers (strong). "), home())),
            Note(2, "frost", (Text("Frost comes late."),)),
        ),
        references=(
            ReferenceEntry("rain_2024", (Text("Rain, A. (2024) "), Emphasis((Text("Wet"),))), (1,)),
            ReferenceEntry("frost_2023", (Text("Frost, B. (2023) Cold. "), home()), (1, 2)),
        ),
        open_points=(OpenPoint("owner", "who owns the shed"),),
        footer="Open gardens. Write to garden@example.org",
    )


def words() -> tuple[Block, ...]:
    """Headings, sentences and what stands in them."""
    return (
        Heading(1, (Text("Garden handbook"),), "garden-handbook"),
        Paragraph(
            (
                Text("The garden is open to "),
                Strong((Text("everybody who "), Emphasis((Text("really"),)), Text(" cares"))),
                Text(" and closes when it rains."),
                Citation("rain", 1),
                Text(" See "),
                See("agreement", "Garden agreement", "05-garden-agreement"),
                Text(", section "),
                SeeSection("Which spade", "which-spade", "1.1"),
                Text(" or "),
                home(),
                Text("."),
            )
        ),
        Contents(),
        PageBreak(),
        Heading(2, (Text("When to dig"),), "when-to-dig", "1"),
        Paragraph(
            (
                Text("In spring, says "),
                OpenPoint("owner", "who owns the shed"),
                Text("."),
                Citation("rain", 1),
                Citation("frost", 2),
                LineBreak(),
                Text("Not in winter. " * 12),
            )
        ),
        Heading(3, (Text("Which spade"),), "which-spade", "1.1"),
        Paragraph((Text("Any. " * 60),)),
        Heading(4, (Text("Handles"),), "handles"),
        Paragraph((Text("Of wood."),)),
    )


def lists() -> tuple[Block, ...]:
    """Lists in lists, numbers that start again, boxes to tick."""
    steps = ItemList(True, (item("Dig"), item("Plant", numbered("Peas", "Beans")), item("Wait")))
    return (
        Heading(2, (Text("Lists"),), "lists"),
        steps,
        Paragraph((Text("And again:"),)),
        steps,
        ItemList(False, (item("Rake"), item("Hoe", bulleted("Long", "Short")))),
        ItemList(
            False,
            (
                Item((Paragraph((Text("I have read the handbook. " * 6),)),), tick=True),
                Item((Paragraph((Text("I own boots."),)),), tick=True),
            ),
        ),
    )


def boxes() -> tuple[Block, ...]:
    """Callouts, a quote and tables."""
    return (
        Heading(2, (Text("Boxes and tables"),), "boxes"),
        callout(
            "important", Paragraph((Text("Shut the gate. " * 9),)), bulleted("Always", "Twice")
        ),
        callout("note", Paragraph((Text("The gate is green."),))),
        callout("example", Paragraph((Text("Ann shut it."),)), Paragraph((Text("So did Bo."),))),
        Quote((Paragraph((Text("A garden is a friend you can visit. " * 4),)),)),
        Table(
            row("Task", "Who", "By when", "Why it matters"),
            (
                row("Mow", "Coordinator", "1 May", "Long grass hides the hedgehogs. " * 4),
                row("Prune the roses", "Everybody", "3 June", "Roses do better."),
            ),
        ),
        Table(Row(((), ())), (row("Purpose", "To grow food. " * 12), row("Size", "12 beds"))),
    )


def form() -> tuple[Block, ...]:
    """Fields alone, in sentences and in cells."""
    return (
        Heading(2, (Text("About you"),), "about-you"),
        alone(Field("full_name", "text", "Full name", "As on your badge", maximum=80)),
        alone(Field("goals", "prose", "Your goals")),
        alone(Field("beds", "number", "Beds you could dig", value="3")),
        alone(Field("mail", "email", "E-mail")),
        alone(Field("favourite", "choice", "Favourite colour", options=COLOURS, value="blue")),
        alone(Field("any_tool", "choice", "Tool", options=COLOURS, other=True)),
        alone(Field("likes", "choices", "What you like", "Tick all", COLOURS, "red", other=True)),
        alone(Field("ready", "yes_no", "Are you ready?")),
        alone(Field("start", "date", "First day", value="2027-05-04")),
        alone(
            Field(
                "plan",
                "rows",
                "Your plan",
                rows=3,
                columns=(
                    Field("step", "text", "Step"),
                    Field("when", "date", "By"),
                    Field("sure", "yes_no", "Sure?"),
                ),
            )
        ),
        Paragraph((Text("In your own words: "), Field("own", "text", "Own words"))),
        Table(
            row("About you", "Your answer"),
            (
                Row(((Text("Grade"),), (Field("grade", "text", "Grade", "For example: 7"),))),
                Row(((Text("Days"),), (Field("days", "choices", "Days", options=COLOURS),))),
                Row(((Text("From"),), (Field("from_day", "date", "From"),))),
            ),
        ),
    )


def wide() -> Block:
    """A table that wants its page on the long side."""
    heads = tuple(f"Column {number}" for number in range(1, 8))
    return Table(row(*heads), (row(*("some words",) * 7), row(*("more",) * 7)))


def home() -> Inline:
    return Link("https://example.org/a?b=1&c=2", (Text("our page"),))


def alone(field: Field) -> Block:
    return Paragraph((field,))


def row(*cells: str) -> Row[Inline]:
    return Row(tuple((Text(each),) for each in cells))


def item(text: str, *more: Block) -> Item[Block]:
    return Item((Paragraph((Text(text),)), *more))


def numbered(*texts: str) -> Block:
    return ItemList(True, tuple(map(item, texts)))


def bulleted(*texts: str) -> Block:
    return ItemList(False, tuple(map(item, texts)))


def callout(kind: CalloutKind, *content: Block) -> Block:
    return Callout(kind, content)
