"""Calling back what was released and has not left yet, and letting go what was held."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.calendars import cancel_entry
from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.readers import begins_for
from roundtable.casework.invitations.actions.links import end_links
from roundtable.casework.invitations.actions.posting import lock_message
from roundtable.casework.invitations.actions.send import REPLY_CLOCK
from roundtable.casework.invitations.enclosed import with_document
from roundtable.casework.invitations.models import Invitation
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.actions import release
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.actions import call_back, send_after_all
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.invitation_states import TRANSITIONS, State
from roundtable.rules.transitions import next_state


class CannotRecall(CannotProceed):
    """It has left, or was stopped before."""


class CannotSendAgain(CannotProceed):
    """It has left, or is on its way."""


@transaction.atomic
def recall_message(*, message_id: int, actor: Actor, now: datetime) -> OutboxMessage:
    """
    Call a message back before it leaves. Its letter is taken from its reader's page too.

    Somebody whose invitation is called back has not been invited: the next round asks them.

    :raises CannotRecall: if it has left, or is stopped already.
    """
    message = lock_message(message_id, actor)
    if message.sent_at is not None:
        raise CannotRecall("It has left. It cannot be called back any more.")
    if message.stopped_at is not None:
        raise CannotRecall("It is stopped already.")
    call_back(message, now=now)
    take_back_letter(message, actor=actor, now=now)
    _tell(message, "message.recalled", "A letter was called back before it left", actor, now)
    return message


@transaction.atomic
def send_again(*, message_id: int, actor: Actor, now: datetime) -> OutboxMessage:
    """
    Let a message go that was held or called back, once what was wrong is put right.

    It is looked at once more before it leaves, and is held again if it is not.

    :raises CannotSendAgain: if it has left, is on its way, or somebody asked again meanwhile.
    """
    message = lock_message(message_id, actor)
    if message.sent_at is not None:
        raise CannotSendAgain("It has left already.")
    if message.held_at is None and message.stopped_at is None:
        raise CannotSendAgain("It is on its way.")
    if message.stopped_at is not None and message.kind == "invitation":
        raise CannotSendAgain("Invite them again from the conference: they get a new letter.")
    if message.document_id is not None:
        release(Document.objects.defer("pdf").get(pk=message.document_id), now=now)
    send_after_all(message, now=now)
    _tell(message, "message.sent_again", "A letter that was held back was let go", actor, now)
    return message


def take_back_letter(message: OutboxMessage, *, actor: Actor, now: datetime) -> None:
    """Take a letter from its reader's page, with all that went along with it."""
    if message.document_id is not None:
        document = Document.objects.defer("pdf").get(pk=message.document_id)
        document.released_at = None
        document.save(update_fields=["released_at"])
        # The next letter takes the files along again, and the leaflets as they are then.
        for one in with_document(document.pk):
            if one.file is not None:
                one.document_id = None
                one.save(update_fields=["document_id"])
    if message.kind == "invitation":
        _ask_anew(int(message.reference.rsplit(":", 1)[1]), actor=actor, now=now)


def _ask_anew(participant_id: int, *, actor: Actor, now: datetime) -> None:
    """Leave somebody as if they had not been asked: no entry in a calendar, no link, no clock."""
    participant = Participant.objects.select_related(
        "conference__authority", "conference__room", "person", "professional", "own_room"
    ).get(pk=participant_id)
    participant.invited_at = None
    participant.save(update_fields=["invited_at"])
    conference = participant.conference
    begins = begins_for(participant, conference.starts_at)
    cancel_entry(participant, conference, at=begins, now=now)
    for invitation in Invitation.objects.filter(participant=participant):
        end_links(invitation, now=now)
        if invitation.state in TRANSITIONS["call_back"][0]:
            state = next_state(TRANSITIONS, State(invitation.state), "call_back")
            invitation.state = state.value
            invitation.save(update_fields=["state"])
            stop_clocks(
                subject=invitation,
                rules={REPLY_CLOCK},
                on=clock.day_of(now),
                actor=actor,
                now=now,
            )


def _tell(message: OutboxMessage, verb: str, title: str, actor: Actor, now: datetime) -> None:
    if message.case_id is not None:
        note(
            case=message.case_id,
            kind="letters_sent",
            title=title,
            subject=message,
            actor=actor,
            now=now,
        )
    audit.record(actor=actor, verb=verb, subject=message, now=now, document=message.document_id)
