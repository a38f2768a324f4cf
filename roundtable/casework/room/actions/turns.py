"""Whose turn it is to speak."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.room.course import course_of
from roundtable.casework.room.models import Turn
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State


class CannotGiveTurn(CannotProceed):
    """The meeting is not in session, or they are not here."""


@transaction.atomic
def give_turn(
    *, conference_id: int, participant_id: int | None, actor: Actor, now: datetime
) -> Turn:
    """
    Note whose turn it is from now on; without a participant, nobody's. The turn before it ends.

    :raises CannotGiveTurn: if the meeting is not in session, or they are not here.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, conference.pk))
    if State(conference.state) is not State.IN_SESSION:
        raise CannotGiveTurn("People take turns while the conference is in session.")
    if participant_id is not None and participant_id not in course_of(conference).present:
        raise CannotGiveTurn("They are not here.")
    turn = Turn.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        participant_id=participant_id,
        at=now,
        user_id=actor.user_id or None,
    )
    audit.record(
        actor=actor, verb="turn.given", subject=conference, now=now, participant=participant_id
    )
    return turn


def end_turn_of(participant: Participant, *, actor: Actor, now: datetime) -> None:
    """End the turn of somebody who leaves, as part of the act that notes it."""
    turns = Turn.objects.filter(conference=participant.conference_id).order_by("at", "pk")
    last = turns.last()
    if last is not None and last.participant_id == participant.pk and last.at <= now:
        Turn.objects.create(
            authority_id=participant.authority_id,
            conference_id=participant.conference_id,
            participant=None,
            at=now,
            user_id=actor.user_id or None,
        )
