"""The one place that reads the time; everything else is handed `now` or `today`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the day it is in London: statutory dates are days there, never moments in UTC."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the London day on which `moment` falls."""
    return moment.astimezone(LONDON).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the aware moment at which London clocks show this time on `day`."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
