import pytest

from roundtable.rules.reading import NOTHING, Reading, to_read


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], NOTHING),
        ([0], NOTHING),
        ([1], Reading(pages=2, minutes=1)),
        ([200], Reading(pages=2, minutes=1)),
        ([201], Reading(pages=2, minutes=2)),
        ([261], Reading(pages=3, minutes=2)),
        # Two short papers are two pages, and are read in one go.
        ([10, 0, 10], Reading(pages=3, minutes=1)),
        ([260] * 40, Reading(pages=41, minutes=52)),
    ],
)
def test_pages_and_minutes_are_rounded_up(words, expected):
    assert to_read(words) == expected
