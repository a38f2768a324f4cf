"""A break, asked for without a word to the others."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.facts import is_actor
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.room.course import course_of
from roundtable.casework.room.models import BreakRequest
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State


class CannotAskForBreak(CannotProceed):
    """The meeting is not going on, or they are not in it."""


class CannotHearBreak(CannotProceed):
    """Nobody has asked for a break."""


@transaction.atomic
def ask_for_break(*, conference_id: int, actor: Actor, now: datetime) -> BreakRequest:
    """
    Ask for a break. Chair and minute taker see it, and nobody else; asking again changes nothing.

    :raises CannotAskForBreak: if the meeting is not going on, or they are not noted as here.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.ASK_FOR_BREAK, facts_about_conference(actor, conference.pk))
    if State(conference.state) is not State.IN_SESSION:
        raise CannotAskForBreak("The meeting is not going on just now.")
    here = course_of(conference).present
    seats = Participant.objects.filter(is_actor(actor), conference=conference, withdrawn_at=None)
    seat = next((one for one in seats.order_by("pk") if one.pk in here), None)
    if seat is None:
        raise CannotAskForBreak("You are not noted as being in the meeting. Tell the chair.")
    asked = BreakRequest.objects.filter(participant=seat, answered_at=None).first()
    if asked is not None:
        return asked
    request = BreakRequest.objects.create(
        authority_id=conference.authority_id, conference=conference, participant=seat, asked_at=now
    )
    audit.record(actor=actor, verb="break.asked", subject=conference, now=now, participant=seat.pk)
    return request


@transaction.atomic
def hear_breaks(*, conference_id: int, actor: Actor, now: datetime) -> int:
    """
    Note that the chair has heard who asked for a break, though the meeting goes on for now.

    :raises CannotHearBreak: if nobody asks for one.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.OPEN_CONFERENCE, facts_about_conference(actor, conference.pk))
    heard = answer_breaks(conference, now=now)
    if not heard:
        raise CannotHearBreak("Nobody asks for a break.")
    audit.record(actor=actor, verb="break.heard", subject=conference, now=now, count=heard)
    return heard


def answer_breaks(conference: Conference, *, now: datetime) -> int:
    """Answer everybody who waits for a break, as part of the act that gives them one."""
    waiting = BreakRequest.objects.filter(conference=conference, answered_at=None)
    return waiting.update(answered_at=now)
