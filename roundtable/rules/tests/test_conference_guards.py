from dataclasses import replace
from datetime import date

import pytest

from roundtable.rules import enquiry_states, exclusions
from roundtable.rules.access import Role
from roundtable.rules.conference_guards import (
    INITIAL_KINDS,
    Arrangement,
    Cancellation,
    ChildLimit,
    InvitationRound,
    Kind,
    PostponedFor,
    Postponement,
    Readiness,
    RequestedChild,
    reasons_cannot_arrange,
    reasons_cannot_cancel,
    reasons_cannot_delay_start,
    reasons_cannot_invite,
    reasons_cannot_open,
    reasons_cannot_postpone,
    reasons_cannot_request,
    reasons_cannot_reschedule,
    reasons_not_ready,
)
from roundtable.rules.enquiry_states import Finding
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.exclusions import Exclusion, Ground, Scope
from roundtable.rules.reasons import Override, reasons_left

HARD, SOFT = True, False
MONDAY, TUESDAY, WEDNESDAY = date(2026, 12, 14), date(2026, 12, 15), date(2026, 12, 16)


def found(reasons):
    return [(reason.code, reason.hard) for reason in reasons]


# The enquiry

BOTH_CONDITIONS = Finding(
    has_strategy_discussion=True,
    concerns_substantiated=True,
    continuing_risk=True,
    chair_consulted=True,
    interim_safety_plan="Staying with his grandmother.",
    reason="The injuries have an explanation that fits.",
)


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"has_strategy_discussion": False}, [("NO_STRATEGY_DISCUSSION", HARD)]),
        ({"has_other_open_enquiry": True}, [("ENQUIRY_ALREADY_OPEN", HARD)]),
        ({"child_is_adult": True}, [("NOT_A_CHILD", HARD)]),
    ],
)
def test_opening_an_enquiry(change, expected):
    assert found(enquiry_states.reasons_cannot_open(replace(BOTH_CONDITIONS, **change))) == expected


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"concerns_substantiated": False}, [("CONDITIONS_NOT_MET", HARD)]),
        ({"continuing_risk": False}, [("CONDITIONS_NOT_MET", HARD)]),
        ({"chair_consulted": False}, [("CHAIR_NOT_CONSULTED", SOFT)]),
        ({"interim_safety_plan": " "}, [("NO_SAFETY_PLAN", SOFT)]),
    ],
)
def test_finding_continuing_risk(change, expected):
    finding = replace(BOTH_CONDITIONS, **change)
    assert found(enquiry_states.reasons_cannot_find_continuing_risk(finding)) == expected


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"harm_occurred": True}, []),
        ({"harm_occurred": True, "chair_consulted": False}, [("CHAIR_NOT_CONSULTED", SOFT)]),
        ({"chair_consulted": False}, []),
        ({"reason": ""}, [("NO_REASON", HARD)]),
    ],
)
def test_finding_no_continuing_risk(change, expected):
    finding = replace(BOTH_CONDITIONS, **change)
    assert found(enquiry_states.reasons_cannot_find_no_continuing_risk(finding)) == expected


def test_finding_nothing_substantiated_needs_a_reason():
    ask = enquiry_states.reasons_cannot_find_not_substantiated
    assert ask(BOTH_CONDITIONS) == []
    assert found(ask(replace(BOTH_CONDITIONS, reason=" "))) == [("NO_REASON", HARD)]


def test_an_enquiry_is_complete_once_its_conference_was_held():
    held = replace(BOTH_CONDITIONS, conference_held=True)
    assert enquiry_states.reasons_cannot_complete(held) == []
    assert found(enquiry_states.reasons_cannot_complete(BOTH_CONDITIONS)) == [
        ("CONFERENCE_NOT_HELD", HARD)
    ]


def test_striking_an_enquiry_needs_two_and_no_conference():
    ask = enquiry_states.reasons_cannot_cancel_in_error
    assert found(ask(replace(BOTH_CONDITIONS, conference_held=True))) == [("CONFERENCE_HELD", HARD)]
    reasons = ask(BOTH_CONDITIONS)
    assert found(reasons) == [("AGREEMENT_NEEDED", SOFT)]
    data_officer = Override("AGREEMENT_NEEDED", "Entered twice.", Role.DATA_OFFICER)
    manager = Override("AGREEMENT_NEEDED", "Entered twice.", Role.MANAGER)
    assert reasons_left(reasons, [data_officer]) == reasons
    assert reasons_left(reasons, [data_officer, manager]) == []


