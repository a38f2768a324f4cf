"""
When a chair reads for a conference: time that is kept, so that nothing else is booked then.

The family is met in the half hour before the start; the reading is done a little earlier, when the
reports are there, and out of the way of the hours at which conferences usually are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

FROM, UNTIL = time(9), time(17)
# Reports come late: the working day before is better than the one before that.
DAYS_BEFORE = 3

Stretch = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a day in which a chair reads."""

    day: date
    starts: time
    ends: time


def reading_times(
    minutes: int,
    days: Sequence[date],
    *,
    busy: Mapping[date, Sequence[Stretch]],
    usual: Sequence[Stretch] = (),
) -> Iterator[Reading]:
    """
    Yield when somebody could read for so long without a break, the best time first.

    `days` are in the order in which they are tried. At the `usual` hours of conferences only where
    there is nothing else.
    """
    for left_alone in (usual, ()):
        for day in days:
            for starts, ends in reversed(list(_free([*busy.get(day, ()), *left_alone]))):
                begins = _minute(starts)
                if begins + minutes <= _minute(ends):
                    yield Reading(day, starts, _at(begins + minutes))


def _free(taken: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield what is left of the hours of work, in order."""
    begins = FROM
    for starts, ends in sorted(taken):
        if starts > begins:
            yield begins, min(starts, UNTIL)
        begins = max(begins, ends)
    if begins < UNTIL:
        yield begins, UNTIL


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _at(minute: int) -> time:
    return time(*divmod(minute, 60))
