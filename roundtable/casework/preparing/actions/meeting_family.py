"""The chair and the social worker speak with each of the family before the meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.contact import record_family_contact
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.leaks import count_leaks, words_kept_from
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import children_of, facts_about_conference
from roundtable.casework.people.models import Person
from roundtable.casework.preparing.models import (
    BY_CHAIR_ALONE,
    BY_WORKER_ALONE,
    Advocate,
    ContactKind,
    FamilyContact,
)
from roundtable.casework.preparing.queries import family_to_prepare
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission, Role
from roundtable.rules.reasons import Reason, hard

# What stops the chair's clock, or says that social care has prepared them.
_MEETINGS = BY_CHAIR_ALONE | {ContactKind.VISIT}


class CannotRecordContact(CannotProceed):
    """It is not one of the family or not theirs to record, or something is missing."""


class CannotShowNotes(CannotProceed):
    """There are none, or the day is to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What one contact was for, and what came of it."""

    kind: str
    on: date
    how: str = ""
    promised: str = ""
    notes: str = ""
    notes_agreed: bool = False
    advocate: str = ""
    not_possible_reason: str = ""


@transaction.atomic
def record_contact(
    *, conference_id: int, person: Person, contact: Contact, actor: Actor, now: datetime
) -> FamilyContact:
    """
    Record what was done with one of the family before the meeting, or why it was not possible.

    Notes are taken with their agreement, and stand on their page.

    :raises CannotRecordContact: if it is not theirs to record, or something is missing.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.RECORD_FAMILY_CONTACT, facts_about_conference(actor, conference.pk))
    reasons = _reasons(conference, person, contact, actor, now)
    if reasons:
        raise CannotRecordContact(reasons)
    made = FamilyContact.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        person=person,
        kind=contact.kind,
        on=contact.on,
        by_id=actor.professional_id,
        by_chair=actor.role is Role.CHAIR,
        how=contact.how.strip(),
        promised=contact.promised.strip(),
        notes=contact.notes.strip(),
        notes_agreed=contact.notes_agreed,
        advocate=contact.advocate if contact.kind == ContactKind.ADVOCACY else "",
        not_possible_reason=contact.not_possible_reason.strip(),
        recorded_at=now,
    )
    _tell_the_timeline(conference, made, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="family.contact",
        subject=made,
        now=now,
        conference=conference.pk,
        kind=contact.kind,
        was_possible=bool(made.how),
    )
    return made


def _tell_the_timeline(
    conference: Conference, made: FamilyContact, *, actor: Actor, now: datetime
) -> None:
    """A meeting with somebody on the list also stops what waits for it."""
    seat = conference.participants.filter(person=made.person, withdrawn_at=None).first()
    if seat is not None and made.kind in _MEETINGS:
        record_family_contact(
            participant_id=seat.pk,
            on=made.on,
            how=made.how,
            not_possible_reason=made.not_possible_reason,
            actor=actor,
            now=now,
        )
        return
    note(
        case=conference.case_id,
        kind="preparing",
        title=f"{made.person.name}: {ContactKind(made.kind).label.lower()}"
        if made.how
        else f"{made.person.name} could not be reached before the meeting",
        detail=made.how or made.not_possible_reason,
        subject=conference,
        happened_on=made.on,
        actor=actor,
        now=now,
    )


def _reasons(
    conference: Conference, person: Person, contact: Contact, actor: Actor, now: datetime
) -> list[Reason]:
    found = []
    if conference.state not in NOT_OVER:
        found.append(hard("OVER", "The meeting is over."))
    family = {one.pk for one in family_to_prepare(conference, children_of(conference))}
    if person.pk not in family:
        found.append(hard("NOT_FAMILY", "Choose somebody of the family."))
    if contact.kind not in kinds_for(actor.role):
        found.append(hard("NOT_YOURS", "Choose something that you do yourself."))
    if contact.on > clock.day_of(now):
        found.append(hard("IN_THE_FUTURE", "The day cannot be in the future."))
    if contact.kind == ContactKind.CHAIR_ON_DAY and contact.on != conference.on:
        found.append(hard("NOT_THE_DAY", "On the day of the meeting only."))
    was_possible = bool(contact.how.strip())
    if was_possible == bool(contact.not_possible_reason.strip()):
        found.append(hard("NO_WORDS", "Say how you spoke with them, or why it was not possible."))
    return found + _reasons_about_the_offer(contact) + _reasons_about_notes(person, contact)


def _reasons_about_the_offer(contact: Contact) -> list[Reason]:
    """An advocate is offered with an answer; nobody to be had is one."""
    is_asked = contact.kind == ContactKind.ADVOCACY and bool(contact.how.strip())
    if (is_asked or contact.advocate) and contact.advocate not in Advocate.values:
        return [hard("NO_ADVOCATE_ANSWER", "Say what became of the offer.")]
    return []


def _reasons_about_notes(person: Person, contact: Contact) -> list[Reason]:
    if not contact.notes.strip():
        return []
    if not contact.notes_agreed:
        text = "Ask whether you may take notes. Without their agreement none are kept."
        return [hard("NOTES_NOT_AGREED", text)]
    kept = words_kept_from([person.pk]).get(person.pk, frozenset())
    if count_leaks({"notes": contact.notes}, kept):
        text = "They read these notes, and something in them is kept from them. Take it out."
        return [hard("NOTES_LEAK", text)]
    return []


def kinds_for(role: Role) -> frozenset[str]:
    """Return what somebody in this role does: the chair for themselves, social care for them."""
    own = BY_CHAIR_ALONE if role is Role.CHAIR else BY_WORKER_ALONE
    return frozenset({*own, ContactKind.ADVOCACY})


@transaction.atomic
def show_notes(*, contact_id: int, on: date, actor: Actor, now: datetime) -> FamilyContact:
    """
    Record that somebody was shown the notes that were taken of a talk with them.

    :raises CannotShowNotes: if there are none, or the day is to come.
    """
    made = FamilyContact.objects.select_related("conference", "person").get(pk=contact_id)
    conference = lock_conference(made.conference_id)
    authorise(actor, Permission.RECORD_FAMILY_CONTACT, facts_about_conference(actor, conference.pk))
    reasons = []
    if not made.notes:
        reasons.append(hard("NO_NOTES", "No notes were taken."))
    if not made.on <= on <= clock.day_of(now):
        reasons.append(hard("IN_THE_FUTURE", "Enter a day from the talk until today."))
    if reasons:
        raise CannotShowNotes(reasons)
    made.notes_shown_on = on
    made.save()
    note(
        case=conference.case_id,
        kind="preparing",
        title=f"{made.person.name} was shown the notes of the talk with them",
        subject=conference,
        happened_on=on,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor, verb="family.notes_shown", subject=made, now=now, conference=conference.pk
    )
    return made
