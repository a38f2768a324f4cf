from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.rules.access import Role
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import (
    ENDS_PLAN,
    KEEPS_PLAN,
    ON_PLAN,
    STARTS_PLAN,
    WITHOUT_PLAN,
    ChildToDecide,
    Meeting,
    Outcome,
    OutlineAction,
    reasons_cannot_decide,
)
from roundtable.rules.reasons import Override, reasons_left
from roundtable.rules.tests.properties import often

HARD, SOFT = True, False
TODAY = date(2026, 12, 3)
ACTION = OutlineAction("Weekly visit by the health visitor.", has_owner=True, due_on=TODAY)
NO_OWNER = replace(ACTION, has_owner=False)

AVA = ChildToDecide(
    child_id=1,
    name="Ava",
    outcome=Outcome.PLAN,
    reasons="Harm has happened and is likely to happen again.",
    childs_views="I want it quiet.",
    parents_views="She does not agree.",
    childs_needs="Sleep, food, and a quiet home.",
    parents_capacity="Her mother manages with help.",
    family_circumstances="They share one room with grandmother.",
    likelihood_of_harm="Likely, unless somebody stays with them.",
    protection="Grandmother is there every night.",
    categories=frozenset({Category.NEG}),
    has_key_worker=True,
    core_group_has_social_worker=True,
    core_group_others=2,
    first_core_group_on=date(2026, 12, 10),
    first_core_group_limit=date(2026, 12, 17),
    review_on=date(2027, 3, 1),
    review_limit=date(2027, 3, 3),
    actions=(ACTION,),
    contingency="A legal planning meeting.",
    recommendation="None.",
)
ON_A_PLAN = replace(
    AVA,
    outcome=Outcome.CONTINUE,
    plan_starts_on=date(2026, 9, 3),
    earlier_categories=AVA.categories,
)
ENDING = replace(ON_A_PLAN, outcome=Outcome.END)


def found(child, *, reconstructed=False, **meeting):
    reasons = reasons_cannot_decide(
        Meeting(TODAY, (child,), **meeting), reconstructed=reconstructed
    )
    return [(reason.code, reason.hard) for reason in reasons]


def test_every_outcome_starts_keeps_or_ends_a_plan_or_has_none_and_can_be_said():
    groups = (STARTS_PLAN, KEEPS_PLAN, ENDS_PLAN, WITHOUT_PLAN)
    for outcome in Outcome:
        assert sum(outcome in group for group in groups) == 1, outcome
    labels = [outcome.label for outcome in Outcome]
    assert len(set(labels)) == len(labels)
    assert all(label[:1].isupper() for label in labels)


@pytest.mark.parametrize("child", [AVA, ON_A_PLAN, ENDING])
def test_a_decision_that_is_complete_can_be_made(child):
    assert found(child) == []


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"childs_views": " "}, [("NO_CHILD_VIEWS", HARD)]),
        ({"childs_views": "", "no_childs_views_because": "Six months old."}, []),
        ({"parents_views": ""}, [("NO_PARENT_VIEWS", SOFT)]),
        ({"parents_views": "", "no_parents_views_because": "Could not be found."}, []),
        ({"opinions_missing": ("PC Grant",)}, [("OPINIONS_MISSING", SOFT)]),
        ({"against": ("the social worker",)}, [("AGAINST_OPINIONS", SOFT)]),
        ({"against": ("the social worker",), "why_against": "He has gone."}, []),
        ({"outcome": None}, [("NO_DECISION", HARD)]),
        ({"reasons": " "}, [("NO_REASONS", HARD)]),
        ({"is_adult": True}, [("NOT_A_CHILD", HARD)]),
        ({"categories": frozenset()}, [("NO_CATEGORY", HARD)]),
        ({"has_key_worker": False}, [("NO_KEY_WORKER", HARD)]),
        ({"core_group_has_social_worker": False}, [("NO_CORE_GROUP", HARD)]),
        ({"core_group_others": 0}, [("NO_CORE_GROUP", HARD)]),
        ({"first_core_group_on": None}, [("NO_CORE_GROUP_DATE", SOFT)]),
        ({"first_core_group_on": date(2026, 12, 18)}, [("CORE_GROUP_TOO_LATE", SOFT)]),
        ({"first_core_group_on": date(2026, 12, 17)}, []),
        ({"first_core_group_limit": None}, []),
        ({"review_on": None}, [("NO_REVIEW_DATE", HARD)]),
        ({"review_on": TODAY}, [("REVIEW_NOT_LATER", HARD)]),
        ({"review_on": date(2027, 3, 4)}, [("REVIEW_TOO_LATE", SOFT)]),
        ({"review_on": date(2027, 3, 3)}, []),
        ({"review_limit": None}, []),
        ({"actions": ()}, [("NO_ACTION", HARD)]),
        ({"actions": (NO_OWNER,)}, [("NO_ACTION", HARD)]),
        ({"actions": (replace(ACTION, due_on=None),)}, [("NO_ACTION", HARD)]),
        ({"actions": (replace(ACTION, what=" "),)}, [("NO_ACTION", HARD)]),
        ({"actions": (ACTION, NO_OWNER)}, [("ACTION_INCOMPLETE", SOFT)]),
        ({"protection": " "}, [("NO_PROTECTION", SOFT)]),
        ({"contingency": ""}, [("NO_CONTINGENCY", SOFT)]),
        ({"recommendation": ""}, []),
    ],
)
def test_what_a_new_plan_needs(change, expected):
    assert found(replace(AVA, **change)) == expected


