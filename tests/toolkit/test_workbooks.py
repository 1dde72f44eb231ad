"""A workbook's file: what is refused, where, and with what remedy; what is said and prepared."""

from pathlib import Path
from typing import Final

import pytest
from tests.toy import TOY, loaded, profile, write

from schemekit.document.workbook import Dashboard, Table, Workbook
from schemekit.errors import ContentError
from schemekit.making import make_documents, make_workbooks

SHED: Final = """[workbook]
id = "shed"
number = 70
file = "shed"
title = "Shed of {{ name }}"
audience = "gardeners"
purpose = "What is in the shed."
otherwise = "the list of the shed"
when = "'spade' in tools"

[[sheet]]
id = "things"
title = "Things"
purpose = "One row each."
rows = 3

[[sheet.column]]
id = "thing_id"
kind = "text"
label = "Number"
series = "T"

[[sheet.column]]
id = "thing"
kind = "text"
label = "Thing in the garden"
chosen = "tools"

[[sheet.column]]
id = "state"
kind = "choice"
label = "State"
options = [{ id = "good", label = "Good" }, { id = "bent", label = "Bent" }]

[[sheet.column]]
id = "bought"
kind = "date"
label = "Bought"

[[sheet.column]]
id = "to_oil"
kind = "yes_no"
label = "To oil"
formula = "state == 'bent' or (thing == 'A spade' and spades > 1)"

[[sheet.column]]
id = "loans"
kind = "number"
label = "Loans"
tally = "lent"
by = "thing"

[[sheet]]
id = "lent"
title = "Lent"
purpose = "One row each time."

[[sheet.column]]
id = "thing"
kind = "text"
label = "Thing"
from = "things.thing"

[[sheet.column]]
id = "thing_number"
kind = "text"
label = "Number"
lookup = "things.thing_id"
by = "thing"

[[sheet.column]]
id = "lent_on"
kind = "date"
label = "Lent on"

[[sheet]]
id = "sums"
title = "Sums"
purpose = "All of it."
heads = ["What", "Now", "Target"]

[[sheet.measure]]
id = "all_things"
label = "Things"
count = "things.thing"
target = "spades"

[[sheet.measure]]
id = "oily"
label = "To oil"
count = "things.to_oil"
is = true

[[sheet.measure]]
id = "oily_share"
label = "Share"
percent = "oily"
of = "all_things"

[[sheet.breakdown]]
id = "by_thing"
title = "By thing"
label = "Thing"
by = "things.thing"
measures = ["oily"]
hide_below = 2
hidden = "one"

[[sheet.chart]]
id = "picture"
title = "Picture"
kind = "bar"
measures = ["all_things", "oily"]
alt = "A bar for all things and one for those to oil."
"""


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write(tmp_path / "toy", TOY)


def shed(toy: Path, tmp_path: Path) -> Workbook:
    toolkit = loaded(toy, tmp_path / "ours", {"workbooks/70-shed.toml": SHED})
    (made,) = make_workbooks(toolkit, profile(toolkit, spades=4, word_garden="plot"))
    return made


def test_words_are_this_organisations_own(toy: Path, tmp_path: Path) -> None:
    made = shed(toy, tmp_path)

    things = made.sheets[0]
    assert isinstance(things, Table)
    assert (made.title, made.file) == ("Shed of Ann", "70-shed")
    assert things.columns[1].label == "Thing in the plot"


def test_rows_are_prepared_and_formulas_worked_out(toy: Path, tmp_path: Path) -> None:
    things, lent, _ = shed(toy, tmp_path).sheets

    assert isinstance(things, Table)
    assert isinstance(lent, Table)
    values = {each.id: each.values for each in things.columns}
    assert values["thing_id"] == ("T001", "T002", "T003")
    assert values["thing"] == ("A rake", "A spade")
    assert values["to_oil"] == (None, True, None)
    assert values["loans"] == (0, 0, None)
    assert set(lent.columns[1].values) == {None}


def test_measures_are_worked_out(toy: Path, tmp_path: Path) -> None:
    sums = shed(toy, tmp_path).sheets[2]

    assert isinstance(sums, Dashboard)
    assert [each.value for each in sums.measures] == [2, 1, 0.5]
    assert sums.measures[0].target == 4
    assert sums.breakdowns[0].names == ("A rake", "A spade")
    assert sums.breakdowns[0].counts[0].values == (0, 1)


