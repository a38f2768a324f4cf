"""Opening the meeting: what nobody answers any more is over with it."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.models import Conference
from roundtable.casework.invitations.actions.answer import stop_waiting_for_answers
from roundtable.casework.room.actions import sitting
from roundtable.foundation.accounts.models import Actor


@transaction.atomic
def open_conference(*, conference_id: int, actor: Actor, now: datetime) -> Conference:
    """
    Open the meeting. Answers are not waited for any more; a report that never came is still owed.

    :raises CannotOpenConference: if it is arranged for another day, or the chair is not here.
    """
    conference = sitting.open_conference(conference_id=conference_id, actor=actor, now=now)
    stop_waiting_for_answers(conference, how="the conference opened", actor=actor, now=now)
    return conference
