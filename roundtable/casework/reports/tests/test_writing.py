"""Writing a report and handing it in."""

from datetime import date

import pytest
import time_machine

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.tests.family import add
from roundtable.casework.reports.actions import (
    CannotSubmitReport,
    CannotWriteReport,
    record_provisional_view,
)
from roundtable.casework.reports.actions.guidance import read_guidance
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.readiness import content_of
from roundtable.casework.reports.tests.desk import answer, ask, hand_in, read, report_of, write
from roundtable.casework.statements.actions import CannotMakeStatement
from roundtable.casework.statements.queries import statements_for
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.categories import Category
from roundtable.rules.report_states import shortcomings


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    ask(table)


def test_first_statement_begins_the_draft(table: Table) -> None:
    statement = write(table, "head_teacher", "Reads with grandad.", "ava", section="education")
    report = report_of(table, "head_teacher")
    assert report.state == "DRAFT"
    assert [(item.section, item.statement) for item in report.items.all()] == [
        ("education", statement)
    ]
    assert AuditEvent.objects.get(verb="report.written").details == {"statement": statement.pk}


def test_nobody_reads_it_before_it_is_handed_in(table: Table) -> None:
    write(table, "head_teacher", "Reads with grandad.", "ava")
    assert statements_for(table.reader("chair"), table.conference) == ()
    hand_in(table, "head_teacher")
    [shown] = statements_for(table.reader("chair"), table.conference)
    assert (shown.text, shown.is_draft) == ("Reads with grandad.", False)


def test_what_is_added_later_is_read_at_once(table: Table) -> None:
    write(table, "head_teacher", "One.", "ava")
    hand_in(table, "head_teacher")
    write(table, "head_teacher", "Two.", "ava")
    shown = statements_for(table.reader("chair"), table.conference)
    assert [one.text for one in shown] == ["One.", "Two."]
    assert report_of(table, "head_teacher").state == "SUBMITTED"


def test_unknown_section_and_empty_words(table: Table) -> None:
    with pytest.raises(CannotWriteReport, match="section"):
        write(table, "head_teacher", "Something.", "ava", section="gossip")
    with pytest.raises(CannotMakeStatement):
        write(table, "head_teacher", " ", "ava")
    assert report_of(table, "head_teacher").state == "REQUESTED"


@pytest.mark.parametrize(
    "name", ["chair", "social_worker", "police_officer", "administrator", "mother", "stranger"]
)
def test_nobody_writes_another_agencys_report(table: Table, name: str) -> None:
    with pytest.raises(NotAuthorised):
        write(table, "head_teacher", "Not mine.", "ava", actor=table.actor(name))
    assert not report_of(table, "head_teacher").items.exists()


def test_colleague_who_stands_in_goes_on_with_it(table: Table) -> None:
    with pytest.raises(NotAuthorised):
        write(table, "health_visitor", "Mine?", "ben", actor=table.actor("other_health_visitor"))
    deputy = add(table.cast, table.conference, "other_health_visitor")
    deputy.deputises_for = table.seat("health_visitor")
    deputy.save(update_fields=["deputises_for"])
    stands_in = table.actor("other_health_visitor")
    report = report_of(table, "health_visitor")
    read_guidance(report_id=report.pk, actor=stands_in, now=time.now())
    write(table, "health_visitor", "Two checks were missed.", "ben", actor=stands_in)
    with pytest.raises(NotAuthorised):  # for one colleague, not for the whole list
        write(table, "head_teacher", "Not hers.", "ava", actor=stands_in)


def test_unfinished_report_is_handed_in_and_its_gaps_are_counted(table: Table) -> None:
    write(table, "head_teacher", "She said he hit her.", "ava", kind="allegation")
    write(table, "head_teacher", "Her aunt told me.", "ava", kind="fact", provenance="second")
    write(table, "head_teacher", "I think it is worse.", "ben", kind="opinion")
    write(table, "head_teacher", "No mark.", "ava")
    found = content_of(report_of(table, "head_teacher"))
    assert found.statements_unmarked == 1
    assert found.statements_without_source == 1
    assert found.opinions_without_facts == 1
    assert not found.restricted_question_answered
    assert not found.has_childs_wishes
    assert "Education" in found.sections_missing
    assert "Your involvement" not in found.sections_missing
    report = hand_in(table, "head_teacher")
    assert report.state == "SUBMITTED"
    event = AuditEvent.objects.get(verb="report.submitted")
    assert event.details["shortcomings"] == len(shortcomings(found)) > 4
    assert event.details["after_decision"] is False


