"""
The meeting while it is on, for one of those who take part: on their telephone, or from elsewhere.

Whoever is not noted as here sees that it is on, and no more. While it is paused everybody sees the
same: nobody learns here whether it is a recess or a part they are out of.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.readers import TOGETHER, reader_of_participant
from roundtable.casework.room.course import Course, course_of
from roundtable.casework.room.models import BreakRequest, Mode
from roundtable.casework.room.queries import AgendaStep, InTheRoom, agenda_of, people_in_the_room
from roundtable.casework.room.shared import SharedScreen, shared_screen
from roundtable.rules.conference_states import UNDER_WAY, State


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNow:
    """
    What one of those who take part sees of it now. `screen` is for who joins from elsewhere.

    A paused meeting has neither agenda nor people, and so has one they are not noted as here in.
    """

    me: Participant
    is_here: bool
    is_paused: bool
    has_asked_for_break: bool = False
    agenda: Sequence[AgendaStep] = ()
    people: Sequence[InTheRoom] = ()
    screen: SharedScreen | None = None


def can_follow(
    conference: Conference, me: Participant, participants: Collection[Participant]
) -> bool:
    """Return whether the meeting is on, and the session that is on is theirs. One query, or none."""
    if State(conference.state) not in UNDER_WAY:
        return False
    return _is_theirs(me, participants, course_of(conference))


def meeting_now(
    conference: Conference,
    me: Participant,
    participants: Collection[Participant],
    *,
    child: UUID | None = None,
    now: datetime,
) -> MeetingNow | None:
    """
    Return the meeting as `me` may follow it; None while it is not on, or not theirs.

    `participants` come from `conferences.queries.participants_of`.
    """
    if State(conference.state) not in UNDER_WAY:
        return None
    course = course_of(conference)
    if not _is_theirs(me, participants, course):
        return None
    is_here = me.pk in course.present
    is_paused = State(conference.state) is not State.IN_SESSION
    if is_paused or not is_here:
        return MeetingNow(me=me, is_here=is_here, is_paused=is_paused)
    is_elsewhere = course.stays[me.pk][-1].mode == Mode.REMOTE
    return MeetingNow(
        me=me,
        is_here=True,
        is_paused=False,
        has_asked_for_break=BreakRequest.objects.filter(participant=me, answered_at=None).exists(),
        agenda=agenda_of(conference, now=now),
        people=people_in_the_room(
            conference, reader_of_participant(me), participants=participants, course=course
        ),
        screen=shared_screen(conference, child=child, now=now) if is_elsewhere else None,
    )


def _is_theirs(me: Participant, participants: Collection[Participant], course: Course) -> bool:
    """
    Return whether the session that is on is theirs: they are in it, or everybody is asked to it.

    Where the family comes at separate times, nobody learns from this page when the others meet.
    """
    if me.part == Part.NONE or me.withdrawn_at is not None:
        return False
    if me.pk in course.present:
        return True
    if me.part != Part.WHOLE:
        return False
    is_one_meeting = all(one.session == TOGETHER for one in participants if one.is_family)
    return is_one_meeting or (me.professional_id is not None and me.speaks_for_id is None)
