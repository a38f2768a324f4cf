"""A clock, as pages show its date."""

from dataclasses import dataclass
from datetime import date

from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_for
from roundtable.rules.timescales import WINDOWS
from roundtable.rules.working_days import Calendar
from roundtable.web.design_system.presenters import DueDate


@dataclass(frozen=True, slots=True)
class Days:
    """Today, and the calendar that days are counted by: what every date on a page is seen from."""

    today: date
    calendar: Calendar

    @classmethod
    def of(cls, authority_id: int) -> "Days":
        return cls(clock.today(), calendar_for(authority_id))

    def is_closed(self, running: Clock) -> bool:
        """Return whether it is a day to ask by that has passed: nobody is late who never asked."""
        return running.is_running and running.rule in WINDOWS and running.due_on < self.today

    def due(self, running: Clock) -> DueDate:
        """Return a running clock's date, how long is left, and why that date."""
        return DueDate.of(
            running.due_on,
            today=self.today,
            calendar=self.calendar,
            done_on=running.stopped_on,
            steps=running.steps,
            source=running.source,
            provisional=running.provisional,
        )
