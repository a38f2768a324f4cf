from datetime import UTC, date, datetime, timedelta

import pytest

from roundtable.rules.copy_states import (
    FIRST,
    TRANSITIONS,
    State,
    is_outdated,
    is_overdue,
    reasons_cannot_note,
    what_can_follow,
)
from roundtable.rules.transitions import reachable

TODAY = date(2026, 12, 10)


def test_every_state_can_be_reached_and_a_shredded_copy_is_the_end():
    assert reachable(TRANSITIONS, FIRST) == frozenset(State)
    assert reachable(TRANSITIONS, State.SHREDDED) == {State.SHREDDED}


@pytest.mark.parametrize(
    ("state", "counted", "back_by", "overdue"),
    [
        (State.HANDED_OUT, True, date(2026, 12, 9), True),
        (State.HANDED_OUT, True, TODAY, False),
        (State.HANDED_OUT, False, date(2026, 12, 9), False),
        (State.PRINTED, True, date(2026, 12, 9), False),
        (State.RETURNED, True, date(2026, 12, 9), False),
    ],
)
def test_a_copy_is_overdue_while_somebody_has_it(state, counted, back_by, overdue):
    assert is_overdue(state, is_counted_back=counted, back_by=back_by, today=TODAY) is overdue


@pytest.mark.parametrize(
    ("state", "counted", "events"),
    [
        (State.PRINTED, True, ("hand_out", "shred", "lose")),
        (State.HANDED_OUT, True, ("take_back", "shred", "lose")),
        (State.SHREDDED, True, ()),
        (State.PRINTED, False, ("hand_out",)),
        (State.HANDED_OUT, False, ()),
    ],
)
def test_only_what_can_follow_is_offered(state, counted, events):
    assert what_can_follow(state, is_counted_back=counted) == events


@pytest.mark.parametrize(
    ("event", "changes", "codes"),
    [
        ("take_back", {}, []),
        ("hand_out", {"is_counted_back": False}, []),
        ("take_back", {"is_counted_back": False}, ["THEIRS"]),
        ("hand_out", {"on": date(2026, 12, 11)}, ["IN_FUTURE"]),
        ("hand_out", {"on": date(2026, 11, 30)}, ["BEFORE_PRINTED"]),
        ("lose", {"words": " "}, ["SAY_HOW"]),
        ("lose", {"words": "Left on a train; the police were told."}, []),
    ],
)
def test_what_cannot_be_noted(event, changes, codes):
    facts = {
        "is_counted_back": True,
        "on": TODAY,
        "printed_on": date(2026, 12, 1),
        "today": TODAY,
        "words": "",
    }
    assert [one.code for one in reasons_cannot_note(event, **{**facts, **changes})] == codes


@pytest.mark.parametrize(
    ("hours", "outdated"),
    [((), False), ((None,), False), ((-1, 0), False), ((-1, None, 1), True)],
)
def test_a_copy_is_outdated_by_what_changed_after_it_was_printed(hours, outdated):
    printed_at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    changed_at = [None if one is None else printed_at + timedelta(hours=one) for one in hours]
    assert is_outdated(printed_at=printed_at, changed_at=changed_at) is outdated
