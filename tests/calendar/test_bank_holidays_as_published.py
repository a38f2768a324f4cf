"""
Our bank holidays against two lists that others keep.

Apart from the tests of the rules, which take two seconds in all: these libraries take one to load.
"""

import holidays
from govuk_bank_holidays.bank_holidays import BankHolidays

from roundtable.rules import bank_holidays


def test_every_bank_holiday_agrees_with_an_independent_list():
    years = range(bank_holidays.FIRST_YEAR, bank_holidays.LAST_YEAR + 1)
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=years)
    assert {day for day in theirs if day.weekday() < 5} == bank_holidays.BANK_HOLIDAYS


def test_every_proclaimed_bank_holiday_agrees_with_the_government_list():
    published = BankHolidays(use_cached_holidays=True)
    listed = published.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    theirs = {holiday["date"] for holiday in listed}
    first, last = min(theirs).year, max(theirs).year
    assert first <= 2012
    assert last >= bank_holidays.LAST_PROCLAIMED_YEAR
    assert theirs == {day for day in bank_holidays.BANK_HOLIDAYS if first <= day.year <= last}
