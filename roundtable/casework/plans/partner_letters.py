"""The letters that a professional may open: released to them, and while they are involved."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.queries import released_to_professional
from roundtable.rules.access import Permission

LETTER_TITLES = {
    "invitation": "Invitation",
    "decision_letter": "What was decided",
    "record": "Record of the conference",
}


@dataclass(frozen=True, slots=True)
class Letter:
    public_id: uuid.UUID
    title: str
    released_at: object


def newest_letters(actor: Actor, conference_ids: Collection[int]) -> list[Letter]:
    """
    Return the ten newest letters to `actor` about these conferences, which they may still open.

    What somebody was sent once is theirs on paper; here it goes when their part in it ends. One
    query.
    """
    mine = sorted(actor.professional_ids)
    rows = _NEWEST.rows(professional_ids=mine, conference_ids=list(conference_ids))
    return [as_letter(row) for row in rows]


def letters_of(conference: Conference, actor: Actor) -> list[Letter]:
    """Return the letters of one conference that were released to `actor`. One query."""
    released = released_to_professional(actor.professional_ids)
    rows = _about(released, [conference.pk])
    return [as_letter(row) for row in rows]


def as_letter(row: Document) -> Letter:
    title = LETTER_TITLES.get(row.kind, row.title)
    return Letter(public_id=row.public_id, title=title, released_at=row.released_at)


def _about(
    letters: QuerySet[Document], conference_ids: Collection[int] | Slot
) -> QuerySet[Document]:
    seats = Participant.objects.filter(conference_id__any=conference_ids)
    records = ConferenceRecord.objects.filter(conference_id__any=conference_ids)
    return letters.filter(
        Q(subject_type="conference", subject_id__any=conference_ids)
        | Q(subject_type="participant", subject_id__in=seats.values("pk"))
        | Q(subject_type="conferencerecord", subject_id__in=records.values("pk"))
    )


_NEWEST = Kept(
    lambda given: _about(
        released_to_professional(given("professional_ids")), given("conference_ids")
    )[:10]
)


def get_letter(*, public_id: uuid.UUID, actor: Actor) -> Document:
    """
    Return a letter that was released to this very reader, while they are involved.

    :raises RecordNotFound: if it does not exist, is another's, or their part in it has ended.
    """
    row = released_to_professional(actor.professional_ids).filter(public_id=public_id).first()
    conference_id = _conference_of(row) if row is not None else None
    if row is None or conference_id is None:
        raise RecordNotFound("letter")
    facts = facts_about_conference(actor, conference_id)
    permission = Permission.VIEW_RECORD if row.kind == "record" else Permission.VIEW_LETTER
    try:
        authorise(actor, permission, replace(facts, released=True))
    except NotAuthorised:
        raise RecordNotFound("letter") from None
    audit.note_read("document", row.pk)
    return row


def _conference_of(letter: Document) -> int | None:
    if letter.subject_type == "conference":
        return letter.subject_id
    owners: dict[str, QuerySet[Participant] | QuerySet[ConferenceRecord]] = {
        "participant": Participant.objects.all(),
        "conferencerecord": ConferenceRecord.objects.all(),
    }
    if letter.subject_type not in owners:
        return None
    rows = owners[letter.subject_type].filter(pk=letter.subject_id)
    return rows.values_list("conference_id", flat=True).first()
