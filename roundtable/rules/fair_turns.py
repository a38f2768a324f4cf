"""
Who has had the word, and for how long: agencies and family.

A conference hears the family after each part of it. Time is counted from the turns that chair or
minute taker note; whoever only runs the meeting, or interprets, counts for neither side.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Side(StrEnum):
    AGENCIES = "agencies"
    FAMILY = "family"


_OF_FAMILY = frozenset({"parent", "child", "family", "advocate", "supporter", "family_solicitor"})
_OF_AGENCIES = frozenset({"social_worker", "manager", "professional"})


def side_of(role: str) -> Side | None:
    """Return for whom somebody with this part in the conference speaks; None for neither."""
    if role in _OF_FAMILY:
        return Side.FAMILY
    return Side.AGENCIES if role in _OF_AGENCIES else None


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """From `at` on it was the turn of this side; of nobody who counts, if it is None."""

    at: datetime
    side: Side | None


@dataclass(frozen=True, slots=True)
class TimeUsed:
    agencies: timedelta = timedelta(0)
    family: timedelta = timedelta(0)


def time_used(
    turns: Sequence[SpokenTurn], *, stops: Collection[datetime], now: datetime
) -> TimeUsed:
    """
    Return how long each side has had the word.

    A turn lasts until the next one, or until the meeting stops (`stops`: pauses, and its end).
    """
    ordered = sorted(turns, key=lambda one: one.at)
    used = {Side.AGENCIES: timedelta(0), Side.FAMILY: timedelta(0)}
    for number, turn in enumerate(ordered):
        if turn.side is None:
            continue
        later = [one.at for one in ordered[number + 1 : number + 2]]
        ends = min([*later, *(stop for stop in stops if stop >= turn.at), now])
        used[turn.side] += max(ends - turn.at, timedelta(0))
    return TimeUsed(used[Side.AGENCIES], used[Side.FAMILY])


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the meeting that has begun; `is_asked`: the chair has said the family was asked."""

    position: int
    began_at: datetime
    ended_at: datetime | None = None
    is_asked: bool = False


def sections_to_ask_about(
    sections: Sequence[Section], *, family_spoke_at: datetime | None, family_is_here: bool
) -> tuple[int, ...]:
    """
    Return the positions of the parts that have ended without the family having been asked.

    Family who had the word after a part began have been heard on it. Nobody is asked who is not
    there.
    """
    if not family_is_here:
        return ()
    return tuple(
        one.position
        for one in sections
        if one.ended_at is not None
        and not one.is_asked
        and (family_spoke_at is None or family_spoke_at < one.began_at)
    )
