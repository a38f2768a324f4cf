from dataclasses import replace
from datetime import date

import pytest

from roundtable.rules import (
    action_states,
    core_group_states,
    invitation_states,
    plan_states,
    report_states,
    visit_states,
)
from roundtable.rules.action_states import ActionFacts
from roundtable.rules.core_group_states import CoreGroupMove
from roundtable.rules.invitation_states import Sending
from roundtable.rules.plan_states import EndReason, PlanEnd, PlanStart
from roundtable.rules.report_states import ReportContent
from roundtable.rules.visit_states import VisitFacts

HARD, SOFT = True, False
START, END = date(2026, 6, 3), date(2026, 12, 3)


def found(reasons):
    return [(reason.code, reason.hard) for reason in reasons]


# Invitations


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"channel_is_safe": False}, [("CHANNEL_NOT_SAFE", HARD)]),
        ({"address_is_kept_from_them": True}, [("ADDRESS_KEPT_FROM_THEM", HARD)]),
        ({"identity_is_complete": False}, [("IDENTITY_INCOMPLETE", HARD)]),
        ({"is_excluded_from_whole": True}, [("EXCLUDED", HARD)]),
    ],
)
def test_sending_an_invitation(change, expected):
    sending = replace(Sending(channel_is_safe=True), **change)
    assert found(invitation_states.reasons_cannot_send(sending)) == expected


def test_nothing_goes_over_a_channel_nobody_has_marked_safe():
    assert found(invitation_states.reasons_cannot_send(Sending())) == [("CHANNEL_NOT_SAFE", HARD)]


@pytest.mark.parametrize(
    "has_conflict, is_same_agency, expected",
    [
        (False, True, []),
        (True, True, [("CONFLICT_OF_INTEREST", HARD)]),
        (False, False, [("OTHER_AGENCY", SOFT)]),
    ],
)
def test_naming_a_deputy(has_conflict, is_same_agency, expected):
    reasons = invitation_states.reasons_cannot_name_deputy(
        deputy_has_conflict=has_conflict, is_same_agency=is_same_agency
    )
    assert found(reasons) == expected


def test_an_administrator_never_excludes_by_withdrawing():
    ask = invitation_states.reasons_cannot_withdraw
    assert ask(reason="Left the post.", is_exclusion=False) == []
    assert found(ask(reason="", is_exclusion=False)) == [("NO_REASON", HARD)]
    assert found(ask(reason="Violent.", is_exclusion=True)) == [("EXCLUSION_IS_THE_CHAIRS", HARD)]


# Reports


@pytest.mark.parametrize(
    "content, expected",
    [
        (ReportContent(), []),
        (
            ReportContent(sections_missing=("Grey areas",)),
            ["Section not written: Grey areas."],
        ),
        (
            ReportContent(statements_unmarked=3),
            ["Statements not marked fact, observation, allegation or opinion: 3."],
        ),
        (
            ReportContent(statements_without_source=1),
            ["Second- or third-hand statements without a source: 1."],
        ),
        (
            ReportContent(opinions_without_facts=2),
            ["Opinions without a fact to support them: 2."],
        ),
        (
            ReportContent(restricted_question_answered=False),
            ["Say whether anything in it cannot be shared with the family."],
        ),
        (
            ReportContent(has_childs_wishes=False),
            ["The child's wishes and feelings are missing."],
        ),
        (
            ReportContent(carried_over=2),
            ["Carried over from the last report and not looked at again: 2."],
        ),
    ],
)
def test_what_a_report_lacks_is_counted_and_never_stops_it(content, expected):
    assert report_states.shortcomings(content) == expected
    assert not hasattr(report_states, "reasons_cannot_submit")


@pytest.mark.parametrize(
    "decided, received, expected",
    [(False, True, []), (True, False, []), (True, True, [("DECIDED", HARD)])],
)
def test_what_the_conference_considered_stays_as_it_was(decided, received, expected):
    reasons = report_states.reasons_cannot_draft(
        conference_is_decided=decided, was_received=received, guidance_is_read=True
    )
    assert found(reasons) == expected