# The request

CONTINUING_RISK = EnquiryState.SUBSTANTIATED_CONTINUING_RISK
ELIGIBLE = [
    RequestedChild(1, "Ava", Kind.INITIAL, enquiry=CONTINUING_RISK),
    RequestedChild(2, "Baby", Kind.PRE_BIRTH, enquiry=CONTINUING_RISK, has_expected_birth=True),
    RequestedChild(3, "Cal", Kind.TRANSFER_IN, transfer_accepted=True),
    RequestedChild(4, "Dee", Kind.REVIEW, has_open_plan=True),
    RequestedChild(5, "Eli", Kind.RECONVENED, earlier_was_adjourned_or_appeal_upheld=True),
]


def test_one_meeting_can_be_different_things_for_different_children():
    assert reasons_cannot_request(tuple(ELIGIBLE), is_authorised=True) == []


@pytest.mark.parametrize("kind", Kind)
def test_every_child_needs_a_basis_of_its_own(kind):
    (reason,) = reasons_cannot_request((RequestedChild(9, "Fay", kind),), is_authorised=True)
    assert (reason.code, reason.hard, reason.child_id) == ("NO_BASIS", HARD, 9)
    assert reason.text.startswith("Fay: needs ")


@pytest.mark.parametrize(
    "child",
    [
        RequestedChild(1, "Ava", Kind.INITIAL, enquiry=EnquiryState.OPEN),
        RequestedChild(1, "Ava", Kind.INITIAL, enquiry=EnquiryState.COMPLETED),
        RequestedChild(1, "Ava", Kind.INITIAL, has_open_plan=True),
        RequestedChild(1, "Baby", Kind.PRE_BIRTH, enquiry=CONTINUING_RISK),
        RequestedChild(1, "Baby", Kind.PRE_BIRTH, has_expected_birth=True),
        RequestedChild(1, "Ava", Kind.REVIEW, enquiry=CONTINUING_RISK),
        # On a plan, and still: a reconvened meeting rests on the earlier one.
        RequestedChild(1, "Ava", Kind.RECONVENED, has_open_plan=True),
    ],
)
def test_another_basis_will_not_do(child):
    assert found(reasons_cannot_request((child,), is_authorised=True)) == [("NO_BASIS", HARD)]


def test_a_request_names_children_under_18_and_is_authorised():
    assert found(reasons_cannot_request((), is_authorised=True)) == [("NO_CHILDREN", HARD)]
    adult = replace(ELIGIBLE[0], is_adult=True)
    assert found(reasons_cannot_request((adult,), is_authorised=True)) == [("NOT_A_CHILD", HARD)]
    assert found(reasons_cannot_request((ELIGIBLE[0],), is_authorised=False)) == [
        ("NOT_AUTHORISED", SOFT)
    ]
    # A review follows from the plan: nobody authorises it again.
    assert reasons_cannot_request((ELIGIBLE[3],), is_authorised=False) == []


# Arranging

FIRST = ChildLimit(1, "Ava", Kind.INITIAL, WEDNESDAY)
REVIEW = ChildLimit(4, "Dee", Kind.REVIEW, WEDNESDAY)
GOOD = Arrangement(on=TUESDAY, limits=(FIRST, REVIEW))


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"on": WEDNESDAY}, []),
        ({"on": None}, [("NO_DATE", HARD)]),
        ({"is_past": True}, [("IN_THE_PAST", HARD)]),
        ({"is_working_day": False}, [("NOT_A_WORKING_DAY", HARD)]),
        ({"is_working_day": False, "limits": (REVIEW,)}, []),
        ({"has_place": False}, [("NO_PLACE", HARD)]),
        ({"has_chair": False}, [("NO_CHAIR", HARD)]),
        ({"chair_chairs_here": False}, [("NOT_A_CHAIR", HARD)]),
        ({"chair_is_independent": False}, [("CHAIR_NOT_INDEPENDENT", HARD)]),
        ({"has_minute_taker": False}, [("NO_MINUTE_TAKER", SOFT)]),
        ({"minute_taker_has_other_role": True}, [("MINUTE_TAKER_INVOLVED", SOFT)]),
        ({"access_needs_met": False}, [("ACCESS_NOT_MET", SOFT)]),
        ({"is_in_the_home": True}, [("NO_HOME_REASON", HARD)]),
        ({"is_in_the_home": True, "home_reason": "She cannot leave her bed."}, []),
    ],
)
def test_arranging(change, expected):
    assert found(reasons_cannot_arrange(replace(GOOD, **change))) == expected


