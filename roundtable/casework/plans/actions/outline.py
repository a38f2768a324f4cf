"""Writing the plan: in the room for a child, and later by the core group."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import ConferenceChild, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.plans.facts import facts_about_plan
from roundtable.casework.plans.models import (
    CoreGroupMember,
    OutcomeReview,
    Outline,
    Plan,
    PlanAction,
    PlanOutcome,
    Progress,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.core.models import Record
from roundtable.rules.access import Permission
from roundtable.rules.action_states import ActionFacts, reasons_cannot_agree
from roundtable.rules.action_states import State as ActionState
from roundtable.rules.conference_states import UNDER_WAY
from roundtable.rules.conference_states import State as ConferenceState


class CannotWritePlan(CannotProceed):
    """The plan cannot be changed now, or what was entered is not complete."""


def outline_in_room(conference_child: ConferenceChild) -> Outline:
    """
    Return the outline written in this conference for this child, beginning it where there is none.

    At a review it is the body of the child's open plan: what is agreed in the room changes it.
    """
    plan = Plan.objects.filter(child_id=conference_child.child_id, ends_on=None).first()
    if plan is None:
        outline, _ = Outline.objects.get_or_create(
            authority_id=conference_child.authority_id,
            conference_child=conference_child,
            child_id=conference_child.child_id,
        )
        return outline
    return _body_of(plan)


@transaction.atomic
def outline_of_plan(*, plan_id: int, actor: Actor, now: datetime) -> Outline:
    """Return the body of an open plan, beginning it for one that came from an earlier record."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    authorise(actor, Permission.EDIT_PLAN, facts_about_plan(actor, plan.pk))
    return _body_of(plan)


def _body_of(plan: Plan) -> Outline:
    if plan.outline_id is not None:
        return Outline.objects.get(pk=plan.outline_id)
    outline = Outline.objects.create(
        authority_id=plan.authority_id, child_id=plan.child_id, key_worker=plan.key_worker
    )
    plan.outline = outline
    plan.save(update_fields=["outline"])
    return outline


def _lock(outline_id: int, conference_child_id: int | None) -> Outline:
    """Lock the meeting, where it is written in one, and then the outline."""
    if conference_child_id is not None:
        in_room = ConferenceChild.objects.filter(pk=conference_child_id)
        lock_conference(in_room.values_list("conference_id", flat=True).get())
    return Outline.objects.select_for_update(of=("self",)).get(pk=outline_id)


def _record(
    verb: str,
    subject: Record,
    conference_child_id: int | None,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """Record the act; and on the meeting, where it is written in one, so that its pages follow."""
    audit.record(actor=actor, verb=verb, subject=subject, now=now, **details)
    if conference_child_id is not None:
        child = ConferenceChild.objects.select_related("conference").get(pk=conference_child_id)
        audit.record(actor=actor, verb="conference.plan_written", subject=child.conference, now=now)


def _may_write(outline: Outline, conference_child_id: int | None, actor: Actor) -> None:
    if conference_child_id is None:
        plan = Plan.objects.filter(outline=outline, ends_on=None).first()
        if plan is None:
            raise CannotWritePlan("This plan has ended, or is not agreed yet.")
        authorise(actor, Permission.EDIT_PLAN, facts_about_plan(actor, plan.pk))
        return
    child = ConferenceChild.objects.select_related("conference").get(pk=conference_child_id)
    if child.child_id != outline.child_id:
        raise CannotWritePlan("This outline is another child's.")
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, child.conference_id))
    if ConferenceState(child.conference.state) not in UNDER_WAY:
        raise CannotWritePlan("The outline plan is written while the conference is on.")


