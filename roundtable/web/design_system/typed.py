"""Reading dates and times as people type them. Each answer is a value, or a sentence saying why not."""

import re
from datetime import date, time

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s/.,-]+")
_ORDINAL = re.compile(r"^(\d{1,2})(st|nd|rd|th)$", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\.?)?$")


class NotADate(Exception):
    """Why it is not a date, to follow `The date must`; and which boxes are to blame."""

    def __init__(self, must: str, wrong: tuple[str, ...] = ()) -> None:
        super().__init__(must)
        self.must, self.wrong = must, wrong


def split_date(text: str) -> tuple[str, str, str] | None:
    """
    Return day, month and year of a whole date in one box, or None if it is not one.

    `5/12/26`, `5 December 2026`, `Sat 5th Dec 2026` and `2026-12-05` all are.
    """
    if iso := _ISO.match(text.strip()):
        return iso[3], iso[2], iso[1]
    parts = _SEPARATORS.split(_WEEKDAY.sub("", text.strip()))
    if len(parts) != 3:
        return None
    day, month, year = parts
    return day, month, year


def read_date(day: str, month: str, year: str) -> date:
    """
    Return the date of three boxes. Two digits of a year mean this century.

    :raises NotADate: if a part is missing or no such day exists.
    """
    parts = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    missing = tuple(name for name, value in parts.items() if not value)
    if missing:
        raise NotADate(f"include a {' and a '.join(missing)}", missing)
    numbers = {
        "day": _day_number(parts["day"]),
        "month": _month_number(parts["month"]),
        "year": _year_number(parts["year"]),
    }
    wrong = tuple(name for name, number in numbers.items() if number is None)
    if wrong:
        raise NotADate("be a real date, like 5 12 2026", wrong)
    full_year = numbers["year"] or 0
    if not _EARLIEST_YEAR <= full_year <= _LATEST_YEAR:
        raise NotADate(f"have a year between {_EARLIEST_YEAR} and {_LATEST_YEAR}", ("year",))
    try:
        return date(full_year, numbers["month"] or 0, numbers["day"] or 0)
    except ValueError:
        raise NotADate("be a real date, like 5 12 2026", ()) from None


def _day_number(text: str) -> int | None:
    ordinal = _ORDINAL.match(text)
    digits = ordinal[1] if ordinal else text
    return int(digits) if re.fullmatch(r"[0-9]{1,2}", digits) and 1 <= int(digits) <= 31 else None


def _month_number(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    word = text.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word[:9])), None)


def _year_number(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{2}", text):
        return 2000 + int(text)
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


def read_time(text: str) -> time | str:
    """Return the time that `10`, `10:00`, `10.30`, `2pm` or `midday` means, or what to type."""
    word = text.strip().lower()
    if word in {"midday", "noon", "12 noon"}:
        return time(12)
    if word == "midnight":
        return time(0)
    found = _TIME.match(word)
    if not found:
        return "Enter a time like 10am, 1:30pm or 14:00"
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):
        return "Enter a real time, like 10am, 1:30pm or 14:00"
    if half:
        return time(hour % 12 + (12 if half == "p" else 0), minute)
    if 1 <= hour <= 6 and not found[1].startswith("0"):
        return f"Enter {word}am or {word}pm, so that nobody comes at the wrong time"
    return time(hour, minute)
