"""A second look at a report: signed off by the agency, sent back, begun again, taken out."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.reports.actions import (
    CannotCloseCheck,
    CannotReturnReport,
    CannotSignOffReport,
    CannotSubmitReport,
    CannotWithdrawReport,
    CannotWriteReport,
    begin_new_version,
    close_disclosure_check,
    return_report,
    sign_off_report,
    withdraw_report,
)
from roundtable.casework.reports.models import (
    CouldHaveSeen,
    DisclosureCheck,
    Report,
    ReportVersion,
)
from roundtable.casework.reports.queries import (
    read_report,
    read_to_sign_off,
    read_version,
    reports_visible_to,
    versions_of,
)
from roundtable.casework.reports.tests.desk import answer, ask, hand_in, report_of, share, write
from roundtable.casework.statements.actions import revise_statement
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.actions import note_read, record_reading, start_reading
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.disclosure import Audience
from roundtable.rules.report_states import ReturnedFor


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    ask(table)


@pytest.fixture
def signed_off(table: Table) -> Table:
    """The authority in which an agency signs its reports off."""
    authority = table.conference.authority
    authority.settings = {"report_sign_off": True}
    authority.save()
    return table


def written(table: Table, name: str = "health_visitor") -> Report:
    write(table, name, "Ben was weighed.", "ben")
    return hand_in(table, name)


def sign_off(table: Table, name: str = "agency_lead", of: str = "health_visitor") -> Report:
    return sign_off_report(
        report_id=report_of(table, of).pk, actor=table.actor(name), now=clock.now()
    )


def send_back(
    table: Table,
    name: str = "chair",
    *,
    of: str = "health_visitor",
    why: ReturnedFor = ReturnedFor.JARGON,
    reason: str = "Say what you saw.",
) -> Report:
    return return_report(
        report_id=report_of(table, of).pk,
        returned_for=why,
        reason=reason,
        actor=table.actor(name),
        now=clock.now(),
    )


def begin_again(table: Table, name: str = "health_visitor") -> Report:
    return begin_new_version(
        report_id=report_of(table, name).pk, actor=table.actor(name), now=clock.now()
    )


def take_out(table: Table, name: str = "chair", reason: str = "Another Ben.") -> DisclosureCheck:
    return withdraw_report(
        report_id=report_of(table, "health_visitor").pk,
        reason=reason,
        actor=table.actor(name),
        now=clock.now(),
    )


def texts(table: Table, name: str, of: str = "health_visitor") -> list[str]:
    page = read_report(table.reader(name), report_of(table, of))
    return [one.text for section in page.sections for one in section.statements]


def decide(table: Table) -> None:
    Conference.objects.filter(pk=table.conference.pk).update(state="DECIDED")


# Signing off


def test_where_it_is_asked_for_the_chair_has_it_when_the_agency_has_signed_it_off(
    signed_off: Table,
) -> None:
    report = written(signed_off)
    assert (report.state, report.submitted_at) == ("WITH_AGENCY", None)
    assert texts(signed_off, "chair") == []
    visible = reports_visible_to(signed_off.actor("police_officer"))
    assert not visible.filter(pk=report.pk).exists()
    assert Clock.objects.get(subject_type="report", subject_id=report.pk).stopped_on is None
    lead = reader_for(signed_off.actor("agency_lead"), signed_off.conference)
    [section] = read_to_sign_off(lead, report).sections
    assert [one.text for one in section.statements] == ["Ben was weighed."]
    with time_machine.travel(clock.now() + timedelta(hours=3), tick=False):
        report = sign_off(signed_off)
    assert report.state == "SIGNED_OFF"
    assert report.signed_off_by == signed_off.cast.professionals["agency_lead"]
    assert texts(signed_off, "chair") == ["Ben was weighed."]
    version = ReportVersion.objects.get()
    assert version.came_at - version.handed_in_at == timedelta(hours=3)
    assert Clock.objects.get(subject_type="report", subject_id=report.pk).stopped_on is not None
    assert AuditEvent.objects.filter(verb="report.signed_off").count() == 1


def test_elsewhere_the_chair_has_it_at_once_and_it_can_still_be_signed_off(table: Table) -> None:
    assert written(table).state == "SUBMITTED"
    report = sign_off(table)
    assert report.state == "SIGNED_OFF"
    assert ReportVersion.objects.count() == 1  # it is the same report


@pytest.mark.parametrize("name", ["chair", "head_teacher", "health_visitor", "manager"])
def test_nobody_but_somebody_else_of_the_agency_signs_it_off(table: Table, name: str) -> None:
    written(table)
    with pytest.raises(NotAuthorised):
        sign_off(table, name)


def test_the_manager_signs_off_the_social_workers_and_no_draft(table: Table) -> None:
    write(table, "social_worker", "Seen alone.", "ava")
    with pytest.raises(CannotSignOffReport, match="draft"):
        sign_off(table, "manager", of="social_worker")
    hand_in(table, "social_worker")
    assert sign_off(table, "manager", of="social_worker").state == "SIGNED_OFF"


@pytest.mark.parametrize("signer", ["health_visitor", "head_teacher"])
def test_the_database_refuses_the_author_and_another_agency(table: Table, signer: str) -> None:
    report = written(table)
    signed_by = table.cast.professionals[signer]
    refused = pytest.raises(IntegrityError, match="somebody else of the same agency")
    with refused, transaction.atomic():
        Report.objects.filter(pk=report.pk).update(signed_off_by=signed_by)


def test_what_is_signed_off_is_changed_by_a_new_version_alone(signed_off: Table) -> None:
    statement = write(signed_off, "health_visitor", "Ben was weighed.", "ben")
    hand_in(signed_off, "health_visitor")
    with pytest.raises(CannotWriteReport, match="new version"):
        write(signed_off, "health_visitor", "More.", "ben")
    sign_off(signed_off)
    begin_again(signed_off)
    revise_statement(
        statement_id=statement.pk,
        based_on=1,
        text="Ben was not weighed.",
        actor=signed_off.actor("health_visitor"),
        now=clock.now(),
    )
    write(signed_off, "health_visitor", "More.", "ben")
    # Until somebody has looked at the new one, everybody has the one before.
    assert texts(signed_off, "chair") == ["Ben was weighed."]
    assert texts(signed_off, "health_visitor") == ["Ben was not weighed.", "More."]
    hand_in(signed_off, "health_visitor")
    assert texts(signed_off, "chair") == ["Ben was weighed."]
    sign_off(signed_off)
    assert texts(signed_off, "chair") == ["Ben was not weighed.", "More."]
    newest, first = versions_of(report_of(signed_off, "health_visitor"))
    assert (first.number, newest.number) == (1, 2)
    [section] = read_version(signed_off.reader("chair"), first).sections
    assert [one.text for one in section.statements] == ["Ben was weighed."]


def test_what_is_closed_in_the_new_version_is_closed_at_once(table: Table) -> None:
    statement = write(table, "health_visitor", "She has a new telephone.", "ben")
    hand_in(table, "health_visitor")
    begin_again(table)
    revise_statement(
        statement_id=statement.pk,
        based_on=1,
        audience=Audience.SOCIAL_CARE,
        withheld_reason="It gives her away.",
        actor=table.actor("health_visitor"),
        now=clock.now(),
    )
    assert "She has a new telephone." not in texts(table, "police_officer")
    assert texts(table, "chair") == ["She has a new telephone."]


# Sent back


def test_a_report_that_goes_back_is_waited_for_again_by_the_same_day(table: Table) -> None:
    written(table)
    due_on = Clock.objects.filter(subject_type="report").latest("pk").due_on
    report = send_back(table)
    assert (report.state, report.submitted_at) == ("RETURNED", None)
    again = Clock.objects.filter(subject_id=report.pk, subject_type="report").latest("pk")
    assert (again.stopped_on, again.due_on) == (None, due_on)
    [message] = OutboxMessage.objects.filter(kind="report_returned")
    assert message.body == "Sign in to read what to put right."
    write(table, "health_visitor", "He weighed 9 kilos.", "ben")
    assert hand_in(table, "health_visitor").state == "SUBMITTED"
    assert [one.number for one in versions_of(report)] == [2, 1]
    assert AuditEvent.objects.get(verb="report.returned").details == {"returned_for": "JARGON"}


def test_what_was_put_right_in_place_is_handed_in_again(table: Table) -> None:
    statement = write(table, "health_visitor", "He was weighed.", "ben")
    hand_in(table, "health_visitor")
    send_back(table)
    revise_statement(
        statement_id=statement.pk,
        based_on=1,
        text="He weighed 9 kilos.",
        actor=table.actor("health_visitor"),
        now=clock.now(),
    )
    assert hand_in(table, "health_visitor").state == "SUBMITTED"
    assert texts(table, "chair") == ["He weighed 9 kilos."]


@pytest.mark.parametrize("name", ["chair", "administrator"])
def test_the_chair_and_the_desk_send_back(table: Table, name: str) -> None:
    written(table)
    assert send_back(table, name).state == "RETURNED"


@pytest.mark.parametrize("name", ["manager", "police_officer", "agency_lead", "other_chair"])
def test_nobody_else_sends_back_what_the_chair_has(table: Table, name: str) -> None:
    written(table)
    with pytest.raises(NotAuthorised):
        send_back(table, name)


def test_who_is_to_sign_it_off_may_send_it_back_meanwhile(signed_off: Table) -> None:
    written(signed_off)
    assert send_back(signed_off, "agency_lead").state == "RETURNED"


@pytest.mark.parametrize(
    ("why", "is_closed"), [(ReturnedFor.RESTRICTED, True), (ReturnedFor.JARGON, False)]
)
def test_what_should_not_have_been_read_is_closed_at_once(
    table: Table, why: ReturnedFor, *, is_closed: bool
) -> None:
    written(table)
    answer(table, "health_visitor")
    share(table, "health_visitor", "mother")
    send_back(table, why=why)
    assert (texts(table, "mother") == []) is is_closed
    assert texts(table, "health_visitor") == ["Ben was weighed."]


def test_it_goes_back_with_a_reason_and_before_the_decision(table: Table) -> None:
    written(table)
    with pytest.raises(CannotReturnReport, match="Say what"):
        send_back(table, reason=" ")
    decide(table)
    with pytest.raises(CannotReturnReport, match="decided"):
        send_back(table)


# The day it came


def test_the_day_a_report_came_is_never_put_back(table: Table) -> None:
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        write(table, "health_visitor", "One.", "ben")
        report = hand_in(table, "health_visitor", late_reason="I was ill.")
    version = ReportVersion.objects.get()
    assert version.due_on is not None
    assert clock.day_of(version.came_at) > version.due_on
    assert version.late_reason == "I was ill."
    with pytest.raises(IntegrityError, match="never put back"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(submitted_at=version.came_at - timedelta(days=8))
    with pytest.raises(IntegrityError, match="one after the other"), transaction.atomic():
        ReportVersion.objects.create(
            authority=report.authority,
            report=report,
            number=2,
            handed_in_at=version.came_at,
            came_at=version.came_at - timedelta(days=8),
        )


def test_the_version_that_was_considered_stays_when_the_conference_has_decided(
    table: Table,
) -> None:
    written(table)
    begin_again(table)
    decide(table)
    with pytest.raises(CannotSubmitReport, match="decided"):
        hand_in(table, "health_visitor")
    assert not report_of(table, "health_visitor").is_after_decision
    hand = write(table, "police_officer", "Late news.", "ben")
    assert hand_in(table, "police_officer").is_after_decision
    assert ReportVersion.objects.get(lines__statement=hand).is_after_decision
    with pytest.raises(CannotWriteReport, match="decided"):
        begin_again(table, "police_officer")


# Taken out


def test_a_report_about_a_wrong_child_is_taken_out_and_everybody_who_could_have_seen_it_listed(
    table: Table,
) -> None:
    report = written(table)
    answer(table, "health_visitor")
    share(table, "health_visitor", "mother")
    start_reading()
    note_read("report", report.pk)
    record_reading(actor=table.actor("police_officer"), route="report", now=clock.now())
    check = take_out(table)
    report.refresh_from_db()
    assert (report.state, report.withdrawn_reason) == ("WITHDRAWN", "Another Ben.")
    found = {
        (one.professional or one.person).name: (one.how, one.has_opened)
        for one in CouldHaveSeen.objects.filter(check_on=check)
    }
    cast = table.cast
    assert found[cast.people["mother"].name] == (
        "Was given it on 24 November 2026: Read together at home",
        False,
    )
    opened = found[cast.professionals["police_officer"].name]
    assert opened == ("On the list of the conference: could open it from 24 November 2026", True)
    assert cast.professionals["agency_lead"].name in found
    assert cast.professionals["manager"].name in found
    assert cast.professionals["health_visitor"].name not in found
    assert cast.people["half_siblings_father"].name not in found
    for name in ("mother", "chair", "police_officer"):
        assert texts(table, name) == []
    assert texts(table, "health_visitor") == ["Ben was weighed."]
    assert not reports_visible_to(table.actor("police_officer")).filter(pk=report.pk).exists()
    assert OutboxMessage.objects.filter(kind="report_withdrawn").count() == 1
    assert AuditEvent.objects.get(verb="report.withdrawn").details == {"disclosure_check": check.pk}


def test_of_a_draft_only_those_who_were_given_it_could_have_seen_anything(table: Table) -> None:
    write(table, "health_visitor", "Ben was weighed.", "ben")
    check = take_out(table)
    names = {one.professional.name for one in check.people.select_related("professional")}
    assert table.cast.professionals["police_officer"].name not in names


@pytest.mark.parametrize("name", ["administrator", "manager", "health_visitor", "other_chair"])
def test_nobody_but_the_chair_takes_it_out(table: Table, name: str) -> None:
    written(table)
    with pytest.raises(NotAuthorised):
        take_out(table, name)


def test_it_is_taken_out_once_with_a_reason_even_after_the_decision(table: Table) -> None:
    written(table)
    with pytest.raises(CannotWithdrawReport, match="why"):
        take_out(table, reason=" ")
    decide(table)
    take_out(table)
    with pytest.raises(CannotWithdrawReport):
        take_out(table)


def test_a_check_is_closed_once_with_what_was_done(table: Table) -> None:
    written(table)
    check = take_out(table)
    details = {"check_id": check.pk, "now": clock.now()}
    with pytest.raises(CannotCloseCheck, match="what was done"):
        close_disclosure_check(conclusion="", actor=table.actor("chair"), **details)
    with pytest.raises(NotAuthorised):
        close_disclosure_check(conclusion="All.", actor=table.actor("manager"), **details)
    check = close_disclosure_check(
        conclusion="Both copies came back.", actor=table.actor("chair"), **details
    )
    assert check.closed_at is not None
    with pytest.raises(CannotCloseCheck, match="before"):
        close_disclosure_check(conclusion="Again.", actor=table.actor("chair"), **details)
