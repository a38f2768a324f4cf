"""Who belongs to a case, who works on it, and who must never see it."""

from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.facts import CAPACITIES
from roundtable.casework.cases.models import (
    Allocation,
    Capacity,
    Case,
    CaseMember,
    Denial,
    Standing,
)
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.cases.timeline import note
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised
from roundtable.rules.access import Facts, Permission


class CannotOpenCase(CannotProceed):
    """The reference is taken, or the day lies ahead."""


class CannotRestrictCase(CannotProceed):
    """Nobody said why."""


def may_open_cases(actor: Actor) -> Professional:
    """
    Return the post in which `actor` would work on a case they open.

    :raises NotAuthorised: if they have none, or nobody in their role works on cases.
    """
    authorise(
        actor,
        Permission.EDIT_PEOPLE,
        Facts(same_authority=True, allocated=actor.role in CAPACITIES),
    )
    opener = Professional.objects.filter(pk__any=actor.professional_ids).first()
    if opener is None:
        raise NotAuthorised(Permission.EDIT_PEOPLE.value)
    return opener


@transaction.atomic
def open_case(
    *, reference: str, family_name: str, opened_on: date, actor: Actor, now: datetime
) -> Case:
    """
    Open a family's case. Whoever opens it is allocated to it, or nobody could go on.

    :raises CannotOpenCase: if the reference is taken, or the day lies ahead.
    """
    opener = may_open_cases(actor)
    if opened_on > clock.day_of(now):
        raise CannotOpenCase("Enter a day that has come.")
    if Case.objects.filter(authority_id=actor.authority_id, reference=reference).exists():
        raise CannotOpenCase("This reference is in use already.")
    case = Case.objects.create(
        authority_id=actor.authority_id,
        reference=reference,
        family_name=family_name,
        opened_on=opened_on,
    )
    note(
        case=case,
        kind="case_opened",
        title="Case opened",
        subject=case,
        happened_on=opened_on,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="case.opened", subject=case, now=now)
    put_on_case(
        case=case,
        professional=opener,
        capacity=CAPACITIES[actor.role],
        starts_on=opened_on,
        has_direct_contact=True,
        actor=actor,
        now=now,
    )
    return case


@transaction.atomic
def add_member(
    *,
    case: Case,
    person: Person,
    standing: Standing,
    in_household: bool = True,
    note_text: str = "",
    actor: Actor,
    now: datetime,
) -> CaseMember:
    """Add a child or adult to the case; a child says whether they are subject or considered."""
    authorise(actor, Permission.EDIT_PEOPLE, facts_about_case(actor, case.pk))
    member, _ = CaseMember.objects.update_or_create(
        authority_id=case.authority_id,
        case=case,
        person=person,
        defaults={"standing": standing, "in_household": in_household, "note": note_text},
    )
    audit.record(actor=actor, verb="case.member_added", subject=member, now=now)
    return member


@transaction.atomic
def allocate(
    *,
    case: Case,
    professional: Professional,
    capacity: Capacity,
    starts_on: date,
    has_direct_contact: bool = False,
    actor: Actor,
    now: datetime,
) -> Allocation:
    """Put a professional on the case in one capacity, from `starts_on` inclusive."""
    authorise(actor, Permission.EDIT_PEOPLE, facts_about_case(actor, case.pk))
    return put_on_case(
        case=case,
        professional=professional,
        capacity=capacity,
        starts_on=starts_on,
        has_direct_contact=has_direct_contact,
        actor=actor,
        now=now,
    )


def put_on_case(
    *,
    case: Case,
    professional: Professional,
    capacity: Capacity,
    starts_on: date,
    has_direct_contact: bool = False,
    actor: Actor,
    now: datetime,
) -> Allocation:
    """Do so as part of another act that was authorised itself: arranging, inviting, importing."""
    allocation, is_new = Allocation.objects.get_or_create(
        authority_id=case.authority_id,
        case=case,
        professional=professional,
        capacity=capacity,
        ends_on=None,
        defaults={"starts_on": starts_on, "has_direct_contact": has_direct_contact},
    )
    if not is_new and has_direct_contact and not allocation.has_direct_contact:
        allocation.has_direct_contact = True
        allocation.save(update_fields=["has_direct_contact"])
    if is_new:
        note(
            case=case,
            kind="allocated",
            title=f"{professional.name} joined {_as(capacity)}",
            subject=allocation,
            happened_on=starts_on,
            actor=actor,
            now=now,
        )
        audit.record(actor=actor, verb="case.allocated", subject=allocation, now=now)
    return allocation


def _as(capacity: str) -> str:
    if capacity == Capacity.INVOLVED:
        return "those who work with the family"
    return f"as {Capacity(capacity).label.lower()}"


@transaction.atomic
def end_allocation(*, allocation: Allocation, on: date, actor: Actor, now: datetime) -> None:
    """End a professional's work on the case; `on` is the last day. Access ends with it."""
    authorise(actor, Permission.EDIT_PEOPLE, facts_about_case(actor, allocation.case_id))
    ended = Allocation.objects.filter(pk=allocation.pk, ends_on=None).update(ends_on=on)
    if not ended:
        return
    note(
        case=allocation.case_id,
        kind="allocation_ended",
        title=f"{allocation.professional.name} left {_as(allocation.capacity)}",
        subject=allocation,
        happened_on=on,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="case.allocation_ended", subject=allocation, now=now)


@transaction.atomic
def restrict_case(*, case_id: int, reason: str, actor: Actor, now: datetime) -> Case:
    """Close a case to everyone but those allocated to it by name."""
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.RESTRICT_CASE, facts_about_case(actor, case.pk))
    if not reason.strip():
        raise CannotRestrictCase("Say why the case is restricted.")
    case.is_restricted, case.restriction_reason = True, reason
    case.save(update_fields=["is_restricted", "restriction_reason"])
    audit.record(actor=actor, verb="case.restricted", subject=case, now=now)
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
