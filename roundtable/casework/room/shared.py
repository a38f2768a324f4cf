"""
The screen that everybody looks at: the projector, and what those see who take part from elsewhere.

It is made for all who are here together, and so shows what every one of them may read and nothing
else: it is looked at afresh as people come and go. While the meeting is paused it shows nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.room.course import course_of, readers_at_the_table
from roundtable.casework.room.queries import AgendaStep, agenda_of
from roundtable.casework.statements.queries import wall
from roundtable.casework.statements.shown import Wall
from roundtable.rules.conference_states import UNDER_WAY, State
from roundtable.rules.disclosure import Reader

NOTHING = Wall(columns=())


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedScreen:
    """What hangs on the wall for everybody. A paused meeting has neither agenda nor wall."""

    is_on: bool
    is_paused: bool
    agenda: Sequence[AgendaStep] = ()
    children: Sequence[ConferenceChild] = ()
    child: ConferenceChild | None = None
    wall: Wall = NOTHING


def shared_screen(
    conference: Conference, *, child: UUID | None = None, now: datetime
) -> SharedScreen:
    """
    Return what all who are here may read together; about one child, by the public id of their
    place in the conference, or about all of them.

    A closed part and a recess look the same: nobody learns from the screen which of them it is.
    What was said in a closed part is never on it, not even where all who are here were in it.
    """
    state = State(conference.state)
    if state is not State.IN_SESSION:
        return SharedScreen(is_on=state in UNDER_WAY, is_paused=state in UNDER_WAY)
    everyone = participants_of(conference, with_withdrawn=True)
    readers = readers_at_the_table(conference, everyone=everyone, course=course_of(conference))
    children = _known_to_all(conference, readers)
    shown = next((one for one in children if one.public_id == child), None)
    return SharedScreen(
        is_on=True,
        is_paused=False,
        agenda=agenda_of(conference, now=now),
        children=children,
        child=shown,
        wall=wall(
            readers,
            conference,
            child_id=shown.child_id if shown else None,
            # Somebody who was not in it may be at the door before anybody has noted it.
            with_closed_parts=False,
            participants=everyone,
        ),
    )


def _known_to_all(conference: Conference, readers: Sequence[Reader]) -> list[ConferenceChild]:
    """Return the children whom everybody here may know of; with nobody here, none."""
    if not readers:
        return []
    return [
        one
        for one in children_of(conference)
        if all(one.child_id in reader.may_know_children for reader in readers)
    ]
