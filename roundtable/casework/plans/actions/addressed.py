"""What one reader gets of a conference: made for them, and sent the way that is safe for them."""

from datetime import datetime

from roundtable.casework.conferences.models import Conference
from roundtable.casework.people.models import Channel
from roundtable.casework.plans.letters.outcome import Addressee
from roundtable.foundation.documents.actions import make_document, release
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.rendition import Rendition
from roundtable.foundation.messaging.actions import queue


def make_for(
    to: Addressee, words: Rendition, *, kind: str, conference: Conference, now: datetime
) -> Document:
    """Make the document of one reader; it is not theirs until it is given."""
    return make_document(
        words,
        kind=kind,
        subject=conference,
        case_id=conference.case_id,
        person_id=to.participant.person_id,
        professional_id=to.participant.professional_id,
        now=now,
    )


def give(
    document: Document,
    to: Addressee,
    *,
    conference: Conference,
    is_told_in_the_room: bool = False,
    now: datetime,
) -> None:
    """Release it, and send it; where no way is known to be safe, it goes from hand to hand."""
    release(document, now=now)
    way = to.recipient.delivery or ""
    queue(
        reference=f"{document.kind}:{document.pk}",
        kind=document.kind,
        channel=next((one.value for one in Channel if one.label == way), Channel.HAND.value),
        subject=document,
        subject_line="A letter from the conference service",
        case_id=conference.case_id,
        person_id=document.reader_person_id,
        professional_id=document.reader_professional_id,
        document_id=document.pk,
        is_told_in_the_room=is_told_in_the_room,
        authority=conference.authority,
        now=now,
    )
