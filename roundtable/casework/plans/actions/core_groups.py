"""The core group: held with who was there and what was agreed, or cancelled with a new day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.plans.actions.keep import keep_version, plan_next_core_group
from roundtable.casework.plans.facts import facts_about_plan
from roundtable.casework.plans.models import (
    CoreGroupMeeting,
    CoreGroupPresence,
    Plan,
)
from roundtable.casework.plans.queries import outcomes_incomplete
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import core_group_states, plan_states
from roundtable.rules.access import Permission
from roundtable.rules.core_group_states import State as CoreGroupState
from roundtable.rules.plan_states import State as PlanState
from roundtable.rules.reasons import Override
from roundtable.rules.transitions import TransitionNotAllowed, next_state

CORE_GROUP_CLOCKS = frozenset({"first_core_group", "next_core_group"})


class CannotHoldCoreGroup(CannotProceed):
    """The meeting lies ahead, was held or cancelled already, or the next date is missing."""


class CannotCancelCoreGroup(CannotProceed):
    """No reason or no next date was given."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Someone of the core group: there, or not and what they sent."""

    was_present: bool
    professional: Professional | None = None
    person: Person | None = None
    note: str = ""


@transaction.atomic
def hold_core_group(
    *,
    meeting_id: int,
    held_on: date,
    present: Sequence[Presence],
    progress: str,
    next_on: date,
    said: Mapping[str, str] | None = None,
    asks_early_review: bool = False,
    asks_legal_advice: bool = False,
    actor: Actor,
    now: datetime,
) -> CoreGroupMeeting:
    """
    Record a core group that met: who came, progress, new risks, and when it meets next.

    `said` holds `family_update`, `childs_views` and `new_risks`. An outline plan whose outcomes
    are complete becomes the detailed plan at the first core group.

    :raises CannotHoldCoreGroup: if it lies ahead, or there is no next date.
    """
    meeting = CoreGroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    plans = list(Plan.objects.filter(core_groups__meeting=meeting, ends_on=None))
    if not plans:
        raise CannotHoldCoreGroup("There is no open plan for this core group.")
    for plan in plans:
        authorise(actor, Permission.RECORD_CORE_GROUP, facts_about_plan(actor, plan.pk))
    _check_core_group(held_on, next_on, present, now)
    state = CoreGroupState(meeting.state)
    try:
        for event in ("hold", "record"):
            state = next_state(core_group_states.TRANSITIONS, state, event)
    except TransitionNotAllowed as refusal:
        raise CannotHoldCoreGroup(str(refusal)) from refusal
    meeting.state = state.value
    meeting.held_on, meeting.next_on = held_on, next_on
    meeting.progress = progress
    meeting.asks_early_review, meeting.asks_legal_advice = asks_early_review, asks_legal_advice
    for field in ("family_update", "childs_views", "new_risks"):
        setattr(meeting, field, (said or {}).get(field, ""))
    meeting.led_by_id = actor.professional_id
    meeting.recorded_at = now
    meeting.save()
    CoreGroupPresence.objects.bulk_create(
        CoreGroupPresence(
            authority_id=meeting.authority_id,
            meeting=meeting,
            professional=one.professional,
            person=one.person,
            was_present=one.was_present,
            note=one.note,
        )
        for one in present
    )
    for plan in plans:
        _after_core_group(plan, meeting, actor=actor, now=now)
    note(
        case=meeting.case_id,
        kind="core_group",
        title="First core group held" if meeting.is_first else "Core group held",
        subject=meeting,
        happened_on=held_on,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="core_group.held", subject=meeting, now=now)
    return meeting


def _check_core_group(
    held_on: date, next_on: date, present: Sequence[Presence], now: datetime
) -> None:
    if held_on > clock.day_of(now):
        raise CannotHoldCoreGroup("Enter the day it was held: it cannot lie ahead.")
    if next_on <= held_on:
        raise CannotHoldCoreGroup("Enter when the core group meets next, after this meeting.")
    reasons = core_group_states.reasons_cannot_record(
        present=sum(one.was_present for one in present), next_on=next_on
    )
    if reasons:
        raise CannotHoldCoreGroup(reasons)


