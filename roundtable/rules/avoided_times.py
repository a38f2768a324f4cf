"""When the family cannot come: days, work, the school run. Finding a time reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Because(StrEnum):
    CANNOT_COME = "cannot_come"
    WORK = "work"
    SCHOOL_RUN = "school_run"


_WORDS = {
    Because.CANNOT_COME: "the family cannot come that day",
    Because.WORK: "somebody of the family is at work",
    Because.SCHOOL_RUN: "the school run is at that time",
}


@dataclass(frozen=True, slots=True)
class AvoidedTime:
    """
    A span of days, or days of every week (Monday is 1); all day, or from one time until another.

    Without a `starts` it begins with the day, without an `ends` it lasts until the day is over.
    """

    because: Because
    first_on: date | None = None
    last_on: date | None = None
    weekdays: frozenset[int] = frozenset()
    starts: time | None = None
    ends: time | None = None

    def clashes(self, on: date, starts: time, ends: time) -> bool:
        """Return whether a meeting on this day, from one time until another, falls into it."""
        return self._is_on(on) and self._overlaps(starts, ends)

    def _is_on(self, on: date) -> bool:
        if self.first_on is not None:
            return self.first_on <= on <= (self.last_on or self.first_on)
        return on.isoweekday() in self.weekdays

    def _overlaps(self, starts: time, ends: time) -> bool:
        begins_after = self.starts is not None and self.starts >= ends
        is_over = self.ends is not None and self.ends <= starts
        return not begins_after and not is_over


def why_not_then(
    avoided: Iterable[AvoidedTime], on: date, starts: time, ends: time
) -> tuple[str, ...]:
    """Return in words why the family said that this time is bad for them; empty where it is not."""
    found = (_WORDS[one.because] for one in avoided if one.clashes(on, starts, ends))
    return tuple(dict.fromkeys(found))
