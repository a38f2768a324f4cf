"""Why a date is what it is, in words that somebody without a calendar beside them can follow."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import groupby

from roundtable.rules.timescale_rows import Direction, Timescale, Unit
from roundtable.rules.working_days import Calendar

_SATURDAY = 5


def explain(
    row: Timescale,
    *,
    start: date,
    length: int | None,
    due_on: date,
    last_working_day: date,
    calendar: Calendar,
    until: date | None,
    provisional: bool,
) -> tuple[str, ...]:
    """Return the steps from `start` to `due_on`, each a sentence or two."""
    steps = [
        _counted_from(row, start),
        _how_long(row, start, length, due_on, calendar, until),
        _weekend_start(row, start, calendar),
        _clamped(row, start, due_on),
        _approximation(row, start, due_on),
        _not_moved(due_on, last_working_day),
        row.varied_by,
        _provisional(row, calendar, start, due_on) if provisional else "",
    ]
    return tuple(step for step in steps if step)


def time_of_day(at: time) -> str:
    """Return a time as everybody reads it: 10am, 1:30pm, midday, midnight."""
    if (at.hour, at.minute) in {(0, 0), (12, 0)}:
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def in_words(day: date) -> str:
    """Return a date as it is written in a letter: Friday 11 December 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def listed(days: Iterable[date]) -> str:
    """Return days grouped by month: 25 and 28 December, 1 January."""
    months = groupby(days, key=lambda day: (day.year, day.month))
    return ", ".join(_one_month(list(group)) for _, group in months)


def _one_month(days: list[date]) -> str:
    return f"{_and([str(day.day) for day in days])} {days[0]:%B}"


def _counted_from(row: Timescale, start: date) -> str:
    back = " back" if row.direction is Direction.BEFORE else ""
    return f"Counted{back} from {row.runs_from} on {in_words(start)} (day 0)."


def _how_long(
    row: Timescale,
    start: date,
    length: int | None,
    due_on: date,
    calendar: Calendar,
    until: date | None,
) -> str:
    if length is None:
        return f"Halfway to {in_words(until or due_on)}."
    counted = f"{length} {_unit(row.unit, length)}"
    if row.unit is Unit.WORKING_DAYS:
        return f"{counted}. {_left_out(start, due_on, calendar)}".rstrip()
    if row.unit is Unit.YEARS:
        return f"The day before {counted} have passed."
    if row.unit is Unit.HOURS:
        return f"{counted} from the same hour; the day on which they run out is shown."
    if row.unit is Unit.DAYS:
        return f"{counted}. Every day counts, weekends and bank holidays too."
    if row.unit is Unit.WEEKS:
        return f"{counted} before the birth is expected, in week {40 - length} of pregnancy."
    return f"{counted}, by the calendar."


def _unit(unit: Unit, length: int) -> str:
    return unit.value.removesuffix("s") if length == 1 else unit.value


def _left_out(start: date, due_on: date, calendar: Calendar) -> str:
    """Name what was not counted between the two days. The start is left out as day 0 anyway."""
    one_day = timedelta(days=1)
    first, last = (start + one_day, due_on) if start <= due_on else (due_on, start - one_day)
    span = (last - first).days + 1
    has_weekend = any((first + n * one_day).weekday() >= _SATURDAY for n in range(min(span, 7)))
    names = ["weekends"] if has_weekend else []
    names += [listed(calendar.bank_holidays_between(first, last))]
    left_out = ", ".join(name for name in names if name)
    return f"Not counted: {left_out}." if left_out else ""


def _weekend_start(row: Timescale, start: date, calendar: Calendar) -> str:
    counts_on = row.unit is Unit.WORKING_DAYS and row.direction is Direction.AFTER
    if not counts_on or calendar.is_working_day(start):
        return ""
    first = in_words(calendar.add(start, 1))
    return f"{start:%A} {start.day} {start:%B} is not a working day, so day 1 is {first}."


def _clamped(row: Timescale, start: date, due_on: date) -> str:
    if row.unit is not Unit.MONTHS or due_on.day == start.day:
        return ""
    return f"{due_on:%B %Y} has no day {start.day}, so it is the last day of the month."


def _approximation(row: Timescale, start: date, due_on: date) -> str:
    if row.approximate_days is None:
        return ""
    other = start + timedelta(days=row.approximate_days)
    if other == due_on:
        return ""
    return (
        f"Some systems count {row.approximate_days} days instead, which would be {in_words(other)}."
        " The calendar months are the rule."
    )


def _not_moved(due_on: date, last_working_day: date) -> str:
    if due_on == last_working_day:
        return ""
    return (
        f"{in_words(due_on)} is not a working day. The limit is not moved to a later day: the last"
        f" working day to use is {in_words(last_working_day)}."
    )


def _provisional(row: Timescale, calendar: Calendar, start: date, due_on: date) -> str:
    counted_from = start if row.unit is Unit.WORKING_DAYS else due_on
    first, last = sorted((counted_from.year, due_on.year))
    years = [str(y) for y in range(first, last + 1) if y in calendar.provisional_years]
    return f"The bank holidays of {_and(years)} are not proclaimed yet, so this may still change."


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
