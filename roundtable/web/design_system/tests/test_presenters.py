"""Dates with their reason, words for counts, and the numbers of a pagination."""

from datetime import UTC, date, datetime, time

import pytest

from roundtable.rules.working_days import ENGLAND_AND_WALES
from roundtable.web.design_system import wording
from roundtable.web.design_system.presenters import DueDate, Pagination
from roundtable.web.design_system.tests.reference import ours

JANUARY = date(2027, 1, 6)  # Wednesday; 25 and 28 December and 1 January are holidays


def left(seen_on: date, **more: date) -> str:
    return DueDate.of(JANUARY, today=seen_on, calendar=ENGLAND_AND_WALES, **more).left


@pytest.mark.parametrize(
    "seen_on, words",
    [
        (date(2026, 12, 18), "10 working days left"),
        (date(2027, 1, 5), "1 working day left"),
        (date(2027, 1, 6), "today"),
        (date(2027, 1, 7), "1 working day late"),
        (date(2027, 1, 11), "3 working days late"),
    ],
)
def test_how_long_is_left_is_said_in_working_days(seen_on: date, words: str) -> None:
    assert left(seen_on) == words


def test_a_day_that_falls_on_a_weekend() -> None:
    saturday = DueDate.of(date(2027, 1, 9), today=date(2027, 1, 8), calendar=ENGLAND_AND_WALES)
    assert saturday.left == "no working days left"
    missed = DueDate.of(date(2027, 1, 9), today=date(2027, 1, 10), calendar=ENGLAND_AND_WALES)
    assert (missed.late, missed.left) == (True, "1 working day late")


def test_what_was_done_stays_as_it_was_done() -> None:
    assert left(date(2027, 6, 1), done_on=date(2027, 1, 4)) == "done"
    assert left(date(2027, 6, 1), done_on=date(2027, 1, 8)) == "done 2 working days late"


def test_a_due_date_says_when_how_long_and_why() -> None:
    due = DueDate.of(
        JANUARY,
        today=date(2026, 12, 18),
        calendar=ENGLAND_AND_WALES,
        steps=("Counted from 11 December.",),
        source="Working Together",
        provisional=True,
    )
    shown = str(ours().due(due))
    for words in (
        "Due <time",
        "Wednesday 6 January 2027",
        "10 working days left",
        "<summary",
        "Why this date?",
        "Counted from 11 December.",
        "Working Together",
        "not proclaimed yet",
    ):
        assert words in shown


def test_lateness_is_a_word_not_a_colour() -> None:
    late = DueDate.of(JANUARY, today=date(2027, 1, 7), calendar=ENGLAND_AND_WALES)
    assert ">Late</strong>" in ours().due(late)


@pytest.mark.parametrize(
    "number, count, shown",
    [
        (1, 1, "1"),
        (1, 3, "1 2 3"),
        (1, 9, "1 2 … 9"),
        (4, 9, "1 2 3 4 5 … 9"),
        (5, 9, "1 … 4 5 6 … 9"),
        (9, 9, "1 … 8 9"),
    ],
)
def test_pages_near_the_first_and_the_last(number: int, count: int, shown: str) -> None:
    pages = Pagination.of(number, count, link=lambda one: f"?page={one}")
    assert " ".join(str(one.number) if one.href else "…" for one in pages.items) == shown
    assert bool(pages.previous) == (number > 1)
    assert bool(pages.next) == (number < count)


def test_words() -> None:
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert wording.moment(summer) == "2 July 2026 at 12:30am"
    assert wording.moment(date(2026, 12, 3)) == "3 December 2026"
    assert wording.short_day(date(2026, 12, 3)) == "Thu 3 Dec"
    assert [wording.time_of_day(time(hour)) for hour in (0, 9, 12, 14)] == [
        "midnight",
        "9am",
        "midday",
        "2pm",
    ]
    assert [wording.count(n, "child", "children") for n in (0, 1, 3)] == [
        "no children",
        "1 child",
        "3 children",
    ]
    assert wording.listed(["Ava", "Ben", "the baby"]) == "Ava, Ben and the baby"
    assert wording.listed(["Ava"]) == "Ava"
    assert wording.listed([]) == ""
