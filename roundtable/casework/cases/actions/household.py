"""
The people of a case: what pages do about them.

Each act asks about the case first, and then does what `people.actions` does about the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from roundtable.casework.cases.actions.membership import add_member
from roundtable.casework.cases.facts import facts_about_member
from roundtable.casework.cases.models import Case, CaseMember, Standing
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.cases.timeline import note
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import (
    Address,
    ContactPoint,
    Person,
    Relationship,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission


class CannotAddToCase(CannotProceed):
    """A child needs a day of birth, or of expected birth; an adult a name."""


class CannotChangeHousehold(CannotProceed):
    """Somebody named is not of this case."""


@dataclass(frozen=True, slots=True)
class Related:
    """How an adult is related to one child of the case."""

    child_id: int
    kinship: str
    has_parental_responsibility: bool = False
    responsibility_basis: str = ""
    responsibility_from: date | None = None
    lives_with_child: bool = False


@transaction.atomic
def add_child(
    *,
    case_id: int,
    surname: str,
    forename: str = "",
    birth_on: date | None = None,
    expected_on: date | None = None,
    standing: Standing = Standing.SUBJECT,
    in_household: bool = True,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> Person:
    """
    Add a child, born or expected, to the case. A child not born yet is called Baby.

    :raises CannotAddToCase: without a name, or a day of birth or of expected birth.
    """
    case = lock_case(case_id, actor)
    if birth_on is None and expected_on is None:
        raise CannotAddToCase("Enter when the child was born, or is expected.")
    if not surname.strip() or (birth_on is not None and not forename.strip()):
        raise CannotAddToCase("Enter the child's first name and surname.")
    child = people.add_person(
        forename=forename.strip() or "Baby",
        surname=surname,
        birth_on=birth_on,
        expected_on=expected_on,
        actor=actor,
        now=now,
        **details,
    )
    _put_in_case(case, child, standing, in_household, actor=actor, now=now)
    return child


@transaction.atomic
def add_adult(
    *,
    case_id: int,
    forename: str,
    surname: str,
    birth_on: date | None = None,
    in_household: bool = True,
    related: Sequence[Related] = (),
    actor: Actor,
    now: datetime,
    **details: Any,
) -> Person:
    """
    Add an adult to the case, with what they are to each of its children.

    Responsibility is kept for each child apart: brothers and sisters may have different holders.

    :raises CannotAddToCase: without a name.
    :raises CannotChangeHousehold: if a child is not of this case.
    """
    case = lock_case(case_id, actor)
    if not forename.strip() or not surname.strip():
        raise CannotAddToCase("Enter the adult's first name and surname.")
    adult = people.add_person(
        forename=forename, surname=surname, birth_on=birth_on, actor=actor, now=now, **details
    )
    _put_in_case(case, adult, Standing.ADULT, in_household, actor=actor, now=now)
    for one in related:
        relate_in_case(case_id=case_id, adult_id=adult.pk, to=one, actor=actor, now=now)
    return adult


@transaction.atomic
def relate_in_case(
    *, case_id: int, adult_id: int, to: Related, actor: Actor, now: datetime
) -> Relationship:
    """
    Record, or correct, what an adult of the case is to one of its children.

    :raises CannotChangeHousehold: if one of the two is not of this case.
    """
    case = lock_case(case_id, actor)
    adult, child = member_of(case, adult_id), member_of(case, to.child_id)
    known = Relationship.objects.filter(child=child, adult=adult, ended_on=None).first()
    what: dict[str, Any] = {
        "kinship": to.kinship,
        "has_parental_responsibility": to.has_parental_responsibility,
        "responsibility_basis": to.responsibility_basis,
        "responsibility_from": to.responsibility_from,
        "lives_with_child": to.lives_with_child,
        "actor": actor,
        "now": now,
    }
    if known is not None:
        return people.change_relationship(relationship_id=known.pk, **what)
    return people.relate(child=child, adult=adult, **what)


@transaction.atomic
def record_home(
    *,
    case_id: int,
    person_ids: Sequence[int],
    lines: str,
    postcode: str,
    starts_on: date | None = None,
    kept_from_ids: Sequence[int] = (),
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> list[Address]:
    """
    Record where people of the case live, together, and from whom of the case that is kept.

    The timeline says that an address was recorded, never what it is or from whom it is kept.
    """
    case = lock_case(case_id, actor)
    if not person_ids:
        raise CannotChangeHousehold("Choose who lives there.")
    kept_from = [member_of(case, one) for one in kept_from_ids]
    addresses = [
        people.record_address(
            person=member_of(case, one),
            lines=lines,
            postcode=postcode,
            starts_on=starts_on,
            kept_from=kept_from,
            reason=reason,
            actor=actor,
            now=now,
        )
        for one in person_ids
    ]
    note(
        case=case,
        kind="address",
        title="Address recorded",
        subject=addresses[0],
        actor=actor,
        now=now,
    )
    return addresses


@transaction.atomic
def confirm_home(*, case_id: int, address_id: int, actor: Actor, now: datetime) -> Address:
    """Say that an address of the case was confirmed today, for all of the case who live there."""
    case = lock_case(case_id, actor)
    address = Address.objects.get(pk=address_id)
    member_of(case, address.person_id)
    together = Address.objects.filter(
        person__memberships__case=case,
        lines=address.lines,
        postcode=address.postcode,
        ends_on=None,
    ).exclude(pk=address.pk)
    for one in together.distinct():
        people.confirm_address(address_id=one.pk, actor=actor, now=now)
    return people.confirm_address(address_id=address.pk, actor=actor, now=now)


@transaction.atomic
def keep_home_from(
    *,
    case_id: int,
    address_id: int,
    kept_from_ids: Sequence[int],
    reason: str,
    actor: Actor,
    now: datetime,
) -> Address:
    """Say anew from whom of the case an address is kept: from these, and from nobody else."""
    case = lock_case(case_id, actor)
    address = Address.objects.get(pk=address_id)
    member_of(case, address.person_id)
    return people.keep_address_from(
        address_id=address_id,
        kept_from=[member_of(case, one) for one in kept_from_ids],
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def record_way_to_reach(
    *,
    case_id: int,
    person_id: int,
    channel: str,
    value: str = "",
    is_safe: bool | None = None,
    safe_when: str = "",
    actor: Actor,
    now: datetime,
) -> ContactPoint:
    """Record how somebody of the case can be reached, and whether they said that it is safe."""
    case = lock_case(case_id, actor)
    return people.record_contact(
        person=member_of(case, person_id),
        channel=channel,
        value=value,
        is_safe=is_safe,
        safe_when=safe_when,
        actor=actor,
        now=now,
    )


@transaction.atomic
def mark_way_to_reach(
    *,
    case_id: int,
    contact_id: int,
    is_safe: bool,
    safe_when: str = "",
    actor: Actor,
    now: datetime,
) -> ContactPoint:
    """Record that a way to reach somebody is safe, when, or is safe no longer."""
    case = lock_case(case_id, actor)
    member_of(case, ContactPoint.objects.get(pk=contact_id).person_id)
    return people.mark_contact(
        contact_id=contact_id, is_safe=is_safe, safe_when=safe_when, actor=actor, now=now
    )


@transaction.atomic
def name_child(
    *, child_id: int, forename: str, surname: str, actor: Actor, now: datetime
) -> Person:
    """
    Complete the identity of a child who came from a return.

    The family's case, which had no name either, takes the surname.
    """
    authorise(actor, Permission.COMPLETE_IDENTITY, facts_about_member(actor, child_id))
    child = people.complete_identity(
        person_id=child_id, forename=forename, surname=surname, actor=actor, now=now
    )
    for case in Case.objects.filter(members__person=child, family_name=""):
        case.family_name = child.surname
        case.save(update_fields=["family_name"])
    return child


def lock_case(case_id: int, actor: Actor) -> Case:
    """Return the case, held until the transaction ends, for who may change its people."""
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.EDIT_PEOPLE, facts_about_case(actor, case.pk))
    return case


def member_of(case: Case, person_id: int) -> Person:
    """Return somebody who belongs to the case."""
    member = CaseMember.objects.filter(case=case, person_id=person_id, ended_on=None)
    found = member.select_related("person").first()
    if found is None:
        raise CannotChangeHousehold("Choose people of this case.")
    person: Person = found.person
    return person


def _put_in_case(
    case: Case,
    person: Person,
    standing: Standing,
    in_household: bool,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    member = add_member(
        case=case,
        person=person,
        standing=standing,
        in_household=in_household,
        actor=actor,
        now=now,
    )
    note(
        case=case,
        kind="member_added",
        title=f"{person.name} added to the case",
        subject=member,
        child_id=None if standing is Standing.ADULT else person.pk,
        actor=actor,
        now=now,
    )
