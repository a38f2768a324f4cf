from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.rules import bank_holidays
from roundtable.rules.tests.properties import often
from roundtable.rules.working_days import (
    ENGLAND_AND_WALES,
    Calendar,
    NoBankHolidayData,
    add_months,
)

in_reach = st.dates(date(1991, 1, 1), date(2049, 12, 31))
counts = st.integers(-60, 60)


@pytest.mark.parametrize(
    "strategy_discussion, limit",
    [
        (date(2026, 11, 23), date(2026, 12, 14)),
        (date(2026, 12, 4), date(2026, 12, 29)),
        (date(2026, 12, 10), date(2027, 1, 5)),
        (date(2026, 12, 11), date(2027, 1, 6)),
        (date(2026, 12, 24), date(2027, 1, 19)),
        (date(2026, 12, 26), date(2027, 1, 19)),
        (date(2026, 12, 27), date(2027, 1, 19)),
        (date(2027, 3, 19), date(2027, 4, 13)),
    ],
)
def test_fifteen_working_days_over_christmas_and_easter(strategy_discussion, limit):
    assert ENGLAND_AND_WALES.add(strategy_discussion, 15) == limit


@pytest.mark.parametrize(
    "day, count, expected",
    [
        (date(2026, 12, 11), 10, date(2026, 12, 29)),
        (date(2026, 12, 18), 10, date(2027, 1, 6)),
        (date(2027, 1, 5), -2, date(2026, 12, 31)),
        (date(2027, 1, 5), -5, date(2026, 12, 24)),
        (date(2027, 4, 1), -2, date(2027, 3, 30)),
        (date(2027, 4, 1), -5, date(2027, 3, 23)),
        # Counted back from a Sunday, Friday is the first working day before it.
        (date(2026, 12, 6), -2, date(2026, 12, 3)),
        (date(2026, 12, 6), 0, date(2026, 12, 6)),
    ],
)
def test_counting_forward_and_back(day, count, expected):
    assert ENGLAND_AND_WALES.add(day, count) == expected


@pytest.mark.parametrize(
    "day, months, limit",
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2026, 8, 28), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
    ],
)
def test_months_are_calendar_months_clamped_to_the_last_day(day, months, limit):
    assert add_months(day, months) == limit


def test_a_limit_on_a_sunday_is_met_by_the_friday_before():
    limit = add_months(date(2026, 11, 30), 3)
    assert ENGLAND_AND_WALES.last_working_day_on_or_before(limit) == date(2027, 2, 26)


@pytest.mark.parametrize("year, expected", [(2026, 253), (2027, 253), (2028, 252)])
def test_working_days_in_a_year(year, expected):
    assert ENGLAND_AND_WALES.between(date(year - 1, 12, 31), date(year, 12, 31)) == expected


MOVED_AWAY_FROM = [
    date(1995, 5, 1),
    date(2002, 5, 27),
    date(2012, 5, 28),
    date(2020, 5, 4),
    date(2022, 5, 30),
]
MOVED_TO_OR_GIVEN_ONCE = [
    date(1995, 5, 8),
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2002, 6, 4),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
]


def test_moved_and_one_off_bank_holidays():
    assert all(map(ENGLAND_AND_WALES.is_working_day, MOVED_AWAY_FROM))
    assert not any(map(ENGLAND_AND_WALES.is_working_day, MOVED_TO_OR_GIVEN_ONCE))


def test_a_plain_year_is_as_the_rule_for_later_years_would_have_it():
    moved_or_added = {1995, 1999, 2002, 2011, 2012, 2020, 2022, 2023}
    for year in set(bank_holidays.PROCLAIMED) - moved_or_added:
        ours = {day for day in bank_holidays.BANK_HOLIDAYS if day.year == year}
        assert ours == bank_holidays.usual_bank_holidays(year), year


@often
@given(in_reach, counts)
def test_adding_agrees_with_counting_day_by_day(day, count):
    assert ENGLAND_AND_WALES.add(day, count) == _count_by_hand(day, count)


