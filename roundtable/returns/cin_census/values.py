"""Reading one value of the return. What cannot be read says why, as the end of a sentence."""

import re
from datetime import date, datetime

DATE = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?P<rest>.*)", re.ASCII | re.DOTALL)
# A time and an offset are let pass and ignored: the day is the one written down.
TIME = re.compile(
    r"([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII | re.IGNORECASE
)
DAY_FIRST = re.compile(r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}.*", re.ASCII | re.DOTALL)
COUNT = re.compile(r"\d{1,2}", re.ASCII)
UPN = re.compile(r"[A-Z]\d{11}[\dA-Z]", re.ASCII)

# Working days are known from here on, and no child of a return made since 2022 is older.
EARLIEST_DAY = date(1990, 1, 1)

SATURDAY = 5

TRUE_WORDS = frozenset({"1", "true"})
FALSE_WORDS = frozenset({"0", "false"})


class Unreadable(Exception):
    """The value cannot be read; the message completes "The date of birth ..."."""

    code = "unreadable"


class UnknownCode(Unreadable):
    code = "unknown_code"


class TooLate(Unreadable):
    code = "too_late"


def read_date(text: str) -> date:
    """
    Return the day written as CCYY-MM-DD, with or without a time after it.

    :raises Unreadable: if it is written any other way. Which number of 03/05/2026 is the day
        is not for us to guess.
    """
    match = DATE.fullmatch(text)
    if match is None:
        if DAY_FIRST.fullmatch(text):
            raise Unreadable(
                "could not be read: it must be written year-month-day, and which number is the "
                "day and which the month is never guessed"
            )
        raise Unreadable("could not be read: it is not a date written year-month-day")
    if not TIME.fullmatch(match["rest"]):
        raise Unreadable("could not be read: something other than a time follows the date")
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        raise Unreadable("is not a day in the calendar") from None
    if day < EARLIEST_DAY:
        raise Unreadable(f"is before {EARLIEST_DAY.year}, too long ago to be true")
    return day


def read_date_until(text: str, latest: date) -> date:
    """
    Return the day, if it is not after `latest`.

    :raises TooLate: if it is: a return cannot know what had not happened yet.
    """
    day = read_date(text)
    if day > latest:
        raise TooLate(f"({in_words(day)}) is later than this return can know of")
    return day


def read_yes_no(text: str) -> bool:
    """Return whether it says yes: 1 or true, against 0 or false, in capitals or not."""
    if text.lower() in TRUE_WORDS:
        return True
    if text.lower() in FALSE_WORDS:
        return False
    raise Unreadable("could not be read: it must be 1 or 0, or true or false")


def read_count(text: str) -> int:
    """Return a whole number from 0 to 99."""
    if not COUNT.fullmatch(text):
        raise Unreadable("could not be read: it must be a whole number from 0 to 99")
    return int(text)


def read_code(text: str, codes: frozenset[str]) -> str:
    """Return the code in capitals, if it is one of `codes`."""
    if text.upper() not in codes:
        raise UnknownCode("is not one of the census's codes")
    return text.upper()


def read_upn(text: str) -> str:
    """Return the pupil number in capitals. Its check letter is not looked at."""
    if not UPN.fullmatch(text.upper()):
        raise Unreadable("is not a pupil number: a letter, eleven digits, then a digit or letter")
    return text.upper()


def read_moment(text: str) -> datetime | None:
    """Return when the file says it was made, or nothing where that cannot be read."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def in_words(day: date) -> str:
    """Return the day as people write it: 3 May 2026."""
    return f"{day.day} {day:%B %Y}"


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
