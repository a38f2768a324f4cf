"""Core groups, visits and actions: the plan carried out, and its clocks."""

from datetime import date, timedelta

import pytest

from roundtable.casework.conferences.tests.family import Family, Further
from roundtable.casework.plans.actions import core_groups, plan_actions, visits
from roundtable.casework.plans.actions.core_groups import (
    CannotCancelCoreGroup,
    CannotHoldCoreGroup,
    Presence,
)
from roundtable.casework.plans.actions.outline import CannotWritePlan, add_action
from roundtable.casework.plans.actions.plan_actions import CannotUpdateAction
from roundtable.casework.plans.actions.visits import CannotRecordVisit, WhatWasSeen
from roundtable.casework.plans.models import (
    CoreGroupMeeting,
    Plan,
    PlanAction,
    PlanOutcome,
    Visit,
)
from roundtable.casework.plans.tests import table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

CORE_GROUP_AT = clock.at(date(2026, 12, 15), 16)
SEEN = WhatWasSeen(child_seen=True, seen_alone=True, observations="Warm and fed.")


@pytest.fixture(scope="module")
def further() -> Further:
    return table.decided


@pytest.fixture
def plan(cast: Family) -> Plan:
    return Plan.objects.get(child=cast.people["ava"])


def hold(cast: Family, **changes):
    values = {
        "meeting_id": CoreGroupMeeting.objects.get(state="PLANNED").pk,
        "held_on": date(2026, 12, 15),
        "present": [Presence(was_present=True, professional=cast.professionals["social_worker"])],
        "progress": "Breakfast club every day.",
        "next_on": date(2027, 1, 19),
        "actor": cast.actor("social_worker"),
        "now": CORE_GROUP_AT,
        **changes,
    }
    return core_groups.hold_core_group(**values)


def visit(cast: Family, plan: Plan, **changes):
    values = {
        "plan_id": plan.pk,
        "visited_at": clock.at(date(2026, 12, 10), 15),
        "place": "Home",
        "was_announced": False,
        "seen": SEEN,
        "actor": cast.actor("social_worker"),
        "now": clock.at(date(2026, 12, 10), 18),
        **changes,
    }
    return visits.record_visit(**values)


def running(rule: str, plan: Plan) -> Clock:
    return Clock.objects.get(rule=rule, subject_type="plan", subject_id=plan.pk, stopped_on=None)


def test_a_core_group_makes_the_outline_a_detailed_plan_and_sets_the_next(cast, plan) -> None:
    hold(cast)
    plan.refresh_from_db()
    assert plan.state == "DETAILED"
    assert plan.versions.count() == 2
    first = Clock.objects.get(rule="first_core_group", subject_id=plan.pk)
    assert first.stopped_on == date(2026, 12, 15)
    assert running("next_core_group", plan).due_on == date(2027, 1, 26)
    assert CoreGroupMeeting.objects.get(state="PLANNED").planned_on == date(2027, 1, 19)
    assert AuditEvent.objects.filter(verb="core_group.held").count() == 1


def _without_a_measure(plan: Plan) -> None:
    PlanOutcome.objects.filter(outline=plan.outline).update(how_we_will_know=" ")


def _without_an_action(plan: Plan) -> None:
    PlanAction.objects.filter(outcome__outline=plan.outline).update(due_on=None)


@pytest.mark.parametrize("spoil", [_without_a_measure, _without_an_action])
def test_a_plan_that_cannot_be_carried_out_yet_stays_an_outline(cast, plan, spoil) -> None:
    spoil(plan)
    hold(cast)
    plan.refresh_from_db()
    assert plan.state == "OUTLINE"
    assert plan.versions.count() == 2


