"""A review continues the plan, changes its categories, or ends it."""

from datetime import date, timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.answer_request import authorise_request
from roundtable.casework.conferences.actions.request import (
    CannotRequestConference,
    RequestedChild,
)
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.conferences.tests import family as conference_family
from roundtable.casework.conferences.tests.family import Family, add, agrees
from roundtable.casework.invitations.actions.send import check_invitations, send_invitations
from roundtable.casework.plans.actions.conclude import (
    CannotConcludeConference,
    conclude_conference,
)
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.models import EndReason, Plan, PlanReview
from roundtable.casework.plans.tests import table
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock

REVIEWED_ON = date(2027, 2, 25)
STARTS_AT = clock.at(REVIEWED_ON, 10)
NOW = STARTS_AT + timedelta(minutes=80)


@pytest.fixture
def plan(cast: Family) -> Plan:
    table.decided(cast, "ava")
    return Plan.objects.get()


def requested(cast: Family, *names: str, **kinds: Kind) -> Conference:
    return request_conference(
        case_id=cast.case.pk,
        children=[
            RequestedChild(cast.people[name].pk, kinds.get(name, Kind.REVIEW)) for name in names
        ],
        reason="Review.",
        actor=cast.actor("social_worker"),
        now=table.NOW,
    )


def at_the_table(cast: Family, monkeypatch: pytest.MonkeyPatch) -> tuple[Conference, Any]:
    """Bring Ava's review to the table with views heard and opinions given."""
    now = clock.at(date(2027, 2, 1), 9)
    conference = requested(cast, "ava")
    authorise_request(conference_id=conference.pk, actor=cast.actor("manager"), now=table.NOW)
    conference_family.arrange(
        cast,
        conference,
        starts_at=STARTS_AT,
        ends_at=STARTS_AT + timedelta(hours=2),
        now=now,
    )
    add(cast, conference, "mother", now=now)
    for name in table.PROFESSIONALS:
        add(cast, conference, name, has_direct_contact=True, now=now)
    check_invitations(
        conference_id=conference.pk, actor=cast.actor("second_administrator"), now=now
    )
    send_invitations(conference_id=conference.pk, actor=cast.actor("administrator"), now=now)
    monkeypatch.setattr(table, "STARTS_AT", STARTS_AT)
    monkeypatch.setattr(table, "NOW", NOW)
    conference.refresh_from_db()
    table.sitting(cast, conference)
    child = ConferenceChild.objects.get(conference=conference)
    table.hear(cast, child)
    return conference, child


def conclude(cast: Family, conference: Conference, **changes: Any) -> Any:
    return conclude_conference(
        conference_id=conference.pk, actor=cast.actor("chair"), now=NOW, **changes
    )


def test_a_review_needs_a_plan_and_a_child_on_a_plan_needs_a_review(cast, plan) -> None:
    with pytest.raises(CannotRequestConference):
        requested(cast, "ben")
    with pytest.raises(CannotRequestConference):
        requested(cast, "ava", ava=Kind.INITIAL)


def test_one_meeting_reviews_one_child_and_is_the_first_for_another(cast, plan) -> None:
    conference = requested(cast, "ava", "ben", "unborn", ben=Kind.INITIAL, unborn=Kind.PRE_BIRTH)
    kinds = {row.child.forename: row.kind for row in conference.children.select_related("child")}
    assert kinds == {"Ava": "review", "Ben": "initial", "Baby": "pre_birth"}


def test_a_plan_that_continues_is_reviewed_again_within_six_months(cast, plan, monkeypatch) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    table.write_plan(cast, child, core_group_on=date(2027, 3, 20), review_on=date(2027, 8, 20))
    table.propose(cast, child, "continue")
    conclude(cast, conference)
    plan.refresh_from_db()
    assert plan.is_open
    review = PlanReview.objects.get()
    assert (review.held_on, review.result) == (REVIEWED_ON, "continue")
    first = Clock.objects.get(rule="first_review")
    assert (first.stopped_on, first.stopped_by) == (REVIEWED_ON, "met")
    following = Clock.objects.get(rule="next_review", stopped_on=None)
    assert following.due_on == date(2027, 8, 25)
    assert following.started_on == REVIEWED_ON


def test_the_categories_change_by_decision_and_the_first_ones_stay(cast, plan, monkeypatch) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    table.write_plan(cast, child, core_group_on=date(2027, 3, 20), review_on=date(2027, 8, 20))
    table.propose(cast, child, "continue", categories=["EMO"])
    with pytest.raises(CannotConcludeConference, match="other categories"):
        conclude(cast, conference)
    table.propose(cast, child, "change_category", categories=["EMO"])
    conclude(cast, conference)
    plan.refresh_from_db()
    assert (plan.initial_code, plan.latest_code) == ("NEG", "EMO")


def test_ending_needs_the_support_recommended_and_stops_every_clock(
    cast, plan, monkeypatch
) -> None:
    conference, child = at_the_table(cast, monkeypatch)
    table.propose(cast, child, "end")
    exceptional = agrees(cast, "chair", "ENDS_AT_FIRST_REVIEW", child=child.child)
    with pytest.raises(CannotConcludeConference, match="support is recommended"):
        conclude(cast, conference, overrides=[exceptional])
    table.propose(cast, child, "end", recommended_support="Early help, agreed with her mother.")
    with pytest.raises(CannotConcludeConference, match="first review"):
        conclude(cast, conference)
    conclude(cast, conference, overrides=[exceptional])
    plan.refresh_from_db()
    assert plan.ends_on == REVIEWED_ON
    assert plan.end_reason == EndReason.RISK_REDUCED
    assert plan.ended_by is not None
    assert plan.end_note == "Early help, agreed with her mother."
    assert not Clock.objects.filter(
        subject_type="plan", subject_id=plan.pk, stopped_on=None
    ).exists()
    assert cast.case.timeline.filter(kind="plan_ended").count() == 1


def test_a_new_plan_after_an_ended_one_is_another_and_counts_it(cast, plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(
        ends_on=date(2026, 12, 20), end_reason="moved_la", state="ENDED"
    )
    from roundtable.casework.plans.previous import count_previous_plans

    assert count_previous_plans(plan.child_id) == 1
