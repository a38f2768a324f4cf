"""Who belongs to a case, who works on it, and who must never see it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from roundtable.casework.cases.facts import CAPACITIES
from roundtable.casework.cases.models import (
    Allocation,
    Capacity,
    Case,
    CaseMember,
    Standing,
)
from roundtable.casework.cases.queries import facts_about_case, permission_to_staff
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


def may_open_cases(actor: Actor) -> Professional:
    """
    Return the post in which `actor` would work on a case they open.

    :raises NotAuthorised: if they have none, or nobody in their role opens cases.
    """
    authorise(actor, Permission.OPEN_CASE, Facts(same_authority=True))
    return post_of(actor, Permission.OPEN_CASE)


def post_of(actor: Actor, permission: Permission) -> Professional:
    """
    Return the post in which `actor` works.

    :raises NotAuthorised: to do what `permission` stands for, if they have none.
    """
    post = Professional.objects.filter(pk__any=actor.professional_ids).first()
    if post is None:
        raise NotAuthorised(permission.value)
    return post


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
    authorise(actor, permission_to_staff(case, capacity), facts_about_case(actor, case.pk))
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


def take_off_case(
    *, case: Case, professional: Professional, capacity: Capacity, actor: Actor, now: datetime
) -> None:
    """
    End their work on the case as part of another act: access ends at once, not with the day.

    The last day is yesterday, because a last day counts.
    """
    yesterday = clock.day_of(now) - timedelta(days=1)
    rows = Allocation.objects.filter(
        case=case, professional=professional, capacity=capacity, ends_on=None
    )
    for allocation in rows.select_for_update():
        allocation.ends_on = yesterday
        allocation.save(update_fields=["ends_on"])
        note(
            case=case,
            kind="allocation_ended",
            title=f"{professional.name} left {_as(capacity)}",
            subject=allocation,
            happened_on=clock.day_of(now),
            actor=actor,
            now=now,
        )
        audit.record(actor=actor, verb="case.allocation_ended", subject=allocation, now=now)


@transaction.atomic
def end_allocation(*, allocation: Allocation, on: date, actor: Actor, now: datetime) -> None:
    """End a professional's work on the case; `on` is the last day. Access ends with it."""
    needed = permission_to_staff(allocation.case, allocation.capacity)
    authorise(actor, needed, facts_about_case(actor, allocation.case_id))
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
