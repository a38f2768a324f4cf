"""What the pages about decision letters and the record show, and the door to a document."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from roundtable.casework.conferences.channels import FOR_LETTERS, channels_for
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Papers,
    Participant,
)
from roundtable.casework.conferences.page_queries import Frame
from roundtable.casework.conferences.queries import facts_about_conference, participants_of
from roundtable.casework.conferences.second_look import LookedOver, last_looked_at, note_opened
from roundtable.casework.people.models import Channel
from roundtable.casework.plans.actions.letters import KIND
from roundtable.casework.plans.agreed import KIND as AGREED
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.plans.letters.outcome import Addressee, decision_letter
from roundtable.casework.plans.letters_to_send import (
    addressees,
    letters_to_send,
    read_outcomes,
)
from roundtable.casework.plans.papers import conference_of
from roundtable.casework.room.actions.handing_out import (
    CAN_BE_GIVEN_A_COPY,
    GIVEN_A_COPY,
    copies_of_record,
    look_over_copies,
)
from roundtable.casework.room.actions.handing_out import KIND as RECORD
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.queries import documents_of
from roundtable.foundation.documents.rendition import CannotRender, Rendition
from roundtable.rules.access import Permission

_LOOK_AT_EACH_COPY = (Permission.SEND_LETTERS, Permission.APPROVE_RECORD)


@dataclass(frozen=True, slots=True)
class SentTo:
    """A document that went out, to whom, and whether it is open to who looks at the list."""

    document: Document
    name: str
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Letters:
    """The decision letters of a conference: sent, or to whom they would go."""

    sent: Sequence[SentTo]
    to_send: Sequence[Addressee]
    looked_at: datetime | None = None
    """When a second person last looked at them all."""
    taken_home: Sequence[SentTo] = ()
    """What was given in the room when the meeting ended."""


@dataclass(frozen=True, slots=True)
class LettersToCheck:
    """What the second person looks at: each reader's letter, beside all who are on the list."""

    readers: Sequence[Participant]
    listed: Sequence[Participant]
    look: LookedOver


def letters_of(
    conference: Conference, children: Sequence[ConferenceChild], *, actor: Actor
) -> Letters:
    """Return the letters that went out, or else to whom they would go. Seven queries at most."""
    if not conference.ending:
        return Letters(sent=(), to_send=())
    documents = list(documents_of("conference", conference.pk))
    out = _sent(documents, conference) if documents else []
    sent = [one for one in out if one.document.kind == KIND]
    taken_home = [one for one in out if one.document.kind == AGREED]
    if sent:
        return Letters(sent=sent, to_send=(), taken_home=taken_home)
    everyone = participants_of(conference, with_withdrawn=True)
    to_send = addressees(conference, children=children, everyone=everyone, came=())
    return Letters(
        sent=(),
        to_send=_with_something_to_read(to_send, children),
        taken_home=taken_home,
        looked_at=last_looked_at(conference, Papers.DECISION_LETTERS, by_user=actor.user_id),
    )


def letters_to_check(
    conference: Conference, children: Sequence[ConferenceChild], *, actor: Actor, now: datetime
) -> LettersToCheck:
    """
    Return the letters as they would go now, each looked over for the second person.

    A constant number of queries.

    :raises CannotSendLetters: if one of them would say something blank.
    """
    everyone = participants_of(conference, with_withdrawn=True)
    to_send = addressees(conference, children=children, everyone=everyone)
    outcomes = read_outcomes(conference, children=children, everyone=everyone)
    return LettersToCheck(
        readers=[one.participant for one in _with_something_to_read(to_send, children)],
        listed=[one for one in everyone if one.withdrawn_at is None],
        look=letters_to_send(outcomes, to_send, by_user=actor.user_id, now=now).look,
    )


def _with_something_to_read(
    to_send: Sequence[Addressee], children: Sequence[ConferenceChild]
) -> list[Addressee]:
    known = {child.child_id for child in children}
    return [one for one in to_send if one.reader.may_know_children & known]


def _sent(documents: Sequence[Document], conference: Conference) -> list[SentTo]:
    names: dict[tuple[int | None, int | None], str] = {
        (one.person_id, one.professional_id): one.name
        for one in participants_of(conference, with_withdrawn=True)
    }
    return [
        SentTo(
            one,
            names.get((one.reader_person_id, one.reader_professional_id), "Somebody who left"),
        )
        for one in documents
    ]


def letter_preview(
    conference: Conference, *, participant_id: uuid.UUID, actor: Actor, now: datetime
) -> Rendition:
    """
    Return one reader's decision letter as it would be made now, and note that `actor` opened it.

    :raises RecordNotFound: if no letter goes to them.
    :raises CannotRender: if it would say something blank.
    """
    for one in addressees(conference):
        if one.participant.public_id == participant_id:
            letter = decision_letter(read_outcomes(conference), one, dated=clock.day_of(now))
            _note_opened(Papers.DECISION_LETTERS, one.participant, letter, actor=actor, now=now)
            return letter
    raise RecordNotFound("participant")


def _note_opened(
    papers: Papers, reader: Participant, rendition: Rendition, *, actor: Actor, now: datetime
) -> None:
    note_opened(papers, reader, content_of(rendition), actor=actor, now=now)


