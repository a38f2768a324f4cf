"""
When something is due, and why.

`due` answers for one clock, `deadlines` for all that follow from an event. A due date comes with
its explanation in plain words: the day it is counted from, the days left out and why, and who may
vary it. `due_on` is the limit; one that falls on a day nobody works is *not* moved to a later day,
so `last_working_day` is the last day on which it can be met.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from roundtable.rules.explanations import explain
from roundtable.rules.settings import SETTINGS, Value, number
from roundtable.rules.sources import Source
from roundtable.rules.timescale_rows import (
    INITIAL,
    KINDS,
    REVIEW,
    TIMESCALES,
    WINDOWS,
    Direction,
    Timescale,
    Unit,
    plan_open,
)
from roundtable.rules.working_days import Calendar, add_months

__all__ = [
    "EVENTS",
    "INITIAL",
    "KINDS",
    "REVIEW",
    "TIMESCALES",
    "WINDOWS",
    "Direction",
    "Due",
    "Timescale",
    "TimescaleNotUsable",
    "Unit",
    "deadlines",
    "due",
    "timescale",
]

_WEEKS_OF_PREGNANCY = 40
_HOURS_A_DAY = 24


class TimescaleNotUsable(ValueError):
    """The question cannot be answered as it was put: an unknown name, or something missing."""


@dataclass(frozen=True, slots=True)
class Due:
    """A limit and its explanation. `provisional`: a year in it has holidays not yet proclaimed."""

    clock: str
    due_on: date
    last_working_day: date
    steps: tuple[str, ...]
    source: Source
    provisional: bool


# What follows from an event, in the order people ask. `conference` looks back from one.
EVENTS: dict[str, tuple[str, ...]] = {
    "strategy-discussion": ("initial_conference", "booking_form"),
    "enquiry-outcome": ("conference_request",),
    "conference-request": ("child_advocate", "police_checks"),
    "conference": (
        "family_invitation", "professional_invitation", "last_core_group", "exclusion_request",
        "supporter_notice", "family_interpreter", "agency_report", "parent_report",
        "agency_report_to_family", "report_bundle", "chair_contact",
    ),
    "invitation-sent": ("invitation_reply",),
    "initial-conference": (
        "decision_letter", "dissent", "next_visit", "first_core_group", "detailed_plan",
        "record", "complaint", "appeal", "midway_review", "first_review",
    ),
    "review-conference": (
        "decision_letter", "dissent", "record", "complaint", "appeal", "midway_review",
        "next_review",
    ),
    "unfinished-conference": ("reconvened_conference",),
    "postponed-conference": ("postponed_conference",),
    "record-received": ("record_corrections",),
    "complaint-received": ("complaint_response",),
    "disagreement-raised": ("professional_disagreement",),
    "plan-start": ("next_visit", "first_core_group", "first_review"),
    "core-group": ("core_group_record", "next_core_group"),
    "visit": (
        "visit_record", "visit_record_significant", "visit_record_critical", "next_visit",
        "bedroom_seen",
    ),
    "transfer-notified": ("transfer_in_conference",),
    "move-known": ("transfer_details", "temporary_move"),
    "ending-letter": ("ending_objections",),
    "plan-end": ("plan_end_notice", "child_in_need_review"),
    "expected-birth": ("pre_birth_plan_earliest", "pre_birth_conference"),
    "pre-birth-conference": ("birth_plan",),
    "breach-found": ("breach_report",),
    "birth-date": ("review_after_birth", "eighteenth_birthday_review"),
}  # fmt: skip

# Only before a review: there is no core group before the first conference.
_REVIEW_ONLY = frozenset({"last_core_group"})

# Only where the authority has one at all.
_ONLY_IF = {
    "appeal": "appeal_enabled",
    "family_interpreter": "family_interpreter_allowed",
    "pre_birth_plan_earliest": "prebirth_earliest_plan_week",
}

# Until when `midway_review` runs, if nobody has set a date yet: the limit of the next review.
_NEXT_REVIEW_AFTER = {"initial-conference": "first_review", "review-conference": "next_review"}


def timescale(name: str) -> Timescale:
    """
    Return the row of that name, also for a plan open a number of months not in the table.

    :raises TimescaleNotUsable: if there is none.
    """
    if name in TIMESCALES:
        return TIMESCALES[name]
    months = name.removeprefix("plan_open_").removesuffix("_months")
    if name == f"plan_open_{months}_months" and months.isdecimal() and int(months) > 0:
        return plan_open(int(months))
    raise TimescaleNotUsable(f"{name}: there is no such clock.")


def due(
    name: str,
    start: date,
    *,
    calendar: Calendar,
    settings: Mapping[str, Value],
    kind: str | None = None,
    until: date | None = None,
) -> Due:
    """
    Return when the clock `name` is due, `start` being day 0, and the explanation.

    `kind` (initial or review) is needed for reports, `until` (the next conference) for the midway
    review.

    :raises TimescaleNotUsable: if there is no such clock, or something it needs is missing.
    :raises SettingNotAllowed: if only the authority can say how long, and has not.
    :raises NoBankHolidayData: if the answer depends on a year whose bank holidays are unknown.
    """
    row = timescale(name)
    if row.settings_by_kind and kind not in row.settings_by_kind:
        raise TimescaleNotUsable(f"{name}: say whether the conference is initial or review.")
    if row.unit is not Unit.YEARS or start.year > calendar.last_year:
        calendar.check_covers(start)
    length = _length(row, settings, kind)
    due_on = (
        _midpoint(row, start, until) if length is None else _count(row, start, length, calendar)
    )
    last_working_day = calendar.last_working_day_on_or_before(due_on)
    # A holiday to come can move what is counted in working days; else only the day to use.
    counted_from = start if row.unit is Unit.WORKING_DAYS else due_on
    provisional = calendar.is_provisional(min(counted_from, due_on), max(counted_from, due_on))
    return Due(
        clock=row.name,
        due_on=due_on,
        last_working_day=last_working_day,
        steps=explain(
            row,
            start=start,
            length=length,
            due_on=due_on,
            last_working_day=last_working_day,
            calendar=calendar,
            until=until,
            provisional=provisional,
        ),
        source=_source(row, kind),
        provisional=provisional,
    )


def deadlines(
    event: str,
    day: date,
    *,
    calendar: Calendar,
    settings: Mapping[str, Value],
    kind: str | None = None,
) -> list[Due]:
    """
    Return all that follows from `event` on `day`; for `conference`, all that must come before it.

    What the authority has not set yet (a window for appeals) is left out.

    :raises TimescaleNotUsable: for an unknown event, or a conference without its kind.
    """
    if event not in EVENTS:
        raise TimescaleNotUsable(f"{event}: there is no such event. Use {', '.join(EVENTS)}.")
    if kind is not None and kind not in KINDS:
        raise TimescaleNotUsable(f"{kind}: a conference is {' or '.join(KINDS)}.")
    if event == "conference" and kind is None:
        raise TimescaleNotUsable("conference: say whether it is initial or review.")
    until = None
    if event in _NEXT_REVIEW_AFTER:
        review = due(_NEXT_REVIEW_AFTER[event], day, calendar=calendar, settings=settings)
        until = review.due_on
    return [
        due(name, day, calendar=calendar, settings=settings, kind=kind, until=until)
        for name in _names(event, settings, kind)
    ]


def _names(event: str, settings: Mapping[str, Value], kind: str | None) -> list[str]:
    names = [
        name
        for name in EVENTS[event]
        if not (name in _REVIEW_ONLY and kind == INITIAL) and _is_set(name, settings)
    ]
    if event == "plan-start":
        months = settings["escalation_months"]
        names += [plan_open(n).name for n in months] if isinstance(months, tuple) else []
    return names


def _is_set(name: str, settings: Mapping[str, Value]) -> bool:
    if name in _ONLY_IF and not settings[_ONLY_IF[name]]:
        return False
    setting = TIMESCALES[name].setting
    return setting is None or settings[setting] is not None


def _length(row: Timescale, settings: Mapping[str, Value], kind: str | None) -> int | None:
    """The number to count, or None for a midpoint."""
    key = row.setting_for(kind)
    # The months of an open plan are the row's own; the setting only says which are looked at.
    if key is None or row.name.startswith("plan_open_"):
        return row.length
    length = number(settings, key)
    return _WEEKS_OF_PREGNANCY - length if row.weeks_of_pregnancy else length


def _source(row: Timescale, kind: str | None) -> Source:
    key = row.settings_by_kind.get(kind or "")
    return SETTINGS[key].source if key else row.source


def _midpoint(row: Timescale, start: date, until: date | None) -> date:
    if until is None or until < start:
        raise TimescaleNotUsable(f"{row.name}: say when the next conference is.")
    return start + (until - start) // 2


def _count(row: Timescale, start: date, length: int, calendar: Calendar) -> date:
    signed = length if row.direction is Direction.AFTER else -length
    if row.unit is Unit.WORKING_DAYS:
        return calendar.add(start, signed)
    if row.unit is Unit.MONTHS:
        return add_months(start, signed)
    if row.unit is Unit.YEARS:
        # *Before* the birthday: on the day itself they are of age.
        return add_months(start, signed * 12) - timedelta(days=1)
    return start + timedelta(days=_whole_days(row.unit, signed))


def _whole_days(unit: Unit, length: int) -> int:
    """Hours are shown as the day on which they run out, counted from the same hour."""
    if unit is Unit.WEEKS:
        return length * 7
    if unit is Unit.HOURS:
        return -(-length // _HOURS_A_DAY)
    return length