def _after_core_group(
    plan: Plan, meeting: CoreGroupMeeting, *, actor: Actor, now: datetime
) -> None:
    held_on = meeting.held_on or clock.day_of(now)
    stop_clocks(subject=plan, rules=CORE_GROUP_CLOCKS, on=held_on, actor=actor, now=now)
    start_clock(
        "next_core_group",
        subject=plan,
        authority=plan.authority,
        starts_on=held_on,
        case_id=plan.case_id,
        child_id=plan.child_id,
        owner_id=plan.key_worker_id,
        actor=actor,
        now=now,
    )
    _detail(plan)
    plan_next_core_group(plan, on=meeting.next_on, actor=actor, now=now)
    keep_version(plan, because="Core group", now=now)


def _detail(plan: Plan) -> None:
    """Make the outline plan the detailed one, if every outcome of it can be carried out."""
    state = PlanState(plan.state)
    event = "revise"
    if state is PlanState.OUTLINE:
        incomplete = outcomes_incomplete(plan)
        if plan_states.reasons_cannot_detail(
            first_core_group_held=True, outcomes_incomplete=incomplete
        ):
            return
        event = "detail"
    plan.state = next_state(plan_states.TRANSITIONS, state, event).value
    plan.save(update_fields=["state"])


@transaction.atomic
def cancel_core_group(
    *,
    meeting_id: int,
    reason: str,
    next_on: date | None,
    overrides: Collection[Override] = (),
    actor: Actor,
    now: datetime,
) -> CoreGroupMeeting:
    """
    Record that a planned core group does not meet, why, and when instead.

    :raises CannotCancelCoreGroup: without a reason or a new date.
    """
    meeting = CoreGroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    plans = list(Plan.objects.filter(core_groups__meeting=meeting, ends_on=None))
    for plan in plans:
        authorise(actor, Permission.RECORD_CORE_GROUP, facts_about_plan(actor, plan.pk))
    agreed = settle(
        core_group_states.reasons_cannot_cancel(
            core_group_states.CoreGroupMove(
                reason=reason,
                new_on=next_on,
                limit=_core_group_limit(plans),
                cancelled_before=_cancelled_before(meeting),
            )
        ),
        overrides,
        authority_id=meeting.authority_id,
        refusal=CannotCancelCoreGroup,
        now=now,
    )
    try:
        state = next_state(core_group_states.TRANSITIONS, CoreGroupState(meeting.state), "cancel")
    except TransitionNotAllowed as refusal:
        raise CannotCancelCoreGroup(str(refusal)) from refusal
    meeting.state, meeting.cancelled_reason, meeting.next_on = state.value, reason, next_on
    meeting.save()
    for plan in plans:
        plan_next_core_group(plan, on=next_on, is_first=meeting.is_first, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="core_group.cancelled",
        subject=meeting,
        now=now,
        overrides=in_codes(agreed, actor=actor),
    )
    return meeting


def _core_group_limit(plans: Sequence[Plan]) -> date | None:
    """Return the earliest limit of the running core group clocks, or None if none runs."""
    running = running_clocks(
        subject_type="plan", subject_ids=[plan.pk for plan in plans], rules=CORE_GROUP_CLOCKS
    )
    return running.values_list("due_on", flat=True).first()


def _cancelled_before(meeting: CoreGroupMeeting) -> bool:
    """Return whether the core group before this one was cancelled too."""
    before = (
        CoreGroupMeeting.objects.filter(case_id=meeting.case_id)
        .exclude(pk=meeting.pk)
        .order_by("-planned_on", "-pk")
        .first()
    )
    return before is not None and before.state == CoreGroupState.CANCELLED
