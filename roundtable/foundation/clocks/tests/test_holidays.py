"""A day that nobody works after all, and one that is worked after all: running dates follow both."""

from datetime import date, timedelta

import pytest

from roundtable.foundation.accounts.models import Actor, Appointment
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.clocks.holidays import (
    CannotTakeAwayBankHoliday,
    add_bank_holiday,
    dates_that_move_back,
    take_away_bank_holiday,
)
from roundtable.foundation.clocks.models import Clock, ClockEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.core.models import Authority, BankHoliday
from roundtable.rules import timescales
from roundtable.rules.access import Role

pytestmark = pytest.mark.django_db
CLOSED = date(2026, 12, 3)
RULES = ("initial_conference", "first_review", "invitation_reply", "next_core_group")


@pytest.fixture
def authority() -> Authority:
    made = Authority.objects.create(code="CLK", name="Clock Council")
    set_context([made.pk])
    return made


def desk(authority: Authority, role: Role = Role.SYSTEM_ADMINISTRATOR) -> Actor:
    return Actor(7, "Pat Reed", role, authority.pk, (authority.pk,))


def start(authority: Authority, rule: str, on: date, number: int = 1) -> Clock:
    return start_clock(
        rule,
        subject=Appointment(pk=number, authority=authority),
        authority=authority,
        starts_on=on,
        actor=desk(authority),
        now=clock.now(),
    )


def add(authority: Authority, day: date = CLOSED) -> int:
    _, moved = add_bank_holiday(day=day, name="Coronation", actor=desk(authority), now=clock.now())
    return len(moved)


def take_away(authority: Authority, day: date = CLOSED, role: Role = Role.ADMINISTRATOR) -> int:
    return len(take_away_bank_holiday(day=day, actor=desk(authority, role), now=clock.now()))


def dates() -> list[tuple]:
    rows = Clock.objects.order_by("pk")
    return list(rows.values_list("rule", "due_on", "last_working_day", "steps"))


def test_what_moved_when_it_was_added_moves_back_when_it_is_taken_away(
    authority: Authority,
) -> None:
    one = start(authority, "initial_conference", date(2026, 11, 23))
    assert one.due_on == date(2026, 12, 14)
    before = dates()
    assert add(authority) == 1
    one.refresh_from_db()
    assert one.due_on == date(2026, 12, 15)
    assert any("3 December" in step for step in one.steps)
    assert take_away(authority) == 1
    assert dates() == before
    assert not BankHoliday.objects.exists()


def test_each_move_is_on_record_with_its_reason(authority: Authority) -> None:
    one = start(authority, "initial_conference", date(2026, 11, 23))
    add(authority)
    take_away(authority)
    moves = ClockEvent.objects.filter(clock=one.pk, event="moved").order_by("pk")
    assert [event.details for event in moves] == [
        {
            "from": "2026-12-14",
            "to": "2026-12-15",
            "usable_from": "2026-12-14",
            "usable_to": "2026-12-15",
            "because": "bank holiday added",
            "day": "2026-12-03",
            "rule": "initial_conference",
        },
        {
            "from": "2026-12-15",
            "to": "2026-12-14",
            "usable_from": "2026-12-15",
            "usable_to": "2026-12-14",
            "because": "bank holiday taken away",
            "day": "2026-12-03",
            "rule": "initial_conference",
        },
    ]
    event = AuditEvent.objects.get(verb="calendar.bank_holiday_taken_away")
    assert event.details == {"day": "2026-12-03", "moved": 1}


def test_a_limit_in_months_keeps_its_day_and_gets_another_last_day_to_use(
    authority: Authority,
) -> None:
    one = start(authority, "first_review", date(2026, 11, 30))  # limit Sunday 28 February 2027
    assert one.last_working_day == date(2027, 2, 26)
    assert add(authority, date(2027, 2, 26)) == 1
    one.refresh_from_db()
    assert (one.due_on, one.last_working_day) == (date(2027, 2, 28), date(2027, 2, 25))
    assert take_away(authority, date(2027, 2, 26)) == 1
    one.refresh_from_db()
    assert (one.due_on, one.last_working_day) == (date(2027, 2, 28), date(2027, 2, 26))


def test_every_day_added_and_taken_away_leaves_what_was_there(authority: Authority) -> None:
    for number in range(15):
        for rule in RULES:
            start(authority, rule, date(2026, 11, 16) + timedelta(days=number), number + 1)
    before = dates()
    days = [date(2026, 11, 25) + timedelta(days=number) for number in range(30)]
    calendar = calendar_of(authority)
    for day in filter(calendar.is_working_day, days):
        add(authority, day)
        settings, now = authority.effective_settings, calendar_of(authority)
        for one in Clock.objects.all():
            anew = timescales.due(one.rule, one.started_on, calendar=now, settings=settings)
            assert (one.due_on, one.last_working_day) == (anew.due_on, anew.last_working_day)
        take_away(authority, day)
        assert dates() == before, day


def test_what_has_stopped_stays_as_it_was(authority: Authority) -> None:
    one = start(authority, "initial_conference", date(2026, 11, 23))
    add(authority)
    stop_clocks(
        subject=Appointment(pk=1, authority=authority),
        on=date(2026, 12, 15),
        actor=desk(authority),
        now=clock.now(),
    )
    assert take_away(authority) == 0
    one.refresh_from_db()
    assert one.due_on == date(2026, 12, 15)


def test_only_a_day_that_was_added_is_taken_away(authority: Authority) -> None:
    for day in (CLOSED, date(2026, 12, 25)):
        with pytest.raises(CannotTakeAwayBankHoliday, match="has added"):
            take_away(authority, day)


def test_another_authoritys_calendar_is_its_own(authority: Authority) -> None:
    other = Authority.objects.create(code="OTH", name="Elsewhere Council")
    set_context([authority.pk, other.pk])
    start(other, "initial_conference", date(2026, 11, 23))
    add(authority)
    add(other)
    assert take_away(authority) == 0
    assert BankHoliday.objects.get().authority == other
    assert len(dates_that_move_back(other, day=CLOSED)) == 1


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.CHAIR, Role.DATA_OFFICER])
def test_who_does_not_keep_the_calendar_takes_nothing_away(
    authority: Authority, role: Role
) -> None:
    add(authority)
    with pytest.raises(NotAuthorised):
        take_away(authority, role=role)
