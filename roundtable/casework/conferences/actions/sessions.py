"""Sessions of a split conference: who comes to which, when and where. The two never meet."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.booking import book_interpreter
from roundtable.casework.conferences.actions.notices import tell_of_own_time
from roundtable.casework.conferences.actions.participants import (
    authorise_change_of_list,
    list_changed,
)
from roundtable.casework.conferences.actions.states import lock_participant
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import (
    Conference,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.readers import TOGETHER, begins_for
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.reasons import Reason, hard

# Who runs the meeting runs every session of it.
_IN_EVERY_SESSION = frozenset({ParticipantRole.CHAIR, ParticipantRole.MINUTE_TAKER})


class CannotSetSession(CannotProceed):
    """They come with everyone else, or not at that time."""


class CannotAssignSession(CannotProceed):
    """It is not theirs to choose, or there is no such session."""


@transaction.atomic
def set_own_session(
    *, participant_id: int, comes_at: datetime, actor: Actor, now: datetime
) -> Participant:
    """
    Say when somebody's own session begins, for them and for whoever speaks for them.

    Without it their letter cannot say when to come.

    :raises CannotSetSession: if they come with everyone else, or it is not on the day.
    """
    participant, conference = lock_participant(participant_id)
    authorise_change_of_list(conference, actor)
    if participant.part != Part.SEPARATE or participant.withdrawn_at is not None:
        raise CannotSetSession("They do not come to a session of their own.")
    if conference.on != clock.day_of(comes_at):
        raise CannotSetSession("Choose a time on the day of the conference.")
    before = begins_for(participant, conference.starts_at)
    participant.comes_at = comes_at
    participant.save(update_fields=["comes_at"])
    followed_by(participant, conference, refusal=CannotSetSession, now=now)
    tell_of_own_time(conference, participant, before=before, now=now)
    list_changed(conference)
    audit.record(
        actor=actor,
        verb="conference.session_set",
        subject=participant,
        now=now,
        conference=conference.pk,
    )
    return participant


@transaction.atomic
def assign_to_session(
    *, participant_id: int, with_id: int | None, actor: Actor, now: datetime
) -> Participant:
    """
    Say to which session somebody at work comes: everyone's, or that of a person who comes apart.

    They are at that time and in that room then, on the lists of that session alone, and read what
    belongs to it. Whoever was invited to another time is asked again by the next round; who comes
    there already keeps their invitation.

    :raises CannotAssignSession: for the family, whose sessions are the chair's to decide; for who
        speaks for somebody and follows them; or if nobody comes apart there.
    """
    participant, conference = lock_participant(participant_id)
    authorise_change_of_list(conference, actor)
    wanted = (
        conference.participants.filter(pk=with_id, withdrawn_at=None, part=Part.SEPARATE).first()
        if with_id is not None
        else None
    )
    reasons = _reasons_cannot_assign(conference, participant, with_id, wanted)
    if reasons:
        raise CannotAssignSession(reasons)
    if _place(participant) == (_place(wanted) if wanted is not None else _WITH_EVERYONE):
        return participant
    _go_with(participant, wanted)
    if participant.invited_at is not None:
        participant.invited_at = None
        participant.save(update_fields=["invited_at"])
    book_interpreter(conference, participant, refusal=CannotAssignSession, now=now)
    list_changed(conference)
    audit.record(
        actor=actor,
        verb="conference.session_assigned",
        subject=participant,
        now=now,
        conference=conference.pk,
        session=participant.session,
    )
    return participant


def _reasons_cannot_assign(
    conference: Conference,
    participant: Participant,
    with_id: int | None,
    wanted: Participant | None,
) -> list[Reason]:
    if participant.withdrawn_at is not None or conference.state not in NOT_OVER:
        return [hard("NOT_ON_THE_LIST", "They are not on the list of a coming conference.")]
    if participant.person_id is not None:
        return [hard("CHAIR_DECIDES", "The chair decides who of the family comes apart.")]
    if participant.role in _IN_EVERY_SESSION:
        return [hard("EVERY_SESSION", "Who runs the meeting is in every session of it.")]
    if with_id is not None and (wanted is None or wanted.person_id is None):
        return [hard("NO_SESSION", "Choose somebody who comes to a session of their own.")]
    leader = participant.speaks_for
    if leader is not None and (wanted or participant) != (
        leader if leader.part == Part.SEPARATE else participant
    ):
        return [hard("FOLLOWS", f"They come for {leader.name}, and go where {leader.name} goes.")]
    return []


def followed_by(
    leader: Participant, conference: Conference, *, refusal: type[CannotProceed], now: datetime
) -> None:
    """Bring whoever speaks for somebody into their session, and interpreters with their booking."""
    for one in leader.spoken_for_by.filter(withdrawn_at=None).select_related("professional"):
        _go_with(one, leader)
        book_interpreter(conference, one, refusal=refusal, now=now)


_WITH_EVERYONE = (Part.WHOLE, TOGETHER, None, None)


def _place(participant: Participant) -> tuple[object, ...]:
    """When and where somebody is, and with whom."""
    return (
        participant.part,
        participant.session,
        participant.comes_at,
        participant.own_room_id,
    )


def _go_with(participant: Participant, leader: Participant | None) -> None:
    if leader is None:
        participant.part, participant.session = Part.WHOLE, TOGETHER
        participant.comes_at = participant.own_room = None
    else:
        participant.part, participant.session = leader.part, leader.session
        participant.comes_at, participant.own_room_id = leader.comes_at, leader.own_room_id
    participant.save(update_fields=["part", "session", "comes_at", "own_room"])
