"""Asking people to come: one document for each reader, made, released and queued together."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.actions.calendars import send_entry
from roundtable.casework.conferences.actions.notices import at_words
from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.channels import FOR_LETTERS, channels_for
from roundtable.casework.conferences.leaks import count_leaks, words_kept_from
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.readers import begins_for, copy_numbers, room_for
from roundtable.casework.invitations.actions.enclose import (
    leaks_of,
    send_along,
    send_leaflets_along,
)
from roundtable.casework.invitations.actions.needs import take_up_stated_needs
from roundtable.casework.invitations.compose import letter_for
from roundtable.casework.invitations.enclosed import unread_in
from roundtable.casework.invitations.looking_over import (
    as_round,
    has_no_channel,
    has_prepared,
    no_channel,
    not_gone_through,
    people_with_something_kept,
    questions_of_round,
    who_is_asked,
    without_identity,
)
from roundtable.casework.invitations.meeting import Meeting, load_meeting
from roundtable.casework.invitations.models import Enclosure, Invitation
from roundtable.casework.invitations.ways import (
    BY_OFFICE,
    HAS_A_LETTER,
    Way,
    has_leaflets,
    way_of,
)
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.casework.people.models import Channel
from roundtable.casework.preparing.queries import who_goes_through_letters
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.actions import make_document, release
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.foundation.documents.traces import Trace
from roundtable.foundation.messaging.actions import queue, recall_ends
from roundtable.rules import conference_guards as guards
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import FIRST, TRANSITIONS, State
from roundtable.rules.reasons import Override, Reason, hard
from roundtable.rules.transitions import next_state

KIND = "invitation"
REPLY_CLOCK = "invitation_reply"
_NEUTRAL_SUBJECT = "A letter for you"
_SUBJECT = "Invitation to a conference"
_ALREADY_OUT = frozenset({ConferenceState.INVITED, ConferenceState.READY, ConferenceState.DELAYED})


class CannotSendInvitations(CannotProceed):
    """Not yet: a child without an identity, a person without a safe channel, or a leak."""


class CannotCheckInvitations(CannotProceed):
    """There is nothing to check."""


@dataclass(frozen=True)
class _Sending:
    """One round of invitations."""

    meeting: Meeting
    to: tuple[Participant, ...]
    channels: Mapping[int, str]
    invitations: Mapping[int, Invitation]
    kept: Mapping[int, frozenset[Trace]]
    actor: Actor
    now: datetime

    @property
    def conference(self) -> Conference:
        return self.meeting.conference

    @property
    def enclosures(self) -> Mapping[int, Sequence[Enclosure]]:
        return self.meeting.enclosures


@transaction.atomic
def check_invitations(*, conference_id: int, actor: Actor, now: datetime) -> Conference:
    """
    Say, as the second person, that the list and what each reader gets are right.

    Every later change of the list asks for it again.

    :raises CannotCheckInvitations: if there is no list to send to, or they prepared it themselves.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.SEND_INVITATIONS, facts)
    if conference.state not in _ALREADY_OUT | {ConferenceState.SCHEDULED}:
        raise CannotCheckInvitations("It is not arranged: there is no list to check yet.")
    if has_prepared(conference, actor):
        raise CannotCheckInvitations(
            "You changed the list or what goes with a letter. Ask somebody else to look at it."
        )
    conference.checked_by_user_id, conference.checked_at = actor.user_id, now
    conference.save(update_fields=["checked_by_user_id", "checked_at"])
    audit.record(actor=actor, verb="invitations.checked", subject=conference, now=now)
    return conference


