"""Who is asked once more for an answer: only who has not given one, and never twice in a day."""

from datetime import date, timedelta

import pytest

from roundtable.rules.invitation_states import State, is_chased_by_itself, may_be_chased

TODAY = date(2026, 11, 24)
BEFORE = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "sent_on", "chased_on", "may"),
    [
        (State.SENT, BEFORE, None, True),
        (State.DELIVERED, BEFORE, BEFORE, True),
        (State.NO_REPLY, BEFORE, None, True),
        (State.SENT, TODAY, None, False),
        (State.SENT, BEFORE, TODAY, False),
        (State.BOUNCED, BEFORE, None, False),
        (State.ACCEPTED, BEFORE, None, False),
        (State.DECLINED, BEFORE, None, False),
        (State.WITHDRAWN, BEFORE, None, False),
    ],
)
def test_by_hand(state: State, sent_on: date, chased_on: date | None, may: bool) -> None:
    assert may_be_chased(state, sent_on=sent_on, chased_on=chased_on, today=TODAY) is may


@pytest.mark.parametrize(
    ("due_on", "chased_on", "chased"),
    [
        (BEFORE, None, True),
        (TODAY, None, False),
        (None, None, False),
        (BEFORE, BEFORE, False),
    ],
)
def test_by_itself_once(due_on: date | None, chased_on: date | None, chased: bool) -> None:
    assert is_chased_by_itself(due_on=due_on, chased_on=chased_on, today=TODAY) is chased
