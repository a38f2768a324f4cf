import pytest

from roundtable.rules.reading import NOTHING, Reading, to_read


@pytest.mark.parametrize(
    ("characters", "expected"),
    [
        (0, NOTHING),
        (1, Reading(pages=1, minutes=1)),
        (1_200, Reading(pages=1, minutes=1)),
        (1_201, Reading(pages=1, minutes=2)),
        (1_560, Reading(pages=1, minutes=2)),
        (1_561, Reading(pages=2, minutes=2)),
        (64_000, Reading(pages=42, minutes=54)),
    ],
)
def test_pages_and_minutes_are_rounded_up(characters, expected):
    assert to_read(characters) == expected
