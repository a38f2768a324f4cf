"""No plan breaks a hard rule, whatever is asked of it; what it cannot do it says."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roundtable.casework.fortnight.begin import candidates, first_fit
from roundtable.casework.fortnight.checker import broken
from roundtable.casework.fortnight.generated import TIMES, TODAY, generated
from roundtable.casework.fortnight.problem import Answer, Meeting, Place, Problem, Start, cost
from roundtable.casework.fortnight.reasons import why_not_in_time
from roundtable.casework.fortnight.solver import solve
from roundtable.foundation.core import clock
from roundtable.rules.avoided_times import AvoidedTime, Because
from roundtable.rules.conference_guards import ChildLimit, Kind
from roundtable.rules.proposals import Customs, Occasion
from roundtable.rules.settings import with_defaults
from roundtable.rules.travel import FARTHER, WITH_HELP, Journey
from roundtable.rules.working_days import ENGLAND_AND_WALES

CUSTOMS = Customs.of(with_defaults({}))
MON, TUE = date(2026, 12, 7), date(2026, 12, 8)
LOWE, MOTA, REED, OAK, ELM, IQBAL = 1, 2, 11, 21, 22, 31
TEN = Start(MON, time(10))


def meeting(key: int = 1, limit: date = TUE, kind: Kind = Kind.REVIEW, **changes) -> Meeting:
    told = {
        "occasion": Occasion((ChildLimit(key, "", kind, limit),), CUSTOMS, reports=5),
        "limit": limit,
        "minutes": 90,
        "chairs": frozenset({LOWE, MOTA}),
        "minute_takers": frozenset({REED}),
        "rooms": frozenset({OAK}),
    }
    return Meeting(key=key, **{**told, **changes})


def problem(*meetings: Meeting, **changes) -> Problem:
    told = {
        "today": TODAY,
        "calendar": ENGLAND_AND_WALES,
        "customs": CUSTOMS,
        "days": (MON, TUE),
        "times": TIMES,
        "meetings": meetings,
    }
    return Problem(**{**told, **changes})


def solved(of: Problem) -> Answer:
    answer = solve(of, seconds=5, workers=1)
    assert broken(of, answer) == []
    return answer


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10_000),
    meetings=st.integers(0, 14),
    chairs=st.integers(1, 3),
    minute_takers=st.integers(1, 3),
    rooms=st.integers(1, 4),
    days=st.integers(1, 4),
)
def test_no_plan_breaks_a_hard_rule(seed, meetings, chairs, minute_takers, rooms, days) -> None:
    of = generated(
        meetings,
        chairs=chairs,
        minute_takers=minute_takers,
        rooms=rooms,
        days=days,
        seed=seed,
    )
    begun = first_fit(of, candidates(of))
    answer = solve(of, seconds=1, workers=1)
    assert broken(of, begun) == []
    assert broken(of, answer) == []
    assert cost(of, answer) <= cost(of, begun)
    late = why_not_in_time(of, answer)
    assert set(late) == {
        one.key
        for one in of.meetings
        if one.key not in answer.places or not of.is_in_time(one, answer.places[one.key].start.day)
    }
    assert all(late.values())


def test_the_child_without_a_plan_comes_first_where_there_is_one_time_left() -> None:
    one_time = {"days": (MON,), "times": (time(10),)}
    answer = solved(problem(meeting(1), meeting(2, kind=Kind.INITIAL), **one_time))
    assert list(answer.places) == [2]
    assert answer.is_best


def test_the_chair_that_the_family_knows_is_worth_waiting_a_day_for() -> None:
    busy = {MOTA: ((clock.at(MON, 9), clock.at(MON, 17)),)}
    answer = solved(problem(meeting(known_chair=MOTA), people_busy=busy))
    assert (answer.places[1].chair, answer.places[1].start.day) == (MOTA, TUE)


@pytest.mark.parametrize(("needs_help", "way"), [(False, FARTHER), (True, WITH_HELP * FARTHER)])
def test_each_family_gets_the_room_it_has_the_shorter_way_to(needs_help, way) -> None:
    def comes_from(key: int, postcode: str) -> Meeting:
        one = meeting(key, rooms=frozenset({OAK, ELM}), minute_takers=frozenset({REED, 12}))
        journey = Journey(frozenset({postcode}), needs_help)
        return replace(one, occasion=replace(one.occasion, journey=journey))

    of = problem(
        comes_from(1, "PR7 1AA"),
        comes_from(2, "LA1 1AA"),
        days=(MON,),
        times=(time(10),),
        postcodes={OAK: "LA1 9ZZ", ELM: "PR7 9ZZ"},
    )
    answer = solved(of)
    rooms = {key: one.room for key, one in answer.places.items()}
    assert rooms == {1: ELM, 2: OAK}
    exchanged = {key: replace(one, room=rooms[3 - key]) for key, one in answer.places.items()}
    assert cost(of, Answer(exchanged)) == cost(of, answer) + 2 * way
    assert first_fit(of, candidates(of)).places[1].room == ELM


def test_a_second_meeting_that_day_goes_to_the_other_chair() -> None:
    answer = solved(problem(meeting(1), meeting(2), days=(MON,)))
    assert {one.chair for one in answer.places.values()} == {LOWE, MOTA}


PLACE = Place(TEN, LOWE, REED, OAK)


@pytest.mark.parametrize(
    ("changes", "place", "fault"),
    [
        ({"chairs": frozenset({MOTA})}, PLACE, "not independent of"),
        ({"minute_takers": frozenset()}, PLACE, "another part in it"),
        ({"minute_takers": frozenset({LOWE})}, replace(PLACE, minute_taker=LOWE), "take the minu"),
        ({"rooms": frozenset()}, PLACE, "The room does not do"),
        ({}, replace(PLACE, start=Start(MON, time(9))), "no time that is planned"),
        ({}, replace(PLACE, start=Start(date(2026, 12, 6), time(10))), "Nobody works"),
        (
            {"avoided": (AvoidedTime(Because.WORK, weekdays=frozenset({1})),)},
            PLACE,
            "somebody of the family is at work",
        ),
    ],
)
def test_the_checker_finds_what_one_meeting_breaks(changes, place, fault) -> None:
    found = broken(problem(meeting(**changes)), Answer({1: place}))
    assert any(fault in one for one in found)
    assert broken(problem(meeting()), Answer({1: PLACE})) == []


BUSY = ((TEN.moment, TEN.moment + timedelta(hours=1)),)
JUST_AFTER = ((TEN.moment + timedelta(minutes=100), TEN.moment + timedelta(minutes=190)),)


@pytest.mark.parametrize(
    ("people", "rooms", "fault"),
    [
        ({LOWE: BUSY}, {}, "chair has another meeting"),
        ({REED: BUSY}, {}, "Somebody who has to be there"),
        ({IQBAL: BUSY}, {}, "Somebody who has to be there"),
        ({}, {OAK: BUSY}, "The room is taken"),
    ],
)
def test_the_checker_finds_what_is_booked_already(people, rooms, fault) -> None:
    of = problem(meeting(needed=frozenset({IQBAL})), people_busy=people, rooms_busy=rooms)
    assert any(fault in one for one in broken(of, Answer({1: PLACE})))
    solved(of)


def test_what_a_chair_keeps_to_read_is_left_alone() -> None:
    all_day = tuple((clock.at(day, 8), clock.at(day, 18)) for day in (MON, TUE))
    of = problem(meeting(), chairs_kept={LOWE: JUST_AFTER, MOTA: all_day})
    assert broken(of, Answer({1: PLACE})) == []
    kept = problem(meeting(), chairs_kept={LOWE: BUSY, MOTA: all_day})
    assert any("reads then" in one for one in broken(kept, Answer({1: PLACE})))
    assert solved(kept).places[1] != PLACE


def test_two_meetings_in_a_language_are_not_at_once_where_one_has_it() -> None:
    twi = (frozenset({IQBAL}),)
    places = {
        "minute_takers": frozenset({REED, 12}),
        "rooms": frozenset({OAK, 22}),
        "interpreters": twi,
    }
    of = problem(meeting(1, **places), meeting(2, **places))
    assert len({one.start for one in solved(of).places.values()}) == 2
    at_once = Answer({1: PLACE, 2: Place(TEN, MOTA, 12, 22)})
    assert any("No interpreter on file" in one for one in broken(of, at_once))
    begun = first_fit(of, candidates(of))
    assert broken(of, begun) == []
    busy = replace(of, people_busy={IQBAL: BUSY})
    assert TEN not in {one.start for one in solved(busy).places.values()}


def test_where_no_room_will_do_it_is_held_by_link_and_a_room_is_worth_a_day() -> None:
    no_room = solved(problem(meeting(rooms=frozenset())))
    assert no_room.places[1].room is None
    monday = ((clock.at(MON, 8), clock.at(MON, 18)),)
    waits = solved(problem(meeting(), rooms_busy={OAK: monday}))
    assert (waits.places[1].room, waits.places[1].start.day) == (OAK, TUE)


def test_the_checker_finds_what_meetings_break_together() -> None:
    twice = broken(problem(meeting(1), meeting(2)), Answer({1: PLACE, 2: PLACE}))
    assert any("The room is used" in one for one in twice)
    assert any("Somebody is in another meeting" in one for one in twice)
    day = problem(meeting(1), meeting(2), customs=replace(CUSTOMS, meetings_a_day=1))
    both = Answer({1: PLACE, 2: replace(PLACE, start=Start(MON, time(13, 30)))})
    assert any("too many" in one for one in broken(day, both))
    short = problem(meeting(1), meeting(2), customs=replace(CUSTOMS, day_minutes=300))
    assert any("no time to read" in one for one in broken(short, both))


def test_a_family_that_has_no_time_to_read_is_found() -> None:
    tomorrow = date(2026, 11, 25)
    of = problem(meeting(), days=(tomorrow, MON, TUE))
    early = Answer({1: replace(PLACE, start=Start(tomorrow, time(10)))})
    assert any("no time to read" in one for one in broken(of, early))
    assert solved(of).places[1].start.day != tomorrow


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"chairs": frozenset()}, "No chair is independent of this family."),
        (
            {"limit": date(2026, 12, 4)},
            "The limit, Friday 4 December 2026, comes before the first day that is planned.",
        ),
        (
            {"avoided": (AvoidedTime(Because.WORK, weekdays=frozenset({1, 2})),)},
            "The family said they cannot come at any time before the limit.",
        ),
        (
            {"needed": frozenset({IQBAL})},
            "Somebody who has to be there is booked at every time before the limit.",
        ),
        (
            {"occasion": Occasion((), CUSTOMS, reports=60)},
            "No independent chair has time for it, reading included, on a day before the limit.",
        ),
    ],
)
def test_what_cannot_be_in_time_says_why(changes, reason) -> None:
    all_day = tuple((clock.at(day, 8), clock.at(day, 18)) for day in (MON, TUE))
    of = problem(meeting(**changes), people_busy={IQBAL: all_day})
    assert why_not_in_time(of, solved(of))[1] == reason


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({}, "minute taker"),
        ({"minute_takers": frozenset({REED, 12})}, "independent chair with time to read"),
        (
            {
                "minute_takers": frozenset({REED, 12}),
                "needed": frozenset({IQBAL}),
                "chairs": frozenset({LOWE, MOTA}),
            },
            "one who has to be there",
        ),
    ],
)
def test_what_others_of_the_plan_use_up_is_named(changes, what) -> None:
    changes = {"chairs": frozenset({LOWE}), **changes}
    of = problem(
        meeting(1, kind=Kind.INITIAL, **changes),
        meeting(2, **changes),
        days=(MON,),
        times=(time(10),),
    )
    late = why_not_in_time(of, solved(of))
    assert late == {
        2: "1 time before the limit would do, and other conferences that weigh more have every"
        f" {what} then."
    }


def test_meetings_that_would_run_into_one_another_are_no_problem_to_solve() -> None:
    with pytest.raises(ValueError, match="into the next one's time"):
        problem(meeting(minutes=200))