def test_how_to_write_is_read_before_the_first_word():
    reasons = report_states.reasons_cannot_draft(
        conference_is_decided=False, was_received=False, guidance_is_read=False
    )
    assert found(reasons) == [("GUIDANCE_FIRST", HARD)]


@pytest.mark.parametrize(
    "raised, decided, answered, expected",
    [
        (False, False, True, []),
        (True, True, True, []),
        (True, False, True, [("CHAIR_TO_DECIDE", SOFT)]),
        (False, False, False, [("RESTRICTION_UNKNOWN", SOFT)]),
    ],
)
def test_sharing_a_report_with_the_family(raised, decided, answered, expected):
    reasons = report_states.reasons_cannot_share(
        difficulty_raised=raised,
        chair_has_decided_how=decided,
        restricted_question_answered=answered,
    )
    assert found(reasons) == expected


@pytest.mark.parametrize(
    ("begun", "ahead", "codes"),
    [
        (False, True, []),
        (True, True, ["BEGUN"]),
        (False, False, ["NOT_AHEAD"]),
        (True, False, ["BEGUN", "NOT_AHEAD"]),
    ],
)
def test_only_a_report_that_nobody_has_begun_goes_to_a_colleague(begun, ahead, codes):
    reasons = report_states.reasons_cannot_reassign(is_begun=begun, is_ahead=ahead)
    assert [reason.code for reason in reasons] == codes


@pytest.mark.parametrize(
    "own, same, expected",
    [
        (False, True, []),
        (True, True, [("OWN_REPORT", HARD)]),
        (False, False, [("OTHER_AGENCY", HARD)]),
    ],
)
def test_a_report_is_signed_off_by_somebody_else_of_the_same_agency(own, same, expected):
    reasons = report_states.reasons_cannot_sign_off(signs_own_report=own, is_of_same_agency=same)
    assert found(reasons) == expected


@pytest.mark.parametrize(
    "words, decided, expected",
    [
        ("It is about another child.", False, []),
        (" ", False, [("NO_REASON", HARD)]),
        ("Jargon.", True, [("DECIDED", HARD)]),
    ],
)
def test_a_report_goes_back_with_a_reason_and_before_the_decision(words, decided, expected):
    reasons = report_states.reasons_cannot_send_back(reason=words, conference_is_decided=decided)
    assert found(reasons) == expected


def test_a_report_is_taken_out_with_a_reason_whenever_it_is_found_wrong():
    assert report_states.reasons_cannot_withdraw(reason="It is about another child.") == []
    assert found(report_states.reasons_cannot_withdraw(reason=" ")) == [("NO_REASON", HARD)]


@pytest.mark.parametrize("decided, expected", [(False, []), (True, [("DECIDED", HARD)])])
def test_a_new_version_is_begun_until_the_decision(decided, expected):
    reasons = report_states.reasons_cannot_begin_again(conference_is_decided=decided)
    assert found(reasons) == expected


# Plans

NEW_PLAN = PlanStart(
    conference_held=True, decided_on_a_plan=True, starts_on=START, decided_on=START
)


@pytest.mark.parametrize(
    "change, expected, as_history",
    [
        ({}, [], []),
        ({"conference_held": False}, [("NO_CONFERENCE", HARD)], []),
        ({"decided_on_a_plan": False}, [("NO_CONFERENCE", HARD)], []),
        ({"decided_on": None}, [("NOT_ON_CONFERENCE_DAY", HARD)], []),
        ({"starts_on": END}, [("NOT_ON_CONFERENCE_DAY", HARD)], []),
        ({"is_adult": True}, [("NOT_A_CHILD", HARD)], []),
        (
            {"has_open_plan": True},
            [("PLAN_ALREADY_OPEN", HARD)],
            [("PLAN_ALREADY_OPEN", HARD)],
        ),
    ],
)
def test_only_a_conference_makes_a_plan(change, expected, as_history):
    start = replace(NEW_PLAN, **change)
    assert found(plan_states.reasons_cannot_start(start)) == expected
    assert found(plan_states.reasons_cannot_start(start, reconstructed=True)) == as_history


