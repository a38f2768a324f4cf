"""Closing a case to everybody but those who work on it by name, and letting people in by name."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.actions.membership import end_allocation, post_of, put_on_case
from roundtable.casework.cases.facts import CAPACITIES, open_on
from roundtable.casework.cases.models import Allocation, Capacity, Case, Denial
from roundtable.casework.cases.queries import facts_about_case, may_be_let_in
from roundtable.casework.cases.timeline import note
from roundtable.casework.people.models import Professional
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission

# To everybody else of these roles the case opens again when the restriction is lifted.
_LET_IN = (Capacity.ADMINISTRATOR, Capacity.HEAD_OF_SERVICE)


class CannotRestrictCase(CannotProceed):
    """Nobody said why."""


class CannotLiftRestriction(CannotProceed):
    """There is none."""


class CannotLetIn(CannotProceed):
    """The case is not restricted, or their role would not open it."""


@transaction.atomic
def restrict_case(*, case_id: int, reason: str, actor: Actor, now: datetime) -> Case:
    """
    Close a case to everyone but those who work on it by name.

    Whoever restricts it is one of them from then on: they would shut themselves out.

    :raises CannotRestrictCase: if no reason is given.
    """
    case = _lock(case_id, actor)
    if not reason.strip():
        raise CannotRestrictCase("Enter why the case is restricted.")
    case.is_restricted, case.restriction_reason = True, reason
    case.save(update_fields=["is_restricted", "restriction_reason"])
    note(
        case=case,
        kind="case_restricted",
        title="Case restricted",
        subject=case,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="case.restricted", subject=case, now=now)
    put_on_case(
        case=case,
        professional=post_of(actor, Permission.RESTRICT_CASE),
        capacity=CAPACITIES[actor.role],
        starts_on=clock.day_of(now),
        actor=actor,
        now=now,
    )
    return case


@transaction.atomic
def let_in(*, case_id: int, professional: Professional, actor: Actor, now: datetime) -> Allocation:
    """
    Let an administrator or a head of service work on a restricted case, by name.

    Nobody else can convene its conferences: the desk alone arranges, invites and sends letters.

    :raises CannotLetIn: if the case is not restricted, or they are neither.
    """
    case = _lock(case_id, actor)
    if not case.is_restricted:
        raise CannotLetIn("This case is not restricted: their role opens it to them.")
    capacity = may_be_let_in(case).get(professional)
    if capacity is None:
        raise CannotLetIn(
            f"{professional.name} is no administrator or head of service, or is on the case already."
        )
    return put_on_case(
        case=case,
        professional=professional,
        capacity=capacity,
        starts_on=clock.day_of(now),
        actor=actor,
        now=now,
    )


@transaction.atomic
def lift_restriction(*, case_id: int, actor: Actor, now: datetime) -> Case:
    """
    Open a restricted case again to those whose role opens it.

    :raises CannotLiftRestriction: if it is not restricted.
    """
    case = _lock(case_id, actor)
    if not case.is_restricted:
        raise CannotLiftRestriction("This case is not restricted.")
    today = clock.day_of(now)
    by_name = Allocation.objects.filter(
        open_on(today), case=case, capacity__in=_LET_IN, ends_on=None
    )
    for allocation in by_name.select_related("professional", "case"):
        end_allocation(allocation=allocation, on=today, actor=actor, now=now)
    case.is_restricted, case.restriction_reason = False, ""
    case.save(update_fields=["is_restricted", "restriction_reason"])
    note(
        case=case,
        kind="restriction_lifted",
        title="Case no longer restricted",
        subject=case,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="case.restriction_lifted", subject=case, now=now)
    return case


@transaction.atomic
def deny(*, case: Case, user_id: int, reason: str, actor: Actor, now: datetime) -> Denial:
    """Keep one user from a case for good: it beats every grant."""
    authorise(actor, Permission.RESTRICT_CASE, facts_about_case(actor, case.pk))
    denial = Denial.objects.create(
        authority_id=case.authority_id, case=case, user_id=user_id, reason=reason
    )
    audit.record(actor=actor, verb="case.denied", subject=denial, now=now)
    return denial


def _lock(case_id: int, actor: Actor) -> Case:
    """Return the case, locked, for those who may restrict it."""
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.RESTRICT_CASE, facts_about_case(actor, case.pk))
    return case