def test_past_the_limit_of_a_first_conference_the_manager_and_the_chair_agree():
    late = Arrangement(on=date(2026, 12, 17), limits=(FIRST,))
    (reason,) = reasons_cannot_arrange(late)
    assert (reason.code, reason.hard, reason.child_id) == ("PAST_LIMIT", SOFT, 1)
    assert reason.text.startswith("Ava: this is after the limit, Wednesday 16 December 2026")
    chair = Override("PAST_LIMIT", "The family asked.", Role.CHAIR, child_id=1)
    manager = Override("PAST_LIMIT", "The safety plan holds.", Role.MANAGER, child_id=1)
    assert reasons_left([reason], [chair]) == [reason]
    assert reasons_left([reason], [manager]) == [reason]
    assert reasons_left([reason], [chair, manager]) == []


def test_past_the_limit_of_a_review_a_senior_manager_agrees():
    (reason,) = reasons_cannot_arrange(Arrangement(on=date(2026, 12, 17), limits=(REVIEW,)))
    assert reason.approvers == {Role.HEAD_OF_SERVICE}
    assert reason.child_id == 4


def test_moving_needs_a_reason_and_all_that_arranging_needs():
    assert reasons_cannot_reschedule(GOOD, reason="The chair is ill.") == []
    assert found(reasons_cannot_reschedule(replace(GOOD, has_place=False), reason="")) == [
        ("NO_REASON", HARD),
        ("NO_PLACE", HARD),
    ]


# Inviting


@pytest.mark.parametrize(
    "sending, expected",
    [
        (InvitationRound(), []),
        (InvitationRound(children_without_identity=("A12",)), [("IDENTITY_INCOMPLETE", HARD)]),
        (InvitationRound(unmasked_addresses=1), [("ADDRESS_NOT_MASKED", HARD)]),
        (InvitationRound(undecided_exclusions=2), [("EXCLUSION_UNDECIDED", SOFT)]),
        (InvitationRound(unread=("Leaflet, page 1",)), [("NOT_SEARCHED", HARD)]),
    ],
)
def test_inviting(sending, expected):
    assert found(reasons_cannot_invite(sending)) == expected


# Putting off, giving up, opening

PUT_OFF = Postponement(PostponedFor.ILLNESS, interim_safety="He stays with his aunt.")


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"new_on": TUESDAY, "latest_on": TUESDAY}, []),
        ({"new_on": TUESDAY}, []),
        ({"latest_on": MONDAY}, []),
        ({"why": None}, [("NO_REASON", HARD)]),
        ({"why": PostponedFor.OTHER}, [("NO_REASON", HARD)]),
        ({"why": PostponedFor.OTHER, "words": "A flood."}, []),
        ({"interim_safety": " "}, [("NO_INTERIM_PLAN", HARD)]),
        ({"new_on": TUESDAY, "latest_on": MONDAY}, [("NEW_DATE_TOO_LATE", SOFT)]),
    ],
)
def test_postponing(change, expected):
    assert found(reasons_cannot_postpone(replace(PUT_OFF, **change))) == expected


AGREEMENT = ("AGREEMENT_NEEDED", SOFT)


@pytest.mark.parametrize(
    "cancellation, expected",
    [
        (Cancellation("Moved away."), [AGREEMENT]),
        (Cancellation(), [("NO_REASON", HARD), AGREEMENT]),
        (
            Cancellation("New facts.", children_with_enquiry_outcome_unchanged=("Ava",)),
            [("ENQUIRY_STILL_SAYS_RISK", SOFT), AGREEMENT],
        ),
        (
            Cancellation("No time.", children_with_open_plan=("Dee",)),
            [("PLAN_STILL_OPEN", SOFT), AGREEMENT],
        ),
        (Cancellation(because_of_a_death=True), []),
    ],
)
def test_cancelling(cancellation, expected):
    assert found(reasons_cannot_cancel(cancellation)) == expected