# The record


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The record of a conference, as far as it is."""

    record: ConferenceRecord | None
    readers: Sequence[Participant]
    others: Sequence[Participant]
    ways: Mapping[int, str]
    sent: Sequence[SentTo]
    everyone: Sequence[Participant] = ()
    """Who was ever on the list, while copies are still to go out."""


def record_page(frame: Frame, *, actor: Actor) -> RecordPage:
    """
    Return the record, who gets a copy, who could be given one too, and what went out.

    A constant number of queries.
    """
    conference = frame.conference
    records = ConferenceRecord.objects.filter(conference=conference)
    record = records.select_related("approved_by").order_by("-version").first()
    if record is None:
        return RecordPage(None, (), (), {}, ())
    if record.state == ConferenceRecord.State.DISTRIBUTED:
        documents = list(documents_of("conferencerecord", record.pk, kind=RECORD))
        sent = [
            replace(one, is_open=_opens_copy(one.document, actor, frame.allowed))
            for one in _sent(documents, conference)
        ]
        return RecordPage(record, (), (), {}, sent)
    if record.state == ConferenceRecord.State.DRAFT:
        return RecordPage(record, (), (), {}, ())
    known = {child.child_id for child in frame.children}
    everyone = participants_of(conference, with_withdrawn=True)
    people = [
        one
        for one in everyone
        if one.withdrawn_at is None
        and one.role in CAN_BE_GIVEN_A_COPY
        and known & {row.child_id for row in one.may_know.all()}
    ]
    channels = channels_for(people, FOR_LETTERS)
    return RecordPage(
        record=record,
        readers=[one for one in people if one.role in GIVEN_A_COPY],
        others=[one for one in people if one.role not in GIVEN_A_COPY],
        ways={one.pk: channels.get(one.pk, Channel.HAND.value) for one in people},
        sent=(),
        everyone=everyone,
    )


def copies_last_looked_at(conference: Conference, actor: Actor) -> datetime | None:
    """Return when a person other than `actor` last looked at every copy. One query."""
    return last_looked_at(conference, Papers.RECORD, by_user=actor.user_id)


def copies_looked_over(
    page: RecordPage, conference: Conference, *, actor: Actor, now: datetime
) -> LookedOver | None:
    """
    Return what whoever hands the copies out has to know about them, each composed as it would go.

    None while there are none, or one cannot be printed.
    """
    record = page.record
    if record is None or not page.everyone:
        return None
    record.conference = conference
    with suppress(CannotRender):
        copies = copies_of_record(
            record,
            chapters_for=chapters_for(conference, everyone=page.everyone),
            also_for=None,
            everyone=page.everyone,
            now=now,
        )
        return look_over_copies(copies, by_user=actor.user_id)
    return None


def copy_preview(
    conference: Conference, *, participant_id: uuid.UUID, actor: Actor, now: datetime
) -> Rendition:
    """
    Return one reader's copy of the record as it would be made now, and note that `actor` opened it.

    :raises RecordNotFound: if there is no record, or no copy goes to them.
    :raises CannotRender: if it would say something blank.
    """
    records = ConferenceRecord.objects.filter(conference=conference).order_by("-version")
    record = records.first()
    if record is None:
        raise RecordNotFound("record")
    record.conference = conference
    copies = copies_of_record(
        record,
        chapters_for=chapters_for(conference),
        also_for=None,
        only_for=participant_id,
        now=now,
    )
    for one in copies.of:
        _note_opened(Papers.RECORD, one.participant, one.rendition, actor=actor, now=now)
        return one.rendition
    raise RecordNotFound("participant")


# Documents


def get_document(*, public_id: uuid.UUID, actor: Actor) -> Document:
    """
    Return a document that was released, for staff who may see what went out of its conference.

    :raises RecordNotFound: if it does not exist, was not released, or is not theirs to see.
    """
    document = Document.objects.filter(public_id=public_id, released_at__isnull=False).first()
    conference_id = conference_of(document) if document is not None else None
    if document is None or conference_id is None:
        raise RecordNotFound("document")
    facts = facts_about_conference(actor, conference_id)
    asked = Permission.VIEW_RECORD if document.kind == RECORD else Permission.VIEW_LETTER
    if document.kind == AGREED and may(actor, Permission.TELL_WHAT_WAS_AGREED, facts):
        asked = Permission.TELL_WHAT_WAS_AGREED
    looks = [one for one in _LOOK_AT_EACH_COPY if may(actor, one, facts)]
    if not may(actor, asked, facts) or (
        document.kind == RECORD and not _opens_copy(document, actor, looks)
    ):
        raise RecordNotFound("document")
    audit.note_read("document", document.pk)
    return document


def _opens_copy(document: Document, actor: Actor, allowed: Collection[Permission]) -> bool:
    """
    Return whether a copy of the record is open to `actor`, who may do `allowed` there.

    It may hold a closed part: beside its own reader only those see it who look at each copy before
    it goes, and the chair.
    """
    is_own = document.reader_professional_id in actor.professional_ids
    return is_own or any(one in allowed for one in _LOOK_AT_EACH_COPY)
