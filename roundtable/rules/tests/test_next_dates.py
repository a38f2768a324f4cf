"""When the core group could meet: inside the limit alone, the family's own days first."""

from datetime import date, time

import pytest

from roundtable.rules.avoided_times import AvoidedTime, Because
from roundtable.rules.next_dates import days_for_core_group
from roundtable.rules.working_days import ENGLAND_AND_WALES

HELD, LIMIT = date(2026, 12, 3), date(2026, 12, 17)
FRIDAY = AvoidedTime(Because.CANNOT_COME, weekdays=frozenset({5}))
MORNINGS = AvoidedTime(Because.WORK, weekdays=frozenset({5}), ends=time(12, 0))


def found(**more):
    return days_for_core_group(after=HELD, limit=LIMIT, calendar=ENGLAND_AND_WALES, **more)


def test_the_first_days_are_offered_and_none_past_the_limit():
    assert [one.day.day for one in found()] == [4, 7, 8, 9]
    assert [one.day.day for one in found(most=99)] == [4, 7, 8, 9, 10, 11, 14, 15, 16, 17]
    assert found()[0].why == ("9 working days before the limit, Thursday 17 December 2026.",)
    last_but_one, last = found(most=99)[-2:]
    assert last_but_one.why == ("1 working day before the limit, Thursday 17 December 2026.",)
    assert last.why == ("The last working day within the limit, Thursday 17 December 2026.",)


@pytest.mark.parametrize(
    "avoided, days, first",
    [
        ([FRIDAY], [7, 8, 9, 10], time(10, 0)),
        ([MORNINGS], [4, 7, 8, 9], time(13, 30)),
    ],
)
def test_the_family_comes_first(avoided, days, first):
    offered = found(avoided=avoided)
    assert [one.day.day for one in offered] == days
    assert offered[0].starts == first
    assert "It goes against nothing the family said about their days." in offered[0].why


def test_a_day_against_what_the_family_said_comes_last_and_says_so():
    friday = found(avoided=[FRIDAY], most=99)[-1]
    assert friday.day == date(2026, 12, 11)
    assert friday.why[0] == "But the family cannot come that day."


def test_another_core_group_that_day_is_said():
    offered = found(taken=[date(2026, 12, 4)], key_worker="Sam Iqbal", most=99)
    (friday,) = [one for one in offered if one.day == date(2026, 12, 4)]
    assert "Sam Iqbal has another core group that day." in friday.why
    assert offered[0].day == date(2026, 12, 7)