def test_an_action_agreed_outside_the_meeting_has_an_owner_and_a_date(cast, plan) -> None:
    outcome = plan.outline.outcomes.get()
    by = {"actor": cast.actor("social_worker"), "now": CORE_GROUP_AT}
    wanted = {"outcome_id": outcome.pk, "what": "Find a nursery place", **by}
    with pytest.raises(CannotWritePlan, match="Name who does it"):
        add_action(due_on=date(2027, 1, 8), **wanted)
    with pytest.raises(CannotWritePlan, match="Say by when"):
        add_action(due_on=None, professional=cast.health_visitor, **wanted)
    made = add_action(due_on=date(2027, 1, 8), professional=cast.health_visitor, **wanted)
    assert made.state == "AGREED"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"present": []}, "who was there"),
        ({"held_on": date(2026, 12, 16)}, "cannot lie ahead"),
        ({"next_on": date(2026, 12, 15)}, "after this meeting"),
    ],
)
def test_a_core_group_that_is_not_complete_is_refused(cast, plan, changes, words) -> None:
    with pytest.raises(CannotHoldCoreGroup, match=words):
        hold(cast, **changes)
    plan.refresh_from_db()
    assert plan.state == "OUTLINE"


def test_another_member_may_minute_the_core_group(cast, plan) -> None:
    hold(cast, actor=cast.actor("health_visitor"))
    assert CoreGroupMeeting.objects.get(held_on__isnull=False).state == "RECORDED"


@pytest.mark.parametrize("name", ["other_social_worker", "mother", "stranger", "withdrawn_partner"])
def test_nobody_else_records_it(cast, plan, name) -> None:
    with pytest.raises(NotAuthorised):
        hold(cast, actor=cast.actor(name))
    with pytest.raises(NotAuthorised):
        visit(cast, plan, actor=cast.actor(name))


def test_a_cancelled_core_group_has_a_new_date_within_the_limit(cast, plan) -> None:
    meeting = CoreGroupMeeting.objects.get()
    values = {
        "meeting_id": meeting.pk,
        "reason": "The school is closed.",
        "actor": cast.actor("social_worker"),
        "now": table.NOW,
    }
    with pytest.raises(CannotCancelCoreGroup):
        core_groups.cancel_core_group(**values, next_on=date(2027, 2, 1))
    core_groups.cancel_core_group(**values, next_on=date(2026, 12, 16))
    assert CoreGroupMeeting.objects.get(state="PLANNED").planned_on == date(2026, 12, 16)


def test_a_visit_restarts_its_clock_only_if_the_child_was_seen(cast, plan) -> None:
    visit(cast, plan)
    assert running("next_visit", plan).started_on == date(2026, 12, 10)
    not_seen = WhatWasSeen(child_seen=False, not_seen_reason="Out", observations="No answer.")
    visit(
        cast,
        plan,
        seen=not_seen,
        visited_at=clock.at(date(2026, 12, 14), 9),
        now=clock.at(date(2026, 12, 14), 10),
    )
    assert running("next_visit", plan).started_on == date(2026, 12, 10)
    assert Visit.objects.filter(was_announced=False).count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"seen": WhatWasSeen(child_seen=True, observations="x")}, "not seen alone"),
        ({"seen": WhatWasSeen(child_seen=False, observations="x")}, "not seen"),
        ({"visited_at": clock.at(date(2026, 12, 11), 9)}, "has passed"),
        ({"visited_at": clock.at(date(2026, 12, 1), 9)}, "before the plan"),
    ],
)
def test_a_visit_that_does_not_fit_together_is_refused(cast, plan, changes, words) -> None:
    with pytest.raises(CannotRecordVisit, match=words):
        visit(cast, plan, **changes)
    assert not Visit.objects.exists()


def test_an_action_is_done_with_evidence_by_who_may_say_so(cast, plan) -> None:
    action = PlanAction.objects.filter(outcome__outline__plans=plan).get()
    by = {"actor": cast.actor("social_worker"), "now": CORE_GROUP_AT}
    with pytest.raises(CannotUpdateAction):
        plan_actions.update_action(action_id=action.pk, event="complete", evidence=" ", **by)
    plan_actions.update_action(
        action_id=action.pk, event="complete", evidence="Seen by the school.", **by
    )
    action.refresh_from_db()
    assert (action.state, action.closed_on) == ("DONE", date(2026, 12, 15))
    with pytest.raises(CannotUpdateAction):
        plan_actions.update_action(action_id=action.pk, event="start", evidence="", **by)


def test_no_visit_is_recorded_once_the_plan_has_ended(cast, plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(
        ends_on=date(2026, 12, 9), end_reason="moved_la", state="ENDED"
    )
    with pytest.raises(CannotRecordVisit, match="ended"):
        visit(cast, plan, now=CORE_GROUP_AT + timedelta(days=1))
