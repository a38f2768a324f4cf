"""How old somebody is, in words."""

from datetime import date

import pytest

from roundtable.casework.people.ages import age_in_words
from roundtable.casework.people.models import Person

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "known, words",
    [
        ({"birth_on": date(2019, 11, 24)}, "7"),
        ({"birth_on": date(2019, 11, 25)}, "6"),
        ({"birth_on": date(2024, 11, 24)}, "2"),
        ({"birth_on": date(2024, 11, 25)}, "23 months"),
        ({"birth_on": date(2026, 10, 24)}, "1 month"),
        ({"birth_on": date(2026, 10, 25)}, "30 days"),
        ({"birth_on": date(2026, 11, 23)}, "1 day"),
        ({"birth_on": TODAY}, "0 days"),
        ({"birth_on": date(2015, 1, 1), "birth_is_estimated": True}, "about 11"),
        ({"birth_on": date(2015, 1, 1), "died_on": date(2020, 6, 1)}, "5"),
        ({"expected_on": date(2027, 2, 1)}, "expected 1 February 2027"),
        ({}, "age not known"),
    ],
)
def test_an_age_is_said_as_people_say_it(known: dict[str, object], words: str) -> None:
    assert age_in_words(Person(**known), today=TODAY) == words
