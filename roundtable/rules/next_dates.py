"""When the core group could meet first: each working day within the limit, and what it costs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, time

from roundtable.rules.avoided_times import AvoidedTime, why_not_then
from roundtable.rules.explanations import in_words
from roundtable.rules.working_days import Calendar

STARTS = (time(10, 0), time(13, 30))
LASTS_HOURS = 1
# What a day costs: the family's own time first, then the key worker's, then waiting.
AGAINST_THE_FAMILY, ANOTHER_THAT_DAY = 100, 10


@dataclass(frozen=True, slots=True)
class GroupDay:
    """A day on which the core group could meet, and at what time it fits the family."""

    day: date
    starts: time
    cost: int
    why: tuple[str, ...]


def days_for_core_group(
    *,
    after: date,
    limit: date,
    calendar: Calendar,
    avoided: Collection[AvoidedTime] = (),
    taken: Collection[date] = (),
    key_worker: str = "",
    most: int = 4,
) -> list[GroupDay]:
    """
    Return the working days after the conference that cost least, none of them past the limit.

    `taken` are the days on which the key worker has another core group.
    """
    found = []
    day = calendar.add(after, 1)
    while day <= limit:
        found.append(_weigh(day, after, limit, calendar, avoided, taken, key_worker))
        day = calendar.add(day, 1)
    return sorted(found, key=lambda one: (one.cost, one.day))[:most]


def _weigh(
    day: date,
    after: date,
    limit: date,
    calendar: Calendar,
    avoided: Collection[AvoidedTime],
    taken: Collection[date],
    key_worker: str,
) -> GroupDay:
    starts, against = min(
        ((one, why_not_then(avoided, day, one, _end(one))) for one in STARTS),
        key=lambda found: len(found[1]),
    )
    others = sum(one == day for one in taken)
    why = _why(day, limit, calendar, against, bool(avoided), others, key_worker)
    cost = (
        AGAINST_THE_FAMILY * len(against) + ANOTHER_THAT_DAY * others + calendar.between(after, day)
    )
    return GroupDay(day, starts, cost, tuple(why))


def _end(starts: time) -> time:
    return starts.replace(hour=starts.hour + LASTS_HOURS)


def _why(
    day: date,
    limit: date,
    calendar: Calendar,
    against: Collection[str],
    has_said_when: bool,
    others: int,
    key_worker: str,
) -> Iterator[str]:
    yield from (f"But {one}." for one in against)
    if has_said_when and not against:
        yield "It goes against nothing the family said about their days."
    if others:
        yield f"{key_worker} has another core group that day."
    left = calendar.between(day, limit)
    if left == 0:
        yield f"The last working day within the limit, {in_words(limit)}."
    else:
        days = "1 working day" if left == 1 else f"{left} working days"
        yield f"{days} before the limit, {in_words(limit)}."