@pytest.mark.parametrize(
    "held, incomplete, expected",
    [
        (True, 0, []),
        (False, 0, [("NO_CORE_GROUP", SOFT)]),
        (True, 2, [("OUTCOMES_INCOMPLETE", SOFT)]),
    ],
)
def test_a_plan_in_detail(held, incomplete, expected):
    reasons = plan_states.reasons_cannot_detail(
        first_core_group_held=held, outcomes_incomplete=incomplete
    )
    assert found(reasons) == expected


RISK_REDUCED = PlanEnd(
    EndReason.RISK_REDUCED, START, END,
    in_conference=True, childs_views="It is better now.", recommendation="None.",
)  # fmt: skip
MOVED = PlanEnd(
    EndReason.MOVED_LA, START, END, agencies_consulted=True,
    receiving_conference_held=True, responsibility_confirmed_in_writing=True,
)  # fmt: skip
LOOKED_AFTER = PlanEnd(
    EndReason.LOOKED_AFTER, START, END, agencies_consulted=True, objections_end_on=date(2026, 12, 2)
)
OF_AGE = PlanEnd(EndReason.AGE_18, START, END, agencies_consulted=True, birthday_review_held=True)
LEFT = PlanEnd(EndReason.LEFT_UK, START, END, agencies_consulted=True)
IN_ERROR = PlanEnd(EndReason.STARTED_IN_ERROR, START, END, appeal_upheld=True)


@pytest.mark.parametrize(
    "end, change, expected",
    [
        (RISK_REDUCED, {}, []),
        (RISK_REDUCED, {"in_conference": False}, [("NEEDS_A_CONFERENCE", HARD)]),
        (RISK_REDUCED, {"is_quorate": False}, [("ENDS_INQUORATE", SOFT)]),
        (RISK_REDUCED, {"childs_views": ""}, [("NO_CHILD_VIEWS", HARD)]),
        (RISK_REDUCED, {"recommendation": " "}, [("NO_RECOMMENDATION", HARD)]),
        (RISK_REDUCED, {"ends_on": START}, [("ENDS_ON_START_DAY", HARD)]),
        (MOVED, {}, []),
        (MOVED, {"receiving_conference_held": False}, [("NOT_TAKEN_OVER", HARD)]),
        (MOVED, {"responsibility_confirmed_in_writing": False}, [("NOT_TAKEN_OVER", HARD)]),
        (MOVED, {"agencies_consulted": False}, [("AGENCIES_NOT_ASKED", SOFT)]),
        (MOVED, {"agencies_consulted": False, "in_conference": True}, []),
        (LOOKED_AFTER, {}, []),
        (LOOKED_AFTER, {"objections_end_on": None}, [("NO_LETTER", SOFT)]),
        (LOOKED_AFTER, {"objections_end_on": END}, [("OBJECTIONS_OPEN", SOFT)]),
        (LOOKED_AFTER, {"objection_raised": True}, [("OBJECTION_RAISED", HARD)]),
        (LOOKED_AFTER, {"in_conference": True, "objections_end_on": None}, []),
        (OF_AGE, {}, []),
        (OF_AGE, {"birthday_review_held": False}, [("NO_BIRTHDAY_REVIEW", SOFT)]),
        (LEFT, {}, []),
        (LEFT, {"agencies_consulted": False}, [("AGENCIES_NOT_ASKED", SOFT)]),
        (IN_ERROR, {}, []),
        (IN_ERROR, {"appeal_upheld": False}, [("NO_UPHELD_APPEAL", HARD)]),
    ],
)
def test_ending_a_plan(end, change, expected):
    assert found(plan_states.reasons_cannot_end(replace(end, **change))) == expected


@pytest.mark.parametrize("reason", [EndReason.DIED, EndReason.PREGNANCY_ENDED, EndReason.ADOPTED])
def test_after_a_death_nobody_and_nothing_is_waited_for(reason):
    assert plan_states.reasons_cannot_end(PlanEnd(reason, START, END)) == []


def test_only_history_leaves_the_reason_for_the_end_open():
    end = PlanEnd(EndReason.NOT_REPORTED, START, END)
    assert found(plan_states.reasons_cannot_end(end)) == [("REASON_NEEDED", HARD)]
    assert plan_states.reasons_cannot_end(end, reconstructed=True) == []
    same_day = replace(end, ends_on=START)
    assert found(plan_states.reasons_cannot_end(same_day, reconstructed=True)) == [
        ("ENDS_ON_START_DAY", HARD)
    ]


