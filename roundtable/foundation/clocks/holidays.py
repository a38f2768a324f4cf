"""A day that nobody works after all, or works after all, and the running dates that move with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock, ClockEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.foundation.core.models import Authority, BankHoliday
from roundtable.rules import timescales
from roundtable.rules.access import Facts, Permission
from roundtable.rules.timescales import Due
from roundtable.rules.working_days import Calendar, NoBankHolidayData


class CannotAddBankHoliday(CannotProceed):
    """It is not a working day, lies in the past, or has no name."""


class CannotTakeAwayBankHoliday(CannotProceed):
    """The authority has not added it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A running clock, and when it is due with the day left out, or counted again."""

    clock: Clock
    due: Due


def bank_holidays(actor: Actor) -> tuple[Authority, list[BankHoliday]]:
    """
    Return the authority and the days it has added to the shipped list, the latest first.

    :raises RecordNotFound: if the calendar is not for `actor`.
    """
    if not may(actor, Permission.MANAGE_CALENDAR, Facts(same_authority=True)):
        raise RecordNotFound("calendar")
    authority = Authority.objects.get(pk=actor.authority_id)
    return authority, list(BankHoliday.objects.filter(authority=authority).order_by("-day"))


def dates_moved(authority: Authority, *, day: date) -> QuerySet[ClockEvent]:
    """Return what a change of one day moved, and moved back: the latest first."""
    moved = ClockEvent.objects.filter(authority=authority, event="moved")
    return moved.filter(details__day=day.isoformat()).order_by("-at", "pk")


def dates_that_move(authority: Authority, *, day: date, name: str) -> list[Moved]:
    """Return the running clocks that are due later if nobody works on `day`."""
    return _moved(authority, day, calendar_of(authority).with_extra({day: name}))


def dates_that_move_back(authority: Authority, *, day: date) -> list[Moved]:
    """Return the running clocks that are due earlier if the added `day` is worked after all."""
    return _moved(authority, day, calendar_of(authority, without=day))


def _moved(authority: Authority, day: date, calendar: Calendar) -> list[Moved]:
    """
    Return the running clocks that `calendar` gives another limit, or another last day to use.

    What counts back from a conference stays: it was announced with it.
    """
    settings = authority.effective_settings
    running = Clock.objects.filter(
        authority=authority, stopped_on=None, started_on__lt=day, due_on__gte=day
    )
    moved = []
    for one in running.order_by("due_on", "pk"):
        row = timescales.timescale(one.rule)
        if row.settings_by_kind or row.direction is timescales.Direction.BEFORE:
            continue
        if row.unit is timescales.Unit.MIDPOINT:
            continue  # between two meetings, and counted in no days that are worked
        due = timescales.due(one.rule, one.started_on, calendar=calendar, settings=settings)
        if (due.due_on, due.last_working_day) != (one.due_on, one.last_working_day):
            moved.append(Moved(one, due))
    return moved


@transaction.atomic
def add_bank_holiday(
    *, day: date, name: str, actor: Actor, now: datetime
) -> tuple[BankHoliday, Sequence[Moved]]:
    """
    Add a day on which nobody works, and move the running dates that count across it.

    :raises CannotAddBankHoliday: if it is a day off already, has passed, or has no name.
    """
    authority = _lock_calendar(actor)
    check_bank_holiday(calendar_of(authority), day=day, name=name, today=clock.day_of(now))
    moved = dates_that_move(authority, day=day, name=name)
    holiday = BankHoliday.objects.create(authority=authority, day=day, name=name.strip())
    _move(moved, because="bank holiday added", day=day, actor=actor, now=now)
    _record("calendar.bank_holiday_added", holiday, moved, actor=actor, now=now)
    return holiday, moved


@transaction.atomic
def take_away_bank_holiday(*, day: date, actor: Actor, now: datetime) -> Sequence[Moved]:
    """
    Take away a day that was added by mistake, and move the running dates back that had left it out.

    A date that moves back may have passed: it is late then, as it would have been all along.

    :raises CannotTakeAwayBankHoliday: if the authority has not added it.
    """
    authority = _lock_calendar(actor)
    holiday = BankHoliday.objects.filter(authority=authority, day=day).first()
    if holiday is None:
        raise CannotTakeAwayBankHoliday("Choose a day that your authority has added.")
    moved = dates_that_move_back(authority, day=day)
    _move(moved, because="bank holiday taken away", day=day, actor=actor, now=now)
    _record("calendar.bank_holiday_taken_away", holiday, moved, actor=actor, now=now)
    holiday.delete()
    return moved


def _lock_calendar(actor: Actor) -> Authority:
    authorise(actor, Permission.MANAGE_CALENDAR, Facts(same_authority=True))
    return Authority.objects.select_for_update().get(pk=actor.authority_id)


def _move(moved: Iterable[Moved], *, because: str, day: date, actor: Actor, now: datetime) -> None:
    for one in moved:
        before, usable = one.clock.due_on, one.clock.last_working_day
        one.clock.due_on = one.due.due_on
        one.clock.last_working_day = one.due.last_working_day
        one.clock.steps = list(one.due.steps)
        one.clock.save(update_fields=["due_on", "last_working_day", "steps"])
        ClockEvent.objects.create(
            authority_id=one.clock.authority_id,
            clock=one.clock.pk,
            at=now,
            event="moved",
            user_id=actor.user_id or None,
            details={
                "from": before.isoformat(),
                "to": one.due.due_on.isoformat(),
                "usable_from": usable.isoformat(),
                "usable_to": one.due.last_working_day.isoformat(),
                "rule": one.clock.rule,
                "because": because,
                "day": day.isoformat(),
            },
        )


def _record(
    verb: str, holiday: BankHoliday, moved: Sequence[Moved], *, actor: Actor, now: datetime
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject=holiday,
        now=now,
        day=holiday.day.isoformat(),
        moved=len(moved),
    )


def check_bank_holiday(calendar: Calendar, *, day: date, name: str, today: date) -> None:
    """
    Refuse a day that cannot be added.

    :raises CannotAddBankHoliday: saying why.
    """
    if not name.strip():
        raise CannotAddBankHoliday("Enter what the day is called.")
    if day <= today:
        raise CannotAddBankHoliday("Enter a day that lies ahead: what has passed was worked on.")
    try:
        works = calendar.is_working_day(day)
    except NoBankHolidayData as refusal:
        raise CannotAddBankHoliday(str(refusal)) from refusal
    if not works:
        raise CannotAddBankHoliday("Nobody works on that day as it is.")
