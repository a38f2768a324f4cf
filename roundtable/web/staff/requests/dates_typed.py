"""Days as people list them: one on each line, or the first and the last of several."""

from datetime import date

from roundtable.web.design_system.typed import NotADate, read_date, split_date

_SEPARATORS = (" to ", " until ", " – ", " - ")


class NotDays(ValueError):
    """A line that is no day, in words for who typed it."""


def read_days(text: str) -> list[tuple[date, date]]:
    """
    Return the first and last day of every line that is not empty.

    :raises NotDays: at the first line that cannot be read.
    """
    return [_days(line.strip()) for line in text.splitlines() if line.strip()]


def _days(line: str) -> tuple[date, date]:
    first, last = _halves(line)
    ends = _read(last or first, line)
    if not last:
        return ends, ends
    starts = _read(_completed(first, ends), line)
    if starts > ends:
        raise NotDays(f"“{line}” ends before it begins")
    return starts, ends


def _halves(line: str) -> tuple[str, str]:
    for separator in _SEPARATORS:
        first, found, last = line.partition(separator)
        if found:
            return first.strip(), last.strip()
    return line, ""


def _completed(first: str, ends: date) -> str:
    """Return `14` or `14 December` with what the last day says of month and year."""
    if first.isdigit():
        return f"{first}/{ends.month}/{ends.year}"
    return first if split_date(first) else f"{first} {ends.year}"


def _read(text: str, line: str) -> date:
    boxes = split_date(text)
    if boxes is None:
        raise NotDays(f"“{line}” must be a day with its year, like 7 December 2026")
    try:
        return read_date(*boxes)
    except NotADate:
        raise NotDays(f"“{line}” must be a real day, like 7 December 2026") from None
