"""
The course of a meeting: who was here when, which parts were closed, and so who heard what.

A closed part has a session number of its own. Who was not in it is never taken to have heard it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from roundtable.casework.conferences.facts import is_actor
from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import (
    CLOSED_PARTS,
    TOGETHER,
    reader_for,
    reader_of_participant,
)
from roundtable.casework.room.models import Attendance, LiveItem, SessionEvent, Views
from roundtable.casework.statements.items import item_id
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.kept import Kept
from roundtable.rules.disclosure import NEVER_TOLD, Reader

# The events of `rules.conference_states`, and one that changes no state.
OPENED = "open"
RECESS = "recess"
CLOSED_PART = "begin_closed_part"
RESUMED = "resume"
WENT_ON_INQUORATE = "go_on_inquorate"


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """A part of the meeting with some asked out: `out` are ids of participants."""

    number: int
    began_at: datetime
    ended_at: datetime | None
    out: frozenset[int]
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of the meeting so far."""

    events: tuple[SessionEvent, ...]
    closed_parts: tuple[ClosedPart, ...]
    stays: Mapping[int, tuple[Attendance, ...]]

    @property
    def present(self) -> frozenset[int]:
        """The ids of the participants who are here now."""
        return frozenset(
            pk for pk, stays in self.stays.items() if any(one.left_at is None for one in stays)
        )

    def was_here(self, participant_id: int, at: datetime) -> bool:
        """Return whether somebody was here at a moment, the moment they left not included."""
        return any(
            stay.arrived_at <= at and (stay.left_at is None or at < stay.left_at)
            for stay in self.stays.get(participant_id, ())
        )

    def closed_part_at(self, at: datetime) -> ClosedPart | None:
        """Return the closed part that was on at a moment, that of its end not included."""
        for part in self.closed_parts:
            if part.began_at <= at and (part.ended_at is None or at < part.ended_at):
                return part
        return None

    def closed_parts_of(self, participant_ids: Collection[int]) -> frozenset[int]:
        """Return the numbers of the closed parts that one of these people was in."""
        return frozenset(
            part.number
            for part in self.closed_parts
            for pk in participant_ids
            if pk not in part.out and self.was_here(pk, part.began_at)
        )


def course_of(conference: Conference) -> Course:
    """Return the course of the meeting; two queries."""
    events = tuple(_EVENTS.rows(conference_id=conference.pk))
    stays: dict[int, list[Attendance]] = defaultdict(list)
    for stay in _STAYS.rows(conference_id=conference.pk):
        stays[stay.participant_id].append(stay)
    return Course(
        events=events,
        closed_parts=_closed_parts(events),
        stays={pk: tuple(theirs) for pk, theirs in stays.items()},
    )


_EVENTS = Kept(
    lambda given: SessionEvent.objects.filter(conference_id=given("conference_id")).order_by(
        "at", "pk"
    )
)
_STAYS = Kept(
    lambda given: Attendance.objects.filter(conference_id=given("conference_id")).order_by(
        "arrived_at", "pk"
    )
)


def _closed_parts(events: Collection[SessionEvent]) -> tuple[ClosedPart, ...]:
    parts: list[ClosedPart] = []
    for event in events:
        if event.event == CLOSED_PART:
            parts.append(
                ClosedPart(
                    number=CLOSED_PARTS + len(parts),
                    began_at=event.at,
                    ended_at=None,
                    out=frozenset(event.out_of_room),
                    reason=event.reason,
                )
            )
        elif event.event == RESUMED and parts and parts[-1].ended_at is None:
            parts[-1] = replace(parts[-1], ended_at=event.at)
    return tuple(parts)


def session_at(conference: Conference, course: Course, at: datetime) -> int | None:
    """
    Return the session that was on at a moment: a closed part, or that of the family who were here.

    None where the family comes separately and none of them was here: then nobody of them heard it.
    """
    closed = course.closed_part_at(at)
    if closed is not None:
        return closed.number
    family = Participant.objects.filter(
        conference=conference, person__isnull=False, withdrawn_at=None
    ).exclude(part=Part.NONE)
    sessions = dict(family.values_list("pk", "session"))
    here = {session for pk, session in sessions.items() if course.was_here(pk, at)}
    on = here or set(sessions.values())
    if TOGETHER in on and (here or len(on) == 1):
        return TOGETHER
    return here.pop() if here else (None if on else TOGETHER)


# Readers, with the parts of the meeting they really were in


def reader_in_room(
    actor: Actor, conference: Conference, *, released: frozenset[str] = frozenset()
) -> Reader:
    """Return `actor` as a reader of what was said, closed parts they were in included."""
    reader = reader_for(actor, conference, released=released)
    rows = list(Participant.objects.filter(is_actor(actor), conference=conference))
    return with_what_was_heard(reader, rows, course_of(conference))


def readers_at_the_table(
    conference: Conference,
    *,
    everyone: Sequence[Participant] | None = None,
    course: Course | None = None,
) -> list[Reader]:
    """
    Return everyone present, for a screen that they all see; for a meeting without anybody, none.

    Recomputed as people come and go. A constant number of queries, none where a page has read
    `everyone` who was ever on the list, and the course.
    """
    course = course or course_of(conference)
    if everyone is None:
        everyone = participants_of(conference, with_withdrawn=True)
    return [
        with_what_was_heard(reader_of_participant(one), [one], course)
        for one in everyone
        if one.pk in course.present
    ]


def with_what_was_heard(reader: Reader, rows: Collection[Participant], course: Course) -> Reader:
    """
    Return the reader with the parts of the meeting that `rows`, their places in it, were in.

    Who was asked to a part of the meeting heard only what was said while they were here.
    """
    sessions = reader.sessions | course.closed_parts_of([one.pk for one in rows])
    in_part = [one.pk for one in rows if one.part == Part.PART]
    if not in_part or reader.kind not in NEVER_TOLD:
        return replace(reader, sessions=sessions)
    heard = frozenset(
        item_id(statement_id)
        for statement_id, at in _said_aloud(rows)
        if any(course.was_here(pk, at) for pk in in_part)
    )
    own = frozenset(one.session for one in rows)
    return replace(reader, sessions=sessions - own, released_items=reader.released_items | heard)


def _said_aloud(rows: Collection[Participant]) -> list[tuple[int, datetime]]:
    """Return what was said or read out in the meeting, as ids of statements, and when."""
    conferences = {one.conference_id for one in rows}
    said = LiveItem.objects.filter(conference__in=conferences, in_closed_part=False)
    read_out = Views.objects.filter(
        conference_child__conference__in=conferences,
        statement__isnull=False,
        read_out_at__isnull=False,
    )
    heard = [
        *said.values_list("statement_id", "statement__made_at"),
        *read_out.values_list("statement_id", "read_out_at"),
    ]
    return [(statement_id, at) for statement_id, at in heard if statement_id and at]
