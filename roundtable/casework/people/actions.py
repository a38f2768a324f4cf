"""
Who people are. Every act here is one a caseworker would name.

People belong to no case here, so these acts ask for the role and the authority alone.
`cases.actions.household` asks about the case and then calls them: pages use those.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from roundtable.casework.people.models import (
    Address,
    Agency,
    Channel,
    Confidentiality,
    ContactPoint,
    Kinship,
    Person,
    PersonName,
    Professional,
    Relationship,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Facts, Permission


class CannotAddPerson(CannotProceed):
    """What was given does not describe one person."""


class CannotRelate(CannotProceed):
    """They are related already, or are one and the same."""


class CannotRecordAddress(CannotProceed):
    """It is not clear where, or why it is kept from somebody."""


class CannotRecordContact(CannotProceed):
    """A way to reach somebody needs a number or an address."""


class CannotCompleteIdentity(CannotProceed):
    """The identity is not complete yet."""


class CannotRecordBirth(CannotProceed):
    """The child was born already, is not named, or the day lies ahead."""


def search_name(forename: str, surname: str) -> str:
    """Return the name as search looks for it: surname first, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", " ".join(f"{surname} {forename}".split()))
    plain = plain.replace("\u2019", "'")  # the apostrophe of a telephone
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _facts(actor: Actor, *rows: Person | Agency | ContactPoint | Relationship) -> Facts:
    same = all(row.authority_id in actor.authority_ids for row in rows)
    return Facts(same_authority=same, allocated=True, open_window=True)


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

    :raises CannotAddPerson: if both a birth date and an expected date are given, or the birth
        lies ahead.
    """
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    if birth_on and expected_on:
        raise CannotAddPerson("A child is born or expected: give one date, not both.")
    if birth_on and birth_on > clock.day_of(now):
        raise CannotAddPerson("Enter a date of birth that has passed, or say when it is expected.")
    forename, surname = forename.strip(), surname.strip()
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
    responsibility_from: date | None = None,
    lives_with_child: bool = False,
    actor: Actor,
    now: datetime,
) -> Relationship:
    """
    Record how an adult is related to one child, and whether they hold responsibility.

    :raises CannotRelate: if they are related already, or are the same person.
    """
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, child, adult))
    if child.pk == adult.pk:
        raise CannotRelate("Choose two people: nobody is their own relative.")
    if Relationship.objects.filter(child=child, adult=adult, ended_on=None).exists():
        raise CannotRelate(f"{adult.name} is already recorded as a relative of {child.name}.")
    relationship = Relationship.objects.create(
        authority_id=child.authority_id,
        child=child,
        adult=adult,
        kinship=Kinship(kinship).value,
        has_parental_responsibility=has_parental_responsibility,
        responsibility_basis=responsibility_basis,
        responsibility_from=responsibility_from,
        lives_with_child=lives_with_child,
    )
    audit.record(actor=actor, verb="person.related", subject=relationship, now=now)
    return relationship


@transaction.atomic
def change_relationship(
    *,
    relationship_id: int,
    kinship: str,
    has_parental_responsibility: bool,
    responsibility_basis: str = "",
    responsibility_from: date | None = None,
    lives_with_child: bool = False,
    actor: Actor,
    now: datetime,
) -> Relationship:
    """Record that responsibility, or who lives with whom, has changed; the row's past is kept."""
    relationship = Relationship.objects.select_for_update().get(pk=relationship_id)
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, relationship))
    relationship.kinship = Kinship(kinship).value
    relationship.has_parental_responsibility = has_parental_responsibility
    relationship.responsibility_basis = responsibility_basis
    relationship.responsibility_from = responsibility_from
    relationship.lives_with_child = lives_with_child
    relationship.save()
    audit.record(actor=actor, verb="person.relationship_changed", subject=relationship, now=now)
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
    """
    Record where a person lives now, ending the earlier address; confidential from whom.

    An address from before the present one is history: it ends when the present one began.

    :raises CannotRecordAddress: without an address, or if it is kept from the person themselves
        or from somebody for no reason.
    """
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, person, *kept_from))
    if not lines.strip():
        raise CannotRecordAddress("Enter the address.")
    _check_kept_from(person, kept_from, reason)
    day = starts_on or clock.day_of(now)
    current = Address.objects.filter(person=person, ends_on=None)
    began_later = current.filter(starts_on__gt=day).order_by("starts_on").first()
    if began_later is None:
        current.update(ends_on=day)
    address = Address.objects.create(
        authority_id=person.authority_id,
        person=person,
        lines=lines.strip(),
        postcode=postcode.strip().upper(),
        starts_on=day,
        ends_on=began_later.starts_on if began_later is not None else None,
        # Whoever gives us a present address says with it that it is right.
        confirmed_on=confirmed_on or (clock.day_of(now) if began_later is None else None),
    )
    _keep_from(address, kept_from, reason=reason, now=now)
    audit.record(
        actor=actor, verb="person.address_recorded", subject=person, now=now, address=address.pk
    )
    return address


