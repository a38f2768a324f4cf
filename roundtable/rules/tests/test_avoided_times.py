"""What the family said about their days, against a time for the meeting."""

from datetime import date, time

import pytest

from roundtable.rules.avoided_times import AvoidedTime, Because, why_not_then

MONDAY, TUESDAY = date(2026, 12, 7), date(2026, 12, 8)
TEN, NOON = time(10), time(12)

HOLIDAY = AvoidedTime(Because.CANNOT_COME, first_on=MONDAY, last_on=date(2026, 12, 11))
COURT = AvoidedTime(Because.CANNOT_COME, first_on=MONDAY)
WORK = AvoidedTime(Because.WORK, weekdays=frozenset({1, 2}), starts=time(6), ends=time(10, 30))
TAKING = AvoidedTime(Because.SCHOOL_RUN, weekdays=frozenset({1, 2, 3, 4, 5}), ends=time(10))
FETCHING = AvoidedTime(Because.SCHOOL_RUN, weekdays=frozenset({1, 2, 3, 4, 5}), starts=time(12))


@pytest.mark.parametrize(
    ("avoided", "on", "clashes"),
    [
        (HOLIDAY, date(2026, 12, 11), True),
        (HOLIDAY, date(2026, 12, 14), False),
        (COURT, MONDAY, True),
        (COURT, TUESDAY, False),
        (WORK, TUESDAY, True),
        (WORK, date(2026, 12, 9), False),
        (TAKING, MONDAY, False),
        (FETCHING, MONDAY, False),
    ],
)
def test_a_time_that_the_family_asked_to_avoid(
    avoided: AvoidedTime, on: date, clashes: bool
) -> None:
    assert avoided.clashes(on, TEN, NOON) is clashes


def test_a_minute_too_long_is_a_clash() -> None:
    assert TAKING.clashes(MONDAY, time(9, 59), NOON)
    assert FETCHING.clashes(MONDAY, TEN, time(12, 1))


def test_each_reason_is_told_once() -> None:
    said = why_not_then([TAKING, FETCHING, WORK], TUESDAY, time(9), time(13))
    assert said == (
        "the school run is at that time",
        "somebody of the family is at work",
    )
    assert why_not_then([HOLIDAY], date(2026, 12, 15), TEN, NOON) == ()
    assert why_not_then([COURT], MONDAY, TEN, NOON) == ("the family cannot come that day",)
