"""A conference with everyone on its list, for the tests of what is said at it and of its papers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from roundtable.casework.conferences.models import Conference, Discretion, Part, Participant
from roundtable.casework.conferences.queries import with_what_makes_a_reader
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.casework.people.models import Person
from roundtable.casework.statements.actions import make_statement
from roundtable.casework.statements.models import MadeIn, Statement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.rules.disclosure import Audience, Reader

PROFESSIONALS = ("police_officer", "health_visitor", "head_teacher", "midwife", "refuge_worker")
RELATIVES = ("mother", "excluded_father", "half_siblings_father")


@dataclass
class Table:
    """The conference, and everyone at it by their name in the cast."""

    cast: Family
    conference: Conference
    seats: dict[str, Participant] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return self.cast.actor(name)

    def person(self, name: str) -> Person:
        return self.cast.people[name]

    def seat(self, name: str) -> Participant:
        return self.seats[name]

    def reader(self, name: str) -> Reader:
        """Return somebody as a reader, their seat read afresh."""
        rows = with_what_makes_a_reader(Participant.objects.filter(pk=self.seats[name].pk))
        return reader_of_participant(rows.get())

    def say(self, name: str, text: str, *children: str, **details: Any) -> Statement:
        """Have somebody say something about these children, as if an act had kept it."""
        said: dict[str, Any] = {
            "conference": self.conference,
            "author": self.seats[name],
            "text": text,
            "made_in": MadeIn.REPORT,
            "audience": Audience.EVERYONE,
            "children": [self.person(child) for child in children],
            "actor": self.cast.actors.get(name, self.actor("minute_taker")),
            "now": clock.now(),
        }
        return make_statement(**{**said, **details})

    def refresh(self) -> Conference:
        self.conference = Conference.objects.get(pk=self.conference.pk)
        return self.conference


def lay_table(cast: Family, *, invited_at: datetime | None = None) -> Table:
    """
    Arrange the conference and put everyone on its list, invited.

    Neil is kept out of the whole of it, and must not know of the refuge worker. The health visitor
    works with Ben alone, the midwife with the unborn child.
    """
    conference = arranged(cast)
    table = Table(cast, conference)
    here_for = {"health_visitor": ["ben"], "midwife": ["unborn"], "head_teacher": ["ava"]}
    for name in (*PROFESSIONALS, *RELATIVES):
        details: dict[str, Any] = {}
        if name in here_for:
            details["here_for"] = [cast.people[child].pk for child in here_for[name]]
        if name in PROFESSIONALS:
            details["has_direct_contact"] = True
        table.seats[name] = add(cast, conference, name, **details)
    for participant in Participant.objects.filter(conference=conference).select_related(
        "professional", "person"
    ):
        named = {one.pk: name for name, one in cast.professionals.items()}
        if participant.professional_id in named:
            table.seats[named[participant.professional_id]] = participant
    Participant.objects.filter(pk=table.seats["excluded_father"].pk).update(part=Part.NONE)
    Discretion.objects.create(
        authority=cast.authority,
        participant=table.seats["refuge_worker"],
        from_person=cast.people["excluded_father"],
        reason="He is looking for her.",
        since=clock.today(),
    )
    Participant.objects.filter(conference=conference).update(invited_at=invited_at or clock.now())
    Conference.objects.filter(pk=conference.pk).update(state="INVITED")
    table.refresh()
    return table
