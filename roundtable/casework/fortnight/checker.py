"""
Whether a plan can be kept, looked at afresh: meeting by meeting, hour by hour.

It shares the values with the solver and none of its reasoning, so that a mistake in the one is not
made again in the other.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from roundtable.casework.fortnight.problem import Answer, Meeting, Place, Problem, Span


def broken(problem: Problem, answer: Answer) -> list[str]:
    """Return every hard rule that the plan breaks, in words; nothing where it can be kept."""
    by_key = {one.key: one for one in problem.meetings}
    placed = [(by_key[key], place) for key, place in answer.places.items()]
    return [
        *(fault for meeting, place in placed for fault in _alone(problem, meeting, place)),
        *_together(problem, placed),
        *_chairs_days(problem, placed),
    ]


def _alone(problem: Problem, meeting: Meeting, place: Place) -> Iterator[str]:
    for is_so, fault in (*_who_and_where(problem, meeting, place), *_when(problem, meeting, place)):
        if is_so:
            yield f"{meeting.key}: {fault}"
    begins, ends = problem.span(meeting, place.start)
    before = timedelta(minutes=problem.customs.pre_meeting_minutes)
    if _meets(problem.people_busy.get(place.chair, ()), (begins - before, ends)):
        yield f"{meeting.key}: its chair has another meeting"
    if _meets(problem.chairs_kept.get(place.chair, ()), (begins - before, ends)):
        yield f"{meeting.key}: its chair reads then, or sees another family"
    for person in {place.minute_taker, *meeting.needed}:
        if _meets(problem.people_busy.get(person, ()), (begins, ends)):
            yield f"{meeting.key}: somebody needed has another meeting"


def _who_and_where(problem: Problem, meeting: Meeting, place: Place) -> Iterator[tuple[bool, str]]:
    writer = place.minute_taker
    yield place.chair not in meeting.chairs, "its chair is not independent"
    yield writer not in meeting.minute_takers, "its minute taker has another part in it"
    yield writer == place.chair, "its chair would take the minutes"
    if place.room is None:
        return
    yield place.room not in meeting.rooms, "its room does not do"
    span = problem.span(meeting, place.start)
    yield _meets(problem.rooms_busy.get(place.room, ()), span), "its room is taken"


def _when(problem: Problem, meeting: Meeting, place: Place) -> Iterator[tuple[bool, str]]:
    day = place.start.day
    fewest = problem.fewest_reading_days(meeting)
    yield place.start not in problem.starts, "begins at no time that was offered"
    yield not problem.calendar.is_working_day(day), "nobody works that day"
    yield bool(problem.against(meeting, place.start)), "the family cannot come"
    yield problem.stands(meeting, day).reading_days < fewest, "the family has no time to read"


def _together(problem: Problem, placed: list[tuple[Meeting, Place]]) -> Iterator[str]:
    """Nobody and no room is in two meetings of the plan at once."""
    held: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for meeting, place in placed:
        span = problem.span(meeting, place.start)
        people = {place.chair, place.minute_taker, *meeting.needed}
        rooms = [("room", place.room)] if place.room is not None else []
        for what in [*rooms, *(("person", one) for one in people)]:
            if _meets(held[what], span):
                yield f"{meeting.key}: {what[0]} {what[1]} is in two meetings at once"
            held[what].append(span)


def _chairs_days(problem: Problem, placed: list[tuple[Meeting, Place]]) -> Iterator[str]:
    """No chair has more meetings, or more minutes with reading, than a day has room for."""
    days = defaultdict(list)
    for meeting, place in placed:
        days[place.chair, place.start.day].append(meeting)
    for (chair, day), meetings in days.items():
        if len(meetings) > problem.meetings_left(chair, day):
            yield f"chair {chair} has too many meetings on {day}"
        if sum(map(problem.chair_minutes, meetings)) > problem.minutes_left(chair, day):
            yield f"chair {chair} has no time to read on {day}"


def _meets(spans: list[Span] | tuple[Span, ...], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)