@transaction.atomic
def confirm_address(*, address_id: int, actor: Actor, now: datetime) -> Address:
    """
    Record that somebody asked and was told that a present address is still right.

    :raises CannotRecordAddress: if they have moved since.
    """
    address = Address.objects.select_for_update(of=("self",)).get(pk=address_id)
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, address.person))
    if address.ends_on is not None:
        raise CannotRecordAddress("They do not live there any more. Add where they live now.")
    address.confirmed_on = clock.day_of(now)
    address.save(update_fields=["confirmed_on"])
    audit.record(
        actor=actor,
        verb="person.address_confirmed",
        subject=address.person,
        now=now,
        address=address.pk,
    )
    return address


@transaction.atomic
def keep_address_from(
    *, address_id: int, kept_from: Sequence[Person], reason: str, actor: Actor, now: datetime
) -> Address:
    """
    Keep an address that is on file from these people, and from nobody else any longer.

    :raises CannotRecordAddress: if it is kept from the person themselves, or for no reason.
    """
    address = Address.objects.select_for_update(of=("self",)).get(pk=address_id)
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, address.person, *kept_from))
    _check_kept_from(address.person, kept_from, reason)
    wanted = {person.pk for person in kept_from}
    open_now = Confidentiality.objects.filter(address=address, ended_on=None)
    kept = set(open_now.values_list("from_person_id", flat=True))
    open_now.exclude(from_person_id__in=wanted).update(ended_on=clock.day_of(now))
    added = [person for person in kept_from if person.pk not in kept]
    _keep_from(address, added, reason=reason, now=now)
    audit.record(
        actor=actor,
        verb="person.address_kept_from",
        subject=address.person,
        now=now,
        address=address.pk,
        kept_from=sorted(wanted),
    )
    return address


def _check_kept_from(person: Person, kept_from: Sequence[Person], reason: str) -> None:
    if any(other.pk == person.pk for other in kept_from):
        raise CannotRecordAddress("An address cannot be kept from the person who lives there.")
    if kept_from and not reason.strip():
        raise CannotRecordAddress("Say why the address is kept from somebody.")


def _keep_from(address: Address, people: Sequence[Person], *, reason: str, now: datetime) -> None:
    Confidentiality.objects.bulk_create(
        Confidentiality(
            authority_id=address.authority_id,
            address=address,
            from_person=other,
            reason=reason.strip(),
            since=clock.day_of(now),
        )
        for other in people
    )


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
    """
    Record a way to reach a person, and whether they said it is safe. Unmarked is not safe.

    :raises CannotRecordContact: if a number or an address is missing.
    """
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, person))
    if channel in _NEED_A_VALUE and not value.strip():
        raise CannotRecordContact("Enter the number or the address.")
    contact = ContactPoint.objects.create(
        authority_id=person.authority_id,
        person=person,
        channel=Channel(channel).value,
        value=value.strip(),
        is_safe=is_safe,
        safe_when=safe_when,
        marked_on=clock.day_of(now) if is_safe is not None else None,
        marked_by=actor.name if is_safe is not None else "",
    )
    audit.record(actor=actor, verb="person.contact_recorded", subject=contact, now=now)
    return contact


_NEED_A_VALUE = frozenset({Channel.PHONE, Channel.TEXT, Channel.EMAIL})


