"""
What has to be planned at once, as plain values: nothing here knows the database or the solver.

A person, a room and a meeting are known by a number of their own kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from roundtable.foundation.core import clock
from roundtable.rules.avoided_times import AvoidedTime, why_not_then
from roundtable.rules.proposals import (
    ANOTHER_THAT_DAY,
    BY_LINK,
    OTHER_CHAIR,
    TYPICAL_REPORTS,
    Customs,
    Day,
    Occasion,
    weigh_day,
)
from roundtable.rules.travel import weigh_travel
from roundtable.rules.working_days import Calendar

Span = tuple[datetime, datetime]
# Worth more than any lateness: what is left out has no date at all.
LEFT_OUT = 200_000


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference to find a time for, with whom and what it can be held."""

    key: int
    occasion: Occasion
    limit: date | None
    minutes: int
    chairs: frozenset[int]
    """Who is independent of the case."""
    minute_takers: frozenset[int]
    rooms: frozenset[int]
    """Those that are large enough and have what is needed."""
    needed: frozenset[int] = frozenset()
    """Who else has to be there: the social worker, an interpreter."""
    interpreters: tuple[frozenset[int], ...] = ()
    """For each language that is asked for, who on file has it: one of them has to be free."""
    known_chair: int | None = None
    avoided: tuple[AvoidedTime, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """A time at which a meeting can begin; no two of a day overlap."""

    day: date
    at: time

    @property
    def moment(self) -> datetime:
        return clock.at(self.day, self.at.hour, self.at.minute)


@dataclass(frozen=True)
class Problem:
    """Everything that is planned at once, and what is booked already."""

    today: date
    calendar: Calendar
    customs: Customs
    days: tuple[date, ...]
    times: tuple[time, ...]
    meetings: tuple[Meeting, ...]
    people_busy: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    rooms_busy: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    chairs_kept: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    """When a chair reads for another meeting, or sees the family before it."""
    postcodes: Mapping[int, str] = field(default_factory=dict)
    """Of the rooms."""

    def __post_init__(self) -> None:
        apart = [
            _minutes(b) - _minutes(a) for a, b in zip(self.times, self.times[1:], strict=False)
        ]
        longest = max((one.minutes for one in self.meetings), default=0)
        if any(longest + self.customs.pre_meeting_minutes > gap for gap in apart):
            raise ValueError("A meeting would last into the next one's time.")

    @cached_property
    def starts(self) -> tuple[Start, ...]:
        return tuple(Start(day, at) for day in self.days for at in self.times)

    def span(self, meeting: Meeting, start: Start) -> Span:
        return start.moment, start.moment + timedelta(minutes=meeting.minutes)

    def is_person_free(self, person: int, span: Span) -> bool:
        return _is_free(self.people_busy.get(person, ()), span)

    def is_room_free(self, room: int, span: Span) -> bool:
        return _is_free(self.rooms_busy.get(room, ()), span)

    def is_chair_free(self, chair: int, span: Span) -> bool:
        """Return whether a chair is free then, with time to meet the family before."""
        before = timedelta(minutes=self.customs.pre_meeting_minutes)
        wanted = span[0] - before, span[1]
        kept = self.chairs_kept.get(chair, ())
        return self.is_person_free(chair, wanted) and _is_free(kept, wanted)

    def free_interpreters(self, having: frozenset[int], span: Span) -> list[int]:
        """Return which of those who have a language are free then."""
        return [one for one in sorted(having) if self.is_person_free(one, span)]

    def booked_on(self, chair: int, day: date) -> list[int]:
        """Return the minutes of each meeting that a chair has on a day already."""
        return [
            int((end - start).total_seconds() // 60)
            for start, end in self.people_busy.get(chair, ())
            if clock.day_of(start) == day
        ]

    def chair_minutes(self, meeting: Meeting) -> int:
        return self.customs.chair_minutes(length=meeting.minutes, reports=meeting.occasion.reports)

    def minutes_left(self, chair: int, day: date) -> int:
        """Return what is left of a chair's day after what is booked, reading included."""
        booked = sum(
            self.customs.chair_minutes(length=length, reports=TYPICAL_REPORTS)
            for length in self.booked_on(chair, day)
        )
        return self.customs.day_minutes - booked

    def meetings_left(self, chair: int, day: date) -> int:
        return self.customs.meetings_a_day - len(self.booked_on(chair, day))

    def stands(self, meeting: Meeting, day: date) -> Day:
        return weigh_day(
            meeting.occasion,
            day,
            limit=meeting.limit,
            today=self.today,
            calendar=self.calendar,
        )

    def way_to(self, meeting: Meeting, room: int | None) -> int:
        """Return what its way there costs the family; nothing by link."""
        there = self.postcodes.get(room, "") if room is not None else ""
        return weigh_travel(meeting.occasion.journey, there)

    def against(self, meeting: Meeting, start: Start) -> tuple[str, ...]:
        """Return what the family said against a time."""
        begins, ends = self.span(meeting, start)
        london = clock.LONDON
        return why_not_then(
            meeting.avoided,
            start.day,
            begins.astimezone(london).time(),
            ends.astimezone(london).time(),
        )

    def is_in_time(self, meeting: Meeting, day: date) -> bool:
        return meeting.limit is None or day <= meeting.limit

    def fewest_reading_days(self, meeting: Meeting) -> int:
        """
        Return the working days that the family must have with the reports: one full day.

        None, where only days come within the limit that leave none: the limit protects the child.
        """
        in_time = [day for day in self.days if self.is_in_time(meeting, day)]
        most = max((self.stands(meeting, day).reading_days for day in in_time), default=1)
        return min(1, most, meeting.occasion.usual_reading)


def continuity_cost(meeting: Meeting, chair: int) -> int:
    """Return what it costs that this chair has it: the family may know another."""
    return OTHER_CHAIR if meeting.known_chair not in (None, chair) else 0


@dataclass(frozen=True, slots=True)
class Place:
    """When a meeting is held, and with whom and where."""

    start: Start
    chair: int
    minute_taker: int
    room: int | None
    """None where it is held by video link."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan: a place for each meeting that has one, by its key."""

    places: Mapping[int, Place]
    is_best: bool = False
    """It was proved that no plan costs less."""

    def left_out(self, problem: Problem) -> Iterator[Meeting]:
        return (one for one in problem.meetings if one.key not in self.places)


def cost(problem: Problem, answer: Answer) -> int:
    """Return what a plan costs: the same figure that the solver makes as small as it can."""
    total = 0
    chair_days: dict[tuple[int, date], int] = {}
    for meeting in problem.meetings:
        place = answer.places.get(meeting.key)
        if place is None:
            total += LEFT_OUT * max(1, meeting.occasion.risk)
            continue
        total += problem.stands(meeting, place.start.day).cost
        total += continuity_cost(meeting, place.chair)
        total += BY_LINK if place.room is None else problem.way_to(meeting, place.room)
        day = place.chair, place.start.day
        chair_days[day] = chair_days.get(day, 0) + 1
    return total + sum(another_cost(problem, *day, number) for day, number in chair_days.items())


def another_cost(problem: Problem, chair: int, day: date, number: int) -> int:
    """Return what `number` meetings more on a chair's day cost: each beyond the first of the day."""
    booked = len(problem.booked_on(chair, day))
    return ANOTHER_THAT_DAY * (number if booked else max(0, number - 1))


def _is_free(busy: tuple[Span, ...], span: Span) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in busy)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
