"""A report that begins from the last one, and is looked at again line by line."""

import pytest

from roundtable.casework.reports.actions import (
    CannotCarryOver,
    CannotLeaveOut,
    CannotWriteReport,
    carry_over_report,
    confirm_carried_over,
    leave_out_carried_over,
    revise_in_report,
)
from roundtable.casework.reports.earlier import answered_then
from roundtable.casework.reports.models import Report, ReportItem
from roundtable.casework.reports.queries import read_report
from roundtable.casework.reports.readiness import content_of
from roundtable.casework.reports.tests.again import meet_again
from roundtable.casework.reports.tests.desk import ask, hand_in, read, report_of, share, write
from roundtable.casework.statements.actions import reply_to_statement
from roundtable.casework.statements.models import Statement
from roundtable.casework.statements.queries import wall
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.disclosure import Audience


@pytest.fixture
def again(table: Table) -> Table:
    """The review, after the head teacher's report to the first conference."""
    ask(table)
    write(
        table,
        "head_teacher",
        "Ava missed 19 days.",
        "ava",
        section="education",
        kind="fact",
        provenance="second",
        source="The register",
        domain="worried",
    )
    write(
        table,
        "head_teacher",
        "He was seen at the gate.",
        "ava",
        audience=Audience.PROFESSIONALS,
        withheld_reason="It would tell him that he was seen.",
        kept_from=[table.person("excluded_father")],
    )
    write(
        table,
        "head_teacher",
        "I like it at grandad's.",
        "ava",
        section="wishes",
        said_by=table.person("ava"),
        meant_for=[table.person("mother")],
    )
    write(table, "head_teacher", "Ben comes along to fetch her.", "ava", "ben")
    hand_in(table, "head_teacher")
    table.conference.authority.refresh_from_db()
    review = meet_again(table, "ava")
    ask(review)
    return review


def carry(again: Table, name: str = "head_teacher", by: str = "") -> int:
    read(again, name)
    return carry_over_report(
        report_id=report_of(again, name).pk, actor=again.actor(by or name), now=clock.now()
    )


def lines(again: Table, name: str = "head_teacher") -> list[Statement]:
    items = ReportItem.objects.filter(report=report_of(again, name)).order_by("pk")
    return [one.statement for one in items.select_related("statement")]


def still(again: Table, *statements: Statement) -> int:
    return confirm_carried_over(
        report_id=report_of(again, "head_teacher").pk,
        statement_ids=[one.pk for one in statements],
        actor=again.actor("head_teacher"),
        now=clock.now(),
    )


def test_it_begins_from_the_last_with_marks_and_restrictions(again: Table) -> None:
    assert carry(again) == 3  # what names Ben as well stays behind: he is no part of this one
    report = report_of(again, "head_teacher")
    assert report.state == "DRAFT"
    assert content_of(report).carried_over == 3
    page = read_report(again.reader("head_teacher"), report)
    shown = {one.text: (section, one) for section in page.sections for one in section.statements}
    section, missed = shown["Ava missed 19 days."]
    assert (section.code, missed.kind_code, missed.source) == ("education", "fact", "The register")
    assert missed.statement_id in section.carried_over
    assert shown["He was seen at the gate."][1].audience_code == Audience.PROFESSIONALS
    assert AuditEvent.objects.get(verb="report.carried_over").details["statements"] == 3
    last = Report.objects.get(participant__professional=again.cast.head_teacher, state="SUBMITTED")
    assert last.items.count() == 4


def test_nobody_of_the_family_reads_more_than_the_last_time(again: Table) -> None:
    carry(again)
    hand_in(again, "head_teacher")
    for name in ("mother", "excluded_father", "half_siblings_father"):
        report = report_of(again, "head_teacher")
        report.cannot_share_something = False
        report.save()
        share(again, "head_teacher", name)
    texts = {
        name: [
            one.text
            for section in read_report(again.reader(name), report).sections
            for one in section.statements
        ]
        for name in ("mother", "excluded_father", "half_siblings_father")
    }
    # The child is asked anew who may read her words.
    assert texts["mother"] == ["Ava missed 19 days."]
    assert "He was seen at the gate." not in texts["excluded_father"]
    assert texts["half_siblings_father"] == []