@transaction.atomic
def write_outline(
    *,
    outline_id: int,
    changes: Mapping[str, Any],
    conference_child_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Outline:
    """
    Change what the plan says beside its outcomes: how the child is kept safe, key worker, dates.

    `conference_child_id` is given in the room; without it, an open plan is changed.
    """
    outline = _lock(outline_id, conference_child_id)
    _may_write(outline, conference_child_id, actor)
    for field, value in changes.items():
        setattr(outline, field, value)
    outline.save(update_fields=list(changes))
    _record(
        "outline.written",
        outline,
        conference_child_id,
        actor=actor,
        now=now,
        fields=sorted(changes),
    )
    return outline


@transaction.atomic
def write_in_room(
    *,
    outline_id: int,
    conference_child_id: int,
    changes: Mapping[str, Any],
    core_group: Sequence[Participant],
    actor: Actor,
    now: datetime,
) -> Outline:
    """Write the page of the plan in the room: what it says, and who is in the core group."""
    outline = write_outline(
        outline_id=outline_id,
        changes=changes,
        conference_child_id=conference_child_id,
        actor=actor,
        now=now,
    )
    day = clock.day_of(now)
    wanted = {(one.professional_id, one.person_id) for one in core_group}
    for member in outline.core_group.filter(left_on=None):
        if (member.professional_id, member.person_id) not in wanted:
            member.left_on = day
            member.save(update_fields=["left_on"])
    for one in core_group:
        join_core_group(
            outline_id=outline.pk,
            professional=one.professional,
            person=one.person,
            on=day,
            conference_child_id=conference_child_id,
            actor=actor,
            now=now,
        )
    return outline


@transaction.atomic
def add_outcome(
    *,
    outline_id: int,
    what_must_change: str,
    term: str,
    how_we_will_know: str,
    by: date | None,
    conference_child_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> PlanOutcome:
    """Add something that must change for the child, in the short or the long term."""
    outline = _lock(outline_id, conference_child_id)
    _may_write(outline, conference_child_id, actor)
    if not what_must_change.strip():
        raise CannotWritePlan("Enter what must change for the child.")
    outcome = PlanOutcome.objects.create(
        authority_id=outline.authority_id,
        outline=outline,
        position=outline.outcomes.count() + 1,
        what_must_change=what_must_change,
        term=term,
        how_we_will_know=how_we_will_know,
        by=by,
    )
    if conference_child_id is not None and _is_of_a_plan(outline):
        OutcomeReview.objects.create(
            authority_id=outcome.authority_id,
            conference_child_id=conference_child_id,
            outcome=outcome,
            progress=Progress.NEW,
            at=now,
        )
    _record("outline.outcome_added", outcome, conference_child_id, actor=actor, now=now)
    return outcome


@transaction.atomic
def review_outcome(
    *,
    outcome_id: int,
    conference_child_id: int,
    progress: Progress,
    words: str,
    actor: Actor,
    now: datetime,
) -> OutcomeReview:
    """
    Say at a review how far an outcome of the plan has come; saying it again replaces it.

    :raises CannotWritePlan: without words, outside the meeting, or where there is no plan yet.
    """
    outcome = PlanOutcome.objects.get(pk=outcome_id)
    outcome.outline = _lock(outcome.outline_id, conference_child_id)
    _may_write(outcome.outline, conference_child_id, actor)
    if not _is_of_a_plan(outcome.outline):
        raise CannotWritePlan("There is no plan yet: its outcomes are looked at by a review.")
    if not words.strip():
        raise CannotWritePlan("Enter what shows it.")
    reviewed, _ = OutcomeReview.objects.update_or_create(
        authority_id=outcome.authority_id,
        conference_child_id=conference_child_id,
        outcome=outcome,
        defaults={"progress": progress, "words": words.strip(), "at": now},
    )
    _record(
        "outline.outcome_reviewed",
        reviewed,
        conference_child_id,
        actor=actor,
        now=now,
        progress=progress,
    )
    return reviewed


def _is_of_a_plan(outline: Outline) -> bool:
    return Plan.objects.filter(outline=outline, ends_on=None).exists()


@transaction.atomic
def add_action(
    *,
    outcome_id: int,
    what: str,
    professional: Professional | None = None,
    person: Person | None = None,
    due_on: date | None,
    is_for_safety: bool = False,
    support_offered: str = "",
    conference_child_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> PlanAction:
    """
    Add what someone will do. An owner or date may still be missing in the room: the decision
    waits for them, the typing does not. Outside it an action is agreed as it is added.

    :raises CannotWritePlan: outside the room, if it has no owner or no date.
    """
    outcome = PlanOutcome.objects.get(pk=outcome_id)
    outcome.outline = _lock(outcome.outline_id, conference_child_id)
    _may_write(outcome.outline, conference_child_id, actor)
    if not what.strip():
        raise CannotWritePlan("Enter what will be done.")
    if professional is not None and person is not None:
        raise CannotWritePlan("Choose one person who will do this.")
    is_agreed = conference_child_id is None
    facts = ActionFacts(has_owner=bool(professional or person), due_on=due_on)
    reasons = reasons_cannot_agree(facts) if is_agreed else []
    if reasons:
        raise CannotWritePlan(reasons)
    action = PlanAction.objects.create(
        authority_id=outcome.authority_id,
        outcome=outcome,
        position=outcome.actions.count() + 1,
        what=what,
        professional=professional,
        person=person,
        due_on=due_on,
        is_for_safety=is_for_safety,
        support_offered=support_offered,
        state=(ActionState.AGREED if is_agreed else ActionState.PROPOSED).value,
    )
    _record("outline.action_added", action, conference_child_id, actor=actor, now=now)
    return action


@transaction.atomic
def join_core_group(
    *,
    outline_id: int,
    professional: Professional | None = None,
    person: Person | None = None,
    on: date,
    conference_child_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> CoreGroupMember:
    """Name a member of the core group: a professional, or one of the family."""
    outline = _lock(outline_id, conference_child_id)
    _may_write(outline, conference_child_id, actor)
    member, _ = CoreGroupMember.objects.get_or_create(
        authority_id=outline.authority_id,
        outline=outline,
        professional=professional,
        person=person,
        left_on=None,
        defaults={"joined_on": on},
    )
    _record("outline.core_group_joined", member, conference_child_id, actor=actor, now=now)
    return member
