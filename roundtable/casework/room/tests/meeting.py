"""The meeting of Thursday 3 December, and what can be done in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import time_machine

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.people.models import Person
from roundtable.casework.room import actions as room
from roundtable.casework.room.course import (
    course_of,
    readers_at_the_table,
    with_what_was_heard,
)
from roundtable.casework.room.models import Attendance
from roundtable.casework.statements.models import Statement
from roundtable.casework.statements.queries import statements_for
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock as time
from roundtable.rules.disclosure import Reader

DAY = date(2026, 12, 3)
TEN = time.at(DAY, 10)
CAME = (
    "mother",
    "half_siblings_father",
    "social_worker",
    "police_officer",
    "health_visitor",
    "head_teacher",
    "midwife",
    "minute_taker",
)


@dataclass
class Meeting:
    """The table while the meeting is on; each act is done by who usually does it."""

    table: Table
    clock: time_machine.Traveller

    @property
    def conference(self) -> Conference:
        return self.table.refresh()

    def actor(self, name: str) -> Actor:
        return self.table.actor(name)

    def person(self, name: str) -> Person:
        return self.table.person(name)

    def seat(self, name: str) -> Participant:
        return self.table.seat(name)

    def wait(self, minutes: int = 5) -> datetime:
        self.clock.shift(timedelta(minutes=minutes))
        return time.now()

    def do(self, act: str, by: str = "chair", **details: Any) -> Any:
        """Do something to the conference as a whole: `do("take_recess")`."""
        return getattr(room, act)(
            **{
                "conference_id": self.table.conference.pk,
                "actor": self.actor(by),
                "now": time.now(),
                **details,
            }
        )

    def arrive(self, name: str, by: str = "minute_taker", **details: Any) -> Attendance:
        return room.record_arrival(
            **{
                "participant_id": self.seat(name).pk,
                "actor": self.actor(by),
                "now": time.now(),
                **details,
            }
        )

    def leave(self, name: str, by: str = "minute_taker", **details: Any) -> Attendance:
        return room.record_departure(
            **{
                "participant_id": self.seat(name).pk,
                "actor": self.actor(by),
                "now": time.now(),
                **details,
            }
        )

    def say(self, name: str, text: str, *children: str, **details: Any) -> Statement:
        return room.record_item(
            **{
                "conference_id": self.table.conference.pk,
                "author_id": self.seat(name).pk,
                "text": text,
                "children": [self.person(child) for child in children],
                "actor": self.actor("minute_taker"),
                "now": time.now(),
                **details,
            }
        )

    def views(self, whose: str, child: str, by: str = "social_worker", **details: Any) -> Any:
        return room.record_views(
            **{
                "conference_child_id": self.table.conference.children.get(
                    child=self.person(child)
                ).pk,
                "person": self.person(whose),
                "actor": self.actor(by),
                "now": time.now(),
                **details,
            }
        )

    def reader(self, name: str) -> Reader:
        """Return somebody as a reader, with what they heard in the room."""
        seat = Participant.objects.get(pk=self.seat(name).pk)
        return with_what_was_heard(self.table.reader(name), [seat], course_of(self.conference))

    def has(self, name: str) -> list[str]:
        """Return what somebody has of what was said; a withheld one as a dash."""
        shown = statements_for(self.reader(name), self.conference)
        return ["-" if one.is_withheld else one.text for one in shown]

    def on_the_screen(self) -> list[Reader]:
        return readers_at_the_table(self.conference)


def convene(table: Table, clock: time_machine.Traveller) -> Meeting:
    """Open the meeting at ten, after everybody who comes has come."""
    meeting = Meeting(table, clock)
    clock.move_to(TEN - timedelta(minutes=10))
    for name in CAME:
        meeting.arrive(name)
    clock.move_to(TEN)
    meeting.do("open_conference")
    return meeting
