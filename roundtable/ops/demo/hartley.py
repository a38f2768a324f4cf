"""
The Hartleys, the family that every page, test and walk through a conference is about.

Ava (7) is Neil Doyle's, Ben (4) is Craig Mercer's, and a baby is on the way. Craig must not learn
where they live, nor of the baby. Ava and Ben have been on a plan for ten weeks: the conference
reviews it for the two of them, and is the first for the baby.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from roundtable.casework.cases.models import Case
from roundtable.casework.conferences.models import (
    Conference,
    Participant,
)
from roundtable.casework.people.models import Person
from roundtable.ops.demo.cast import Cast
from roundtable.ops.demo.hartley_chapters import CHAPTERS, carry_on, put_on_a_plan
from roundtable.ops.demo.hartley_family import HARTLEY, SECRET_POSTCODE, SECRET_STREET
from roundtable.ops.demo.stage import Stage
from roundtable.ops.demo.story import Story

__all__ = [
    "HARTLEY",
    "SECRET_POSTCODE",
    "SECRET_STREET",
    "STAGES",
    "Hartley",
    "build_hartley",
]

STAGES = ("invited", "reports", "in_session", "decided", "letters", "core_group", "reviewed")


@dataclass(frozen=True)
class Hartley:
    """The family on the stage, with its conference, and the one before it."""

    cast: Cast
    story: Story

    @property
    def case(self) -> Case:
        return self.story.case

    @property
    def conference(self) -> Conference:
        """The conference that reviews Ava and Ben and is the first for the baby."""
        return Conference.objects.get(pk=self.story.conferences[1].pk)

    @property
    def first_conference(self) -> Conference:
        return Conference.objects.get(pk=self.story.conferences[0].pk)

    @property
    def last_conference(self) -> Conference:
        return self.story.conference

    def person(self, key: str) -> Person:
        """Return somebody by first name ("Ava", "Baby") or by their key in the cast."""
        return self.story.people.get(key) or self.cast.person(key)

    def seat(self, key: str) -> Participant:
        """Return somebody's place at the conference by their key in the cast."""
        cast, rows = self.cast, Participant.objects.filter(conference=self.story.conferences[1])
        if key in cast.professionals:
            return rows.get(professional=cast.professional(key))
        return rows.get(person=self.person(key))


def build_hartley(
    cast: Cast,
    *,
    upto: str = "invited",
    on: date | None = None,
    stage: Stage | None = None,
) -> Hartley:
    """
    Tell the Hartleys' story up to one of `STAGES`, the conference being held on `on`.

    Without a day, it is today (or the next working day) until it has been opened, and lies far
    enough back that everything told has happened by today once it has been decided.
    """
    if upto not in STAGES:
        raise ValueError(f"{upto}: choose one of {', '.join(STAGES)}.")
    stage = stage or Stage(cast)
    hartley = Hartley(cast, Story(stage, HARTLEY))
    day = on or _usual_day(stage, upto)
    put_on_a_plan(hartley.story, _first_day(stage, day))
    carry_on(hartley.story, day)
    for name, tell in CHAPTERS.items():
        tell(hartley.story, day)
        if name == upto:
            break
    return hartley


def _usual_day(stage: Stage, upto: str) -> date:
    if upto in ("invited", "reports", "in_session"):
        return stage.on_or_after(stage.today)
    back = {"decided": 1, "letters": 1, "core_group": 14, "reviewed": 58}
    return stage.working_day(-back[upto])


def _first_day(stage: Stage, day: date) -> date:
    """The first conference was ten weeks before: its review is in time."""
    return stage.on_or_before(day - timedelta(weeks=10))
