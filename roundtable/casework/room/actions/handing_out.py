"""Handing out the approved record: one copy for each reader, looked at before it goes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.channels import FOR_LETTERS, channels_for
from roundtable.casework.conferences.leaks import count_leaks, words_kept_from
from roundtable.casework.conferences.models import (
    Conference,
    Papers,
    Participant,
    ParticipantRole,
    SecondLook,
)
from roundtable.casework.conferences.queries import (
    facts_about_conference,
    participants_of,
)
from roundtable.casework.conferences.readers import copy_numbers
from roundtable.casework.conferences.second_look import (
    LookedOver,
    keep_second_look,
    look_over,
    reasons_not_opened,
)
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.people.models import Channel
from roundtable.casework.room.actions.ending import RECORD_CLOCK
from roundtable.casework.room.chapters import ChaptersFor
from roundtable.casework.room.letters.record import ConferenceRecord as Copy
from roundtable.casework.room.models import ConferenceRecord
from roundtable.casework.room.record import reader_of_record, record_for
from roundtable.casework.room.record_sources import Meeting, read_meeting
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.actions import make_document, release
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.foundation.documents.traces import Trace
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission
from roundtable.rules.meeting_guards import (
    reasons_cannot_distribute_record,
)
from roundtable.rules.reasons import Override

KIND = "record"
CORRECTIONS_CLOCK = "record_corrections"

# Who is given a copy unless somebody else is named: those who worked on it, and the parents.
# Other relatives get what the chair gives them; a child's own account goes through a worker.
GIVEN_A_COPY = frozenset(
    {
        ParticipantRole.CHAIR,
        ParticipantRole.SOCIAL_WORKER,
        ParticipantRole.MANAGER,
        ParticipantRole.PROFESSIONAL,
        ParticipantRole.SOLICITOR,
        ParticipantRole.PARENT,
    }
)
CAN_BE_GIVEN_A_COPY = GIVEN_A_COPY | {ParticipantRole.FAMILY, ParticipantRole.ADVOCATE}


class CannotDistributeRecord(CannotProceed):
    """It is not approved, a copy was not looked at, or one would say something unsafe or blank."""


@dataclass(frozen=True, slots=True)
class CopyForOne:
    """One reader's copy, as it is before it goes out."""

    participant: Participant
    channel: str
    rendition: Copy


@dataclass(frozen=True, slots=True)
class Copies:
    """Every reader's copy, and the meeting they were made from."""

    meeting: Meeting
    of: Sequence[CopyForOne]


def copies_of_record(
    record: ConferenceRecord,
    *,
    chapters_for: ChaptersFor,
    also_for: Collection[int] | None = (),
    only_for: UUID | None = None,
    everyone: Sequence[Participant] | None = None,
    now: datetime,
) -> Copies:
    """
    Return every reader's copy, to be looked at before they go out, and then to go out.

    `also_for` are participants whom the chair lets have one beside those who get one anyway; None
    is all who could have one. Who may know of none of the children gets none. `only_for` makes one
    alone, by public id; `everyone` who was ever on the list saves the queries where they are known.

    :raises CannotRender: if a copy would say something blank.
    """
    if everyone is None:
        everyone = participants_of(record.conference, with_withdrawn=True)
    readers = [
        one
        for one in everyone
        if one.withdrawn_at is None
        and one.role in CAN_BE_GIVEN_A_COPY
        and (one.role in GIVEN_A_COPY or also_for is None or one.pk in also_for)
    ]
    channels = channels_for(readers, FOR_LETTERS)
    # Nothing goes over a way that is not marked safe: a worker hands it over.
    ways = {one.pk: channels.get(one.pk, Channel.HAND.value) for one in readers}
    meeting = read_meeting(
        record,
        copies={pk: str(Channel(way).label) for pk, way in ways.items()},
        today=clock.day_of(now),
        everyone=everyone,
    )
    to_make = [one for one in readers if _knows_a_child(meeting, one)]
    numbers = copy_numbers(to_make)
    return Copies(
        meeting,
        [
            CopyForOne(one, ways[one.pk], _copy(meeting, one, chapters_for, numbers[one.pk], now))
            for one in to_make
            if only_for in (None, one.public_id)
        ],
    )


def _knows_a_child(meeting: Meeting, participant: Participant) -> bool:
    known = reader_of_record(meeting, participant).may_know_children
    return any(child.child_id in known for child in meeting.children)


def _copy(
    meeting: Meeting,
    participant: Participant,
    chapters_for: ChaptersFor,
    number: int | None,
    now: datetime,
) -> Copy:
    reader = reader_of_record(meeting, participant)
    chapters = chapters_for(meeting.conference, reader, participant)
    return record_for(meeting, participant, chapters, copy_number=number, dated=clock.day_of(now))