def test_only_a_conference_changes_the_categories():
    assert plan_states.reasons_cannot_change_category(by_conference=True) == []
    assert found(plan_states.reasons_cannot_change_category(by_conference=False)) == [
        ("NEEDS_A_CONFERENCE", HARD)
    ]


# Actions


@pytest.mark.parametrize(
    "guard, action, expected",
    [
        ("agree", ActionFacts(has_owner=True, due_on=END), []),
        ("agree", ActionFacts(), [("NO_OWNER", HARD), ("NO_DUE_DATE", HARD)]),
        ("complete", ActionFacts(evidence="Seen on 2 December."), []),
        ("complete", ActionFacts(), [("NO_EVIDENCE", SOFT)]),
        (
            "complete",
            ActionFacts(evidence="He goes every week.", done_by_family=True),
            [("NOT_CONFIRMED", HARD)],
        ),
        (
            "complete",
            ActionFacts(evidence="Yes.", done_by_family=True, confirmed_by_worker=True),
            [],
        ),
        ("mark_not_done", ActionFacts(reason="No place was free."), []),
        ("mark_not_done", ActionFacts(), [("NO_REASON", HARD)]),
        ("change", ActionFacts(reason="Illness.", due_on=END), []),
        ("change", ActionFacts(), [("NO_REASON", HARD), ("NO_DUE_DATE", HARD)]),
        ("drop", ActionFacts(reason="Not needed any longer."), []),
        ("drop", ActionFacts(), [("NO_REASON", HARD)]),
        ("drop", ActionFacts(reason="Other way.", is_for_safety=True), [("CHAIR_NOT_TOLD", SOFT)]),
        ("drop", ActionFacts(reason="Other way.", is_for_safety=True, chair_told=True), []),
    ],
)
def test_actions(guard, action, expected):
    assert found(getattr(action_states, f"reasons_cannot_{guard}")(action)) == expected


# Core groups and visits

MOVED_GROUP = CoreGroupMove("Half-term.", new_on=END, limit=END)


@pytest.mark.parametrize(
    "change, moving, cancelling",
    [
        ({}, [], []),
        ({"limit": None}, [], []),
        ({"reason": ""}, [("NO_REASON", HARD)], [("NO_REASON", HARD)]),
        ({"new_on": None}, [("NO_NEXT_DATE", HARD)], [("NO_NEXT_DATE", HARD)]),
        ({"limit": START}, [("TOO_LATE", SOFT)], [("TOO_LATE", SOFT)]),
        ({"cancelled_before": True}, [], [("SECOND_IN_A_ROW", SOFT)]),
    ],
)
def test_a_core_group_on_another_day(change, moving, cancelling):
    move = replace(MOVED_GROUP, **change)
    assert found(core_group_states.reasons_cannot_move(move)) == moving
    assert found(core_group_states.reasons_cannot_cancel(move)) == cancelling


def test_the_record_of_a_core_group():
    assert core_group_states.reasons_cannot_record(present=3, next_on=END) == []
    assert found(core_group_states.reasons_cannot_record(present=0, next_on=None)) == [
        ("NOBODY_PRESENT", HARD),
        ("NO_NEXT_DATE", SOFT),
    ]


SEEN = VisitFacts(child_seen=True, seen_alone=True, observations="Warm, fed, playing.")


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"is_core_group": True}, [("CORE_GROUP_IS_NO_VISIT", HARD)]),
        ({"seen_alone": False}, [("NOT_ALONE_WHY", HARD)]),
        ({"seen_alone": False, "why_not_alone": "He is three weeks old."}, []),
        ({"child_seen": False, "seen_alone": False}, [("NOT_SEEN_WHY", HARD)]),
        ({"child_seen": False, "why_not_seen": "Nobody opened."}, []),
        ({"observations": ""}, [("NO_OBSERVATIONS", SOFT)]),
    ],
)
def test_writing_up_a_visit(change, expected):
    assert found(visit_states.reasons_cannot_record(replace(SEEN, **change))) == expected