WEIGHED = {
    "childs_needs": "what the child needs",
    "parents_capacity": "how far the parents can meet it",
    "family_circumstances": "the circumstances of the family",
    "likelihood_of_harm": "how likely harm is",
}


@pytest.mark.parametrize("outcome", [AVA, replace(AVA, outcome=Outcome.CHILD_IN_NEED)])
@pytest.mark.parametrize("question", WEIGHED)
def test_what_is_weighed_before_anything_is_decided(outcome, question):
    (reason,) = reasons_cannot_decide(Meeting(TODAY, (replace(outcome, **{question: " "}),)))
    assert (reason.code, reason.approvers) == ("NOT_WEIGHED", {Role.CHAIR})
    assert reason.text == f"Ava: not written yet: {WEIGHED[question]}."


def test_all_that_is_not_weighed_is_one_thing_to_put_right():
    (reason,) = reasons_cannot_decide(Meeting(TODAY, (replace(AVA, **dict.fromkeys(WEIGHED, "")),)))
    assert reason.text == f"Ava: not written yet: {', '.join(WEIGHED.values())}."


@pytest.mark.parametrize("child", ["ON_A_PLAN", "ENDING"])
def test_a_review_looks_at_every_outcome_of_the_plan(child):
    reviewed = replace({"ON_A_PLAN": ON_A_PLAN, "ENDING": ENDING}[child], outcomes_not_reviewed=2)
    (reason,) = reasons_cannot_decide(Meeting(TODAY, (reviewed,)))
    assert (reason.code, reason.hard) == ("OUTCOMES_NOT_REVIEWED", SOFT)
    assert reason.text == "Ava: outcomes of the plan that have not been looked at: 2."


EMOTIONAL = frozenset({Category.EMO})


@pytest.mark.parametrize(
    "change, expected",
    [
        # The core group goes on: its date is not for the review to set.
        ({"first_core_group_on": None}, []),
        ({"categories": EMOTIONAL}, [("CATEGORY_CHANGED", HARD)]),
        ({"categories": EMOTIONAL, "outcome": Outcome.CHANGE_CATEGORY}, []),
        ({"outcome": Outcome.CHANGE_CATEGORY}, [("CATEGORY_UNCHANGED", HARD)]),
        # Imported with a code only: the first review of ours names the categories.
        ({"categories": EMOTIONAL, "earlier_categories": frozenset()}, []),
        ({"outcome": Outcome.PLAN}, [("HAS_A_PLAN", HARD)]),
        ({"outcome": Outcome.CHILD_IN_NEED}, [("HAS_A_PLAN", HARD)]),
        ({"plan_starts_on": None}, [("HAS_NO_PLAN", HARD)]),
        ({"review_on": None}, [("NO_REVIEW_DATE", HARD)]),
    ],
)
def test_what_a_plan_needs_to_go_on(change, expected):
    assert found(replace(ON_A_PLAN, **change)) == expected


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"recommendation": " "}, [("NO_RECOMMENDATION", HARD)]),
        ({"plan_starts_on": TODAY}, [("ENDS_ON_START_DAY", HARD)]),
        ({"plan_starts_on": None}, [("HAS_NO_PLAN", HARD)]),
        ({"outcome": Outcome.END_LOOKED_AFTER}, []),
        ({"is_first_review": True}, [("ENDS_AT_FIRST_REVIEW", SOFT)]),
        # Nothing of a plan is asked for where there is none any longer.
        ({"has_key_worker": False, "actions": (), "review_on": None}, []),
    ],
)
def test_what_ending_a_plan_needs(change, expected):
    assert found(replace(ENDING, **change)) == expected


@pytest.mark.parametrize(
    "setting, expected, approvers",
    [
        ("yes", [], None),
        ("with reason", ["ENDS_AT_FIRST_REVIEW"], {Role.CHAIR}),
        ("no", ["ENDS_AT_FIRST_REVIEW"], {Role.HEAD_OF_SERVICE}),
    ],
)
def test_ending_at_the_first_review_is_as_the_authority_has_it(setting, expected, approvers):
    meeting = Meeting(TODAY, (replace(ENDING, is_first_review=True),), end_at_first_review=setting)
    reasons = reasons_cannot_decide(meeting)
    assert [reason.code for reason in reasons] == expected
    assert all(reason.approvers == approvers for reason in reasons)


