"""What a line of a plan can be changed to, as lists to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from roundtable.casework.fortnight.adjusting import Elsewhere
from roundtable.casework.fortnight.problem import Place, Start
from roundtable.foundation.core.errors import CannotProceed
from roundtable.web.design_system.wording import long_day, time_of_day
from roundtable.web.staff.conferences.forms import Pairs, pairs


@dataclass(frozen=True, slots=True)
class OnOffer:
    """Times, chairs, minute takers and rooms, each by the key that a form sends."""

    starts: Mapping[str, Start]
    people: Mapping[str, int]
    rooms: Mapping[str, int]
    choices: Mapping[str, Pairs]

    @classmethod
    def of(cls, elsewhere: Elsewhere) -> "OnOffer":
        starts = {_key(one): one for one in elsewhere.starts}
        return cls(
            starts=starts,
            people={
                str(one.public_id): one.id for one in (*elsewhere.chairs, *elsewhere.minute_takers)
            },
            rooms={str(one.public_id): one.pk for one in elsewhere.rooms},
            choices={
                "start": [
                    (key, f"{long_day(one.day)}, {time_of_day(one.at)}")
                    for key, one in starts.items()
                ],
                "chair": pairs(elsewhere.chairs),
                "minute_taker": pairs(elsewhere.minute_takers),
                "room": [
                    (str(one.public_id), f"{one.name}, {one.capacity} seats")
                    for one in elsewhere.rooms
                ],
            },
        )

    def as_typed(self, place: Place) -> dict[str, Any]:
        """Return a place as the form would send it."""
        people = {pk: key for key, pk in self.people.items()}
        rooms = {pk: key for key, pk in self.rooms.items()}
        return {
            "start": _key(place.start),
            "chair": people.get(place.chair, ""),
            "minute_taker": people.get(place.minute_taker, ""),
            "room": rooms.get(place.room or 0, ""),
        }

    def place(self, answers: Mapping[str, Any]) -> Place:
        """
        Return what was chosen.

        :raises CannotProceed: if nothing is on offer any more.
        """
        if not self.starts:
            raise CannotProceed("It does not wait to be arranged any more.")
        return Place(
            start=self.starts[answers["start"]],
            chair=self.people[answers["chair"]],
            minute_taker=self.people[answers["minute_taker"]],
            room=self.rooms[answers["room"]] if answers["room"] else None,
        )


NOTHING = OnOffer({}, {}, {}, {})


def _key(start: Start) -> str:
    return start.moment.strftime("%Y-%m-%dT%H:%M")
