"""Guidance is read first, and stays with the report in the version that its author read."""

from typing import Any

import pytest

from roundtable.casework.conferences.tests.looking import codes
from roundtable.casework.information.actions import approve_information, draft_information
from roundtable.casework.information.shown import TextSection
from roundtable.casework.reports.actions import (
    CannotWriteReport,
    read_guidance,
    record_provisional_view,
    write_statement_in_report,
)
from roundtable.casework.reports.guidance import guidance_of, guidance_to_read
from roundtable.casework.reports.models import GuidanceRead
from roundtable.casework.reports.pro_forma import BY_CODE
from roundtable.casework.reports.tests.desk import ask, report_of
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

OLD = BY_CODE["education"].lines


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    ask(table)


def read(table: Table, name: str = "head_teacher") -> list[GuidanceRead]:
    return read_guidance(
        report_id=report_of(table, "head_teacher").pk, actor=table.actor(name), now=clock.now()
    )


def change(table: Table) -> None:
    """The authority says something else about education."""
    said = TextSection("Education", ("Attendance in days, this year.",), about="education")
    actor = table.actor("administrator")
    draft_information(
        code="sections",
        title="What belongs in each section",
        sections=[said],
        actor=actor,
        now=clock.now(),
    )
    approve_information(
        code="sections", what_changed="Days", actor=table.actor("head_of_service"), now=clock.now()
    )


def test_who_read_which_version_and_when_is_kept(table: Table) -> None:
    report = report_of(table, "head_teacher")
    user_id = table.actor("head_teacher").user_id
    assert not guidance_of(report, user_id=user_id).is_read
    made = read(table)
    assert {one.version.text.code for one in made} == {"report", "sections"}
    found = guidance_of(report, user_id=user_id)
    assert (found.read_by, found.read_at) == (table.actor("head_teacher").name, clock.now())
    assert AuditEvent.objects.filter(verb="report.guidance_read").count() == 1
    assert read(table) == []
    # Whoever takes it over has not read it by that.
    assert not guidance_of(report, user_id=table.actor("police_officer").user_id).is_read
    assert GuidanceRead.objects.filter(report=report).count() == 2


def test_the_version_they_read_stays_with_the_report(table: Table) -> None:
    read(table)
    change(table)
    report = report_of(table, "head_teacher")
    user_id = table.actor("head_teacher").user_id
    found = guidance_of(report, user_id=user_id)
    assert found.beside["education"] == OLD
    assert found.is_newer
    # Who has not read yet reads what is in force; and so does who reads again.
    other = guidance_of(report_of(table, "police_officer"), user_id=user_id)
    assert other.beside["education"] == ("Attendance in days, this year.",)
    assert [one.version.number for one in read(table)] == [2]
    assert guidance_of(report, user_id=user_id).beside["education"] == (
        "Attendance in days, this year.",
    )
    assert not guidance_of(report, user_id=user_id).is_newer


def test_they_read_about_the_sections_of_their_own_form(table: Table) -> None:
    _, sections = guidance_to_read(report_of(table, "head_teacher"))
    codes = {one.about for one in sections.sections}
    assert "education" in codes
    assert "core_groups" not in codes


@pytest.mark.parametrize("name", ["police_officer", "chair", "administrator", "mother"])
def test_nobody_reads_it_for_the_author(table: Table, name: str) -> None:
    with pytest.raises(NotAuthorised):
        read(table, name)


def test_nobody_writes_a_word_before_they_have_read_how(table: Table) -> None:
    report = report_of(table, "head_teacher")
    asked: dict[str, Any] = {
        "report_id": report.pk,
        "section": "education",
        "text": "Reads with grandad.",
        "actor": table.actor("head_teacher"),
        "now": clock.now(),
    }
    with pytest.raises(CannotWriteReport) as refused:
        write_statement_in_report(**asked)
    assert codes(refused.value) == {"GUIDANCE_FIRST"}
    assert "Read first how to write a report." in str(refused.value)
    with pytest.raises(CannotWriteReport):
        record_provisional_view(
            report_id=report.pk, threshold=True, actor=asked["actor"], now=asked["now"]
        )
    report.refresh_from_db()
    assert report.state == "REQUESTED"
    read(table)
    assert write_statement_in_report(**asked)
