"""How a transfer from another authority goes on, and what has to be said."""

import pytest

from roundtable.rules.transfer_states import (
    TRANSITIONS,
    Answer,
    State,
    reasons_against_answer,
)
from roundtable.rules.transitions import TransitionNotAllowed, next_state


@pytest.mark.parametrize(
    ("before", "event", "after"),
    [
        (State.NOTIFIED, "request_in_writing", State.REQUESTED),
        (State.REQUESTED, "accept", State.ACCEPTED),
        (State.REQUESTED, "decline_as_temporary", State.DECLINED_TEMPORARY),
        (State.REQUESTED, "dispute", State.DISPUTED),
        (State.DISPUTED, "accept", State.ACCEPTED),
        (State.DECLINED_TEMPORARY, "accept", State.ACCEPTED),
        (State.DECLINED_TEMPORARY, "dispute", State.DISPUTED),
    ],
)
def test_the_way_of_a_transfer(before: State, event: str, after: State) -> None:
    assert next_state(TRANSITIONS, before, event) == after


@pytest.mark.parametrize(
    ("before", "event"),
    [
        (State.NOTIFIED, "accept"),
        (State.ACCEPTED, "dispute"),
        (State.REQUESTED, "request_in_writing"),
    ],
)
def test_what_cannot_follow(before: State, event: str) -> None:
    with pytest.raises(TransitionNotAllowed):
        next_state(TRANSITIONS, before, event)


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        (Answer("accept", ""), []),
        (Answer("accept", "", is_on_a_plan_here=True), ["ON_A_PLAN_HERE"]),
        (Answer("dispute", " "), ["NO_REASON"]),
        (Answer("decline_as_temporary", "Four weeks at a refuge."), []),
    ],
)
def test_what_has_to_be_said(answer: Answer, codes: list[str]) -> None:
    assert [one.code for one in reasons_against_answer(answer)] == codes
