"""
How far a family has to come to a room, as far as the first half of two postcodes tells.

Nothing here asks whose home it is: an address that is kept from anybody never gets here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

# What each costs: the longest way with help still far less than another chair than they know.
SAME_AREA, FARTHER = 10, 30
# Somebody has to fetch them, or they change buses with small children.
WITH_HELP = 2

_OUTWARD = re.compile(r"([A-Z]{1,2})(\d[A-Z\d]?) ?\d[A-Z]{2}")


class Way(IntEnum):
    """Whether home and room are in one postcode district (PR7), in one area (PR), or neither."""

    NEAR = 0
    SAME_AREA = SAME_AREA
    FARTHER = FARTHER


@dataclass(frozen=True, slots=True)
class Journey:
    """From where a family comes, as far as it may be weighed, and whether they need help."""

    homes: frozenset[str] = frozenset()
    needs_help: bool = False


UNKNOWN = Journey()
_SAID = {
    Way.NEAR: "It is near where the family lives",
    Way.SAME_AREA: "The family has some way to come",
    Way.FARTHER: "The family has a long way to come",
}


def how_far(homes: Iterable[str], there: str) -> Way | None:
    """Return the way of whoever has the longest; None where no two postcodes can be compared."""
    room = _OUTWARD.fullmatch(there.strip().upper())
    found = [_OUTWARD.fullmatch(home.strip().upper()) for home in homes]
    if room is None:
        return None
    return max((_between(home, room) for home in found if home is not None), default=None)


def weigh_travel(journey: Journey, there: str) -> int:
    """Return what the way to a room costs the family; nothing by link, or where it is not known."""
    way = how_far(journey.homes, there) or Way.NEAR
    return way * (WITH_HELP if journey.needs_help else 1)


def words_of_travel(journey: Journey, there: str) -> str:
    """Return the same in words; "" where it is not known."""
    way = how_far(journey.homes, there)
    if way is None:
        return ""
    helped = ", and needs help to get there" if journey.needs_help and way is not Way.NEAR else ""
    return f"{_SAID[way]}{helped}."


def _between(home: re.Match[str], room: re.Match[str]) -> Way:
    if home.groups() == room.groups():
        return Way.NEAR
    return Way.SAME_AREA if home[1] == room[1] else Way.FARTHER
