from datetime import date

import pytest

from roundtable.rules.ages import age_on, birthday, comes_of_age_soon, is_adult


@pytest.mark.parametrize(
    "birth_on, day, age",
    [
        (date(2020, 6, 15), date(2026, 6, 14), 5),
        (date(2020, 6, 15), date(2026, 6, 15), 6),
        (date(2020, 6, 15), date(2020, 6, 15), 0),
        (date(2020, 6, 15), date(2020, 6, 14), -1),
        (date(2020, 2, 29), date(2026, 2, 27), 5),
        (date(2020, 2, 29), date(2026, 2, 28), 6),
    ],
)
def test_age_in_whole_years(birth_on, day, age):
    assert age_on(birth_on, day) == age


def test_an_adult_from_the_eighteenth_birthday():
    born = date(2008, 12, 3)
    assert birthday(born, 18) == date(2026, 12, 3)
    assert not is_adult(born, date(2026, 12, 2))
    assert is_adult(born, date(2026, 12, 3))


def test_an_unborn_child_is_no_adult():
    assert not is_adult(None, date(2026, 12, 3))


@pytest.mark.parametrize(
    "birth_on, soon",
    [
        (date(2008, 12, 4), True),
        (date(2009, 12, 3), True),
        (date(2009, 12, 4), False),
        (date(2008, 12, 3), False),
        (None, False),
    ],
)
def test_the_year_before_eighteen(birth_on, soon):
    assert comes_of_age_soon(birth_on, date(2026, 12, 3)) is soon
