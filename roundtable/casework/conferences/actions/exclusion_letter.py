"""The letter to somebody whom the chair keeps out, made for them alone and sent at once."""

from datetime import datetime

from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.actions.notices import NEUTRAL_SUBJECT
from roundtable.casework.conferences.channels import FOR_LETTERS, channels_for
from roundtable.casework.conferences.leaks import count_leaks, words_kept_from
from roundtable.casework.conferences.letters import authority as routes
from roundtable.casework.conferences.letters.exclusion import KIND, ExclusionLetter
from roundtable.casework.conferences.letters.people import as_contact, child_names, recipient
from roundtable.casework.conferences.models import (
    Conference,
    Exclusion,
    ExclusionDecision,
    Participant,
)
from roundtable.casework.people.models import Professional
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.actions import make_document, release
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.rendition import CannotRender, Contact
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.reasons import hard


def send_exclusion_letter(
    conference: Conference,
    participant: Participant,
    exclusion: Exclusion,
    *,
    refusal: type[CannotProceed],
    now: datetime,
) -> Document:
    """
    Make, release and queue the letter, as part of the chair's decision.

    :raises CannotProceed: of the type given, if it cannot be printed or would give away what is
        kept from its reader.
    """
    worker = _social_worker(conference, now)
    channel = channels_for([participant], FOR_LETTERS).get(participant.pk, "")
    try:
        document = make_document(
            _letter(conference, participant, exclusion, worker, channel, now),
            kind=KIND,
            subject=participant,
            case_id=conference.case_id,
            person_id=participant.person_id,
            now=now,
        )
    except CannotRender as blank:
        raise refusal(hard("CANNOT_PRINT", str(blank))) from blank
    kept = words_kept_from([participant.person_id or 0]).get(participant.person_id or 0, ())
    if count_leaks(document.content, kept):
        raise refusal(
            hard("ADDRESS_NOT_MASKED", "The letter holds an address that is kept from them.")
        )
    release(document, now=now)
    queue(
        reference=f"exclusion:{exclusion.public_id}",
        kind=KIND,
        channel=channel or "hand",
        subject=exclusion,
        subject_line=NEUTRAL_SUBJECT,
        case_id=conference.case_id,
        person_id=participant.person_id,
        # Without a channel that is safe the social worker brings it.
        professional_id=None if channel or worker is None else worker.pk,
        document_id=document.pk,
        now=now,
    )
    return document


def _letter(
    conference: Conference,
    participant: Participant,
    exclusion: Exclusion,
    worker: Professional | None,
    channel: str,
    now: datetime,
) -> ExclusionLetter:
    authority, chair = conference.authority, conference.chair
    desk = routes.conference_service(authority)
    runs_it = as_contact(chair) if chair is not None else desk
    known = participant.may_know.select_related("child").order_by("child_id")
    return ExclusionLetter(
        letterhead=routes.letterhead(authority),
        recipient=recipient(participant, channel),
        reference=str(exclusion.public_id),
        copy_number=None,
        dated=clock.day_of(now),
        children=child_names([row.child for row in known], participant),
        decision=ExclusionDecision(exclusion.decision),
        reasons=exclusion.reasons,
        views_by=exclusion.views_by,
        chair=runs_it,
        social_worker=as_contact(worker) if worker is not None else desk,
        advice=routes.advice(authority),
        complaints=routes.complaints(authority),
        signed_by=Contact(name=runs_it.name, job=runs_it.job),
    )


def _social_worker(conference: Conference, now: datetime) -> Professional | None:
    allocation = (
        Allocation.objects.filter(
            open_on(clock.day_of(now)),
            case_id=conference.case_id,
            capacity=Capacity.SOCIAL_WORKER,
        )
        .select_related("professional__agency")
        .order_by("-starts_on", "-pk")
        .first()
    )
    return allocation.professional if allocation is not None else None


def letter_went(exclusion: Exclusion) -> bool:
    """Return whether the letter with the reasons was released to the person it is about."""
    return (
        exclusion.decided_at is not None
        and Document.objects.filter(
            kind=KIND,
            subject_type=Participant._meta.model_name,
            subject_id=exclusion.participant_id,
            released_at__gte=exclusion.decided_at,
        ).exists()
    )
