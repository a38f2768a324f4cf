"""Who came, who went, and who sent apologies."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_participant
from roundtable.casework.conferences.models import Part, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.room.actions.meeting import ask_the_chair_again
from roundtable.casework.room.actions.turns import end_turn_of
from roundtable.casework.room.models import Apology, Attendance, Mode
from roundtable.casework.room.queries import quorum_of
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import ARRANGED, UNDER_WAY, State

_CAN_COME = (ARRANGED | UNDER_WAY) - {State.CLOSED_PART}


class CannotRecordArrival(CannotProceed):
    """They are here already, not expected, or a closed part is on."""


class CannotRecordDeparture(CannotProceed):
    """They are not here."""


class CannotRecordApology(CannotProceed):
    """They came, or are not asked to come any more."""


@transaction.atomic
def record_arrival(
    *,
    participant_id: int,
    mode: str = Mode.IN_PERSON,
    in_their_room: str = "",
    at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Attendance:
    """
    Note that somebody is here, in the room or remotely; coming back is a stay of its own.

    Who joins from elsewhere says who is in the room with them (`in_their_room`).
    `at` is for catching up after the network was away: the time it really was.

    :raises CannotRecordArrival: if they are here, the chair keeps them out, or a closed part is
        on: whoever comes then waits until it is over.
    """
    participant = _lock(participant_id, actor)
    conference = participant.conference
    came_at = at or now
    if State(conference.state) not in _CAN_COME:
        raise CannotRecordArrival("Nobody can come in just now.")
    if conference.on != clock.day_of(came_at) or came_at > now:
        raise CannotRecordArrival("Enter a time on the day of the conference that has passed.")
    if participant.withdrawn_at is not None or participant.part == Part.NONE:
        raise CannotRecordArrival(f"{participant.name} is not to be at this meeting.")
    if mode not in Mode.values:
        raise CannotRecordArrival("Choose how they take part.")
    last = Attendance.objects.filter(participant=participant).order_by("arrived_at").last()
    if last is not None and (last.left_at is None or last.left_at > came_at):
        raise CannotRecordArrival(f"{participant.name} is here already.")
    stay = Attendance.objects.create(
        authority_id=participant.authority_id,
        conference=conference,
        participant=participant,
        mode=mode,
        in_their_room=in_their_room.strip() if mode == Mode.REMOTE else "",
        arrived_at=came_at,
    )
    audit.record(
        actor=actor,
        verb="attendance.arrived",
        subject=conference,
        now=now,
        participant=participant.pk,
    )
    return stay


@transaction.atomic
def record_departure(
    *, participant_id: int, at: datetime | None = None, actor: Actor, now: datetime
) -> Attendance:
    """
    Note that somebody has left. Whether the meeting is still quorate is looked at afresh: what the
    chair has said about going on with too few agencies holds for those who were here then.

    :raises CannotRecordDeparture: if they are not here.
    """
    participant = _lock(participant_id, actor)
    left_at = at or now
    stay = Attendance.objects.filter(participant=participant, left_at=None).first()
    if stay is None:
        raise CannotRecordDeparture(f"{participant.name} is not here.")
    if not stay.arrived_at <= left_at <= now:
        raise CannotRecordDeparture("Enter a time after they came that has passed.")
    before = quorum_of(participant.conference).reasons
    stay.left_at = left_at
    stay.save(update_fields=["left_at"])
    end_turn_of(participant, actor=actor, now=left_at)
    ask_the_chair_again(participant.conference, before=before)
    audit.record(
        actor=actor,
        verb="attendance.left",
        subject=participant.conference,
        now=now,
        participant=participant.pk,
    )
    return stay


@transaction.atomic
def record_apology(
    *, participant_id: int, was_given: bool, note: str = "", actor: Actor, now: datetime
) -> Apology:
    """
    Note that somebody did not come, and whether they had said so.

    :raises CannotRecordApology: if they came, or are not asked to come any more.
    """
    participant = _lock(participant_id, actor)
    if participant.withdrawn_at is not None:
        raise CannotRecordApology(f"{participant.name} is no longer on the list.")
    if Attendance.objects.filter(participant=participant).exists():
        raise CannotRecordApology(f"{participant.name} has been here.")
    apology = Apology.objects.create(
        authority_id=participant.authority_id,
        participant=participant,
        was_given=was_given,
        note=note.strip(),
        at=now,
    )
    audit.record(
        actor=actor,
        verb="attendance.apology",
        subject=participant.conference,
        now=now,
        participant=participant.pk,
        given=was_given,
    )
    return apology


def _lock(participant_id: int, actor: Actor) -> Participant:
    """Lock the conference, then return the participant with it: two hands, one list."""
    participant, conference = lock_participant(participant_id)
    participant.conference = conference
    authorise(
        actor,
        Permission.RECORD_ATTENDANCE,
        facts_about_conference(actor, participant.conference_id),
    )
    return participant