@often
@given(in_reach, st.integers(0, 60))
def test_between_undoes_add(day, count):
    assert ENGLAND_AND_WALES.between(day, ENGLAND_AND_WALES.add(day, count)) == count


@often
@given(in_reach)
def test_the_last_working_day_is_one_with_none_between(day):
    last = ENGLAND_AND_WALES.last_working_day_on_or_before(day)
    assert ENGLAND_AND_WALES.is_working_day(last)
    assert ENGLAND_AND_WALES.between(last, day) == 0


@often
@given(in_reach, st.integers(-240, 240))
def test_months_keep_the_day_number_or_end_the_month(day, count):
    moved = add_months(day, count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day == day.day or (
        moved.day < day.day and (moved + timedelta(days=1)).month != moved.month
    )


@often
@given(in_reach, counts, in_reach)
def test_one_more_bank_holiday_never_brings_a_deadline_forward(day, count, proclaimed):
    later = ENGLAND_AND_WALES.with_extra([proclaimed]).add(day, abs(count))
    assert later >= ENGLAND_AND_WALES.add(day, abs(count))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: ENGLAND_AND_WALES.is_working_day(date(1989, 12, 29)),
        lambda: ENGLAND_AND_WALES.is_working_day(date(2051, 1, 2)),
        lambda: ENGLAND_AND_WALES.add(date(1989, 12, 29), 1),
        lambda: ENGLAND_AND_WALES.add(date(2050, 12, 20), 15),
        lambda: ENGLAND_AND_WALES.add(date(1990, 1, 4), -5),
        lambda: ENGLAND_AND_WALES.between(date(2050, 1, 1), date(2051, 1, 1)),
        lambda: ENGLAND_AND_WALES.last_working_day_on_or_before(date(2051, 1, 1)),
        # New Year's Day, and no working day before it in the data.
        lambda: ENGLAND_AND_WALES.last_working_day_on_or_before(date(1990, 1, 1)),
    ],
)
def test_a_year_without_data_is_an_error_never_a_guess(ask):
    with pytest.raises(NoBankHolidayData, match="1990 to 2050"):
        ask()


def test_the_first_and_last_days_of_the_data_can_be_used():
    first, last = date(1990, 1, 2), date(2050, 12, 30)
    assert ENGLAND_AND_WALES.is_working_day(first)
    assert ENGLAND_AND_WALES.last_working_day_on_or_before(first) == first
    assert ENGLAND_AND_WALES.add(date(1990, 1, 3), -1) == first
    assert ENGLAND_AND_WALES.last_working_day_on_or_before(date(2050, 12, 31)) == last
    assert ENGLAND_AND_WALES.add(date(2050, 12, 29), 1) == last


def test_years_not_yet_proclaimed_are_provisional():
    assert not ENGLAND_AND_WALES.is_provisional(date(2026, 1, 1), date(2028, 12, 31))
    assert ENGLAND_AND_WALES.is_provisional(date(2028, 12, 31), date(2029, 1, 1))
    assert ENGLAND_AND_WALES.is_provisional(date(2050, 1, 1), date(2050, 1, 1))
    assert not ENGLAND_AND_WALES.is_working_day(date(2050, 12, 27))


def test_an_authority_can_add_a_day():
    ours = ENGLAND_AND_WALES.with_extra([date(2026, 12, 3)])
    assert not ours.is_working_day(date(2026, 12, 3))
    assert ours.add(date(2026, 12, 2), 1) == date(2026, 12, 4)
    assert ENGLAND_AND_WALES.is_working_day(date(2026, 12, 3))


def test_bank_holidays_between_leaves_out_weekends():
    short = Calendar(
        bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)}),
        first_year=2026,
        last_year=2026,
    )
    assert short.bank_holidays_between(date(2026, 12, 25), date(2026, 12, 31)) == [
        date(2026, 12, 25)
    ]


def _count_by_hand(day: date, count: int) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if day.weekday() < 5 and day not in ENGLAND_AND_WALES.bank_holidays:
            count -= 1 if count > 0 else -1
    return day