def test_a_document_refers_to_a_workbook_by_its_title_or_by_other_words(
    toy: Path, tmp_path: Path
) -> None:
    guide = TOY["documents/01-guide.md"].replace("We have", '{{ see("shed") }}. We have')
    files = {"workbooks/70-shed.toml": SHED, "documents/01-guide.md": guide}
    toolkit = loaded(toy, tmp_path / "ours", files)

    def said(tools: list[str], formats: tuple[str, ...]) -> str:
        (made,) = make_documents(toolkit, profile(toolkit, tools=tools), formats)
        return str(made.content)

    assert "See(document='shed', title='Shed of Ann', file='70-shed', ending='xlsx')" in said(
        ["spade"], ("docx", "xlsx")
    )
    assert "the list of the shed" in said(["rake"], ("docx", "xlsx"))
    assert "the list of the shed" in said(["spade"], ("docx", "md"))


MISTAKES: Final = {
    "an unknown name": ("spades > 1)", "spade > 1)", "no question or fact 'spade'"),
    "an unknown option": ("== 'bent'", "== 'bend'", "'bend' is not an option of 'state'"),
    "a call on a column": (
        "state == 'bent' or",
        "round(loans) > 1 or",
        "round cannot be worked out from columns",
    ),
    "a formula from itself": ("thing == 'A spade'", "to_oil", "worked out from itself"),
    "a list that is not there": (
        'from = "things.thing"', 'from = "things.thng"', "Did you mean 'thing'?",
    ),
    "a lookup into no sheet": ('"things.thing_id"', '"thing.thing_id"', "no sheet with columns"),
    "a lookup by a missing column": (
        'lookup = "things.thing_id"\nby = "thing"',
        'lookup = "things.thing_id"\nby = "lent_on"',
        "no column of 'things' called 'lent_on'",
    ),
    "a tally without by": ('tally = "lent"\nby = "thing"', 'tally = "lent"', "go with by"),
    "a column called as a question": ('id = "bought"', 'id = "spades"', "is a question or fact"),
    "a column twice": ('id = "bought"', 'id = "state"', "the column 'state' stands twice"),
    "options for a date": ('kind = "date"\nlabel = "Bought"', 'kind = "choice"\nlabel = "Bought"',
                           "a choice column has options"),
    "a count of nothing": ('"things.to_oil"', '"things.oil"', "called 'oil'"),
    "a word for yes or no": ("is = true", 'is = "yes"', "cannot stand in a yes or no column"),
    "a share of nothing": ('of = "all_things"', 'of = "all"', "no count 'all'"),
    "a breakdown of a share": ('["oily"]', '["oily_share"]', "no count 'oily_share'"),
    "a chart of two kinds": ('["all_things", "oily"]', '["oily", "oily_share"]', "it mixes"),
    "a chart out of order": ('["all_things", "oily"]', '["oily", "all_things"]', "one below"),
    "a misspelt key": ("hide_below", "hide_blow", "Did you mean 'hide_below'?"),
    "a question without options": ('chosen = "tools"', 'chosen = "name"', "no options to choose"),
    "a number that is taken": ("number = 70", "number = 1", "number 1 is taken"),
    "an id that is taken": ('id = "shed"', 'id = "guide"', "'guide' is used twice"),
    "a tag nobody knows": ("{{ name }}", "{{ nam }}", "no question or fact 'nam'"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_linker_finds(toy: Path, tmp_path: Path, mistake: str) -> None:
    right, wrong, told = MISTAKES[mistake]
    assert right in SHED

    with pytest.raises(ContentError) as found:
        loaded(toy, tmp_path / "ours", {"workbooks/70-shed.toml": SHED.replace(right, wrong, 1)})

    assert told in str(found.value)
    assert "70-shed.toml" in str(found.value)


def test_a_mistake_in_a_column_is_told_with_the_line_of_the_column(
    toy: Path, tmp_path: Path
) -> None:
    text = SHED.replace('"things.thing_id"', '"things.number"')
    line = text[: text.index('id = "thing_number"')].count("\n")

    with pytest.raises(ContentError, match=rf"70-shed\.toml, line {line}, column 'thing_number'"):
        loaded(toy, tmp_path / "ours", {"workbooks/70-shed.toml": text})
