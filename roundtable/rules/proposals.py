"""
What speaks for a time at which a conference could be held, and what it costs whom.

The family comes first: how much notice they have, how long with the reports, and what they said of
their own days. Then the limit, the chair they know, their way there, and the chair's own day. A cost is a number so
that times can be compared, and words so that a person can disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from roundtable.rules.conference_guards import INITIAL_KINDS, ChildLimit, Kind
from roundtable.rules.explanations import in_words
from roundtable.rules.settings import Value, number
from roundtable.rules.travel import UNKNOWN, Journey, words_of_travel
from roundtable.rules.working_days import Calendar

# What one of each costs. A late conference outweighs all that follows, a child without a plan
# weighs most; then come the family's time, the chair they know, and the chair's day. What their way
# there costs, `rules.travel` says.
LATE_AT_ALL, LATE_A_DAY = 4000, 400
RISK: Mapping[Kind, int] = {
    Kind.INITIAL: 3,
    Kind.PRE_BIRTH: 3,
    Kind.TRANSFER_IN: 2,
    Kind.RECONVENED: 3,
    Kind.REVIEW: 1,
}
AGAINST_WHAT_WAS_SAID = 1500
READING_SHORT_A_DAY = 300
# No room will do: the family is better heard at a table than through a screen.
BY_LINK = 1000
# Nobody on file who has the language is free: another agency has to be asked.
NO_INTERPRETER = 600
OTHER_CHAIR = 120
NOTICE_SHORT_A_DAY = 8
OVERLOADED, ANOTHER_THAT_DAY = 80, 10
# A time that comes long before it must brings every later one forward.
EARLY_A_DAY = 1
# What another meeting is taken to ask of its chair, whose list nobody has looked at.
TYPICAL_REPORTS = 6


@dataclass(frozen=True, slots=True)
class Customs:
    """What an authority gives families and chairs time for."""

    notice_days: int
    reading_wd_initial: int
    reading_wd_review: int
    writing_wd: int
    minutes_a_report: int
    pre_meeting_minutes: int
    meetings_a_day: int
    day_minutes: int

    @classmethod
    def of(cls, settings: Mapping[str, Value]) -> "Customs":
        return cls(
            notice_days=number(settings, "invite_family_days"),
            reading_wd_initial=number(settings, "report_to_parent_wd_icpc"),
            reading_wd_review=number(settings, "report_to_parent_wd_rcpc"),
            writing_wd=number(settings, "report_writing_wd"),
            minutes_a_report=number(settings, "reading_min_a_report"),
            pre_meeting_minutes=number(settings, "pre_meeting_min"),
            meetings_a_day=number(settings, "chair_meetings_a_day"),
            day_minutes=number(settings, "chair_day_min"),
        )

    def chair_minutes(self, *, length: int, reports: int) -> int:
        """Return what a meeting takes of its chair's day: itself, the family before, reading."""
        return length + self.pre_meeting_minutes + self.reading_minutes(reports)

    def reading_minutes(self, reports: int) -> int:
        return reports * self.minutes_a_report


@dataclass(frozen=True, slots=True)
class Occasion:
    """A conference to find a time for: what counts whenever it is held."""

    limits: tuple[ChildLimit, ...]
    customs: Customs
    reports: int = 0
    interpreters_to_find: tuple[str, ...] = ()
    """The languages for which nobody is on the list yet."""
    interpreters_on_file: tuple[str, ...] = ()
    """Of these, the languages that somebody on file has."""
    has_said_when: bool = False
    """The family said when they cannot come."""
    journey: Journey = UNKNOWN

    @property
    def usual_reading(self) -> int:
        """Return the working days the family should have with the reports; the longer of two."""
        kinds = {limit.kind in INITIAL_KINDS for limit in self.limits}
        by_kind = {True: self.customs.reading_wd_initial, False: self.customs.reading_wd_review}
        return max((by_kind[kind] for kind in kinds), default=0)

    @property
    def risk(self) -> int:
        """Return how much its lateness weighs: that of each child in it."""
        return sum(RISK[limit.kind] for limit in self.limits)


@dataclass(frozen=True, slots=True)
class Day:
    """How a day stands to a conference, whoever chairs it."""

    notice_days: int
    reading_days: int
    in_hand: int
    """Working days from it to the earliest limit; 0 where there is none."""
    late: tuple[ChildLimit, ...]
    cost: int


def weigh_day(
    occasion: Occasion, day: date, *, limit: date | None, today: date, calendar: Calendar
) -> Day:
    """Return how `day` stands; `limit` is the earliest there is of the occasion's."""
    customs, usual = occasion.customs, occasion.usual_reading
    notice = (day - today).days
    reading = min(usual, max(0, calendar.between(today, day) - customs.writing_wd))
    late = tuple(one for one in occasion.limits if day > one.due_on)
    in_hand = calendar.between(day, limit) if limit is not None and day < limit else 0
    cost = (
        NOTICE_SHORT_A_DAY * max(0, customs.notice_days - notice)
        + READING_SHORT_A_DAY * (usual - reading)
        + EARLY_A_DAY * in_hand
        + sum(RISK[one.kind] * _lateness(calendar, one, day) for one in late)
    )
    return Day(notice, reading, in_hand, late, cost)


