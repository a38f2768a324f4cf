"""Putting somebody on the list together with what the request says they need."""

from datetime import datetime
from typing import Any

from django.db import transaction

from roundtable.casework.conferences.actions.participants import add_participant
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.invitations.actions.interpreters import book_needs
from roundtable.casework.invitations.actions.needs import take_up_stated_needs
from roundtable.foundation.accounts.models import Actor


@transaction.atomic
def put_on_list(*, conference_id: int, actor: Actor, now: datetime, **seat: Any) -> Participant:
    """
    Put somebody on the list, as `add_participant` does; what the booking form says they need is on
    the needs desk from then on, and nobody types it again. An interpreter who is held for them is
    booked there.

    :raises CannotAddParticipant: if they cannot come in this role, or the conference is over.
    """
    participant = add_participant(conference_id=conference_id, actor=actor, now=now, **seat)
    conference = Conference.objects.select_related("authority").get(pk=conference_id)
    take_up_stated_needs(conference, actor=actor, now=now)
    is_another = participant.role == ParticipantRole.INTERPRETER
    book_needs(conference, anew=is_another, actor=actor, now=now)
    return participant
