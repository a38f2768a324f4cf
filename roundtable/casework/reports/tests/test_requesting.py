"""Asking for reports, and calling them off."""

from datetime import date

import pytest

from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.reports.actions import CannotRequestReports, call_off_reports
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.tests.desk import ask, hand_in, report_of, write
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised


def clock_of(report: Report) -> Clock:
    return Clock.objects.get(subject_type="report", subject_id=report.pk, stopped_on=None)


def test_everyone_who_writes_one_is_asked(table: Table) -> None:
    asked = ask(table)
    assert {report.participant.name for report in asked} == {
        "Sam Iqbal",
        "PC Grant",
        "Kezia Ncube",
        "Mia Stone",
        "Ola Berg",
        "Jo Hale",
    }
    assert {report.state for report in asked} == {"REQUESTED"}
    event = AuditEvent.objects.get(verb="reports.requested")
    assert event.details == {"reports": [report.pk for report in asked]}


def test_each_has_a_clock_that_its_author_answers_for(table: Table) -> None:
    ask(table)
    running = clock_of(report_of(table, "police_officer"))
    # Two working days before Thursday 3 December.
    assert running.due_on == date(2026, 12, 1)
    assert running.owner_id == table.cast.professionals["police_officer"].pk
    assert running.steps


def test_a_reviews_limit_is_the_earlier_and_holds_in_a_mixed_meeting(table: Table) -> None:
    ConferenceChild.objects.filter(conference=table.conference, child=table.person("ava")).update(
        kind=Kind.REVIEW, enquiry=None
    )
    table.seat("midwife").may_know.exclude(child=table.person("unborn")).delete()
    ask(table)
    assert clock_of(report_of(table, "head_teacher")).due_on == date(2026, 11, 26)
    assert clock_of(report_of(table, "midwife")).due_on == date(2026, 12, 1)


def test_asking_again_asks_nobody_twice_and_follows_a_new_day(table: Table) -> None:
    ask(table)
    write(table, "head_teacher", "Reads well.", "ava")
    hand_in(table, "head_teacher")
    Conference.objects.filter(pk=table.conference.pk).update(on=date(2026, 12, 8))
    assert ask(table) == []
    assert clock_of(report_of(table, "police_officer")).due_on == date(2026, 12, 4)
    assert not Clock.objects.filter(
        subject_type="report", subject_id=report_of(table, "head_teacher").pk, stopped_on=None
    ).exists()


def test_without_a_day_nothing_can_be_due(table: Table) -> None:
    Conference.objects.filter(pk=table.conference.pk).update(on=None)
    with pytest.raises(CannotRequestReports, match="Arrange the conference first"):
        ask(table)


@pytest.mark.parametrize("name", ["chair", "police_officer", "mother", "stranger"])
def test_only_the_desk_asks(table: Table, name: str) -> None:
    with pytest.raises(NotAuthorised):
        ask(table, name)


def test_calling_off_stops_waiting_and_keeps_what_was_written(table: Table) -> None:
    ask(table)
    write(table, "police_officer", "A call on 3 May.", "ava")
    stopped = call_off_reports(
        conference_id=table.conference.pk, actor=table.actor("administrator"), now=clock.now()
    )
    assert stopped == 6
    assert not Clock.objects.filter(subject_type="report", stopped_on=None).exists()
    assert report_of(table, "police_officer").items.count() == 1
    with pytest.raises(NotAuthorised):
        call_off_reports(
            conference_id=table.conference.pk, actor=table.actor("midwife"), now=clock.now()
        )
