"""Reading as near before the day as the diary allows."""

from datetime import date, time

import pytest

from roundtable.rules.chairs_time import Reading, Stretch, reading_times

WEDNESDAY, TUESDAY = date(2026, 12, 2), date(2026, 12, 1)
USUAL = ((time(9, 30), time(12)), (time(13), time(15, 30)))
ALL_DAY = ((time(0), time(23)),)


def first(minutes: int, **busy: tuple[Stretch, ...]) -> Reading | None:
    days = {"wednesday": WEDNESDAY, "tuesday": TUESDAY}
    return next(
        reading_times(
            minutes,
            [WEDNESDAY, TUESDAY],
            busy={days[name]: taken for name, taken in busy.items()},
            usual=USUAL,
        ),
        None,
    )


@pytest.mark.parametrize(
    ("minutes", "busy", "expected"),
    [
        (60, {}, Reading(WEDNESDAY, time(15, 30), time(16, 30))),
        (
            60,
            {"wednesday": ((time(15, 30), time(16, 30)),)},
            Reading(WEDNESDAY, time(12), time(13)),
        ),
        (60, {"wednesday": ALL_DAY}, Reading(TUESDAY, time(15, 30), time(16, 30))),
        # More than fits between conferences: then at their hours, on the nearer day.
        (120, {}, Reading(WEDNESDAY, time(9), time(11))),
        (
            120,
            {"wednesday": ((time(9), time(12)), (time(11), time(14)))},
            Reading(WEDNESDAY, time(14), time(16)),
        ),
        (60, {"wednesday": ALL_DAY, "tuesday": ALL_DAY}, None),
        (500, {}, None),
    ],
)
def test_the_best_time_to_read(
    minutes: int, busy: dict[str, tuple[Stretch, ...]], expected: Reading | None
) -> None:
    assert first(minutes, **busy) == expected


def test_what_begins_before_the_hours_of_work_counts_from_their_beginning() -> None:
    early = {WEDNESDAY: [(time(7), time(8)), (time(16), time(20))]}
    found = set(reading_times(60, [WEDNESDAY], busy=early))
    assert found == {Reading(WEDNESDAY, time(9), time(10))}
