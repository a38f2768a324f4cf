"""Visits to a child on a plan."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.people.models import Professional
from roundtable.casework.plans.facts import facts_about_plan
from roundtable.casework.plans.models import (
    Plan,
    Visit,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import visit_states
from roundtable.rules.access import Permission


class CannotRecordVisit(CannotProceed):
    """What is said of the visit does not fit together."""


@dataclass(frozen=True, slots=True)
class WhatWasSeen:
    """What a visit found."""

    child_seen: bool
    not_seen_reason: str = ""
    seen_alone: bool = False
    not_alone_reason: str = ""
    bedroom_seen: bool = False
    who_was_there: str = ""
    observations: str = ""
    childs_words: str = ""


def _worker(actor: Actor) -> Professional:
    worker = Professional.objects.filter(pk__any=actor.professional_ids).first()
    if worker is None:
        raise CannotRecordVisit("Only a social worker records a visit.")
    return worker


@transaction.atomic
def record_visit(
    *,
    plan_id: int,
    visited_at: datetime,
    place: str,
    was_announced: bool,
    seen: WhatWasSeen,
    actor: Actor,
    now: datetime,
) -> Visit:
    """
    Record a visit to a child on a plan, announced or not.

    Only a visit at which the child was seen stops the clock: the next runs from that day.

    :raises CannotRecordVisit: if it lies ahead or before the plan, or the child was not seen alone
        and no reason is given.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    authorise(actor, Permission.RECORD_VISIT, facts_about_plan(actor, plan.pk))
    visited_on = clock.day_of(visited_at)
    if visited_at > now:
        raise CannotRecordVisit("Enter a date and time that has passed.")
    if visited_on < plan.starts_on:
        raise CannotRecordVisit("The visit is before the plan began.")
    if plan.ends_on is not None:
        raise CannotRecordVisit("The plan has ended.")
    reasons = visit_states.reasons_cannot_record(
        visit_states.VisitFacts(
            child_seen=seen.child_seen,
            why_not_seen=seen.not_seen_reason,
            seen_alone=seen.seen_alone,
            why_not_alone=seen.not_alone_reason,
            observations=seen.observations,
        )
    )
    if reasons:
        raise CannotRecordVisit(reasons)
    visit = Visit.objects.create(
        authority_id=plan.authority_id,
        plan=plan,
        child_id=plan.child_id,
        visited_at=visited_at,
        visited_on=visited_on,
        by=_worker(actor),
        place=place,
        was_announced=was_announced,
        child_seen=seen.child_seen,
        seen_alone=seen.child_seen and seen.seen_alone,
        not_seen_reason=seen.not_seen_reason,
        not_alone_reason=seen.not_alone_reason,
        bedroom_seen=seen.bedroom_seen,
        who_was_there=seen.who_was_there,
        observations=seen.observations,
        childs_words=seen.childs_words,
        recorded_at=now,
    )
    if seen.child_seen:
        stop_clocks(subject=plan, rules={"next_visit"}, on=visited_on, actor=actor, now=now)
        start_clock(
            "next_visit",
            subject=plan,
            authority=plan.authority,
            starts_on=visited_on,
            case_id=plan.case_id,
            child_id=plan.child_id,
            owner_id=plan.key_worker_id,
            actor=actor,
            now=now,
        )
    note(
        case=plan.case_id,
        kind="visit",
        title="Visit" if seen.child_seen else "Visit: child not seen",
        subject=visit,
        child_id=plan.child_id,
        happened_on=visited_on,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="visit.recorded", subject=visit, now=now)
    return visit
