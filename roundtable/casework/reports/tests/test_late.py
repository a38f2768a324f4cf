"""The lead of an agency hears once, by e-mail, of a late report: where the authority wishes it."""

from datetime import UTC, datetime

import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.looking import audited, queued
from roundtable.casework.reports.tasks import tell_leads, tell_leads_everywhere
from roundtable.casework.reports.tests.desk import ask, hand_in, write
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context

# The reports are due on Tuesday 1 December, two working days before the conference.
ON_THE_DAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATE = datetime(2026, 12, 2, 9, tzinfo=UTC)
SATURDAY = datetime(2026, 12, 5, 9, tzinfo=UTC)


def told(table: Table, now: datetime) -> int:
    number = tell_leads(table.cast.authority, now=now)
    set_context([table.cast.authority.pk])
    return number


@pytest.mark.parametrize(("wished", "messages"), [(None, 0), (False, 0), (True, 1)])
def test_only_where_the_authority_set_it(
    table: Table, monkeypatch: pytest.MonkeyPatch, wished: bool | None, messages: int
) -> None:
    ask(table)
    if wished is not None:
        table.cast.authority.settings = {"lead_told_of_late_reports": wished}
        table.cast.authority.save()
    monkeypatch.setattr(clock, "now", lambda: LATE)
    tell_leads_everywhere()
    set_context([table.cast.authority.pk])
    assert len(queued("late_report")) == messages


def test_once_for_each_report_and_not_before_it_is_late(table: Table) -> None:
    ask(table)
    assert told(table, ON_THE_DAY) == 0
    assert told(table, LATE) == 1
    assert told(table, LATE) == 0
    (message,) = queued("late_report")
    lead = table.cast.professionals["agency_lead"]
    assert (message.channel, message.professional_id) == ("email", lead.pk)
    assert message.destination == lead.email
    (event,) = audited("report.lead_told")
    assert event.details == {"lead": lead.pk}


def test_it_says_that_there_is_something_to_read_and_nothing_else(table: Table) -> None:
    ask(table)
    told(table, LATE)
    (message,) = queued("late_report")
    assert message.subject_line == "Something for you to read"
    assert message.body == "There is something for you to read. Sign in to see it."


def test_nobody_hears_of_what_came_of_what_is_over_or_on_a_day_off(table: Table) -> None:
    ask(table)
    assert told(table, SATURDAY) == 0
    Conference.objects.filter(pk=table.conference.pk).update(state="CANCELLED")
    assert told(table, LATE) == 0
    Conference.objects.filter(pk=table.conference.pk).update(state=table.conference.state)
    write(table, "health_visitor", "Plays well.", "ava")
    hand_in(table, "health_visitor")
    assert told(table, LATE) == 0


def test_who_leads_no_more_hears_nothing(table: Table) -> None:
    ask(table)
    Appointment.objects.filter(role="AGENCY_LEAD").update(ends_on=ON_THE_DAY.date())
    assert told(table, LATE) == 0
