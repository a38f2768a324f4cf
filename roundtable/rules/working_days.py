"""
Working days: Monday to Friday, without the bank holidays of England and Wales.

Days are counted from an event, which is day 0 and never counted, on whatever day it fell: after a
strategy discussion on a Saturday, day 1 is the next working day. A year whose bank holidays are
not in the data raises, because a guess here would be a wrong statutory deadline.
"""

import calendar as months
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from roundtable.rules.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR, PROVISIONAL_YEARS

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class NoBankHolidayData(ValueError):
    """The answer depends on a year whose bank holidays are not in the data."""

    def __init__(self, calendar: "Calendar") -> None:
        super().__init__(
            "The bank holidays are known for the years "
            f"{calendar.first_year} to {calendar.last_year} only."
        )


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. An authority's own differs by the days it has added."""

    bank_holidays: frozenset[date]
    first_year: int
    last_year: int
    provisional_years: frozenset[int] = frozenset()
    working_days: tuple[date, ...] = field(default=(), repr=False, compare=False)
    """All of them in order. Worked out from the rest, unless given by `with_extra`."""

    def __post_init__(self) -> None:
        if not self.working_days:
            object.__setattr__(self, "working_days", tuple(self._count_through()))

    def with_extra(self, days: Iterable[date]) -> "Calendar":
        """
        Return this calendar with more days that are not worked, such as one just proclaimed.

        Cheap enough to do again for every request: nothing is counted through once more.
        """
        extra = frozenset(days)
        worked = list(self.working_days)
        for day in extra:
            position = bisect_left(worked, day)
            if worked[position : position + 1] == [day]:
                del worked[position]
        return Calendar(
            bank_holidays=self.bank_holidays | extra,
            first_year=self.first_year,
            last_year=self.last_year,
            provisional_years=self.provisional_years,
            working_days=tuple(worked),
        )

    def check_covers(self, day: date) -> None:
        """Raise `NoBankHolidayData` if the year of `day` is not in the data."""
        if not self.first_year <= day.year <= self.last_year:
            raise NoBankHolidayData(self)

    def is_working_day(self, day: date) -> bool:
        """
        Return whether `day` is worked.

        :raises NoBankHolidayData: if its year is not in the data.
        """
        self.check_covers(day)
        return day.weekday() < _SATURDAY and day not in self.bank_holidays

    def add(self, day: date, count: int) -> date:
        """
        Return the working day that is `count` working days after `day`, or before if negative.

        `day` is day 0 and need not be a working day; with a count of 0 it is returned as it is.

        :raises NoBankHolidayData: if `day` or the answer lies outside the data.
        """
        self.check_covers(day)
        if count == 0:
            return day
        if count > 0:
            position = bisect_right(self.working_days, day) - 1 + count
        else:
            position = bisect_left(self.working_days, day) + count
        if not 0 <= position < len(self.working_days):
            raise NoBankHolidayData(self)
        return self.working_days[position]

    def between(self, earlier: date, later: date) -> int:
        """Return how many working days come after `earlier`, up to and including `later`."""
        self.check_covers(earlier)
        self.check_covers(later)
        return bisect_right(self.working_days, later) - bisect_right(self.working_days, earlier)

    def last_working_day_on_or_before(self, day: date) -> date:
        """Return the last day that can be used to meet a limit that falls on `day`."""
        self.check_covers(day)
        position = bisect_right(self.working_days, day) - 1
        if position < 0:
            raise NoBankHolidayData(self)
        return self.working_days[position]

    def bank_holidays_between(self, first: date, last: date) -> list[date]:
        """Return the weekdays from `first` to `last`, both included, that are not worked."""
        return sorted(
            day for day in self.bank_holidays if first <= day <= last and day.weekday() < _SATURDAY
        )

    def is_provisional(self, first: date, last: date) -> bool:
        """Return whether a year from `first` to `last` has bank holidays not yet proclaimed."""
        return not self.provisional_years.isdisjoint(range(first.year, last.year + 1))

    def _count_through(self) -> Iterator[date]:
        day = date(self.first_year, 1, 1)
        while day.year <= self.last_year:
            if day.weekday() < _SATURDAY and day not in self.bank_holidays:
                yield day
            day += _ONE_DAY


def add_months(day: date, count: int) -> date:
    """
    Return the same day number, `count` calendar months later or, if negative, earlier.

    In a month that is too short it is the last day of that month: three months after 30 November
    is 28 or 29 February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


ENGLAND_AND_WALES = Calendar(
    bank_holidays=BANK_HOLIDAYS,
    first_year=FIRST_YEAR,
    last_year=LAST_YEAR,
    provisional_years=PROVISIONAL_YEARS,
)