def test_without_a_plan_a_recommendation_is_wanted():
    child = replace(AVA, outcome=Outcome.CHILD_IN_NEED, recommendation="", actions=())
    assert found(child) == [("NO_RECOMMENDATION", SOFT)]


WITHOUT = replace(AVA, outcome=Outcome.CHILD_IN_NEED)


def test_what_is_asked_of_an_end_or_a_start_is_asked_of_nothing_else():
    assert found(replace(WITHOUT, is_adult=True)) == []
    assert found(replace(WITHOUT, is_first_review=True)) == []
    assert found(WITHOUT, is_quorate=False) == [("INQUORATE", SOFT)]
    assert found(replace(ON_A_PLAN, plan_starts_on=TODAY)) == []


def test_incomplete_actions_are_counted():
    child = replace(AVA, actions=(ACTION, ACTION, NO_OWNER))
    (reason,) = reasons_cannot_decide(Meeting(TODAY, (child,)))
    assert reason.text == "Ava: actions without an owner or a date: 1."


def test_an_inquorate_conference_goes_on_with_a_reason_and_should_not_end_a_plan():
    assert found(AVA, is_quorate=False) == [("INQUORATE", SOFT)]
    assert found(ENDING, is_quorate=False) == [("INQUORATE", SOFT), ("ENDS_INQUORATE", SOFT)]
    meeting = Meeting(TODAY, (ENDING,), is_quorate=False)
    chair = Override("INQUORATE", "Two agencies know him.", Role.CHAIR)
    senior = Override("ENDS_INQUORATE", "Seen with the chair.", Role.HEAD_OF_SERVICE, child_id=1)
    reasons = reasons_cannot_decide(meeting)
    assert [r.code for r in reasons_left(reasons, [chair])] == ["ENDS_INQUORATE"]
    assert reasons_left(reasons, [chair, senior]) == []


def test_a_chair_who_went_on_without_a_quorum_still_does_not_end_a_plan_alone():
    assert found(AVA, is_quorate=False, went_on_inquorate=True) == []
    assert found(ENDING, is_quorate=False, went_on_inquorate=True) == [("ENDS_INQUORATE", SOFT)]


def test_every_child_is_looked_at_and_named():
    ben = replace(AVA, child_id=2, name="Ben", childs_views="", has_key_worker=False)
    reasons = reasons_cannot_decide(Meeting(TODAY, (AVA, ben)))
    assert [(reason.code, reason.child_id) for reason in reasons] == [
        ("NO_CHILD_VIEWS", 2),
        ("NO_KEY_WORKER", 2),
    ]
    assert all(reason.text.startswith("Ben: ") for reason in reasons)


def test_a_meeting_about_nobody_decides_nothing():
    (reason,) = reasons_cannot_decide(Meeting(TODAY, ()))
    assert (reason.code, reason.hard) == ("NO_CHILDREN", HARD)


def test_history_is_not_asked_for_what_a_return_cannot_say():
    bare = ChildToDecide(1, "A12", Outcome.PLAN)
    assert found(bare, is_quorate=False, reconstructed=True) == []
    same_day = ChildToDecide(1, "A12", Outcome.END, plan_starts_on=TODAY)
    assert found(same_day, reconstructed=True) == [("ENDS_ON_START_DAY", HARD)]
    assert found(ChildToDecide(1, "A12"), reconstructed=True) == [("NO_DECISION", HARD)]


def test_every_outcome_starts_keeps_ends_or_does_without_a_plan():
    groups = (STARTS_PLAN, KEEPS_PLAN, ENDS_PLAN, WITHOUT_PLAN)
    assert sorted(outcome for group in groups for outcome in group) == sorted(Outcome)
    assert ON_PLAN == STARTS_PLAN | KEEPS_PLAN


# Hard reasons survive every override; so a plan without these cannot come about.

HARD_GAPS = {
    "childs_views": "",
    "reasons": "",
    "categories": frozenset(),
    "has_key_worker": False,
    "core_group_others": 0,
    "actions": (),
    "review_on": None,
}


@often
@given(st.sets(st.sampled_from(sorted(HARD_GAPS)), min_size=1), st.booleans())
def test_no_agreement_of_anybody_gets_past_a_hard_reason(gaps, quorate):
    child = replace(AVA, **{gap: HARD_GAPS[gap] for gap in gaps})
    reasons = reasons_cannot_decide(Meeting(TODAY, (child,), is_quorate=quorate))
    everybody_agrees = [
        Override(reason.code, "Agreed.", role, child_id=reason.child_id)
        for reason in reasons
        for role in Role
    ]
    left = reasons_left(reasons, everybody_agrees)
    assert len(left) == len(gaps)
    assert all(reason.hard for reason in left)
