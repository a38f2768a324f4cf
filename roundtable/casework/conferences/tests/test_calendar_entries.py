"""Entries for calendars: each replaces the one before, names nobody, and lets no line in."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from roundtable.casework.conferences.calendar_entries import Entry, as_ics
from roundtable.foundation.core import clock

STARTS = clock.at(date(2026, 12, 3), 10)


def entry(**changes: Any) -> Entry:
    plain: dict[str, Any] = {
        "uid": "7d0c@roundtable",
        "sequence": 0,
        "title": "Meeting",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "made_at": clock.at(date(2026, 11, 24), 10),
        "organiser": "conferences@marlsea.example",
        "attendee": "p.rao@police.example",
        "place": "Harbour Room, MZ1 2AB",
    }
    return Entry(**{**plain, **changes})


def read(text: str) -> Any:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_a_request_in_london_time_with_its_rule() -> None:
    text = as_ics(entry())
    assert "METHOD:REQUEST\r\n" in text
    assert "DTSTART;TZID=Europe/London:20261203T100000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in text
    assert read(text)["organizer"] == "mailto:conferences@marlsea.example"


def test_an_update_replaces_in_place_and_a_cancellation_takes_it_out() -> None:
    first, later = read(as_ics(entry())), read(as_ics(entry(sequence=1)))
    assert first["uid"] == later["uid"]
    assert later["sequence"] > first["sequence"]
    gone = as_ics(entry(sequence=2, is_cancelled=True))
    assert "METHOD:CANCEL\r\n" in gone
    assert read(gone)["status"] == "CANCELLED"
    assert read(gone)["uid"] == first["uid"]


@pytest.mark.parametrize("field", ["title", "place", "organiser", "attendee", "uid"])
@given(
    text=st.text(max_size=60)
    | st.sampled_from(
        [
            "x\r\nATTENDEE:mailto:eve@example.org",
            "x\nEND:VEVENT\nBEGIN:VEVENT",
            "x\x0bMETHOD:CANCEL",
            "x\u2028SEQUENCE:99",
            "x;CN=eve:mailto:eve@example.org",
            'x";X-A="y',
        ]
    )
)
def test_hostile_text_changes_nothing_but_its_own_line(field: str, text: str) -> None:
    hostile = as_ics(entry(**{field: f"a{text}"}))
    unfolded = hostile.replace("\r\n ", "")
    names = [line.split(":")[0].split(";")[0] for line in unfolded.split("\r\n")]
    plain = as_ics(entry()).replace("\r\n ", "")
    assert names == [line.split(":")[0].split(";")[0] for line in plain.split("\r\n")]
    assert not any(char in unfolded.replace("\r\n", "") for char in "\r\n\x0b\x0c\u2028\u2029\x85")
    found = read(hostile)
    assert found["sequence"] == 0
    assert found["status"] == "CONFIRMED"
