"""A time reads the same on a page, in a letter and in a message."""

from datetime import time

import pytest

from roundtable.rules.explanations import time_of_day


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(10), "10am"),
        (time(13, 30), "1:30pm"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(0, 5), "12:05am"),
        (time(12, 5), "12:05pm"),
    ],
)
def test_a_time_is_said_as_people_say_it(at: time, words: str) -> None:
    assert time_of_day(at) == words