def _lateness(calendar: Calendar, limit: ChildLimit, day: date) -> int:
    return LATE_AT_ALL + LATE_A_DAY * calendar.between(limit.due_on, day)


def weigh_chair(customs: Customs, *, is_other: bool, others: int, minutes: int) -> int:
    """
    Return what it costs that this chair has it, on a day on which they have `others` already.

    `is_other` says that the family knows another chair; `minutes` is their whole day with it.
    """
    return (
        (OTHER_CHAIR if is_other else 0)
        + ANOTHER_THAT_DAY * others
        + (OVERLOADED if is_overloaded(customs, others=others, minutes=minutes) else 0)
    )


def is_overloaded(customs: Customs, *, others: int, minutes: int) -> bool:
    """Return whether one more meeting is more than a chair's day has room for."""
    return others >= customs.meetings_a_day or minutes > customs.day_minutes


@dataclass(frozen=True, slots=True)
class Proposed:
    """A time with its chair, as the words about it need it."""

    day: date
    stands: Day
    limit: date | None
    chair: str
    is_same_chair: bool
    known_chair: str
    """Whom the family knows, where somebody else would chair; empty where nobody did."""
    others: int
    minutes: int
    against: tuple[str, ...] = ()
    has_room: bool = True
    """Without one it is held by video link."""
    postcode: str = ""
    """Of the room."""
    interpreters: tuple[tuple[str, str], ...] = ()
    """The languages for which somebody on file is free then, and who."""


def remarks(occasion: Occasion, proposed: Proposed) -> tuple[str, ...]:
    """Return what speaks for a time and what it costs: the family first, the limit next."""
    return tuple(_remarks(occasion, proposed))


def _remarks(occasion: Occasion, one: Proposed) -> Iterator[str]:
    customs = occasion.customs
    usual = (
        f"; {customs.notice_days} is usual" if one.stands.notice_days < customs.notice_days else ""
    )
    yield f"The family has {counted(one.stands.notice_days, 'day')} of notice{usual}."
    if occasion.usual_reading:
        yield _reading(one.stands.reading_days, occasion.usual_reading)
    yield from (f"But {against}." for against in one.against)
    if occasion.has_said_when and not one.against:
        yield "It goes against nothing the family said about their days."
    if not one.has_room:
        yield "No room that will do is free then: it would be held by video link."
    if way := words_of_travel(occasion.journey, one.postcode):
        yield way
    yield from _interpreters(occasion, one)
    if one.limit is not None:
        yield _against_the_limit(one.stands, one.day, one.limit)
    if one.is_same_chair:
        yield f"{one.chair} has chaired for this family before."
    elif one.known_chair:
        yield f"The family knows {one.known_chair} as chair, who is not free then."
    yield from _chairs_day(occasion, one)


def _interpreters(occasion: Occasion, one: Proposed) -> Iterator[str]:
    free = dict(one.interpreters)
    for language in occasion.interpreters_to_find:
        if language in free:
            yield f"{free[language]} interprets {language}, and is free then."
        elif language in occasion.interpreters_on_file:
            yield f"No interpreter for {language} who is on file is free then."
        else:
            yield f"An interpreter has still to be found: {language}."


def _reading(days: int, usual: int) -> str:
    if days == 0:
        return f"The family has no full day with the reports; {usual} is the standard."
    short = f"; {usual} is the standard" if days < usual else ""
    return f"The family has {counted(days, 'working day')} with the reports{short}."


def _against_the_limit(stands: Day, day: date, limit: date) -> str:
    if day > limit:
        return f"After the limit, {in_words(limit)}: this has to be agreed, with a reason."
    if stands.in_hand == 0:
        return f"The last working day within the limit, {in_words(limit)}."
    return f"{counted(stands.in_hand, 'working day')} before the limit, {in_words(limit)}."


def _chairs_day(occasion: Occasion, one: Proposed) -> Iterator[str]:
    customs = occasion.customs
    if one.others:
        yield f"{one.chair} has {counted(one.others, 'other')} that day."
    if is_overloaded(customs, others=one.others, minutes=one.minutes):
        yield f"That is more than a chair's day has room for: {_hours(one.minutes)} with reading."
    if occasion.reports:
        reading = _hours(customs.reading_minutes(occasion.reports))
        yield (
            f"{counted(occasion.reports, 'report')} to read, about {reading}, and"
            f" {customs.pre_meeting_minutes} minutes kept to meet the family."
        )


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join([*parts, *([counted(rest, "minute")] if rest or not hours else [])])


def counted(number_of: int, what: str) -> str:
    """Return `1 working day`, `2 working days`."""
    return f"{number_of} {what}" if number_of == 1 else f"{number_of} {what}s"
