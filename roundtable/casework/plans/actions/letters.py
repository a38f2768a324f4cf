"""Telling everyone what was decided: one letter for each reader, within a working day."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.leaks import (
    count_leaks,
    people_kept_apart,
    words_kept_from,
)
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import (
    children_of,
    facts_about_conference,
    participants_of,
)
from roundtable.casework.conferences.readers import copy_numbers, reader_of_participant
from roundtable.casework.decisions.queries import current_decisions
from roundtable.casework.people.models import Channel, ContactPoint
from roundtable.casework.plans.letters.outcome import Addressee, Outcomes, decision_letter
from roundtable.casework.plans.models import OutcomeReview, Outline, Plan
from roundtable.casework.plans.queries import outline_prefetches
from roundtable.casework.room.models import Attendance
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.actions import make_document, release
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.rendition import CannotRender, Recipient
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission

KIND = "decision_letter"
LETTER_CHANNELS = (Channel.PORTAL, Channel.POST, Channel.HAND)
NO_LETTER = frozenset(
    {
        ParticipantRole.INTERPRETER,
        ParticipantRole.OBSERVER,
        ParticipantRole.SUPPORTER,
        ParticipantRole.FAMILY_SOLICITOR,
        # A child's own letter is made for their age, and goes through a named worker (A16).
        ParticipantRole.CHILD,
    }
)


class CannotSendLetters(CannotProceed):
    """The conference has not ended, or a letter would say something blank or unsafe."""


def read_outcomes(conference: Conference) -> Outcomes:
    """Return what the conference came to, in a constant number of queries."""
    children = children_of(conference)
    decisions = current_decisions(conference)
    by_child = {child.child_id: child.pk for child in children}
    outlines: dict[int, Outline] = {}
    held_on = conference.held_on or clock.today()
    # An earlier plan that had ended by then is another one.
    of_plans = Plan.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=held_on),
        child_id__in=by_child,
        outline__isnull=False,
        starts_on__lte=held_on,
    )
    ids = [*of_plans.values_list("outline_id", flat=True)]
    found = Outline.objects.filter(pk__in=ids) | Outline.objects.filter(
        conference_child__in=children
    )
    for outline in found.select_related("key_worker").prefetch_related(*outline_prefetches()):
        outlines[by_child[outline.child_id]] = outline
    record = Clock.objects.filter(
        rule="record", subject_type="conference", subject_id=conference.pk
    ).first()
    seats = {}
    for seat in participants_of(conference, with_withdrawn=True):
        if seat.person_id is not None:
            seats["person", seat.person_id] = seat
        elif seat.professional_id is not None:
            seats["professional", seat.professional_id] = seat
    return Outcomes(
        conference=conference,
        children=children,
        decisions=decisions,
        outlines=outlines,
        record_by=record.due_on if record else clock.today(),
        seats=seats,
        reviewed=_reviewed(children),
        kept_apart=people_kept_apart(conference),
    )


def _reviewed(children: Sequence[ConferenceChild]) -> dict[int, list[OutcomeReview]]:
    reviewed: dict[int, list[OutcomeReview]] = {child.pk: [] for child in children}
    rows = OutcomeReview.objects.filter(conference_child__in=children).select_related("outcome")
    for one in rows.order_by("outcome__position", "outcome_id"):
        reviewed[one.conference_child_id].append(one)
    return reviewed


def addressees(
    conference: Conference, *, children: Sequence[ConferenceChild] | None = None
) -> list[Addressee]:
    """Return everyone who gets a letter, with what each may read; `children` saves a query."""
    came = set(
        Attendance.objects.filter(conference=conference).values_list("participant_id", flat=True)
    )
    held = children_of(conference) if children is None else children
    released = frozenset(f"decision:{child.pk}" for child in held)
    readers = [one for one in participants_of(conference) if one.role not in NO_LETTER]
    channels, numbers = _safe_channels(readers), copy_numbers(readers)
    return [
        Addressee(
            participant=participant,
            reader=reader_of_participant(participant, released=released),
            recipient=Recipient(
                name=participant.name,
                delivery=Channel(channels[participant.pk]).label,
            ),
            came=participant.pk in came,
            copy_number=numbers[participant.pk],
        )
        for participant in readers
    ]


def _safe_channels(participants: Sequence[Participant]) -> dict[int, str]:
    """Return how each letter goes: by a channel marked safe, else by the social worker's hand."""
    people = [one.person_id for one in participants if one.person_id is not None]
    safe: dict[int, str] = {}
    for point in ContactPoint.objects.filter(
        person_id__in=people, is_safe=True, channel__in=LETTER_CHANNELS
    ).order_by("-pk"):
        safe[point.person_id] = point.channel
    return {
        one.pk: safe.get(one.person_id, Channel.HAND.value)
        if one.person_id is not None
        else Channel.EMAIL.value
        for one in participants
    }


