"""How days, times, counts and lists read on a page. The same words everywhere."""

from collections.abc import Sequence
from datetime import date, datetime, time

from roundtable.foundation.core.clock import LONDON
from roundtable.rules.explanations import time_of_day as _time_of_day


def day(value: date) -> str:
    """Return `3 December 2026`."""
    return f"{_as_day(value):%-d %B %Y}"


def long_day(value: date) -> str:
    """Return `Thursday 3 December 2026`."""
    return f"{_as_day(value):%A %-d %B %Y}"


def short_day(value: date) -> str:
    """Return `Thu 3 Dec`, for lists whose year is plain."""
    return f"{_as_day(value):%a %-d %b}"


def time_of_day(value: time | datetime) -> str:
    """Return `10am`, `1:30pm`, `midday` or `midnight`, as London clocks show it."""
    return _time_of_day(value.astimezone(LONDON).time() if isinstance(value, datetime) else value)


def moment(value: date | datetime) -> str:
    """Return `3 December 2026 at 10am`; without the time when only a day is known."""
    if isinstance(value, datetime):
        return f"{day(value)} at {time_of_day(value)}"
    return day(value)


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 child`, `3 children`, `no children`."""
    word = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {word}"


def listed(words: Sequence[str], join: str = "and") -> str:
    """Return `Ava, Ben and the baby`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {join} {words[-1]}"


def _as_day(value: date) -> date:
    return value.astimezone(LONDON).date() if isinstance(value, datetime) else value