def test_a_line_is_still_so_or_changed_or_no_longer_so(again: Table) -> None:
    carry(again)
    report = report_of(again, "head_teacher")
    missed, seen, liked = lines(again)
    assert still(again, missed) == 1
    assert still(again, missed) == 0  # said once
    revise_in_report(
        report_id=report.pk,
        statement_id=seen.pk,
        based_on=1,
        text="He has not been seen again.",
        actor=again.actor("head_teacher"),
        now=clock.now(),
    )
    assert content_of(report).carried_over == 1
    leave_out_carried_over(
        report_id=report.pk,
        statement_id=liked.pk,
        actor=again.actor("head_teacher"),
        now=clock.now(),
    )
    assert content_of(report).carried_over == 0
    assert lines(again) == [missed, seen]
    assert AuditEvent.objects.filter(verb="report.no_longer_so").count() == 1
    hand_in(again, "head_teacher")
    said = wall(again.reader("head_teacher"), again.conference)
    assert "I like it at grandad's." not in [one.text for one in said.not_placed]


def test_what_somebody_has_read_or_was_written_here_is_not_left_out(again: Table) -> None:
    carry(again)
    new = write(again, "head_teacher", "Written now.", "ava")
    [missed, *_] = lines(again)
    Statement.objects.filter(pk=missed.pk).update(finished_at=clock.now())
    for statement, why in ((new, "carried over"), (missed, "read it")):
        with pytest.raises(CannotLeaveOut, match=why):
            leave_out_carried_over(
                report_id=report_of(again, "head_teacher").pk,
                statement_id=statement.pk,
                actor=again.actor("head_teacher"),
                now=clock.now(),
            )
    with pytest.raises(CannotWriteReport, match="this report"):
        revise_in_report(
            report_id=report_of(again, "police_officer").pk,
            statement_id=new.pk,
            based_on=1,
            text="Not mine.",
            actor=again.actor("police_officer"),
            now=clock.now(),
        )


def test_once_and_only_before_it_is_handed_in(again: Table) -> None:
    carry(again)
    with pytest.raises(CannotCarryOver, match="already"):
        carry(again)
    hand_in(again, "head_teacher")
    with pytest.raises(CannotCarryOver, match="handed in"):
        carry(again)
    with pytest.raises(CannotCarryOver, match="no earlier report"):
        carry(again, "police_officer")


@pytest.mark.parametrize("name", ["chair", "police_officer", "administrator", "mother", "stranger"])
def test_it_is_its_authors_alone(again: Table, name: str) -> None:
    with pytest.raises(NotAuthorised):
        carry(again, by=name)
    carry(again)
    with pytest.raises(NotAuthorised):
        confirm_carried_over(
            report_id=report_of(again, "head_teacher").pk,
            statement_ids=[one.pk for one in lines(again)],
            actor=again.actor(name),
            now=clock.now(),
        )
    assert content_of(report_of(again, "head_teacher")).carried_over == 3


def test_whoever_follows_in_the_post_goes_on_from_the_agencys_report(again: Table) -> None:
    last = Report.objects.get(participant__professional=again.cast.head_teacher, state="SUBMITTED")
    Report.objects.filter(pk=last.pk).update(
        agency=again.cast.professionals["police_officer"].agency
    )
    assert carry(again, "police_officer") == 3
    Report.objects.filter(pk=last.pk).update(form="social_work")
    with pytest.raises(CannotCarryOver):
        carry(again)


def test_what_the_family_answered_then_stands_beside_it(table: Table) -> None:
    ask(table)
    said = write(table, "head_teacher", "Ava missed 19 days.", "ava")
    hand_in(table, "head_teacher")
    Report.objects.update(cannot_share_something=False)
    share(table, "head_teacher", "mother")
    reply_to_statement(
        statement_id=said.pk,
        answer="not_right",
        text="It was nine.",
        is_told=True,
        actor=table.actor("mother"),
        now=clock.now(),
    )
    again = meet_again(table, "ava")
    ask(again)
    report = report_of(again, "head_teacher")
    reader = again.reader("head_teacher")
    assert answered_then(reader, report) == {}
    carry(again)
    [[answer]] = answered_then(reader, report).values()
    assert (answer.answer, answer.text) == ("That's not right", "It was nine.")
    [line] = lines(again)
    still(again, line)
    assert answered_then(reader, report) == {}
