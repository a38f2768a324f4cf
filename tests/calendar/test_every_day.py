"""Working days against counting by hand, for every day of twenty-six years and three calendars."""

from datetime import date, timedelta

import pytest

from roundtable.rules.working_days import ENGLAND_AND_WALES, Calendar

FIRST, LAST = date(2015, 1, 1), date(2040, 12, 31)
COUNTS = (1, 10, 15, 20, -2, -5)
ONE_DAY = timedelta(days=1)

CALENDARS = {
    "as proclaimed": ENGLAND_AND_WALES,
    "with a day of mourning": ENGLAND_AND_WALES.with_extra([date(2027, 5, 17)]),
    "with the days between Christmas and New Year": ENGLAND_AND_WALES.with_extra(
        date(year, 12, day) for year in range(2015, 2041) for day in (29, 30, 31)
    ),
}


@pytest.mark.parametrize("calendar", CALENDARS.values(), ids=CALENDARS)
def test_every_day_agrees_with_counting_by_hand(calendar: Calendar):
    day, wrong = FIRST, []
    while day <= LAST:
        wrong += [
            (day, count)
            for count in COUNTS
            if calendar.add(day, count) != _by_hand(calendar, day, count)
        ]
        day += ONE_DAY
    assert wrong == []


def _by_hand(calendar: Calendar, day: date, count: int) -> date:
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= 5 or day in calendar.bank_holidays:
            day += step
    return day
