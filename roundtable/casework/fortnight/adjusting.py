"""A line of a plan, put elsewhere by a person: what they can choose, and what it would break."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from roundtable.casework.conferences.diary import Bookable
from roundtable.casework.conferences.models import Room
from roundtable.casework.fortnight.checker import Fault, faults
from roundtable.casework.fortnight.choices import OPEN
from roundtable.casework.fortnight.models import FortnightPlan, PlannedConference
from roundtable.casework.fortnight.problem import Answer, Meeting, Place, Start
from roundtable.casework.fortnight.queries import lines_of
from roundtable.casework.fortnight.reading import Fortnight, read_fortnight
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A line with the diary as it is now, and the rest of the plan as it stands."""

    fortnight: Fortnight
    meeting: Meeting
    others: Answer
    chairs: Sequence[Bookable]
    minute_takers: Sequence[Bookable]
    rooms: Sequence[Room]

    @property
    def starts(self) -> Sequence[Start]:
        return self.fortnight.problem.starts

    def with_it(self, place: Place) -> Answer:
        """Return the plan as it would be."""
        return replace(self.others, places={**self.others.places, self.meeting.key: place})

    def against(self, place: Place) -> list[Reason]:
        """Return what the plan would break with this meeting there, and did not break without it."""
        problem = self.fortnight.problem
        before = set(faults(problem, self.others))
        new = [one for one in faults(problem, self.with_it(place)) if one not in before]
        return list(dict.fromkeys(self._reason(one) for one in new))

    def _reason(self, fault: Fault) -> Reason:
        known = self.fortnight.diary.names.get(fault.person or 0)
        about = f" ({known.name})" if known is not None else ""
        text = f"{fault.what}{about}."
        if fault.can_be_agreed:
            return soft("AGAINST_THE_PLAN", text, Role.MANAGER)
        return hard(_BESIDE.get(fault.what, "CLASHES"), text)


_BESIDE = {
    "The room is taken then": "ROOM_TAKEN",
    "The room is used by another meeting of the plan then": "ROOM_TAKEN",
    "The chair has another meeting then": "CHAIR_TAKEN",
    "The chair reads then, or sees another family": "CHAIR_TAKEN",
    "The chair would take the minutes": "WRITER_TAKEN",
}


def what_can_change(
    line: PlannedConference, plan: FortnightPlan, *, actor: Actor, today: date
) -> Elsewhere | None:
    """Return what a line can be changed to; None where it does not wait to be arranged any more."""
    fortnight = read_fortnight(actor, first=plan.first_on, last=plan.last_on, today=today)
    keys = {
        (one.case_id, one.pk if one.pk > 0 else None): key for key, one in fortnight.asked.items()
    }
    key = keys.get((line.case_id, line.conference_id))
    if key is None or not fortnight.problem.starts:
        return None
    meeting = next(one for one in fortnight.problem.meetings if one.key == key)
    places = {}
    for other in lines_of(actor, plan):
        its_key, place = keys.get((other.case_id, other.conference_id)), place_of(other)
        if other.pk != line.pk and other.state in OPEN and its_key is not None and place:
            places[its_key] = place
    names = fortnight.diary.names
    rooms = [one for one in fortnight.diary.rooms if one.pk in meeting.rooms]
    return Elsewhere(
        fortnight=fortnight,
        meeting=meeting,
        others=Answer(places),
        chairs=_by_name(names[pk] for pk in meeting.chairs),
        minute_takers=_by_name(names[pk] for pk in meeting.minute_takers),
        rooms=sorted(rooms, key=lambda one: one.name),
    )


def _by_name(people: Iterable[Bookable]) -> list[Bookable]:
    return sorted(people, key=lambda one: one.name)


def place_of(line: PlannedConference) -> Place | None:
    """Return where a line stands now."""
    if line.starts_at is None or line.chair_id is None or line.minute_taker_id is None:
        return None
    begins = line.starts_at.astimezone(clock.LONDON)
    start = Start(begins.date(), begins.time().replace(tzinfo=None))
    return Place(start, line.chair_id, line.minute_taker_id, line.room_id)