@transaction.atomic
def send_invitations(
    *, conference_id: int, overrides: Sequence[Override] = (), actor: Actor, now: datetime
) -> list[Invitation]:
    """
    Ask everyone on the list to come, or those who joined it since.

    After the meeting has moved everybody is asked again. Nothing goes to anybody over a channel
    they did not mark as safe, and nothing that holds an address which is kept from its reader.

    :raises CannotSendInvitations: with each reason, naming the person it is about.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.SEND_INVITATIONS, facts)
    state = _state_after_sending(conference)
    take_up_stated_needs(conference, actor=actor, now=now)
    sending = _prepare(conference, actor, now)
    documents, reasons = _make_letters(sending)
    reasons += not_gone_through(
        conference, sending.to, sending.channels, today=clock.day_of(now)
    ).values()
    reasons += guards.reasons_cannot_invite(
        as_round(
            conference,
            sending.meeting.participants,
            without_identity=without_identity(sending.meeting.children),
            kept=people_with_something_kept(conference),
            by_user=actor.user_id,
            leaks=_leaks(sending, documents),
            questions=_questions(sending, documents),
            unread=[place for one in _enclosed(sending) for place in unread_in(one)],
        )
    )
    agreed = settle(
        reasons,
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotSendInvitations,
        now=now,
    )
    line = enter(
        conference,
        state,
        title=f"Invitations sent to {len(sending.to)} people",
        detail=in_words(agreed, actor=actor),
        actor=actor,
        now=now,
    )
    send_leaflets_along(
        {
            one: documents[one.pk].pk
            for one in sending.to
            if one.pk in documents and has_leaflets(one)
        },
        actor=actor,
        now=now,
    )
    sent = [
        _send_one(sending, participant, documents.get(participant.pk), line)
        for participant in sending.to
    ]
    stop_clocks(
        subject=conference,
        rules={"family_invitation", "professional_invitation"},
        on=clock.day_of(now),
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="invitations.sent",
        subject=conference,
        now=now,
        participants=[participant.pk for participant in sending.to],
        overrides=in_codes(agreed, actor=actor),
    )
    return [invitation for invitation in sent if invitation is not None]


def _state_after_sending(conference: Conference) -> ConferenceState:
    if conference.state in _ALREADY_OUT:
        return ConferenceState(conference.state)
    return state_after(conference, "invite", refusal=CannotSendInvitations)


def _prepare(conference: Conference, actor: Actor, now: datetime) -> _Sending:
    meeting = load_meeting(conference)
    to = who_is_asked(conference, meeting.participants)
    if not to:
        raise CannotSendInvitations("Everybody on the list has been invited.")
    people = [one.person_id for one in to if one.person_id is not None]
    found = Invitation.objects.filter(participant__in=to)
    return _Sending(
        meeting=meeting,
        to=to,
        channels=channels_for(to, FOR_LETTERS),
        invitations={one.participant_id: one for one in found},
        kept=words_kept_from(people),
        actor=actor,
        now=now,
    )


def _make_letters(sending: _Sending) -> tuple[dict[int, Document], list[Reason]]:
    """Return the letters that could be made, unreleased, and why others could not."""
    documents: dict[int, Document] = {}
    reasons: list[Reason] = []
    numbers = copy_numbers(sending.meeting.participants)
    versions = _versions(sending.to)
    for participant in sending.to:
        channel = sending.channels.get(participant.pk, "")
        if has_no_channel(participant, sending.channels):
            reasons.append(no_channel(participant))
        elif way_of(participant) in HAS_A_LETTER:
            try:
                documents[participant.pk] = make_document(
                    letter_for(
                        sending.meeting,
                        participant,
                        channel=channel,
                        copy_number=numbers[participant.pk],
                        now=sending.now,
                    ),
                    kind=KIND,
                    subject=participant,
                    case_id=sending.conference.case_id,
                    person_id=participant.person_id,
                    professional_id=participant.professional_id,
                    version=versions[participant.pk] + 1,
                    now=sending.now,
                )
            except CannotRender as blank:
                reasons.append(hard("CANNOT_PRINT", f"{participant.name}: {blank}"))
    return documents, reasons


def _versions(participants: Collection[Participant]) -> Counter[int]:
    earlier = Document.objects.filter(
        kind=KIND,
        subject_type=Participant._meta.model_name,
        subject_id__in=[one.pk for one in participants],
    )
    return Counter(earlier.values_list("subject_id", flat=True))


def _leaks(sending: _Sending, documents: Mapping[int, Document]) -> int:
    """Return how often a letter would say what is kept from its reader."""
    readers = {one.pk: one.person_id for one in sending.to}
    in_letters = sum(
        count_leaks(document.content, sending.kept.get(readers[pk] or 0, ()))
        for pk, document in documents.items()
    )
    return in_letters + sum(len(leaks_of(one)) for one in _enclosed(sending))


def _enclosed(sending: _Sending) -> list[Enclosure]:
    return [one for to in sending.to for one in sending.enclosures.get(to.pk, ())]


def _questions(sending: _Sending, documents: Mapping[int, Document]) -> list[str]:
    """Return what only a person can judge, about every reader's letter and what goes with it."""
    contents = {pk: one.content for pk, one in documents.items()}
    asked = questions_of_round(sending.meeting, sending.to, contents)
    return [question for questions in asked.values() for question in questions]


