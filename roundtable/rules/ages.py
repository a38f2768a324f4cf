"""How old somebody is on a day. A child who is not born yet has no age and is no adult."""

from datetime import date

from roundtable.rules.working_days import add_months

ADULT = 18


def birthday(birth_on: date, age: int) -> date:
    """Return the day on which that age is reached; for 29 February, 28 February in other years."""
    return add_months(birth_on, age * 12)


def age_on(birth_on: date, day: date) -> int:
    """Return the age in whole years on `day`; negative before birth."""
    years = day.year - birth_on.year
    return years if day >= birthday(birth_on, years) else years - 1


def comes_of_age_soon(birth_on: date | None, day: date) -> bool:
    """Return whether somebody is in the year before their eighteenth birthday on `day`."""
    return birth_on is not None and age_on(birth_on, day) == ADULT - 1


def is_adult(birth_on: date | None, day: date) -> bool:
    """Return whether somebody is 18 or over on `day`. Unborn, or of unknown age: no."""
    return birth_on is not None and birthday(birth_on, ADULT) <= day
