"""A clock, as partner pages show its date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from roundtable.casework.conferences.readers import begins_for, ends_for
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_for
from roundtable.rules.working_days import Calendar
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.design_system.wording import long_day, time_of_day

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference, Participant


@dataclass(frozen=True, slots=True)
class Days:
    """Today, and the calendar that days are counted by."""

    today: date
    calendar: Calendar

    @classmethod
    def of(cls, authority_id: int) -> "Days":
        return cls(clock.today(), calendar_for(authority_id))

    def due(self, running: Clock) -> DueDate:
        """Return a clock's date, how long is left, and why that date."""
        return DueDate.of(
            running.due_on,
            today=self.today,
            calendar=self.calendar,
            done_on=running.stopped_on,
            steps=running.steps,
            source=running.source,
            provisional=running.provisional,
        )

    def agreed(self, day: date, *, because: Sequence[str]) -> DueDate:
        """Return a day that people agreed on, with where they did."""
        return DueDate.of(day, today=self.today, calendar=self.calendar, steps=because)


def when(starts_at: datetime | None, ends_at: datetime | None = None) -> str:
    """Return `Thursday 3 December 2026, 10am to midday`."""
    if starts_at is None:
        return "The day is not set yet"
    until = f" to {time_of_day(ends_at)}" if ends_at is not None else ""
    return f"{long_day(starts_at)}, {time_of_day(starts_at)}{until}"


def on_day(starts_at: datetime | None) -> str:
    """
    Return `Thursday 3 December 2026`: the day, where it does not matter who comes when.

    A time of the day is for one participant, and whoever comes apart never learns the others'.
    """
    return "a day that is not set yet" if starts_at is None else long_day(starts_at)


def when_for(participant: "Participant", conference: "Conference") -> str:
    """Return when a conference is for one participant: in a session of their own, that."""
    return when(
        begins_for(participant, conference.starts_at), ends_for(participant, conference.ends_at)
    )
