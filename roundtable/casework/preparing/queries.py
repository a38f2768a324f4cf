"""Reads of what was done with the family before the day."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.preparing.models import ChildsPart, FamilyContact, TimeRequest
from roundtable.foundation.core.errors import RecordNotFound


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
