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
from roundtable.casework.conferences.leaks import count_leaks, words_kept_from
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.readers import begins_for, room_for
from roundtable.casework.invitations.actions.check import OUT_ALREADY
from roundtable.casework.invitations.actions.enclose import (
    leaks_of,
    send_along,
    send_leaflets_along,
)
from roundtable.casework.invitations.actions.interpreters import book_needs
from roundtable.casework.invitations.actions.needs import take_up_stated_needs
from roundtable.casework.invitations.enclosed import unread_in
from roundtable.casework.invitations.letter_round import (
    LetterRound,
    compose_round,
    look_over_round,
)
from roundtable.casework.invitations.looking_over import (
    as_round,
    has_no_channel,
    is_confidential,
    no_channel,
    not_gone_through,
    people_with_something_kept,
    without_identity,
)
from roundtable.casework.invitations.meeting import Meeting, load_meeting
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.ways import (
    BY_OFFICE,
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
from roundtable.foundation.documents.traces import Trace
from roundtable.foundation.messaging.actions import queue, recall_ends
from roundtable.rules import conference_guards as guards
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import FIRST, TRANSITIONS, State
from roundtable.rules.reasons import Override, Reason
from roundtable.rules.transitions import next_state

KIND = "invitation"
REPLY_CLOCK = "invitation_reply"
_NEUTRAL_SUBJECT = "A letter for you"
_SUBJECT = "Invitation to a conference"


class CannotSendInvitations(CannotProceed):
    """Not yet: a child without an identity, a person without a safe channel, or a leak."""


@dataclass(frozen=True)
class _Sending:
    """One round of invitations."""

    letters: LetterRound
    invitations: Mapping[int, Invitation]
    kept: Mapping[int, frozenset[Trace]]
    actor: Actor
    now: datetime

    @property
    def conference(self) -> Conference:
        return self.letters.conference

    @property
    def meeting(self) -> Meeting:
        return self.letters.meeting

    @property
    def to(self) -> Sequence[Participant]:
        return self.letters.to

    @property
    def channels(self) -> Mapping[int, str]:
        return self.letters.channels


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
    book_needs(conference, actor=actor, now=now)
    sending = _prepare(conference, actor, now)
    documents = _make_letters(sending)
    agreed = settle(
        _reasons_cannot_send(sending, documents),
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
    if conference.state in OUT_ALREADY:
        return ConferenceState(conference.state)
    return state_after(conference, "invite", refusal=CannotSendInvitations)


def _prepare(conference: Conference, actor: Actor, now: datetime) -> _Sending:
    letters = compose_round(load_meeting(conference), now=now)
    if not letters.to:
        raise CannotSendInvitations("Everybody on the list has been invited.")
    people = [one.person_id for one in letters.to if one.person_id is not None]
    found = Invitation.objects.filter(participant__in=letters.to)
    return _Sending(
        letters=letters,
        invitations={one.participant_id: one for one in found},
        kept=words_kept_from(people),
        actor=actor,
        now=now,
    )


def _make_letters(sending: _Sending) -> dict[int, Document]:
    """Return the letters to those who can be reached, unreleased."""
    versions = _versions(sending.to)
    return {
        one.pk: make_document(
            letter,
            kind=KIND,
            subject=one,
            case_id=sending.conference.case_id,
            person_id=one.person_id,
            professional_id=one.professional_id,
            version=versions[one.pk] + 1,
            now=sending.now,
        )
        for one, letter in sending.letters.letters.items()
        if not has_no_channel(one, sending.channels)
    }


def _reasons_cannot_send(sending: _Sending, documents: Mapping[int, Document]) -> list[Reason]:
    """Return why the round does not go yet, each naming the person it is about."""
    meeting, letters = sending.meeting, sending.letters
    unreached = [one for one in sending.to if has_no_channel(one, sending.channels)]
    stale = not_gone_through(
        sending.conference, sending.to, letters.confirmed_on, today=clock.day_of(sending.now)
    )
    kept = people_with_something_kept(sending.conference)
    look = look_over_round(
        letters,
        is_confidential=is_confidential(kept, meeting.participants),
        by_user=sending.actor.user_id,
    )
    return [
        *map(no_channel, unreached),
        *letters.cannot_print,
        *stale.values(),
        *guards.reasons_cannot_invite(
            as_round(
                meeting.participants,
                without_identity=without_identity(meeting),
                leaks=_leaks(sending, documents),
                unread=[place for one in letters.enclosed for place in unread_in(one)],
            )
        ),
        *look.reasons,
    ]


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
    return in_letters + sum(len(leaks_of(one)) for one in sending.letters.enclosed)


def _send_one(
    sending: _Sending, participant: Participant, document: Document | None, line: TimelineEntry
) -> Invitation | None:
    through_worker = way_of(participant) is Way.THROUGH_WORKER
    channel = str(Channel.HAND.value) if through_worker else sending.channels[participant.pk]
    if document is not None:
        release(document, now=sending.now)
        send_along(sending.meeting.enclosures.get(participant.pk, ()), document_id=document.pk)
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
        authority=sending.conference.authority,
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
