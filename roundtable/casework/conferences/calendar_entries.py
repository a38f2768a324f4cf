"""
The meeting as an entry in somebody's calendar: iCalendar that a later one replaces in place.

The same UID for as long as they have a part in the meeting, and a higher SEQUENCE for each change.
An entry names nobody: calendars are shared with teams and families, and shown on locked screens.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from icalendar import Calendar, Component, Event, Timezone, vCalAddress

from roundtable.foundation.core.clock import LONDON

PRODUCT = "-//Roundtable//Meetings//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, for one reader. A cancelled one takes the entry out of their calendar."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    organiser: str
    attendee: str
    place: str = ""
    is_cancelled: bool = False


def as_ics(entry: Entry) -> str:
    """
    Return the entry as a calendar reads it, in London's time.

    Whatever a value holds stays inside it: the library escapes what would begin a new line.
    """
    event = Event()
    event.add("uid", _one_line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.made_at)
    event.add("dtstart", entry.starts_at.astimezone(LONDON))
    event.add("dtend", entry.ends_at.astimezone(LONDON))
    event.add("summary", _one_line(entry.title))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", _mail(entry.organiser))
    attendee = _mail(entry.attendee)
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "FALSE"  # the answer is given in writing, to us
    event.add("attendee", attendee)
    if entry.place:
        event.add("location", _one_line(entry.place))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_cancelled else "REQUEST")
    calendar.add_component(_london())
    calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _mail(address: str) -> vCalAddress:
    return vCalAddress(f"mailto:{''.join(_one_line(address).split())}")


@cache
def _london() -> Component:
    """London's time by its rule, as calendars expect it; a list of dates ends some day."""
    return Timezone.from_ical(_LONDON)


_LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")
