"""
Where a plan begins: what each meeting could have on its own, and a first plan made by hand's rule.
"""

from collections import Counter, defaultdict
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
        if not all(problem.free_interpreters(having, span) for having in meeting.interpreters):
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

    By a link only where no room is free at any of its times.
    """
    by_hand = _ByHand(problem, found)
    for meeting in sorted(
        problem.meetings, key=lambda one: (one.limit or date.max, -one.occasion.risk)
    ):
        by_hand.place(meeting, in_a_room=True) or by_hand.place(meeting, in_a_room=False)
    return Answer(by_hand.places)


class _ByHand:
    """A plan that grows meeting by meeting, and what it has taken so far."""

    def __init__(self, problem: Problem, found: Candidates) -> None:
        self.problem, self.found = problem, found
        self.places: dict[int, Place] = {}
        self.taken: set[tuple[str, int, Start]] = set()
        self.minutes: dict[tuple[int, date], int] = defaultdict(int)
        self.number: dict[tuple[int, date], int] = defaultdict(int)
        self.interpreted: Counter[tuple[Start, frozenset[int]]] = Counter()
        self.otherwise = frozenset[int]().union(
            *(one.chairs | one.needed for one in problem.meetings)
        )

    def place(self, meeting: Meeting, *, in_a_room: bool) -> bool:
        """Give the meeting the best of its times that is left; return whether there was one."""
        problem = self.problem
        costs = {day: problem.stands(meeting, day).cost for day in problem.days}
        rooms = sorted(meeting.rooms, key=lambda one: (problem.way_to(meeting, one), one))
        writers = sorted(meeting.minute_takers - self.otherwise)
        for start, chair in sorted(
            self.found[meeting.key],
            key=lambda one: (costs[one[0].day] + continuity_cost(meeting, one[1]), one),
        ):
            if not self._have_time(meeting, start, chair):
                continue
            span = problem.span(meeting, start)
            room = self._pick("room", rooms, start, problem.is_room_free, span)
            writer = self._pick("person", writers, start, problem.is_person_free, span)
            if writer is not None and (room is not None or not in_a_room):
                self._take(meeting, Place(start, chair, writer, room))
                return True
        return False

    def _have_time(self, meeting: Meeting, start: Start, chair: int) -> bool:
        problem, day = self.problem, (chair, start.day)
        span = problem.span(meeting, start)
        return (
            all(
                self.interpreted[start, having] < len(problem.free_interpreters(having, span))
                for having in meeting.interpreters
            )
            and all(("person", one, start) not in self.taken for one in {chair, *meeting.needed})
            and self.number[day] < problem.meetings_left(*day)
            and self.minutes[day] + problem.chair_minutes(meeting) <= problem.minutes_left(*day)
        )

    def _pick(self, what: str, ids: Iterable[int], start: Start, is_free: Any, span: Any) -> Any:
        left = (one for one in ids if (what, one, start) not in self.taken)
        return next((one for one in left if is_free(one, span)), None)

    def _take(self, meeting: Meeting, place: Place) -> None:
        self.places[meeting.key] = place
        people = {place.chair, place.minute_taker, *meeting.needed}
        self.taken.update(("person", one, place.start) for one in people)
        self.interpreted.update((place.start, having) for having in meeting.interpreters)
        if place.room is not None:
            self.taken.add(("room", place.room, place.start))
        self.number[place.chair, place.start.day] += 1
        self.minutes[place.chair, place.start.day] += self.problem.chair_minutes(meeting)
