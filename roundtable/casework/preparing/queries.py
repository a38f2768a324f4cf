"""Reads of what was done with the family before the day."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.preparing.models import (
    ChildsPart,
    FamilyContact,
    GoneThrough,
    TimeRequest,
)
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.models import Document


def time_requests_of(conference: Conference) -> list[TimeRequest]:
    """Return who asked for time to read, those the chair has not decided on first."""
    rows = TimeRequest.objects.filter(
        participant__conference=conference, participant__withdrawn_at=None
    ).select_related("participant__person", "told_to", "decided_by")
    return sorted(rows, key=lambda one: (bool(one.decision), one.asked_at, one.pk))


def get_time_request(*, public_id: uuid.UUID, conference: Conference) -> TimeRequest:
    """
    Return a request for time in the conference that was opened.

    :raises RecordNotFound: if it is about another conference.
    """
    for one in time_requests_of(conference):
        if one.public_id == public_id:
            return one
    raise RecordNotFound("time request")


def own_time_requests(participant_ids: Collection[int]) -> list[TimeRequest]:
    """Return what somebody of the family asked for, and what the chair decided, newest first."""
    rows = TimeRequest.objects.filter(participant_id__in=list(participant_ids))
    return list(rows.order_by("-asked_at", "-pk"))


def contacts_of(conference: Conference) -> list[FamilyContact]:
    """Return every contact with the family before the meeting, the newest first."""
    rows = FamilyContact.objects.filter(conference=conference).select_related("person", "by")
    return list(rows.order_by("-on", "-pk"))


def get_contact(*, public_id: uuid.UUID, conference: Conference) -> FamilyContact:
    """
    Return a contact with the family of the conference that was opened.

    :raises RecordNotFound: if it is about another conference.
    """
    for one in contacts_of(conference):
        if one.public_id == public_id:
            return one
    raise RecordNotFound("contact")


def own_notes(conference: Conference, person: Person) -> list[FamilyContact]:
    """Return the notes of talks with this very person, which they agreed to, the newest first."""
    rows = FamilyContact.objects.filter(conference=conference, person=person, notes_agreed=True)
    return list(rows.exclude(notes="").select_related("by").order_by("-on", "-pk"))


def childrens_parts(children: Sequence[ConferenceChild]) -> Mapping[int, ChildsPart]:
    """Return how each child takes part, by child of the conference, where it is settled."""
    rows = ChildsPart.objects.filter(conference_child__in=children)
    return {one.conference_child_id: one for one in rows.select_related("with_worker")}


def family_to_prepare(conference: Conference, children: Sequence[ConferenceChild]) -> list[Person]:
    """Return whom chair and social worker speak with: the family on the list, and every child."""
    listed = conference.participants.filter(
        person__isnull=False, withdrawn_at=None, role__in=["parent", "family", "child"]
    )
    adults = [one.person for one in listed.select_related("person").order_by("pk") if one.person]
    known = {held.child_id for held in children}
    return [
        *(one for one in adults if one.pk not in known),
        *(held.child for held in children if not held.child.is_unborn),
    ]


def workers_for_a_child(conference: Conference) -> list[Professional]:
    """Return who of the list can go through a letter with a child: not who runs the meeting."""
    rows = conference.participants.filter(professional__isnull=False, withdrawn_at=None).exclude(
        role__in=["chair", "minute_taker"]
    )
    seats = rows.select_related("professional").order_by("pk")
    return [one.professional for one in seats if one.professional is not None]


def who_goes_through_letters(held: ConferenceChild) -> Professional | None:
    """Return who brings a child their letters: who was named, or else their social worker."""
    part = ChildsPart.objects.filter(conference_child=held).select_related("with_worker").first()
    named: Professional | None = part.with_worker if part is not None else None
    if named is not None:
        return named
    seat = (
        Participant.objects.filter(
            conference_id=held.conference_id,
            role=ParticipantRole.SOCIAL_WORKER,
            withdrawn_at=None,
            professional__isnull=False,
        )
        .select_related("professional")
        .first()
    )
    return seat.professional if seat is not None else None


@dataclass(frozen=True, slots=True)
class LetterForChild:
    """A letter that went to a worker for a child, and whether they have gone through it."""

    document: Document
    gone_through: GoneThrough | None


def letters_for_a_child(held: ConferenceChild) -> list[LetterForChild]:
    """Return the letters to a child in this case, the newest first. Two queries."""
    rows = Document.objects.filter(
        reader_person_id=held.child_id,
        case_id=held.conference.case_id,
        released_at__isnull=False,
    ).defer("pdf")
    documents = list(rows.order_by("-released_at", "-pk"))
    gone = {
        one.document_id: one
        for one in GoneThrough.objects.filter(
            document_id__in=[one.pk for one in documents]
        ).select_related("worker")
    }
    return [LetterForChild(one, gone.get(one.pk)) for one in documents]


def get_letter_for_a_child(*, public_id: uuid.UUID, held: ConferenceChild) -> Document:
    """
    Return a letter that waits to be gone through with this child.

    :raises RecordNotFound: if there is no such letter, or it is theirs already.
    """
    for one in letters_for_a_child(held):
        if one.document.public_id == public_id and one.gone_through is None:
            return one.document
    raise RecordNotFound("letter")


def gone_through_with(child_id: int) -> frozenset[int]:
    """Return the ids of the letters that somebody has gone through with this child."""
    rows = GoneThrough.objects.filter(conference_child__child_id=child_id)
    return frozenset(rows.values_list("document_id", flat=True))


def conferences_gone_through_with(child_id: int) -> frozenset[int]:
    """Return the ids of the meetings that somebody has gone through with this child."""
    rows = GoneThrough.objects.filter(conference_child__child_id=child_id)
    return frozenset(rows.values_list("conference_child__conference_id", flat=True))
