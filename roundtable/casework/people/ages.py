"""How old somebody is, in words that also fit the unborn and the doubtful."""

from datetime import date

from roundtable.casework.people.models import Person


def age_in_words(person: Person, *, today: date) -> str:
    """Return `7`, `5 months`, `9 days`, `expected 1 February 2027` or `age not known`."""
    if person.birth_on is None:
        if person.expected_on is None:
            return "age not known"
        return f"expected {person.expected_on:%-d %B %Y}"
    about = "about " if person.birth_is_estimated else ""
    months = _months_between(person.birth_on, person.died_on or today)
    if months >= 24:
        return f"{about}{months // 12}"
    if months >= 1:
        return f"{about}{months} month{'s' if months > 1 else ''}"
    days = ((person.died_on or today) - person.birth_on).days
    return f"{about}{days} day{'' if days == 1 else 's'}"


def _months_between(born: date, on: date) -> int:
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - (on.day < born.day)
