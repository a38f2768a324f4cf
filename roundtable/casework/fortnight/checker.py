"""
Whether a plan can be kept, looked at afresh: meeting by meeting, hour by hour.

It shares the values with the solver and none of its reasoning, so that a mistake in the one is not
made again in the other.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from roundtable.casework.fortnight.problem import Answer, Meeting, Place, Problem, Span


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a plan breaks: of one meeting, or of a chair's day."""

    what: str
    meeting: int | None = None
    person: int | None = None
    room: int | None = None
    day: date | None = None
    can_be_agreed: bool = False
    """It is hard on somebody, and not impossible."""

    def __str__(self) -> str:
        return f"{self.meeting or self.person}: {self.what}"


def faults(problem: Problem, answer: Answer) -> list[Fault]:
    """Return every rule that the plan breaks; none where it can be kept."""
    by_key = {one.key: one for one in problem.meetings}
    placed = [(by_key[key], place) for key, place in answer.places.items()]
    return [
        *(fault for meeting, place in placed for fault in _alone(problem, meeting, place)),
        *_together(problem, placed),
        *_interpreted(problem, placed),
        *_chairs_days(problem, placed),
    ]


def broken(problem: Problem, answer: Answer) -> list[str]:
    """Return the same in words."""
    return [str(one) for one in faults(problem, answer)]


def _alone(problem: Problem, meeting: Meeting, place: Place) -> Iterator[Fault]:
    key = meeting.key
    for is_so, what in _who_and_where(problem, meeting, place):
        if is_so:
            yield Fault(what, key)
    yield from _when(problem, meeting, place)
    begins, ends = problem.span(meeting, place.start)
    before = timedelta(minutes=problem.customs.pre_meeting_minutes)
    if _meets(problem.people_busy.get(place.chair, ()), (begins - before, ends)):
        yield Fault("The chair has another meeting then", key, place.chair)
    if _meets(problem.chairs_kept.get(place.chair, ()), (begins - before, ends)):
        yield Fault("The chair reads then, or sees another family", key, place.chair)
    for person in {place.minute_taker, *meeting.needed}:
        if _meets(problem.people_busy.get(person, ()), (begins, ends)):
            yield Fault("Somebody who has to be there has another meeting then", key, person)


def _who_and_where(problem: Problem, meeting: Meeting, place: Place) -> Iterator[tuple[bool, str]]:
    writer = place.minute_taker
    yield place.start not in problem.starts, "It begins at no time that is planned"
    yield (
        not problem.calendar.is_working_day(place.start.day),
        "Nobody works on that day",
    )
    yield place.chair not in meeting.chairs, "The chair is not independent of this family"
    yield writer not in meeting.minute_takers, "The minute taker has another part in it"
    yield writer == place.chair, "The chair would take the minutes"
    if place.room is None:
        return
    yield place.room not in meeting.rooms, "The room does not do"
    span = problem.span(meeting, place.start)
    yield _meets(problem.rooms_busy.get(place.room, ()), span), "The room is taken then"


def _when(problem: Problem, meeting: Meeting, place: Place) -> Iterator[Fault]:
    day = place.start.day
    for against in problem.against(meeting, place.start):
        yield Fault(f"The family said: {against}", meeting.key, can_be_agreed=True)
    if problem.stands(meeting, day).reading_days < problem.fewest_reading_days(meeting):
        yield Fault("The family has no time to read", meeting.key, can_be_agreed=True)


def _together(problem: Problem, placed: list[tuple[Meeting, Place]]) -> Iterator[Fault]:
    """Nobody and no room is in two meetings of the plan at once."""
    people: dict[int, list[Span]] = defaultdict(list)
    rooms: dict[int, list[Span]] = defaultdict(list)
    for meeting, place in placed:
        span = problem.span(meeting, place.start)
        for person in sorted({place.chair, place.minute_taker, *meeting.needed}):
            if _meets(people[person], span):
                what = "Somebody is in another meeting of the plan then"
                yield Fault(what, meeting.key, person)
            people[person].append(span)
        if place.room is None:
            continue
        if _meets(rooms[place.room], span):
            what = "The room is used by another meeting of the plan then"
            yield Fault(what, meeting.key, room=place.room)
        rooms[place.room].append(span)


def _interpreted(problem: Problem, placed: list[tuple[Meeting, Place]]) -> Iterator[Fault]:
    """Where a language is asked for, somebody on file who has it is free for each meeting."""
    held: dict[frozenset[int], list[Span]] = defaultdict(list)
    for meeting, place in placed:
        span = problem.span(meeting, place.start)
        for having in meeting.interpreters:
            at_once = sum(_meets([one], span) for one in held[having]) + 1
            busy = sum(_meets(problem.people_busy.get(one, ()), span) for one in having)
            if at_once > len(having) - busy:
                yield Fault("No interpreter on file is free then", meeting.key, can_be_agreed=True)
            held[having].append(span)


def _chairs_days(problem: Problem, placed: list[tuple[Meeting, Place]]) -> Iterator[Fault]:
    """No chair has more meetings, or more minutes with reading, than a day has room for."""
    days = defaultdict(list)
    for meeting, place in placed:
        days[place.chair, place.start.day].append(meeting)
    for (chair, day), meetings in days.items():
        too_much = (
            (
                len(meetings) > problem.meetings_left(chair, day),
                "The chair has too many meetings that day",
            ),
            (
                sum(map(problem.chair_minutes, meetings)) > problem.minutes_left(chair, day),
                "The chair has no time to read for all of that day",
            ),
        )
        for is_so, what in too_much:
            if is_so:
                yield Fault(what, person=chair, day=day, can_be_agreed=True)


def _meets(spans: list[Span] | tuple[Span, ...], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)
