"""The letters that a professional may open: released to them, and while they are involved."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.plans.papers import about, conference_of
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.core.kept import Kept
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.queries import released_to_professional
from roundtable.foundation.messaging.queries import arrived
from roundtable.rules.access import Permission

LETTER_TITLES = {
    "invitation": "Invitation",
    "agreed": "What was agreed in the meeting",
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
    rows = _NEWEST.rows(professional_ids=mine, conference_ids=list(conference_ids), now=clock.now())
    return [as_letter(row) for row in rows]


def letters_of(conference: Conference, actor: Actor) -> list[Letter]:
    """Return the letters of one conference that were released to `actor`. One query."""
    released = _arrived(actor)
    rows = about(released, [conference.pk])
    return [as_letter(row) for row in rows]


def as_letter(row: Document) -> Letter:
    title = LETTER_TITLES.get(row.kind, row.title)
    return Letter(public_id=row.public_id, title=title, released_at=row.released_at)


_NEWEST = Kept(
    lambda given: about(
        arrived(released_to_professional(given("professional_ids")), now=given("now")),
        given("conference_ids"),
    ).only("public_id", "kind", "title", "released_at")[:10]
)


def _arrived(actor: Actor) -> QuerySet[Document]:
    """What was released to them and can be called back no more."""
    return arrived(released_to_professional(actor.professional_ids), now=clock.now())


def get_letter(*, public_id: uuid.UUID, actor: Actor) -> Document:
    """
    Return a letter that was released to this very reader, while they are involved.

    :raises RecordNotFound: if it does not exist, is another's, or their part in it has ended.
    """
    row = _arrived(actor).filter(public_id=public_id).first()
    conference_id = conference_of(row) if row is not None else None
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