@transaction.atomic
def send_decision_letters(*, conference_id: int, actor: Actor, now: datetime) -> list[Document]:
    """
    Make, release and queue one decision letter for each reader. Pressing twice sends once.

    Also when it was adjourned, stood down or inquorate: then the letter says why, what keeps the
    children safe meanwhile, and when the conference meets again.

    :raises CannotSendLetters: if it has not ended, or a letter cannot be printed.
    """
    conference = (
        Conference.objects.select_for_update(of=("self",))
        .select_related("authority", "chair")
        .get(pk=conference_id)
    )
    authorise(actor, Permission.SEND_LETTERS, facts_about_conference(actor, conference.pk))
    if not conference.ending:
        raise CannotSendLetters("The conference has not ended yet.")
    sent = list(Document.objects.filter(kind=KIND, subject_id=conference.pk).defer("pdf"))
    if sent:
        return sent
    outcomes, everyone = read_outcomes(conference), addressees(conference)
    kept = words_kept_from([to.reader.person_id for to in everyone if to.reader.person_id])
    documents = []
    for to in everyone:
        try:
            letter = decision_letter(outcomes, to, dated=clock.day_of(now))
            document = make_document(
                letter,
                kind=KIND,
                subject=conference,
                case_id=conference.case_id,
                person_id=to.participant.person_id,
                professional_id=to.participant.professional_id,
                now=now,
            )
        except CannotRender as refusal:
            if not _has_something_to_say(outcomes, to):
                continue
            raise CannotSendLetters(f"{to.participant.name}: {refusal}") from refusal
        if count_leaks(document.content, kept.get(to.reader.person_id or 0, ())):
            raise CannotSendLetters(
                f"An address or number is kept from {to.participant.name}, and is in their letter."
            )
        release(document, now=now)
        _queue(document, to, conference, now)
        documents.append(document)
    stop_clocks(
        subject=conference,
        rules={"decision_letter"},
        on=clock.day_of(now),
        actor=actor,
        now=now,
    )
    note(
        case=conference.case_id,
        kind="letters_sent",
        title="Decision letters sent",
        subject=conference,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="conference.letters_sent",
        subject=conference,
        now=now,
        documents=[document.pk for document in documents],
    )
    return documents


def _has_something_to_say(outcomes: Outcomes, to: Addressee) -> bool:
    """A reader who may know of none of the children gets no letter at all."""
    known = to.reader.may_know_children
    return any(child.child_id in known for child in outcomes.children)


def _queue(document: Document, to: Addressee, conference: Conference, now: datetime) -> None:
    channel = to.recipient.delivery or ""
    queue(
        reference=f"decision_letter:{document.pk}",
        kind=KIND,
        channel=next((one.value for one in Channel if one.label == channel), Channel.HAND),
        subject=document,
        subject_line="A letter from the conference service",
        case_id=conference.case_id,
        person_id=document.reader_person_id,
        professional_id=document.reader_professional_id,
        document_id=document.pk,
        now=now,
    )