def _send_one(
    sending: _Sending, participant: Participant, document: Document | None, line: TimelineEntry
) -> Invitation | None:
    through_worker = way_of(participant) is Way.THROUGH_WORKER
    channel = str(Channel.HAND.value) if through_worker else sending.channels[participant.pk]
    if document is not None:
        release(document, now=sending.now)
        send_along(sending.enclosures.get(participant.pk, ()), document_id=document.pk)
    carrier = _carrier(sending, participant) if through_worker else None
    message = queue(
        reference=f"invitation:{line.pk}:{participant.pk}",
        kind=KIND,
        channel=channel,
        subject=sending.conference,
        subject_line=_NEUTRAL_SUBJECT if participant.is_family else _SUBJECT,
        body=""
        if document is not None and not through_worker
        else _note(sending.meeting, participant),
        case_id=sending.conference.case_id,
        person_id=participant.person_id,
        professional_id=participant.professional_id or carrier,
        document_id=document.pk if document is not None else None,
        # Also a note without a letter can be called back.
        not_before=recall_ends(sending.conference.authority, now=sending.now),
        now=sending.now,
    )
    participant.invited_at = participant.invited_at or message.leaves_at
    participant.save(update_fields=["invited_at"])
    send_entry(participant, sending.conference, not_before=message.leaves_at, now=sending.now)
    if participant.role in BY_OFFICE:
        return None
    return _keep_invitation(sending, participant, channel, document)


def _carrier(sending: _Sending, participant: Participant) -> int | None:
    """Return who goes through a letter with the child it is for, and says where they keep it."""
    for held in sending.meeting.children:
        if held.child_id == participant.person_id:
            worker = who_goes_through_letters(held)
            return worker.pk if worker is not None else None
    return None


def _note(meeting: Meeting, participant: Participant) -> str:
    """What somebody is told who has a job to do at the meeting, and no papers to read for it."""
    begins = begins_for(participant, meeting.starts_at)
    where = room_for(participant, meeting.conference)
    place = f" {where.name}, {where.postcode}." if where is not None else ""
    if way_of(participant) is Way.THROUGH_WORKER:
        return "Please go through the invitation with the child, and agree where they keep it."
    return f"A conference is held on {at_words(begins)}.{place}"


def _keep_invitation(
    sending: _Sending, participant: Participant, channel: str, document: Document | None
) -> Invitation:
    invitation = sending.invitations.get(participant.pk)
    if invitation is None:
        invitation = Invitation(
            authority_id=participant.authority_id,
            conference=sending.conference,
            participant=participant,
            state=FIRST.value,
        )
    state = State(invitation.state)
    event = "send" if state in TRANSITIONS["send"][0] else "ask_again"
    if state is State.WITHDRAWN:
        # Back on the list: as if never asked.
        state, event = FIRST, "send"
    invitation.state = next_state(TRANSITIONS, state, event).value
    invitation.channel, invitation.sent_at = channel, sending.now
    invitation.document_id = document.pk if document is not None else None
    invitation.answered_at = invitation.answered_by_user_id = None
    invitation.answer_note, invitation.deputy = "", None
    invitation.chased_on, invitation.bounced_because = None, ""
    invitation.save()
    if participant.professional_id is not None:
        start_clock(
            REPLY_CLOCK,
            subject=invitation,
            authority=sending.conference.authority,
            starts_on=clock.day_of(sending.now),
            case_id=sending.conference.case_id,
            owner_id=participant.professional_id,
            actor=sending.actor,
            now=sending.now,
        )
    return invitation
