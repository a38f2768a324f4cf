"""Steps that several acts about a plan share: its versions, and its next core group."""

from datetime import date, datetime

from roundtable.casework.plans.models import CoreGroupMeeting, CoreGroupPlan, Plan, PlanVersion
from roundtable.casework.plans.queries import plan_content
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.rules.core_group_states import State


def keep_version(plan: Plan, *, because: str, now: datetime) -> PlanVersion:
    """Keep what the plan says now as its next version."""
    return PlanVersion.objects.create(
        authority_id=plan.authority_id,
        plan=plan,
        number=plan.versions.count() + 1,
        made_at=now,
        because=because,
        content=plan_content(plan),
    )


def call_off_core_groups(plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Take out of the diary what was planned for this plan alone: it has ended."""
    planned = CoreGroupMeeting.objects.filter(plans__plan=plan, state=State.PLANNED.value)
    for meeting in planned.select_for_update(of=("self",)):
        if meeting.plans.filter(plan__ends_on=None).exists():
            continue
        meeting.state, meeting.cancelled_reason = State.CANCELLED.value, "The plan has ended."
        meeting.save(update_fields=["state", "cancelled_reason"])
        audit.record(actor=actor, verb="core_group.cancelled", subject=meeting, now=now)


def plan_next_core_group(
    plan: Plan, *, on: date | None, is_first: bool = False, actor: Actor, now: datetime
) -> CoreGroupMeeting | None:
    """
    Put the next core group in the diary. Brothers and sisters on plans share one meeting a day.

    Without a date, or with a meeting of this plan planned already, nothing is done.
    """
    if (
        on is None
        or CoreGroupPlan.objects.filter(
            plan=plan, meeting__state=State.PLANNED.value, meeting__planned_on=on
        ).exists()
    ):
        return None
    meeting, is_new = CoreGroupMeeting.objects.get_or_create(
        authority_id=plan.authority_id,
        case_id=plan.case_id,
        planned_on=on,
        state=State.PLANNED.value,
        defaults={"is_first": is_first},
    )
    CoreGroupPlan.objects.create(authority_id=plan.authority_id, meeting=meeting, plan=plan)
    if is_new:
        audit.record(actor=actor, verb="core_group.planned", subject=meeting, now=now)
    return meeting
