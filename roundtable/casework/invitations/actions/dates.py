"""A date for a conference, or another one, with what people need interpreted on it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from roundtable.casework.conferences.actions import arrange, move
from roundtable.casework.conferences.models import Conference
from roundtable.casework.invitations.actions.interpreters import book_needs, move_needs
from roundtable.foundation.accounts.models import Actor


@transaction.atomic
def arrange_conference(
    *, conference_id: int, actor: Actor, now: datetime, **arranged: Any
) -> Conference:
    """
    Book a conference, and whoever interprets at it for those who are on the list already.

    :raises CannotArrangeConference: as `conferences.actions.arrange` says.
    """
    conference = arrange.arrange_conference(
        conference_id=conference_id, actor=actor, now=now, **arranged
    )
    book_needs(conference, anew=True, actor=actor, now=now)
    return conference


@transaction.atomic
def reschedule_conference(
    *, conference_id: int, actor: Actor, now: datetime, **moved: Any
) -> Conference:
    """
    Move a conference, and its interpreters with it.

    :raises CannotRescheduleConference: as `conferences.actions.move` says.
    """
    conference = move.reschedule_conference(
        conference_id=conference_id, actor=actor, now=now, **moved
    )
    move_needs(conference, actor=actor, now=now)
    return conference
