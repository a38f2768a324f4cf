"""The beats that every act in the room shares: a turn in the meeting, and who is here."""

from collections.abc import Collection, Sequence
from datetime import datetime

from roundtable.casework.conferences.models import Conference
from roundtable.casework.room.models import SessionEvent
from roundtable.casework.room.queries import quorum_of
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.conference_states import UNDER_WAY, State
from roundtable.rules.reasons import Reason


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


def check_goes_on(conference: Conference, *, refusal: type[CannotProceed]) -> None:
    """
    Let the meeting go on only while it is quorate, or the chair has said why it is safe to.

    What was said is kept all the same: a record that leaves it out would not be true.

    :raises CannotProceed: of the type given.
    """
    check_under_way(conference, refusal=refusal)
    if not conference.inquorate_reason and not quorum_of(conference).is_quorate:
        raise refusal(
            "Too few agencies are here. The chair says first why it is safe to go on, or pauses or"
            " ends the meeting."
        )


def ask_the_chair_again(conference: Conference, *, before: Sequence[Reason]) -> None:
    """
    Take back the chair's leave to go on where fewer are here than when it was given.

    What was said then stays in the course of the meeting. `before` is why it was not quorate.
    """
    now_missing = quorum_of(conference).reasons
    if conference.inquorate_reason and now_missing and tuple(before) != now_missing:
        conference.inquorate_reason = ""
        conference.save(update_fields=["inquorate_reason"])
