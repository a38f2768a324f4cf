"""Free times as the pages offer them. A time is known by its start: there is one of each."""

from collections.abc import Mapping, Sequence

from roundtable.casework.conferences.slots import RoomNeeds, Slot
from roundtable.foundation.core import clock
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff.conferences.header import span

AT_MOST = 8
# As the address of the page says it, and as a person does.
ROOM_NEEDS = (
    ("step_free", "No steps"),
    ("hearing_loop", "Hearing loop"),
    ("separate_waiting", "Separate places to wait"),
)


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


def needs_of(query: Mapping[str, str]) -> RoomNeeds:
    """Return what the room must have, as the address of the page says."""
    return RoomNeeds(**{name: query.get(name) == "yes" for name, _ in ROOM_NEEDS})