@transaction.atomic
def check_copies_of_record(
    *,
    conference_id: int,
    chapters_for: ChaptersFor,
    looked_at: Collection[int],
    actor: Actor,
    now: datetime,
) -> SecondLook:
    """
    Say, as the second person, that each reader's copy is right. Another person hands them out.

    Also of those whom the chair may still let have one. `looked_at` are the participants whose
    copy they have opened.

    :raises CannotDistributeRecord: if it is not approved, a copy cannot be printed, or one was not
        looked at.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.SEND_LETTERS, facts_about_conference(actor, conference.pk))
    state_after(conference, "distribute_record", refusal=CannotDistributeRecord)
    record = ConferenceRecord.objects.filter(conference=conference).latest("version")
    record.conference = conference
    contents = _contents(_checked_copies(record, chapters_for, None, now))
    if reasons := reasons_not_opened(contents, looked_at):
        raise CannotDistributeRecord(reasons)
    look = keep_second_look(conference, Papers.RECORD, contents, by_user=actor.user_id, now=now)
    audit.record(actor=actor, verb="record.copies_checked", subject=record, now=now)
    return look


def look_over_copies(copies: Copies, *, by_user: int) -> LookedOver:
    """Return what whoever hands these copies out has to know about them."""
    meeting = copies.meeting
    return look_over(
        meeting.conference,
        Papers.RECORD,
        _contents(copies),
        participants=[one for one in meeting.participants if one.withdrawn_at is None],
        children=meeting.children,
        has_confidentiality=bool(meeting.kept_apart),
        by_user=by_user,
    )


def _contents(copies: Copies) -> dict[Participant, dict[str, Any]]:
    return {one.participant: content_of(one.rendition) for one in copies.of}


@transaction.atomic
def distribute_record(
    *,
    conference_id: int,
    chapters_for: ChaptersFor,
    checked: Collection[int],
    also_for: Collection[int] = (),
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> list[Document]:
    """
    Hand the approved record out: one rendition for each reader, released and queued once.

    `checked` are the participants whose copy was looked at. Where something is confidential from
    somebody, another person has looked at each copy too, as it leaves. The clock of the record
    stops, and the one for corrections starts.

    :raises CannotDistributeRecord: if it is not approved, a copy was not looked at, or one would
        tell its reader what is kept from them.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.SEND_LETTERS, facts_about_conference(actor, conference.pk))
    state = state_after(conference, "distribute_record", refusal=CannotDistributeRecord)
    record = ConferenceRecord.objects.filter(conference=conference).latest("version")
    record.conference = conference
    copies = _checked_copies(record, chapters_for, also_for, now)
    reasons = reasons_cannot_distribute_record(
        copies_unchecked=sum(one.participant.pk not in checked for one in copies.of)
    )
    agreed = settle(
        [*reasons, *look_over_copies(copies, by_user=actor.user_id).reasons],
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotDistributeRecord,
        now=now,
    )
    documents = [_send(record, conference, one, now=now) for one in copies.of]
    record.state = ConferenceRecord.State.DISTRIBUTED
    record.save(update_fields=["state"])
    enter(conference, state, title="Record handed out", actor=actor, now=now)
    day = clock.day_of(now)
    stop_clocks(subject=conference, rules={RECORD_CLOCK}, on=day, actor=actor, now=now)
    start_clock(
        CORRECTIONS_CLOCK,
        subject=record,
        authority=conference.authority,
        starts_on=day,
        case_id=conference.case_id,
        owner_id=conference.chair_id,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="record.distributed",
        subject=record,
        now=now,
        documents=[document.pk for document in documents],
        overrides=in_codes(agreed, actor=actor),
    )
    return documents


def _checked_copies(
    record: ConferenceRecord,
    chapters_for: ChaptersFor,
    also_for: Collection[int] | None,
    now: datetime,
) -> Copies:
    """Return the copies, unless one cannot be printed or holds what is kept from its reader."""
    try:
        copies = copies_of_record(record, chapters_for=chapters_for, also_for=also_for, now=now)
    except CannotRender as blank:
        raise CannotDistributeRecord(str(blank)) from blank
    people = {
        one.participant.person_id for one in copies.of if one.participant.person_id is not None
    }
    kept = words_kept_from(people)
    leaking = [one.participant.name for one in copies.of if _leaks(one, kept)]
    if leaking:
        raise CannotDistributeRecord(
            f"An address or number is kept from {', '.join(leaking)}, and is in their copy."
        )
    return copies


def _leaks(copy: CopyForOne, kept: Mapping[int, frozenset[Trace]]) -> bool:
    words = kept.get(copy.participant.person_id or 0, frozenset())
    return bool(count_leaks(content_of(copy.rendition), words))


def _send(
    record: ConferenceRecord, conference: Conference, copy: CopyForOne, *, now: datetime
) -> Document:
    participant = copy.participant
    document = make_document(
        copy.rendition,
        kind=KIND,
        subject=record,
        case_id=conference.case_id,
        person_id=participant.person_id,
        professional_id=participant.professional_id,
        version=record.version,
        now=now,
    )
    release(document, now=now)
    queue(
        reference=f"record:{record.public_id}:{participant.public_id}",
        kind=KIND,
        channel=copy.channel,
        subject=document,
        subject_line="A record from the conference service",
        case_id=conference.case_id,
        person_id=participant.person_id,
        professional_id=participant.professional_id,
        document_id=document.pk,
        authority=conference.authority,
        now=now,
    )
    return document
