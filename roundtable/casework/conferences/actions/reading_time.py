"""Time in which the chair reads, kept in the diary when a conference is given its day."""

from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from roundtable.casework.conferences.actions.booking import hold_to_read
from roundtable.casework.conferences.diary import Diary, read_diary
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.slots import MINUTES_FIRST, START_TIMES
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules.chairs_time import DAYS_BEFORE, Stretch, reading_times
from roundtable.rules.proposals import Customs

_MIDNIGHT, _LAST_MINUTE = time(0), time(23, 59)


def keep_time_to_read(conference: Conference, *, now: datetime) -> None:
    """
    Hold the chair to read for a conference that has just been booked.

    Where their diary has no room for it nothing is held, and the conference's page says so: a
    child does not wait for a free hour.
    """
    if conference.on is None or conference.starts_at is None or conference.starts_at <= now:
        return
    today = clock.day_of(now)
    days = _days(conference, conference.on, today)
    diary = read_diary([conference], today=today, first=min(days), last=max(days))
    customs = Customs.of(conference.authority.effective_settings)
    before = timedelta(minutes=customs.pre_meeting_minutes)
    busy = {day: _busy(diary, conference, day) for day in days}
    busy[conference.on].append((_time(conference.starts_at - before), _LAST_MINUTE))
    if today in busy:
        busy[today].append((_MIDNIGHT, _time(now)))
    minutes = customs.reading_minutes(diary.reports_for(conference))
    usual = [_usual(start, before) for start in START_TIMES]
    for one in reading_times(minutes, days, busy=busy, usual=usual) if minutes else ():
        begins = clock.at(one.day, one.starts.hour, one.starts.minute)
        if hold_to_read(conference, DateTimeTZRange(begins, begins + timedelta(minutes=minutes))):
            return


def _days(conference: Conference, on: date, today: date) -> list[date]:
    """Return the days on which it could be read, the working day before it first, its own last."""
    calendar = calendar_of(conference.authority)
    before = [calendar.add(on, -number) for number in range(1, DAYS_BEFORE + 1)]
    return [day for day in before if day >= today] + [on]


def _busy(diary: Diary, conference: Conference, day: date) -> list[Stretch]:
    held = diary.held.get(("person", conference.chair_id or 0, day), ())
    return [(_time(one.lower), _time(one.upper)) for _, one in held]


def _usual(start: time, before: timedelta) -> Stretch:
    begins = datetime.combine(date(2000, 1, 1), start)
    return (begins - before).time(), (begins + timedelta(minutes=MINUTES_FIRST)).time()


def _time(moment: datetime) -> time:
    return moment.astimezone(clock.LONDON).time()