def test_gaps_close_as_they_are_filled(table: Table) -> None:
    for section in [
        "involvement",
        "health",
        "parenting",
        "family",
        "working_well",
        "worried",
        "impact",
        "grey",
        "wishes",
        "analysis",
        "next",
    ]:
        write(
            table,
            "police_officer",
            "Written.",
            "ava",
            section=section,
            kind="fact",
            provenance="second",
            source="The log",
        )
    write(table, "police_officer", "I think so.", "ava", kind="opinion", provenance="first")
    answer(table, "police_officer")
    assert shortcomings(content_of(report_of(table, "police_officer"))) == []


def test_report_that_comes_in_time_stops_its_clock(table: Table) -> None:
    write(table, "head_teacher", "One.", "ava")
    report = hand_in(table, "head_teacher")
    stopped = Clock.objects.get(subject_type="report", subject_id=report.pk)
    assert (stopped.stopped_on, stopped.stopped_by) == (date(2026, 11, 24), "met")
    assert report.submitted_at == time.now()


def test_late_report_keeps_the_day_it_came_and_the_reason(
    table: Table, clock: time_machine.Traveller
) -> None:
    write(table, "head_teacher", "One.", "ava")
    clock.move_to(time.at(date(2026, 12, 2), 9))
    report = hand_in(table, "head_teacher", late_reason="Half term.")
    stopped = Clock.objects.get(subject_type="report", subject_id=report.pk)
    assert stopped.due_on == date(2026, 12, 1)
    assert (stopped.stopped_on, stopped.late_reason) == (date(2026, 12, 2), "Half term.")
    assert time.day_of(report.submitted_at) == date(2026, 12, 2)


def test_last_report_in_stops_what_runs_for_each_child(table: Table) -> None:
    children = ConferenceChild.objects.filter(conference=table.conference)
    running = Clock.objects.filter(
        rule="agency_report", subject_type="conferencechild", stopped_on=None
    )
    assert running.count() == children.count() == 3
    writers = ["head_teacher", "police_officer", "health_visitor", "midwife", "social_worker"]
    for name in writers:
        write(table, name, "One.", "ava")
        hand_in(table, name)
    assert running.count() == 3
    Report.objects.filter(participant=table.seat("refuge_worker")).update(
        state="ACCEPTED", submitted_at=time.now()
    )
    write(table, "head_teacher", "One more.", "ava")
    Report.objects.filter(participant=table.seat("midwife")).update(state="DRAFT")
    hand_in(table, "midwife")
    assert running.count() == 0


def test_empty_report_and_second_handing_in_are_refused(table: Table) -> None:
    with pytest.raises(CannotSubmitReport):
        hand_in(table, "head_teacher")
    write(table, "head_teacher", "One.", "ava")
    hand_in(table, "head_teacher")
    with pytest.raises(CannotSubmitReport):
        hand_in(table, "head_teacher")


def test_after_the_decision_what_was_considered_stays_as_it_was(table: Table) -> None:
    write(table, "head_teacher", "One.", "ava")
    hand_in(table, "head_teacher")
    Conference.objects.filter(pk=table.conference.pk).update(state="DECIDED")
    with pytest.raises(CannotWriteReport, match="decided"):
        write(table, "head_teacher", "Two.", "ava")


def test_report_after_the_decision_is_kept_and_stamped(table: Table) -> None:
    Conference.objects.filter(pk=table.conference.pk).update(state="DECIDED")
    statement = write(table, "police_officer", "Late news.", "ava")
    report = hand_in(table, "police_officer")
    assert report.is_after_decision
    assert statement.is_after_decision
    assert report.submitted_at == time.now()


def test_provisional_view_is_no_opinion_yet(table: Table) -> None:
    read(table, "police_officer")
    report = record_provisional_view(
        report_id=report_of(table, "police_officer").pk,
        threshold=True,
        categories=[Category.EMO, Category.NEG],
        actor=table.actor("police_officer"),
        now=time.now(),
    )
    assert report.provisional_threshold is True
    assert report.provisional_categories == ["NEG", "EMO"]
    assert report.state == "DRAFT"
    report = record_provisional_view(
        report_id=report.pk,
        threshold=False,
        categories=[Category.EMO],
        actor=table.actor("police_officer"),
        now=time.now(),
    )
    assert report.provisional_categories == []
    with pytest.raises(NotAuthorised):
        record_provisional_view(
            report_id=report.pk, threshold=True, actor=table.actor("chair"), now=time.now()
        )
