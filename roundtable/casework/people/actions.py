"""Who people are. Every act here is one a caseworker would name."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from roundtable.casework.people.models import (
    Address,
    Agency,
    Confidentiality,
    ContactPoint,
    Person,
    PersonName,
    Professional,
    Relationship,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Facts, Permission


class CannotAddPerson(CannotProceed):
    """What was given does not describe one person."""


class CannotCompleteIdentity(CannotProceed):
    """The identity is not complete yet."""


def search_name(forename: str, surname: str) -> str:
    """Return the name as search looks for it: surname first, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", f"{surname} {forename}".strip())
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _facts(actor: Actor) -> Facts:
    # People belong to no case yet when they are added: whoever works on cases may add them.
    return Facts(same_authority=True, allocated=True, open_window=True)


@transaction.atomic
def add_person(
    *,
    forename: str = "",
    surname: str = "",
    birth_on: date | None = None,
    expected_on: date | None = None,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> Person:
    """
    Add a child, born or expected, or an adult.

    :raises CannotAddPerson: if both a birth date and an expected date are given.
    """
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    if birth_on and expected_on:
        raise CannotAddPerson("A child is born or expected: give one date, not both.")
    person = Person.objects.create(
        authority_id=actor.authority_id,
        forename=forename,
        surname=surname,
        search_name=search_name(forename, surname),
        birth_on=birth_on,
        expected_on=expected_on,
        **details,
    )
    if forename or surname:
        PersonName.objects.create(
            authority_id=actor.authority_id, person=person, forename=forename, surname=surname
        )
    audit.record(actor=actor, verb="person.added", subject=person, now=now)
    return person


@transaction.atomic
def relate(
    *,
    child: Person,
    adult: Person,
    kinship: str,
    has_parental_responsibility: bool,
    responsibility_basis: str = "",
    lives_with_child: bool = False,
    actor: Actor,
    now: datetime,
) -> Relationship:
    """Record how an adult is related to one child, and whether they hold responsibility."""
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    relationship = Relationship.objects.create(
        authority_id=actor.authority_id,
        child=child,
        adult=adult,
        kinship=kinship,
        has_parental_responsibility=has_parental_responsibility,
        responsibility_basis=responsibility_basis,
        lives_with_child=lives_with_child,
    )
    audit.record(actor=actor, verb="person.related", subject=relationship, now=now)
    return relationship


@transaction.atomic
def record_address(
    *,
    person: Person,
    lines: str,
    postcode: str,
    starts_on: date | None = None,
    confirmed_on: date | None = None,
    kept_from: Sequence[Person] = (),
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Address:
    """Record where a person lives now, ending the earlier address; confidential from whom."""
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    day = starts_on or now.date()
    Address.objects.filter(person=person, ends_on=None).update(ends_on=day)
    address = Address.objects.create(
        authority_id=person.authority_id,
        person=person,
        lines=lines,
        postcode=postcode,
        starts_on=day,
        confirmed_on=confirmed_on,
    )
    Confidentiality.objects.bulk_create(
        Confidentiality(
            authority_id=person.authority_id,
            address=address,
            from_person=other,
            reason=reason,
            since=day,
        )
        for other in kept_from
    )
    audit.record(
        actor=actor, verb="person.address_recorded", subject=person, now=now, address=address.pk
    )
    return address


@transaction.atomic
def record_contact(
    *,
    person: Person,
    channel: str,
    value: str = "",
    is_safe: bool | None = None,
    safe_when: str = "",
    actor: Actor,
    now: datetime,
) -> ContactPoint:
    """Record a way to reach a person, and whether they said it is safe. Unmarked is not safe."""
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    contact = ContactPoint.objects.create(
        authority_id=person.authority_id,
        person=person,
        channel=channel,
        value=value,
        is_safe=is_safe,
        safe_when=safe_when,
        marked_on=now.date() if is_safe is not None else None,
    )
    audit.record(actor=actor, verb="person.contact_recorded", subject=contact, now=now)
    return contact


@transaction.atomic
def add_agency(*, name: str, kind: str, actor: Actor, now: datetime, **details: Any) -> Agency:
    """Add an agency that comes to conferences."""
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    agency = Agency.objects.create(
        authority_id=actor.authority_id, name=name, kind=kind, **details
    )
    audit.record(actor=actor, verb="agency.added", subject=agency, now=now)
    return agency


@transaction.atomic
def add_professional(
    *, agency: Agency, name: str, job_title: str, actor: Actor, now: datetime, **details: Any
) -> Professional:
    """Add a post: one person, one job, one agency."""
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    professional = Professional.objects.create(
        authority_id=agency.authority_id, agency=agency, name=name, job_title=job_title, **details
    )
    audit.record(actor=actor, verb="professional.added", subject=professional, now=now)
    return professional


@transaction.atomic
def complete_identity(
    *, person_id: int, forename: str, surname: str, actor: Actor, now: datetime
) -> Person:
    """
    Give a child who came from a return their name. Never found by birth date: a person types it.

    :raises CannotCompleteIdentity: if a name is missing.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    authorise(
        actor,
        Permission.COMPLETE_IDENTITY,
        Facts(same_authority=person.authority_id in actor.authority_ids, allocated=True),
    )
    if not surname.strip() or (not forename.strip() and not person.is_unborn):
        raise CannotCompleteIdentity("Enter the child's first name and surname.")
    PersonName.objects.create(
        authority_id=person.authority_id, person=person, forename=forename, surname=surname
    )
    person.forename, person.surname = forename.strip(), surname.strip()
    person.search_name = search_name(person.forename, person.surname)
    person.identity_complete = True
    person.save()
    audit.record(actor=actor, verb="person.identity_completed", subject=person, now=now)
    return person
