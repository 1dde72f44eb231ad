"""A plan as a calendar that other programs read."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import icalendar
from tests.conftest import ProfileOf

from schemekit.document.theme import Theme
from schemekit.document.workbook import Column, Events, Table, Workbook
from schemekit.making import make_workbooks
from schemekit.toolkit.toolkit import Toolkit
from schemekit.writers import ics

HOSTILE: Final = "Ask A, B; then\nC\\D\r\nEND:VCALENDAR\x07 " + "é" * 60
TASKS: Final = Table(
    "tasks",
    "Tasks",
    "What to do.",
    (
        Column("task", "text", "Task", values=("Dig", HOSTILE, "Some day", "One day")),
        Column("start", "date", "From", values=(date(2027, 3, 1), date(2027, 3, 9), None, None)),
        Column("finish", "date", "By", values=(date(2027, 3, 5), None, date(2027, 4, 1))),
        Column("who", "text", "Who", values=("Ada",)),
    ),
    rows=10,
    events=Events("task", "start", "finish", "who"),
    names=("dig", "ask"),
)
PLAN: Final = Workbook("plan", "61-plan", "Plan", "Acme", "Garden", "all", "To plan.", (TASKS,))


def read(workbook: Workbook, theme: Theme) -> list[Any]:
    written = ics.write_workbook(workbook, theme)
    assert written is not None
    return list(icalendar.Calendar.from_ical(written).walk("VEVENT"))


def test_each_dated_row_is_an_event_of_whole_days(theme: Theme) -> None:
    dig, ask = read(PLAN, theme)

    assert (dig["SUMMARY"], dig["DESCRIPTION"]) == ("Dig", "Ada")
    assert (dig["DTSTART"].dt, dig["DTEND"].dt) == (date(2027, 3, 1), date(2027, 3, 6))
    assert (ask["DTSTART"].dt, ask["DTEND"].dt) == (date(2027, 3, 9), date(2027, 3, 10))


def test_words_come_back_as_they_were_and_give_no_orders(theme: Theme) -> None:
    _, ask = read(PLAN, theme)

    assert ask["SUMMARY"] == "Ask A, B; then\nC\\D\nEND:VCALENDAR  " + "é" * 60


def test_no_line_is_longer_than_a_calendar_reads(theme: Theme) -> None:
    written = ics.write_workbook(PLAN, theme)

    assert written is not None
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_an_event_keeps_its_name_whatever_its_words_and_no_two_schemes_share_one(
    theme: Theme,
) -> None:
    moved = replace(PLAN, sheets=(replace(TASKS, names=("ask", "dig")),))
    other = replace(PLAN, scheme="Another")
    names = [str(each["UID"]) for each in read(PLAN, theme)]

    assert [str(each["UID"]) for each in read(moved, theme)] == names[::-1]
    assert not {str(each["UID"]) for each in read(other, theme)} & set(names)


def test_a_workbook_without_days_is_no_calendar(theme: Theme) -> None:
    assert ics.write_workbook(replace(PLAN, sheets=()), theme) is None


def test_the_plan_of_a_scheme_is_a_calendar(
    toolkit: Toolkit, profile_of: ProfileOf, theme: Theme
) -> None:
    profile = profile_of("nhs-trust", launch_date="2027-09-06")
    plan = next(each for each in make_workbooks(toolkit, profile) if each.id == "plan_workbook")
    events = read(plan, theme)

    launch = next(each for each in events if str(each["UID"]).startswith("task_launch-"))
    assert launch["DTSTART"].dt == date(2027, 9, 6)
    assert all(each["DTEND"].dt > each["DTSTART"].dt for each in events)
    starts = [each["DTEND"].dt for each in events]
    assert starts == sorted(starts)
