"""Ending a plan without a conference: a move, an 18th birthday, a death, leaving the country."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.plans.actions.deaths import stop_all_after_death
from roundtable.casework.plans.actions.keep import call_off_core_groups, keep_version
from roundtable.casework.plans.actions.letting_go import involvement_ends
from roundtable.casework.plans.actions.settled import stop_meeting_again
from roundtable.casework.plans.facts import facts_about_plan
from roundtable.casework.plans.models import EndReason, Plan
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import stop_messages
from roundtable.rules import plan_states
from roundtable.rules.access import Permission
from roundtable.rules.plan_states import PlanEnd
from roundtable.rules.plan_states import State as PlanState
from roundtable.rules.reasons import Override
from roundtable.rules.transitions import TransitionNotAllowed, next_state


class CannotEndPlan(CannotProceed):
    """The reason given does not end a plan yet."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a plan ends, and what shows that it may."""

    reason: str  # an `EndReason`
    on: date
    note: str
    agencies_consulted: bool = False
    receiving_conference_held: bool = False
    responsibility_confirmed_in_writing: bool = False
    objections_end_on: date | None = None
    objection_raised: bool = False
    birthday_review_held: bool = False
    appeal_upheld: bool = False


@transaction.atomic
def end_plan_outside_conference(
    *,
    plan_id: int,
    ending: Ending,
    overrides: Collection[Override] = (),
    actor: Actor,
    now: datetime,
) -> Plan:
    """
    End a plan by a manager's decision. Risk reduced is never one: that takes a review conference.

    After a death nothing is waited for: what is queued for the family and what runs for the child
    stops at once, and a conference that was to be held for them alone is given up.

    :raises CannotEndPlan: if what the reason needs is not there.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("child").get(pk=plan_id)
    authorise(actor, Permission.END_PLAN_OUTSIDE_CONFERENCE, facts_about_plan(actor, plan.pk))
    try:
        state = next_state(plan_states.TRANSITIONS, PlanState(plan.state), "end")
    except TransitionNotAllowed as refusal:
        raise CannotEndPlan(str(refusal)) from refusal
    if ending.on > clock.day_of(now):
        raise CannotEndPlan("Enter a day that has come: a plan is not ended ahead.")
    agreed = settle(
        plan_states.reasons_cannot_end(_facts(plan, ending)),
        overrides,
        authority_id=plan.authority_id,
        refusal=CannotEndPlan,
        now=now,
    )
    before = plan.state
    plan.ends_on, plan.end_reason, plan.end_note = ending.on, ending.reason, ending.note
    plan.state = state.value
    plan.save()
    stop_clocks(subject=plan, on=ending.on, how="no longer needed", actor=actor, now=now)
    call_off_core_groups(plan, actor=actor, now=now)
    if ending.reason == EndReason.DIED:
        stop_messages(authority_id=plan.authority_id, case_id=plan.case_id, now=now)
        stop_all_after_death(plan.child, on=ending.on, actor=actor, now=now)
    stop_meeting_again(plan.case_id, on=ending.on, actor=actor, now=now)
    involvement_ends(
        plan.case_id, authority=plan.authority, on=clock.day_of(now), actor=actor, now=now
    )
    keep_version(plan, because="Plan ended", now=now)
    note(
        case=plan.case_id,
        kind="plan_ended",
        title="Child protection plan ended outside a conference",
        subject=plan,
        child_id=plan.child_id,
        happened_on=ending.on,
        from_state=before,
        to_state=plan.state,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="plan.ended",
        subject=plan,
        now=now,
        reason=ending.reason,
        overrides=in_codes(agreed, actor=actor),
    )
    return plan


def _facts(plan: Plan, ending: Ending) -> PlanEnd:
    return PlanEnd(
        reason=plan_states.EndReason(ending.reason),
        starts_on=plan.starts_on,
        ends_on=ending.on,
        agencies_consulted=ending.agencies_consulted,
        receiving_conference_held=ending.receiving_conference_held,
        responsibility_confirmed_in_writing=ending.responsibility_confirmed_in_writing,
        objections_end_on=ending.objections_end_on,
        objection_raised=ending.objection_raised,
        birthday_review_held=ending.birthday_review_held,
        appeal_upheld=ending.appeal_upheld,
    )
