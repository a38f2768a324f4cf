"""Ending without a decision, the closed part, the record, and meeting again."""

from dataclasses import replace
from datetime import date

import pytest

from roundtable.rules import meeting_guards
from roundtable.rules.meeting_guards import EarlyEnd

HARD, SOFT = True, False

EARLY = EarlyEnd("The report came this morning.", "The safety plan goes on.", date(2026, 12, 10))
EARLY_GUARDS = [
    meeting_guards.reasons_cannot_stand_down,
    meeting_guards.reasons_cannot_adjourn,
    meeting_guards.reasons_cannot_close_inquorate,
]


@pytest.mark.parametrize("guard", EARLY_GUARDS)
@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"latest_on": date(2026, 12, 10)}, []),
        ({"reason": ""}, [("NO_REASON", HARD)]),
        ({"interim_plan": " "}, [("NO_INTERIM_PLAN", HARD)]),
        ({"next_on": None}, [("NO_NEXT_DATE", HARD)]),
        ({"latest_on": date(2026, 12, 9)}, [("NEXT_DATE_TOO_LATE", SOFT)]),
    ],
)
def test_a_meeting_that_ends_early_leaves_a_plan_and_a_date(guard, change, expected):
    reasons = guard(replace(EARLY, **change))
    assert [(reason.code, reason.hard) for reason in reasons] == expected


@pytest.mark.parametrize(
    "reasons, expected",
    [
        (
            meeting_guards.reasons_cannot_begin_closed_part(who_is_out=2, reason="Police matters."),
            [],
        ),
        (
            meeting_guards.reasons_cannot_begin_closed_part(who_is_out=0, reason=""),
            [("NOBODY_OUT", HARD), ("NO_REASON", HARD)],
        ),
        (meeting_guards.reasons_cannot_approve_record(open_queries=0), []),
        (meeting_guards.reasons_cannot_approve_record(open_queries=1), [("QUERIES_OPEN", SOFT)]),
        (meeting_guards.reasons_cannot_distribute_record(copies_unchecked=0), []),
        (
            meeting_guards.reasons_cannot_distribute_record(copies_unchecked=3),
            [("COPIES_NOT_CHECKED", SOFT)],
        ),
        (
            meeting_guards.reasons_cannot_correct_record(correction_accepted=True, reason="Date."),
            [],
        ),
        (
            meeting_guards.reasons_cannot_correct_record(correction_accepted=False, reason=""),
            [("NOT_ACCEPTED", HARD), ("NO_REASON", HARD)],
        ),
        (
            meeting_guards.reasons_cannot_reconvene(
                ended_without_decision=True, appeal_upheld=False
            ),
            [],
        ),
        (
            meeting_guards.reasons_cannot_reconvene(
                ended_without_decision=False, appeal_upheld=True
            ),
            [],
        ),
        (
            meeting_guards.reasons_cannot_reconvene(
                ended_without_decision=False, appeal_upheld=False
            ),
            [("DECISION_STANDS", HARD)],
        ),
    ],
)
def test_the_closed_part_the_record_and_meeting_again(reasons, expected):
    assert [(reason.code, reason.hard) for reason in reasons] == expected
