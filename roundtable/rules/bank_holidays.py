"""
Bank holidays in England and Wales: the weekdays on which nobody works.

Years up to the last proclaimed one are listed as they were: with substitutes, moved days (8 May in
1995 and 2020, the spring holiday of 2002, 2012 and 2022) and days given once. Later years follow
the usual pattern and are provisional: they are ordinary until somebody is crowned or buried.
"""

from collections.abc import Iterator
from datetime import date, timedelta

PROCLAIMED: dict[int, str] = {
    1990: "1 Jan, 13 Apr, 16 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    1991: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    1992: "1 Jan, 17 Apr, 20 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    1993: "1 Jan, 9 Apr, 12 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    1994: "3 Jan, 1 Apr, 4 Apr, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
    1995: "2 Jan, 14 Apr, 17 Apr, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    1996: "1 Jan, 5 Apr, 8 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    1997: "1 Jan, 28 Mar, 31 Mar, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    1998: "1 Jan, 10 Apr, 13 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    1999: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec, 31 Dec",
    2000: "3 Jan, 21 Apr, 24 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2001: "1 Jan, 13 Apr, 16 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    2002: "1 Jan, 29 Mar, 1 Apr, 6 May, 3 Jun, 4 Jun, 26 Aug, 25 Dec, 26 Dec",
    2003: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2004: "1 Jan, 9 Apr, 12 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2005: "3 Jan, 25 Mar, 28 Mar, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
    2006: "2 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2007: "1 Jan, 6 Apr, 9 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    2008: "1 Jan, 21 Mar, 24 Mar, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2009: "1 Jan, 10 Apr, 13 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2010: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2011: "3 Jan, 22 Apr, 25 Apr, 29 Apr, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
    2012: "2 Jan, 6 Apr, 9 Apr, 7 May, 4 Jun, 5 Jun, 27 Aug, 25 Dec, 26 Dec",
    2013: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2014: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2015: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2016: "1 Jan, 25 Mar, 28 Mar, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
    2017: "2 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2018: "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    2019: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2020: "1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2021: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2022: "3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec",
    2023: "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2024: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2025: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
}

FIRST_YEAR = min(PROCLAIMED)
LAST_PROCLAIMED_YEAR = max(PROCLAIMED)
# A child born this year turns eighteen before the last of these.
LAST_YEAR = 2050

PROVISIONAL_YEARS = frozenset(range(LAST_PROCLAIMED_YEAR + 1, LAST_YEAR + 1))

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SATURDAY, _SUNDAY = 5, 6


def usual_bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year in which nothing is moved or added."""
    easter = easter_sunday(year)
    return frozenset(
        {
            _next_weekday(date(year, 1, 1)),
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _first_monday(date(year, 5, 1)),
            _first_monday(date(year, 5, 25)),
            _first_monday(date(year, 8, 25)),
            *_christmas(year),
        }
    )


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Western churches."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    moon_shift = (8 * century + 13) // 25
    moon = (19 * golden + century - century // 4 - moon_shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    # Keeps the full moon out of the last days of its span.
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _read(year: int, days: str) -> Iterator[date]:
    for day in days.split(", "):
        number, month = day.split()
        yield date(year, _MONTHS.index(month) + 1, int(number))


def _next_weekday(day: date) -> date:
    return day + timedelta(days={_SATURDAY: 2, _SUNDAY: 1}.get(day.weekday(), 0))


def _first_monday(day: date) -> date:
    """The first Monday on or after `day`."""
    return day + timedelta(days=-day.weekday() % 7)


def _christmas(year: int) -> tuple[date, date]:
    """Christmas Day and Boxing Day, a weekend one moved to the first weekday left."""
    christmas = _next_weekday(date(year, 12, 25))
    boxing = _next_weekday(date(year, 12, 26))
    # On a Sunday, Christmas Day would land on Boxing Day; on a Saturday, both on the Monday.
    if boxing <= christmas:
        christmas, boxing = sorted((boxing, boxing + timedelta(days=1)))
    return christmas, boxing


def _all() -> Iterator[date]:
    for year, days in PROCLAIMED.items():
        yield from _read(year, days)
    for year in PROVISIONAL_YEARS:
        yield from usual_bank_holidays(year)


BANK_HOLIDAYS = frozenset(_all())
"""Every bank holiday of the years covered, proclaimed and provisional."""