@transaction.atomic
def mark_contact(
    *, contact_id: int, is_safe: bool, safe_when: str = "", actor: Actor, now: datetime
) -> ContactPoint:
    """Record what the person now says of a way to reach them: safe, when, or safe no longer."""
    contact = ContactPoint.objects.select_for_update().get(pk=contact_id)
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, contact))
    contact.is_safe, contact.safe_when = is_safe, safe_when
    contact.marked_on, contact.marked_by = clock.day_of(now), actor.name
    contact.save(update_fields=["is_safe", "safe_when", "marked_on", "marked_by"])
    audit.record(
        actor=actor, verb="person.contact_marked", subject=contact, now=now, is_safe=is_safe
    )
    return contact


@transaction.atomic
def add_agency(*, name: str, kind: str, actor: Actor, now: datetime, **details: Any) -> Agency:
    """Add an agency that comes to conferences."""
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor))
    agency = Agency.objects.create(authority_id=actor.authority_id, name=name, kind=kind, **details)
    audit.record(actor=actor, verb="agency.added", subject=agency, now=now)
    return agency


@transaction.atomic
def add_professional(
    *, agency: Agency, name: str, job_title: str, actor: Actor, now: datetime, **details: Any
) -> Professional:
    """Add a post: one person, one job, one agency."""
    authorise(actor, Permission.EDIT_PEOPLE, _facts(actor, agency))
    professional = Professional.objects.create(
        authority_id=agency.authority_id, agency=agency, name=name, job_title=job_title, **details
    )
    audit.record(actor=actor, verb="professional.added", subject=professional, now=now)
    return professional


@transaction.atomic
def record_languages(
    *, professional_id: int, languages: Sequence[str], actor: Actor, now: datetime
) -> Professional:
    """Record which languages an interpreter has, in place of what was on file; none is possible."""
    professional = Professional.objects.select_for_update().get(pk=professional_id)
    facts = Facts(same_authority=professional.authority_id in actor.authority_ids)
    authorise(actor, Permission.ARRANGE_CONFERENCE, facts)
    once = {one.strip().casefold(): one.strip() for one in languages if one.strip()}
    professional.languages = list(once.values())
    professional.save(update_fields=["languages"])
    audit.record(
        actor=actor,
        verb="professional.languages_recorded",
        subject=professional,
        now=now,
        languages=professional.languages,
    )
    return professional


@transaction.atomic
def complete_identity(
    *, person_id: int, forename: str, surname: str, actor: Actor, now: datetime
) -> Person:
    """
    Give a child who came from a return their name. Never found by birth date: a person types it.

    :raises CannotCompleteIdentity: if a name is missing, or the child has one.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    authorise(actor, Permission.COMPLETE_IDENTITY, _facts(actor, person))
    forename, surname = forename.strip(), surname.strip()
    if person.identity_complete:
        raise CannotCompleteIdentity("The name has been completed already.")
    if not surname or (not forename and not person.is_unborn):
        raise CannotCompleteIdentity("Enter the child's first name and surname.")
    PersonName.objects.create(
        authority_id=person.authority_id, person=person, forename=forename, surname=surname
    )
    person.forename, person.surname = forename, surname
    person.search_name = search_name(forename, surname)
    person.identity_complete = True
    person.save()
    audit.record(actor=actor, verb="person.identity_completed", subject=person, now=now)
    return person


def born(
    person: Person, *, on: date, forename: str, surname: str, sex: str, now: datetime
) -> Person:
    """
    Write that somebody who was expected is born; every name they had stays on file.

    Part of the act that records the birth, which has asked who may.

    :raises CannotRecordBirth: if they were born already, are not named, or the day lies ahead.
    """
    if not person.is_unborn:
        raise CannotRecordBirth("The birth has been recorded already.")
    if on > clock.day_of(now):
        raise CannotRecordBirth("Enter the day of the birth: it cannot lie ahead.")
    forename, surname = forename.strip(), surname.strip()
    if not forename or not surname:
        raise CannotRecordBirth("Enter the child's first name and surname.")
    person.names.filter(ends_on=None).update(ends_on=on)
    PersonName.objects.create(
        authority_id=person.authority_id,
        person=person,
        forename=forename,
        surname=surname,
        starts_on=on,
    )
    person.forename, person.surname = forename, surname
    person.search_name = search_name(forename, surname)
    person.birth_on, person.expected_on = on, None
    person.sex = sex or person.sex
    person.save()
    return person
