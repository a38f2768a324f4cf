"""Free times as the pages offer them. A time is known by its start: there is one of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roundtable.casework.conferences.diary import Bookable, Diary
from roundtable.casework.conferences.slots import RoomNeeds, Slot
from roundtable.foundation.core import clock
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff.conferences.header import span

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Room

AT_MOST = 8
# As the address of the page says it, and as a person does.
ROOM_NEEDS = (
    ("step_free", "No steps"),
    ("hearing_loop", "Hearing loop"),
    ("separate_waiting", "Separate places to wait"),
    ("help_to_get_there", "Help to get there"),
)


@dataclass(frozen=True, slots=True)
class OnOffer:
    """Who and what can be chosen by hand, booked at that time or not."""

    chairs: Sequence[Bookable]
    minute_takers: Sequence[Bookable]
    rooms: Sequence["Room"]

    @classmethod
    def of(cls, diary: Diary, authority_id: int) -> "OnOffer":
        return cls(
            chairs=diary.who_chairs(authority_id),
            minute_takers=diary.who_takes_minutes(authority_id),
            rooms=sorted(diary.rooms, key=lambda one: one.name),
        )

    def chair(self, public_id: str) -> Bookable:
        return next(one for one in self.chairs if str(one.public_id) == public_id)

    def minute_taker(self, public_id: str) -> Bookable:
        return next(one for one in self.minute_takers if str(one.public_id) == public_id)

    def room(self, public_id: str) -> "Room":
        return next(one for one in self.rooms if str(one.public_id) == public_id)


def key(slot: Slot) -> str:
    return slot.starts_at.astimezone(clock.LONDON).strftime("%Y-%m-%dT%H:%M")


def by_key(slots: Sequence[Slot], chosen: str) -> Slot | None:
    """Return the slot that was chosen; None for a day and time typed in."""
    return next((one for one in slots if key(one) == chosen), None)


def in_words(slot: Slot) -> str:
    """Return `Thursday 3 December 2026, 10am to midday, Willow Room, chair Dele Lowe`."""
    return f"{span(slot.starts_at, slot.ends_at)}, {slot.room}, chair {slot.chair}"


def choices(slots: Sequence[Slot]) -> list[Choice]:
    """Return the slots to choose from, each with why it is a good one or not."""
    return [
        Choice(key(one), in_words(one), hint=f"{' '.join(one.why)} Minutes: {one.minute_taker}.")
        for one in slots
    ]


def needs_of(query: Mapping[str, str]) -> RoomNeeds | None:
    """Return what the room must have, if the address of the page says it; a box may be empty."""
    if "asked" not in query and not any(name in query for name, _ in ROOM_NEEDS):
        return None
    return RoomNeeds(**{name: query.get(name) == "yes" for name, _ in ROOM_NEEDS})
