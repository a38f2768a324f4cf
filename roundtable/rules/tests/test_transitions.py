import inspect
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.rules import (
    action_states,
    conference_guards,
    conference_states,
    decision_guards,
    invitation_states,
    plan_states,
)
from roundtable.rules.conference_states import State
from roundtable.rules.reference import MACHINES
from roundtable.rules.tests.properties import often
from roundtable.rules.transitions import (
    TransitionNotAllowed,
    events_from,
    next_state,
    reachable,
)

machines = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
STEPS = 30


def walk(number: int) -> list[State]:
    """Return the states of one walk of a conference, chosen by the number."""
    choose = Random(number).choice
    states = [conference_states.FIRST]
    while possible := events_from(conference_states.TRANSITIONS, states[-1]):
        if len(states) == STEPS:
            break
        states.append(next_state(conference_states.TRANSITIONS, states[-1], choose(possible)))
    return states


walks = st.integers(0, 2**32).map(walk)


@machines
def test_every_state_can_be_reached_from_the_first(machine):
    assert reachable(machine.TRANSITIONS, machine.FIRST) == frozenset(machine.State)


@machines
def test_an_event_that_does_not_belong_is_refused_in_words(machine):
    for state in machine.State:
        for event, (sources, target) in machine.TRANSITIONS.items():
            if state in sources:
                assert next_state(machine.TRANSITIONS, state, event) is target
            else:
                with pytest.raises(TransitionNotAllowed, match="Cannot") as refusal:
                    next_state(machine.TRANSITIONS, state, event)
                assert refusal.value.event == event
                assert refusal.value.state is state
    with pytest.raises(TransitionNotAllowed):
        next_state(machine.TRANSITIONS, machine.FIRST, "dance")


def test_a_refusal_reads_as_a_sentence():
    with pytest.raises(TransitionNotAllowed, match=r"^Cannot close inquorate: it is requested\.$"):
        next_state(conference_states.TRANSITIONS, State.REQUESTED, "close_inquorate")


@machines
def test_every_guard_is_for_an_event_of_its_table(machine):
    guards = {
        name.removeprefix("reasons_cannot_")
        for name, _ in inspect.getmembers(machine, inspect.isfunction)
        if name.startswith("reasons_cannot_")
    }
    made_with_the_record = {"open", "start", "share", "change_category"}
    # Of whatever comes next: what somebody answers, decides or notes says which event it is.
    of_any_event = {"answer", "decide_supporter", "note"}
    leaves_the_state_as_it_is = {"reassign"}
    others = made_with_the_record | of_any_event | leaves_the_state_as_it_is
    assert guards - others <= set(machine.TRANSITIONS)


def test_every_guard_of_a_conference_is_for_an_event_of_a_conference():
    events = {*conference_states.TRANSITIONS, *conference_states.FOLLOW_ON, "request"}
    for module in (conference_guards, decision_guards):
        for name, _ in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("reasons_cannot_"):
                assert name.removeprefix("reasons_cannot_") in events, name


# Nothing is reached by skipping a step


@often
@given(walks)
def test_nobody_decides_without_a_meeting_and_nobody_meets_without_invitations(states):
    for later, needed in (
        (conference_states.ENDED, State.IN_SESSION),
        (conference_states.UNDER_WAY, State.INVITED),
        ({State.INVITED}, State.SCHEDULED),
        (conference_states.ON_RECORD, State.IN_SESSION),
        ({State.RECORD_APPROVED}, State.RECORD_DRAFT),
        ({State.DISTRIBUTED}, State.RECORD_APPROVED),
        ({State.CORRECTED}, State.DISTRIBUTED),
    ):
        for position, state in enumerate(states):
            if state in later:
                assert needed in states[:position]


@often
@given(walks)
def test_a_conference_that_opened_ends_and_leads_on_to_a_record(states):
    if State.IN_SESSION not in states:
        return
    assert State.CANCELLED not in states
    assert State.DISTRIBUTED in reachable(conference_states.TRANSITIONS, states[-1])
    after = states[states.index(State.IN_SESSION) :]
    assert not set(after) & conference_states.BEFORE_OPENING


@often
@given(walks)
def test_a_conference_ends_once(states):
    assert sum(state in conference_states.ENDED for state in states) <= 1


@often
@given(walks)
def test_everybody_is_back_from_a_closed_part_before_the_meeting_ends(states):
    for before, after in pairwise(states):
        if before is State.CLOSED_PART:
            assert after is State.IN_SESSION


def test_what_has_ended_stays_ended():
    assert events_from(plan_states.TRANSITIONS, plan_states.State.ENDED) == ()
    assert events_from(conference_states.TRANSITIONS, State.CANCELLED) == ()
    assert events_from(action_states.TRANSITIONS, action_states.State.DONE) == ()
    assert events_from(action_states.TRANSITIONS, action_states.State.DROPPED) == ()


def test_before_it_opens_a_conference_can_be_moved_put_off_delayed_and_given_up():
    for state in conference_states.ARRANGED:
        possible = set(events_from(conference_states.TRANSITIONS, state))
        assert possible >= {"reschedule", "postpone", "cancel"}
    for state in (State.INVITED, State.READY):
        assert "delay_start" in events_from(conference_states.TRANSITIONS, state)
    assert "open" in events_from(conference_states.TRANSITIONS, State.DELAYED)
    for state in (State.REQUESTED, State.RETURNED, State.POSTPONED):
        assert "cancel" in events_from(conference_states.TRANSITIONS, state)


def test_every_way_to_end_leads_to_a_record_and_to_another_meeting():
    for state in conference_states.ENDED:
        assert events_from(conference_states.TRANSITIONS, state) == ("draft_record",)
    for state in conference_states.ENDED | conference_states.ON_RECORD:
        assert next_state(conference_states.FOLLOW_ON, state, "reconvene") is State.REQUESTED
    with pytest.raises(TransitionNotAllowed):
        next_state(conference_states.FOLLOW_ON, State.IN_SESSION, "reconvene")


def test_an_invitation_can_be_answered_again_until_the_day():
    for state in invitation_states.OUT | invitation_states.ANSWERED:
        possible = set(events_from(invitation_states.TRANSITIONS, state))
        assert possible >= {"accept", "decline", "name_deputy", "withdraw", "record_attendance"}
