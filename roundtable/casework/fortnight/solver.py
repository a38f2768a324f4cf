"""
The plan that costs the children and families least, found by OR-tools' CP-SAT.

A meeting begins at one start with one chair, or is left out. Rooms and minute takers flow to the
starts in groups that are alike in what they can use: that is exact, and far fewer variables than
one for each meeting and room.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from roundtable.casework.fortnight.begin import candidates, first_fit
from roundtable.casework.fortnight.problem import (
    LEFT_OUT,
    Answer,
    Meeting,
    Place,
    Problem,
    Start,
    another_cost,
    continuity_cost,
    cost,
)
from roundtable.rules.proposals import BY_LINK

SEED = 20_261_124
WORKERS = 2
SECONDS = 20.0

# What a meeting can use, each with what it costs it.
Uses = Callable[[Meeting], Mapping[int, int]]


def solve(problem: Problem, *, seconds: float = SECONDS, workers: int = WORKERS) -> Answer:
    """Return the best plan that was found within `seconds`; it breaks no hard rule."""
    # Half a second and more to load, and only who plans a fortnight needs it.
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    making = _Making(problem, model)
    model.minimize(making.objective())
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = SEED
    # Looking for symmetries and probing take half the time there is, or all of it on a busy
    # machine, and find little: no two children are alike.
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    begun = first_fit(problem, making.candidates)
    making.hint(begun)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return begun
    found = Answer(making.places(solver), is_best=status == cp_model.OPTIMAL)
    return min(found, begun, key=lambda one: cost(problem, one))


class _Making:
    """The variables and constraints of one problem."""

    def __init__(self, problem: Problem, model: Any) -> None:
        self.problem = problem
        self.model = model
        self.candidates = candidates(problem)
        self.by_key = {one.key: one for one in problem.meetings}
        self.held: dict[tuple[int, Start, int], Any] = {
            (key, start, chair): model.new_bool_var("")
            for key, found in self.candidates.items()
            for start, chair in found
        }
        self.left_out = {key: model.new_bool_var("") for key in self.by_key}
        self.at: dict[tuple[int, Start], list[Any]] = defaultdict(list)
        self.of_chair: dict[tuple[int, date], list[tuple[Meeting, Any]]] = defaultdict(list)
        self._once()
        self._chairs()
        self._needed_people()
        self._interpreters()
        self.rooms = self._flow(self._rooms, problem.is_room_free, or_none=True)
        self.minute_takers = self._flow(self._writers, problem.is_person_free)

    def _once(self) -> None:
        of_meeting: dict[int, list[Any]] = {key: [one] for key, one in self.left_out.items()}
        chair_at: dict[tuple[int, Start], list[Any]] = defaultdict(list)
        for (key, start, chair), var in self.held.items():
            of_meeting[key].append(var)
            self.at[key, start].append(var)
            chair_at[chair, start].append(var)
            self.of_chair[chair, start.day].append((self.by_key[key], var))
        for variables in of_meeting.values():
            self.model.add_exactly_one(variables)
        for variables in chair_at.values():
            self.model.add_at_most_one(variables)

    def _chairs(self) -> None:
        """No chair's day holds more meetings, or more minutes with reading, than it has room for."""
        problem = self.problem
        for (chair, day), theirs in self.of_chair.items():
            self.model.add(sum(var for _, var in theirs) <= problem.meetings_left(chair, day))
            minutes = sum(problem.chair_minutes(meeting) * var for meeting, var in theirs)
            self.model.add(minutes <= problem.minutes_left(chair, day))

    def _needed_people(self) -> None:
        """Nobody is needed in two meetings at once; whoever is needed may take part elsewhere."""
        needed_in: dict[int, set[int]] = defaultdict(set)
        for meeting in self.problem.meetings:
            for person in meeting.needed:
                needed_in[person].add(meeting.key)
        for person, keys in needed_in.items():
            for start in self.problem.starts:
                there = [var for key in keys for var in self.at.get((key, start), ())]
                there += [
                    var
                    for key in self.by_key.keys() - keys
                    if (var := self.held.get((key, start, person))) is not None
                ]
                if len(there) > 1:
                    self.model.add_at_most_one(there)

    def _interpreters(self) -> None:
        """At no time more meetings in a language than there are free interpreters who have it."""
        asked: dict[frozenset[int], list[Meeting]] = defaultdict(list)
        for meeting in self.problem.meetings:
            for having in meeting.interpreters:
                asked[having].append(meeting)
        for having, meetings in asked.items():
            for start in self.problem.starts:
                there = [var for one in meetings for var in self.at.get((one.key, start), ())]
                longest = max(meetings, key=lambda one: one.minutes)
                free = self.problem.free_interpreters(having, self.problem.span(longest, start))
                if len(there) > len(free):
                    self.model.add(sum(there) <= len(free))

    def _rooms(self, meeting: Meeting) -> Mapping[int, int]:
        """The rooms that do, with what the way there costs the family."""
        return {one: self.problem.way_to(meeting, one) for one in meeting.rooms}

    def _writers(self, meeting: Meeting) -> Mapping[int, int]:
        """Who chairs takes no minutes in the same plan, and whoever is needed takes none."""
        return dict.fromkeys(meeting.minute_takers - self._busy_otherwise, 0)

    @property
    def _busy_otherwise(self) -> frozenset[int]:
        meetings = self.problem.meetings
        return frozenset().union(*(one.chairs | one.needed for one in meetings))

    def _flow(
        self, uses: Uses, is_free: Callable[[int, Any], bool], *, or_none: bool = False
    ) -> "_Flow":
        flow = _Flow()
        for meeting in self.problem.meetings:
            flow.groups[_group(uses(meeting), meeting)].append(meeting.key)
        for start in self.problem.starts:
            taken: dict[int, list[Any]] = defaultdict(list)
            for group, keys in flow.groups.items():
                there = [var for key in keys for var in self.at.get((key, start), ())]
                if not there:
                    continue
                span = self.problem.span(self.by_key[keys[0]], start)
                given = {
                    one: self.model.new_bool_var("") for one, _ in group[0] if is_free(one, span)
                }
                flow.given[start, group] = given
                without = self.model.new_int_var(0, len(there) if or_none else 0, "")
                flow.without[start, group] = without
                self.model.add(sum(there) == sum(given.values()) + without)
                for one, var in given.items():
                    taken[one].append(var)
            for variables in taken.values():
                self.model.add_at_most_one(variables)
        return flow

    def objective(self) -> Any:
        problem = self.problem
        costs = {
            (key, day): problem.stands(self.by_key[key], day).cost
            for key in self.by_key
            for day in problem.days
        }
        terms = [
            (costs[key, start.day] + continuity_cost(self.by_key[key], chair)) * var
            for (key, start, chair), var in self.held.items()
        ]
        terms += [
            LEFT_OUT * max(1, self.by_key[key].occasion.risk) * var
            for key, var in self.left_out.items()
        ]
        terms += [BY_LINK * without for without in self.rooms.without.values()]
        terms += self.rooms.costs()
        return sum([*terms, *self._others_that_day()])

    def _others_that_day(self) -> Iterable[Any]:
        """Each meeting of a chair's day beyond the first costs."""
        for (chair, day), theirs in self.of_chair.items():
            each = another_cost(self.problem, chair, day, 2) - another_cost(
                self.problem, chair, day, 1
            )
            number = sum(var for _, var in theirs)
            if another_cost(self.problem, chair, day, 1):
                yield each * number
            elif len(theirs) > 1:
                beyond = self.model.new_int_var(0, self.problem.customs.meetings_a_day, "")
                self.model.add(beyond >= number - 1)
                yield each * beyond

    def hint(self, answer: Answer) -> None:
        """Start from a plan that can be kept."""
        for (key, start, chair), var in self.held.items():
            place = answer.places.get(key)
            is_there = place is not None and (place.start, place.chair) == (start, chair)
            self.model.add_hint(var, is_there)
        for key, var in self.left_out.items():
            self.model.add_hint(var, key not in answer.places)
        given_to = set()
        without: dict[tuple[Start, Group], int] = defaultdict(int)
        for key, place in answer.places.items():
            meeting = self.by_key[key]
            group = _group(self._rooms(meeting), meeting)
            given_to.add((place.start, group, place.room))
            without[place.start, group] += place.room is None
            writers = _group(self._writers(meeting), meeting)
            given_to.add((place.start, writers, place.minute_taker))
        for flow in (self.rooms, self.minute_takers):
            for (start, group), given in flow.given.items():
                for one, var in given.items():
                    self.model.add_hint(var, (start, group, one) in given_to)
        for there, var in self.rooms.without.items():
            self.model.add_hint(var, without[there])

    def places(self, solver: Any) -> dict[int, Place]:
        """Read the plan: rooms and minute takers of a group go to its meetings in their order."""
        rooms, writers = self.rooms.handed_out(solver), self.minute_takers.handed_out(solver)
        found = {}
        for (key, start, chair), var in self.held.items():
            if solver.value(var):
                meeting = self.by_key[key]
                found[key] = Place(
                    start=start,
                    chair=chair,
                    minute_taker=writers[start, _group(self._writers(meeting), meeting)].pop(),
                    room=_next(rooms[start, _group(self._rooms(meeting), meeting)]),
                )
        return found


def _next(left: list[int]) -> int | None:
    return left.pop() if left else None


# What can be used, by its number and with its cost; and the minutes.
Group = tuple[tuple[tuple[int, int], ...], int]


def _group(uses: Mapping[int, int], meeting: Meeting) -> Group:
    return tuple(sorted(uses.items())), meeting.minutes


class _Flow:
    """What is alike in what it can use, and how many of which are given to it at each start."""

    def __init__(self) -> None:
        self.groups: dict[Group, list[int]] = defaultdict(list)
        self.given: dict[tuple[Start, Group], dict[int, Any]] = {}
        # How many meetings go without: by video link.
        self.without: dict[tuple[Start, Group], Any] = {}

    def costs(self) -> Iterable[Any]:
        """Yield what each use costs that costs anything."""
        for (_, group), given in self.given.items():
            cost_of = dict(group[0])
            yield from (cost_of[one] * var for one, var in given.items() if cost_of[one])

    def handed_out(self, solver: Any) -> dict[tuple[Start, Group], list[int]]:
        return {
            there: [one for one, var in given.items() if solver.value(var)]
            for there, given in self.given.items()
        }