def test_delaying_the_start_needs_a_reason():
    assert reasons_cannot_delay_start(reason="The mother is still reading.") == []
    assert found(reasons_cannot_delay_start(reason=" ")) == [("NO_REASON", HARD)]


def test_opening_needs_the_chair_and_the_day_and_no_quorum():
    assert reasons_cannot_open(chair_is_present=True, is_today=True) == []
    assert found(reasons_cannot_open(chair_is_present=False, is_today=False)) == [
        ("NO_CHAIR", HARD),
        ("NOT_TODAY", HARD),
    ]


@pytest.mark.parametrize(
    "change, code",
    [
        ({"reports_missing": 1}, "REPORTS_MISSING"),
        ({"reports_not_with_family": 1}, "REPORTS_NOT_WITH_FAMILY"),
        ({"has_childs_views": False}, "NO_CHILD_VIEWS"),
        ({"chair_met_family": False}, "FAMILY_NOT_MET"),
        ({"interpreter_outstanding": True}, "INTERPRETER_OUTSTANDING"),
        ({"quorum_forecast": False}, "QUORUM_DOUBTFUL"),
    ],
)
def test_what_is_not_ready_is_shown_and_never_hard(change, code):
    assert found(reasons_not_ready(Readiness(**change))) == [(code, SOFT)]


def test_a_conference_that_is_ready_shows_nothing():
    assert reasons_not_ready(Readiness()) == []


def test_first_conferences_are_these():
    assert {Kind.INITIAL, Kind.PRE_BIRTH, Kind.TRANSFER_IN} == INITIAL_KINDS


# Keeping somebody out

KEPT_OUT = Exclusion(
    Ground.CONFLICT_IN_FAMILY,
    Scope.SEPARATE,
    evidence="A non-molestation order of 3 October.",
    other_way_to_be_heard="Meets the chair the day before.",
)


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"ground": None}, [("NO_GROUND", HARD)]),
        ({"scope": None}, [("NO_SCOPE", HARD)]),
        ({"evidence": ""}, [("NO_EVIDENCE", HARD)]),
        ({"other_way_to_be_heard": " "}, [("NO_OTHER_WAY", HARD)]),
        ({"carries_over_from_earlier": True}, [("DECIDE_AFRESH", HARD)]),
        ({"was_asked_in_time": False}, [("ASKED_LATE", SOFT)]),
        ({"was_asked_in_time": False, "reason_for_late_request": "Arrested yesterday."}, []),
    ],
)
def test_excluding(change, expected):
    assert found(exclusions.reasons_cannot_exclude(replace(KEPT_OUT, **change))) == expected


def test_every_ground_has_its_words():
    assert set(exclusions.GROUND_TEXTS) == set(Ground)


@pytest.mark.parametrize(
    "is_part_of_it, acknowledged, expected",
    [
        (False, True, []),
        (True, True, [("NOT_SUITABLE", HARD)]),
        (False, False, [("CONFIDENTIALITY_OPEN", SOFT)]),
    ],
)
def test_a_supporter(is_part_of_it, acknowledged, expected):
    reasons = exclusions.reasons_cannot_accept_supporter(
        is_subject_or_alleged_abuser=is_part_of_it, confidentiality_acknowledged=acknowledged
    )
    assert found(reasons) == expected


@pytest.mark.parametrize(
    "person, expected",
    [
        ({"is_family": False, "family_allowed": False}, []),
        ({"is_family": True, "family_allowed": False}, [("FAMILY_NOT_ALLOWED", HARD)]),
        ({"is_family": True, "family_allowed": True}, [("AGREEMENT_NEEDED", SOFT)]),
        (
            {"is_family": False, "family_allowed": True, "is_child": True},
            [("NEVER_INTERPRETS", HARD)],
        ),
        (
            {"is_family": False, "family_allowed": True, "is_alleged_abuser": True},
            [("NEVER_INTERPRETS", HARD)],
        ),
    ],
)
def test_who_interprets(person, expected):
    assert found(exclusions.reasons_cannot_interpret(**person)) == expected
