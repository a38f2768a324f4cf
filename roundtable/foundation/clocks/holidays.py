"""A bank holiday that was proclaimed late, and the running dates that move because of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

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


@dataclass(frozen=True, slots=True)
class Moved:
    """A running clock, and when it would be due with one more day left out."""

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


def dates_that_move(authority: Authority, *, day: date, name: str) -> list[Moved]:
    """
    Return the running clocks that are due later if nobody works on `day`.

    What counts back from a conference stays: it was announced with it.
    """
    calendar = calendar_of(authority).with_extra({day: name})
    settings = authority.effective_settings
    running = Clock.objects.filter(
        authority=authority, stopped_on=None, started_on__lt=day, due_on__gte=day
    )
    moved = []
    for one in running.order_by("due_on", "pk"):
        row = timescales.timescale(one.rule)
        if row.unit is not timescales.Unit.WORKING_DAYS or row.settings_by_kind:
            continue
        if row.direction is timescales.Direction.BEFORE:
            continue
        due = timescales.due(one.rule, one.started_on, calendar=calendar, settings=settings)
        if due.due_on != one.due_on:
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
    authorise(actor, Permission.MANAGE_CALENDAR, Facts(same_authority=True))
    authority = Authority.objects.select_for_update().get(pk=actor.authority_id)
    check_bank_holiday(calendar_of(authority), day=day, name=name, today=clock.day_of(now))
    moved = dates_that_move(authority, day=day, name=name)
    holiday = BankHoliday.objects.create(authority=authority, day=day, name=name.strip())
    for one in moved:
        before = one.clock.due_on
        one.clock.due_on = one.due.due_on
        one.clock.last_working_day = one.due.last_working_day
        one.clock.steps = list(one.due.steps)
        one.clock.save(update_fields=["due_on", "last_working_day", "steps"])
        ClockEvent.objects.create(
            authority=authority,
            clock=one.clock.pk,
            at=now,
            event="moved",
            user_id=actor.user_id or None,
            details={"from": before.isoformat(), "to": one.due.due_on.isoformat()},
        )
    audit.record(
        actor=actor,
        verb="calendar.bank_holiday_added",
        subject=holiday,
        now=now,
        day=day.isoformat(),
        moved=len(moved),
    )
    return holiday, moved


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
