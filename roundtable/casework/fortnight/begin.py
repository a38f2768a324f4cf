"""
Where a plan begins: what each meeting could have on its own, and a first plan made by hand's rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from roundtable.casework.fortnight.problem import (
    Answer,
    Meeting,
    Place,
    Problem,
    Start,
    continuity_cost,
)

Candidates = Mapping[int, Sequence[tuple[Start, int]]]


def candidates(problem: Problem) -> Candidates:
    """Return for each meeting when it can begin and with which chair, looked at on its own."""
    return {one.key: list(_candidates(problem, one)) for one in problem.meetings}


def _candidates(problem: Problem, meeting: Meeting) -> Iterable[tuple[Start, int]]:
    fewest = problem.fewest_reading_days(meeting)
    for start in problem.starts:
        span = problem.span(meeting, start)
        if problem.stands(meeting, start.day).reading_days < fewest:
            continue
        if problem.against(meeting, start):
            continue
        if not all(problem.is_person_free(one, span) for one in meeting.needed):
            continue
        takes = problem.chair_minutes(meeting)
        for chair in sorted(meeting.chairs):
            if (
                problem.is_chair_free(chair, span)
                and problem.meetings_left(chair, start.day) > 0
                and problem.minutes_left(chair, start.day) >= takes
            ):
                yield start, chair


def first_fit(problem: Problem, found: Candidates) -> Answer:
    """
    Return a plan as a person would begin it: who has least time first, each at their best time.
    """
    taken: set[tuple[str, int, Start]] = set()
    minutes: dict[tuple[int, date], int] = defaultdict(int)
    number: dict[tuple[int, date], int] = defaultdict(int)
    places: dict[int, Place] = {}
    otherwise = frozenset[int]().union(*(one.chairs | one.needed for one in problem.meetings))

    def pick(what: str, ids: Iterable[int], start: Start, is_free: Any, span: Any) -> int | None:
        return next(
            (one for one in sorted(ids) if (what, one, start) not in taken and is_free(one, span)),
            None,
        )

    def order(meeting: Meeting) -> tuple[date, int]:
        return meeting.limit or date.max, -meeting.occasion.risk

    for meeting in sorted(problem.meetings, key=order):
        takes = problem.chair_minutes(meeting)
        costs = {day: problem.stands(meeting, day).cost for day in problem.days}
        for start, chair in sorted(
            found[meeting.key],
            key=lambda one: (costs[one[0].day] + continuity_cost(meeting, one[1]), one),
        ):
            day, span = (chair, start.day), problem.span(meeting, start)
            people = {chair, *meeting.needed}
            if (
                any(("person", one, start) in taken for one in people)
                or number[day] >= problem.meetings_left(*day)
                or minutes[day] + takes > problem.minutes_left(*day)
            ):
                continue
            room = pick("room", meeting.rooms, start, problem.is_room_free, span)
            writer = pick(
                "person", meeting.minute_takers - otherwise, start, problem.is_person_free, span
            )
            if room is None or writer is None:
                continue
            places[meeting.key] = Place(start, chair, writer, room)
            taken |= {("room", room, start), *(("person", one, start) for one in people | {writer})}
            number[day] += 1
            minutes[day] += takes
            break
    return Answer(places)
