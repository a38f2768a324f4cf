"""The decision letters of a conference as they would go now: to whom, and what each says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from roundtable.casework.conferences.leaks import (
    people_kept_apart,
)
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Papers,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import (
    children_of,
    participants_of,
)
from roundtable.casework.conferences.readers import copy_numbers, reader_of_participant
from roundtable.casework.conferences.second_look import LookedOver, look_over
from roundtable.casework.decisions.letters.decision import DecisionLetter
from roundtable.casework.decisions.queries import current_decisions
from roundtable.casework.people.models import Channel, ContactPoint
from roundtable.casework.plans.letters.outcome import Addressee, Outcomes, decision_letter
from roundtable.casework.plans.models import OutcomeReview, Outline, Plan
from roundtable.casework.plans.queries import outline_prefetches
from roundtable.casework.room.models import Attendance
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.rendition import CannotRender, Recipient

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


def read_outcomes(
    conference: Conference,
    *,
    children: Sequence[ConferenceChild] | None = None,
    everyone: Sequence[Participant] | None = None,
) -> Outcomes:
    """
    Return what the conference came to, in a constant number of queries.

    `children`, and `everyone` who was ever on the list, save the queries where they are known.
    """
    children = children_of(conference) if children is None else children
    everyone = participants_of(conference, with_withdrawn=True) if everyone is None else everyone
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
    found = Outline.objects.filter(
        Q(pk__in=of_plans.values("outline_id")) | Q(conference_child__in=by_child.values())
    )
    for outline in found.select_related("key_worker").prefetch_related(*outline_prefetches()):
        outlines[by_child[outline.child_id]] = outline
    record = Clock.objects.filter(
        rule="record", subject_type="conference", subject_id=conference.pk
    ).first()
    seats = {}
    for seat in everyone:
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
    conference: Conference,
    *,
    children: Sequence[ConferenceChild] | None = None,
    everyone: Sequence[Participant] | None = None,
    came: Collection[int] | None = None,
) -> list[Addressee]:
    """
    Return everyone who gets a letter, with what each may read.

    `children`, `everyone` who was ever on the list, and who `came`, save the queries where they are
    known, or where nothing is made of them.
    """
    if came is None:
        here = Attendance.objects.filter(conference=conference)
        came = set(here.values_list("participant_id", flat=True))
    held = children_of(conference) if children is None else children
    released = frozenset(f"decision:{child.pk}" for child in held)
    listed = participants_of(conference) if everyone is None else everyone
    readers = [one for one in listed if one.withdrawn_at is None and one.role not in NO_LETTER]
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


@dataclass(frozen=True, slots=True)
class ToSend:
    """The letters as they would go now, and what a second person has to know about them."""

    letters: Mapping[Addressee, DecisionLetter]
    look: LookedOver


def letters_to_send(
    outcomes: Outcomes, readers: Sequence[Addressee], *, by_user: int, now: datetime
) -> ToSend:
    """
    Return each reader's letter as it would be made now, looked over by who is about to send it.

    :raises CannotSendLetters: naming the reader whose letter would say something blank.
    """
    letters = _letters(outcomes, readers, now)
    return ToSend(letters, _look(outcomes, letters, by_user=by_user))


def _letters(
    outcomes: Outcomes, readers: Sequence[Addressee], now: datetime
) -> dict[Addressee, DecisionLetter]:
    letters = {}
    for to in readers:
        if not _has_something_to_say(outcomes, to):
            continue
        try:
            letters[to] = decision_letter(outcomes, to, dated=clock.day_of(now))
            content_of(letters[to])
        except CannotRender as refusal:
            raise CannotSendLetters(f"{to.participant.name}: {refusal}") from refusal
    return letters


def _look(
    outcomes: Outcomes, letters: Mapping[Addressee, DecisionLetter], *, by_user: int
) -> LookedOver:
    return look_over(
        outcomes.conference,
        Papers.DECISION_LETTERS,
        {to.participant: content_of(letter) for to, letter in letters.items()},
        participants=list(outcomes.seats.values()),
        children=outcomes.children,
        has_confidentiality=bool(outcomes.kept_apart),
        by_user=by_user,
    )


def _has_something_to_say(outcomes: Outcomes, to: Addressee) -> bool:
    """A reader who may know of none of the children gets no letter at all."""
    known = to.reader.may_know_children
    return any(child.child_id in known for child in outcomes.children)
