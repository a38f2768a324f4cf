"""The beats that every act in the room shares: a turn in the meeting, and who is here."""

from collections.abc import Collection
from datetime import datetime

from roundtable.casework.conferences.models import Conference
from roundtable.casework.room.models import SessionEvent
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.conference_states import UNDER_WAY, State


def log(
    conference: Conference,
    event: str,
    *,
    reason: str = "",
    out: Collection[int] = (),
    actor: Actor,
    now: datetime,
) -> SessionEvent:
    """Keep a turn in the meeting; `out` are the participants who leave for a closed part."""
    return SessionEvent.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        at=now,
        event=event,
        reason=reason.strip(),
        out_of_room=sorted(out),
        by=actor.name,
        user_id=actor.user_id or None,
    )


def check_under_way(conference: Conference, *, refusal: type[CannotProceed]) -> None:
    """
    Let the act go on only while the meeting is on.

    :raises CannotProceed: of the type given.
    """
    if State(conference.state) not in UNDER_WAY:
        raise refusal("The conference is not in session.")
