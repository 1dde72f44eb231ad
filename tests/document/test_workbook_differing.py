"""What differs between two workbooks, sheet by sheet."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.document.blocks import Choice
from schemekit.document.differing import said, words_between
from schemekit.document.passages import Difference
from schemekit.document.workbook import (
    Breakdown,
    Cell,
    CellValue,
    Chart,
    Column,
    Count,
    Dashboard,
    Formula,
    GroupCount,
    Measure,
    Percent,
    Range,
    Remark,
    Remarks,
    Sheet,
    Table,
    Workbook,
)
from schemekit.document.workbook_differing import workbook_differences

LINES: Final = ("Training for mentors", "Travel", "Coordinator’s time")
DAY: Final = date(2027, 9, 6)
WORDS: Final = st.sampled_from([None, "Ann", "Ben", "12", 3.5, DAY, True])


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook(
        "budget", "62-budget", "Budget", "Acme", "Scheme", "all", "To plan.", sheets
    )  # fmt: skip


def typed(name: str, *values: CellValue) -> Column:
    return Column(name.lower(), "text", name, values=values)


def worked_out(name: str, formula: Formula, *values: CellValue) -> Column:
    return Column(name.lower(), "number", name, formula=formula, values=values)


def costs(*columns: Column, names: Iterable[str] = ("training", "travel", "time")) -> Table:
    return Table("costs", "Costs", "Every line.", columns, 40, names=tuple(names))


def due(weeks: int) -> Formula:
    start = Cell("start")
    return Formula(("IF(", start, '="","",', start, f"+{weeks * 7}.0)"))


def between(before: Sheet, after: Sheet) -> tuple[Difference, ...]:
    return workbook_differences(workbook(before), workbook(after))


def told(before: Sheet, after: Sheet) -> list[str]:
    return [f"{each.fate}: {words(each)}" for each in between(before, after)]


def words(difference: Difference) -> str:
    if difference.fate == "changed":
        return said(words_between(difference.before, difference.after))
    return difference.before or difference.after


def test_a_row_that_changed_tells_its_name_and_only_the_cells_that_changed() -> None:
    before = costs(typed("Line", *LINES), typed("Number", 12, 3, None), typed("Unit", "h", "", ""))
    after = costs(typed("Line", *LINES), typed("Number", 18.0, 3, 4), typed("Unit", "h", "", ""))
    training, time = "Row: Training for mentors", "Row: Coordinator’s time"

    assert between(before, after) == (
        Difference("Costs", f"{training} | Number: 12", f"{training} | Number: 18"),
        Difference("Costs", f"{time} | Number:", f"{time} | Number: 4"),
    )


def test_rows_that_were_added_or_went_tell_all_they_hold() -> None:
    before = costs(typed("Line", *LINES[:2]), typed("Paid", "cash", "in kind"), names=("a", "b"))
    after = costs(typed("Line", LINES[0], LINES[2]), typed("Paid", "cash", None), names=("a", "c"))

    assert told(before, after) == [
        "gone: Row: Travel | Paid: in kind",
        "added: Row: Coordinator’s time",
    ]


def test_a_row_is_known_whatever_it_is_called_and_wherever_it_stands() -> None:
    before = costs(typed("Line", *LINES))
    after = costs(
        typed("Line", LINES[2], "Training for 8 mentors", LINES[1]),
        names=("time", "training", "travel"),
    )

    assert told(before, after) == [
        "changed: Row: Coordinator’s time | Place in the list: [gone: 3] [added: 1]",
        "changed: Row: Training for [added: 8] mentors",
    ]


def test_rows_stand_under_the_first_column_that_tells_them_apart() -> None:
    before = costs(typed("Phase", "1", "1", "2"), typed("Task", *LINES), typed("Who", "A", "", ""))
    after = costs(typed("Phase", "1", "1", "2"), typed("Task", *LINES), typed("Who", "B", "", ""))

    assert told(before, after) == ["changed: Row: Training for mentors | Who: [gone: A] [added: B]"]


def test_a_line_for_another_reason_with_the_same_name_has_changed() -> None:
    before = costs(typed("Line", *LINES), typed("Paid", "cash", "", ""))
    after = costs(
        typed("Line", *LINES), typed("Paid", "in kind", "", ""), names=("own", "travel", "time")
    )

    assert told(before, after) == [
        "changed: Row: Training for mentors | Paid: [gone: cash] [added: in kind]"
    ]


def test_a_column_of_formulas_that_changed_is_one_line_by_what_it_counts_with() -> None:
    def pairs(weeks: int) -> Table:
        dates = tuple(DAY + timedelta(weeks=weeks, days=row) for row in range(300))
        return Table("pairs", "Pairs", "", (worked_out("Due", due(weeks), *dates),), 300)

    assert told(pairs(13), pairs(20)) == [
        (
            "changed: Column: Due | the formula counts with [gone: 91] [added: 140] | "
            "shown first: [gone: 6 December 2027] [added: 24 January 2028]"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('="Active"', '="On hold"', "the formula counts with [gone: “Active”] [added: “On hold”]"),
        ("=DATE(2027,9,6)", "=DATE(2027,10,4)",
         "the formula counts with [gone: 6 September] [added: 4 October] 2027"),
        ("+7", "*7", "[gone: one] [added: another] formula"),
    ],
)  # fmt: skip
def test_a_formula_is_told_in_words(old: str, new: str, line: str) -> None:
    before, after = (
        costs(typed("Line", *LINES), worked_out("Sum", Formula((Cell("start"), part))))
        for part in (old, new)
    )

    assert told(before, after) == [f"changed: Column: Sum | {line}"]


def test_a_number_written_otherwise_in_a_formula_is_no_difference() -> None:
    before, after = (
        costs(worked_out("Sum", Formula((Cell("start"), part)))) for part in ("+7", "+7.0")
    )

    assert told(before, after) == []


def test_what_a_formula_comes_to_stands_with_the_cells_it_follows_from() -> None:
    formula = Formula((Cell("number"), "*", Cell("cost")))
    before, after = (
        costs(typed("Line", *LINES), typed("Number", hours), worked_out("Year 1", formula, sums))
        for hours, sums in ((12, 240.0), (18, 1_360.5))
    )

    assert told(before, after) == [
        (
            "changed: Row: Training for mentors | Number: [gone: 12] [added: 18] | "
            "Year 1: [gone: 240] [added: 1,360.5]"
        )
    ]


def test_days_that_moved_together_are_told_once_and_the_others_in_their_rows() -> None:
    later = (DAY + timedelta(days=28), DAY + timedelta(days=29), DAY + timedelta(days=28))
    before = costs(
        typed("Task", *LINES, "Close"), typed("By", DAY, DAY + timedelta(days=1), DAY, DAY),
        names="abcd",
    )  # fmt: skip
    after = costs(
        typed("Task", *LINES, "Close"), typed("By", *later, date(2028, 9, 6)), names="abcd"
    )

    assert told(before, after) == [
        (
            "changed: Column: By | in 3 rows 28 days later, the first: "
            "[gone: 6 September] [added: 4 October] 2027"
        ),
        "changed: Row: Close | By: 6 September [gone: 2027] [added: 2028]",
    ]


def test_a_column_that_was_emptied_is_told_once() -> None:
    before = costs(
        typed("Task", *LINES), typed("By", *(DAY.replace(day=each) for each in (1, 2, 3)))
    )
    after = costs(typed("Task", *LINES), typed("By"))

    assert told(before, after) == [
        "changed: Column: By | emptied in 3 rows, the first: [gone: 1 September 2027]"
    ]


def test_words_replaced_wherever_they_stood_are_told_once() -> None:
    def tasks(*who: str) -> Table:
        return costs(typed("Task", *LINES, "Close"), typed("Who", *who), names="abcd")

    everywhere = told(tasks("Ann", "Ann", "Ann", "Ben"), tasks("Cem", "Cem", "Cem", "Ben"))
    in_places = told(tasks("Ann", "Ann", "Ann", "Ann"), tasks("Cem", "Cem", "Cem", "Ann"))

    assert everywhere == ["changed: Column: Who | in 3 rows alike: [gone: Ann] [added: Cem]"]
    assert len(in_places) == 3


def test_lists_in_one_sheet_are_told_entry_by_entry() -> None:
    before = costs(typed("Staff group", "Nurses", "Managers"), typed("Channel", "E-mail"), names=())
    after = costs(typed("Staff group", "Nurses", "Doctors in training"), typed("Channel"), names=())

    assert told(before, after) == [
        "gone: Entry in Staff group | Managers",
        "added: Entry in Staff group | Doctors in training",
        "gone: Entry in Channel | E-mail",
    ]


def test_a_column_tells_its_label_its_help_and_its_options() -> None:
    old = Column("status", "choice", "Status", "Pick one", (Choice("a", "Active"),))
    new = replace(old, label="Status now", options=(*old.options, Choice("p", "Paused")))

    assert told(costs(old), costs(new)) == [
        "changed: Column: Status [added: now] | Options: [gone: Active] [added: Active; Paused]"
    ]
    assert told(costs(), costs(old)) == [
        "added: Column: Status | Help: Pick one | Options: Active"
    ]  # fmt: skip


def test_a_column_called_otherwise_is_told_once_and_not_with_all_it_holds() -> None:
    numbers = tuple(f"M{each:03}" for each in range(200))
    before = costs(Column("number", "text", "Mentor number", values=numbers), names=())
    after = costs(Column("number", "text", "Adviser number", values=numbers), names=())

    assert told(before, after) == ["changed: Column: [gone: Mentor] [added: Adviser] number"]


def test_remarks_are_known_by_their_title_or_by_their_words() -> None:
    def about(*remarks: tuple[str, str]) -> Remarks:
        return Remarks("about", "Read me", "To read.", tuple(Remark(*each) for each in remarks))

    before = about(("Money", "Counted for 12 mentees."), ("Dates", "Type day, month and year."))
    after = about(("Money", "Counted for 40 mentees."), ("Days", "Type day, month and year."))

    assert told(before, after) == [
        "changed: Remark: Money | Counted for [gone: 12] [added: 40] mentees.",
        "changed: Remark: [gone: Dates] [added: Days]",
    ]
    assert told(about(), about(("Money", "Yours."), ("Money", "Theirs."))) == [
        "added: Remark: Money | Yours.",
        "added: Remark: Money | Theirs.",
    ]


def test_sums_groups_and_charts_are_told_under_their_heads() -> None:
    names = Range("mentees", "name")

    def dashboard(mentees: int, share: float, groups: tuple[str, ...], hide: int) -> Dashboard:
        counts = (GroupCount("Asked", Count(names), names, tuple(3 for _ in groups)),)
        return Dashboard(
            "sums", "Sums", "Worked out.", ("What", "Now", "Target"),
            (
                Measure("asked", "Asked", Count(names, (True,)), 0, mentees),
                Measure("rate", "Matched", Percent("matched", "asked"), share, 70),
            ),
            (Breakdown("by", "By group", "", names, groups, 20, counts, hide, f"under {hide}"),),
            (Chart("chart", "Rates", "bar", f"Of {mentees} mentees."),),
        )  # fmt: skip

    before = dashboard(12, 0.5, ("Nurses", "Doctors"), 0)

    assert told(before, dashboard(40, 0.75, ("Nurses",), 5)) == [
        "changed: Row: Asked | Target: [gone: 12] [added: 40]",
        "changed: Row: Matched | Now: [gone: 50%] [added: 75%]",
        "changed: Part: By group | Small numbers shown as: [added: under 5]",
        "changed: By group: Nurses | Asked: [gone: 3] [added: under 5]",
        "gone: By group: Doctors | Asked: 3",
        "changed: Chart: Rates | In words: Of [gone: 12] [added: 40] mentees.",
    ]


def test_a_sheet_only_one_workbook_has_is_one_line() -> None:
    one, other = costs(typed("Line", *LINES)), replace(costs(), id="sums", title="Sums")

    found = workbook_differences(workbook(one), workbook(one, other))

    assert found == (Difference("Sums", "", "The whole sheet: Every line."),)


def test_what_no_answer_changes_is_no_difference() -> None:
    one = costs(replace(typed("Line", *LINES), width=10))
    other = replace(one, columns=(replace(one.columns[0], width=40),))

    assert between(one, other) == between(one, one) == ()


@given(
    before=st.lists(WORDS, min_size=3, max_size=3),
    after=st.lists(WORDS, min_size=3, max_size=3),
    order=st.permutations(range(3)),
)
def test_no_cell_differs_untold_and_nothing_is_told_of_equal_cells(
    before: list[CellValue], after: list[CellValue], order: list[int]
) -> None:
    names = ("training", "travel", "time")
    one = costs(typed("Line", *LINES), typed("Value", *before))
    other = costs(
        typed("Line", *(LINES[each] for each in order)),
        typed("Value", *(after[each] for each in order)),
        names=(names[each] for each in order),
    )

    found = between(one, other)

    assert bool(found) == (before != after or order != sorted(order))
    assert all(each.before != each.after for each in found)
    for row, old, new in zip(LINES, before, after, strict=True):
        alone = [each for each in found if each.after.startswith(f"Row: {row}")]
        together = [each for each in found if each.after.startswith("Column: Value")]
        assert old == new or alone or together
