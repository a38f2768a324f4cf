"""Who may open a report, what they have of it, and how far the reports are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.reports.actions import say_read
from roundtable.casework.reports.facts import facts_about_report
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.reports.queries import (
    get_report,
    own_reports,
    read_report,
    reports_for,
    reports_shared_with,
    reports_visible_to,
    sharing_decisions_waiting,
)
from roundtable.casework.reports.tests.desk import answer, ask, hand_in, report_of, share, write
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.access.gate import may
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.disclosure import Audience

CANARY = "The canary is at 9 Wren Row"


@pytest.fixture(autouse=True)
def _written(table: Table) -> None:
    """Two reports are in, one is a draft; the mother has the head teacher's."""
    ask(table)
    write(table, "head_teacher", "Reads with grandad.", "ava", section="education")
    write(
        table,
        "head_teacher",
        CANARY,
        "ava",
        section="worried",
        kept_from=[table.person("mother")],
    )
    write(table, "police_officer", "A call on 3 May.", "ava", audience=Audience.PROFESSIONALS)
    write(table, "midwife", "Draft.", "unborn")
    for name in ("head_teacher", "police_officer"):
        answer(table, name)
        hand_in(table, name)
    share(table, "head_teacher", "mother")


def test_list_and_table_agree_for_everyone(table: Table) -> None:
    """`reports_visible_to` holds what VIEW_REPORT grants, over the whole cast."""
    everything = list(Report.objects.all())
    seen: dict[str, int] = {}
    for name, actor in table.cast.actors.items():
        visible = set(reports_visible_to(actor).values_list("pk", flat=True))
        granted = {
            report.pk
            for report in everything
            if may(actor, Permission.VIEW_REPORT, facts_about_report(actor, report.pk))
        }
        assert visible == granted, name
        seen[name] = len(visible)
    assert seen["chair"] == seen["social_worker"] == len(everything) == 6
    assert seen["head_teacher"] == seen["police_officer"] == 2
    assert seen["midwife"] == 3
    assert seen["mother"] == 1
    for nobody in ("excluded_father", "half_siblings_father", "other_chair", "stranger"):
        assert seen[nobody] == 0, nobody


@pytest.mark.parametrize("name", ["excluded_father", "stranger", "administrator", "data_officer"])
def test_door_stays_shut(table: Table, name: str) -> None:
    report = report_of(table, "head_teacher")
    with pytest.raises(RecordNotFound):
        get_report(public_id=report.public_id, actor=table.actor(name))


def test_door_asks_for_the_permission(table: Table) -> None:
    report = report_of(table, "head_teacher")
    assert get_report(public_id=report.public_id, actor=table.actor("mother")) == report
    with pytest.raises(RecordNotFound):
        get_report(
            public_id=report.public_id,
            actor=table.actor("mother"),
            permission=Permission.WRITE_REPORT,
        )


def test_reader_has_the_sections_in_which_there_is_something_for_them(table: Table) -> None:
    report = report_of(table, "head_teacher")
    page = read_report(table.reader("mother"), report)
    assert [(one.code, [s.text for s in one.statements]) for one in page.sections] == [
        ("education", ["Reads with grandad."])
    ]
    assert page.withheld == 0
    assert CANARY not in repr(page)
    page = read_report(table.reader("chair"), report)
    assert [one.code for one in page.sections] == ["education", "worried"]
    page = read_report(table.reader("head_teacher"), report)
    assert [one.code for one in page.sections] == [one.code for one in sections_of("agency")]


def test_provisional_view_is_never_shown_to_the_family(table: Table) -> None:
    Report.objects.update(provisional_threshold=True, provisional_categories=["NEG"])
    report = report_of(table, "head_teacher")
    assert read_report(table.reader("mother"), report).provisional_threshold is None
    shown = read_report(table.reader("police_officer"), report)
    assert (shown.provisional_threshold, shown.provisional_categories) == (True, ("NEG",))
    draft = report_of(table, "midwife")
    assert read_report(table.reader("chair"), draft).provisional_threshold is None


def test_list_says_who_has_what_to_those_who_prepare(table: Table) -> None:
    say_read(
        report_id=report_of(table, "head_teacher").pk,
        actor=table.actor("mother"),
        now=time.now(),
    )
    by_author = {one.author: one for one in reports_for(table.actor("chair"), table.conference)}
    assert len(by_author) == 6
    school = by_author["Mia Stone"]
    assert (school.agency, school.is_received, school.is_late) == ("St Anne's Primary", True, False)
    assert [(one.name, one.shared_on, one.said_read_at) for one in school.sharings] == [
        ("Rosa Hartley", date(2026, 11, 24), time.now())
    ]
    assert by_author["Ola Berg"].due_on == date(2026, 12, 1)
    for name in ("police_officer", "mother"):
        shown = reports_for(table.actor(name), table.conference)
        assert not any(one.sharings for one in shown), name


def test_report_without_a_clock_is_not_late(table: Table) -> None:
    Clock.objects.filter(subject_type="report").delete()
    shown = reports_for(table.actor("chair"), table.conference)
    assert not any(one.is_late or one.due_on for one in shown)


def test_partners_own_reports_are_the_ones_to_write(table: Table) -> None:
    assert [one.author for one in own_reports(table.actor("midwife"))] == ["Ola Berg"]
    assert own_reports(table.actor("head_teacher")) == ()


def test_what_waits_for_the_chair(table: Table) -> None:
    answer(table, "midwife", cannot_share=True, difficulty="Third-party facts.")
    waiting = sharing_decisions_waiting(table.actor("chair"))
    assert [one.participant for one in waiting] == [table.seat("midwife")]
    assert not sharing_decisions_waiting(table.actor("other_chair")).exists()


def test_family_page_lists_what_they_were_given(table: Table) -> None:
    def listed(name: str) -> list[str]:
        shown = reports_shared_with(
            table.person(name),
            table.conference,
            table.reader(name),
            participants_of(table.conference),
        )
        return [one.author for one in shown]

    assert listed("mother") == ["Mia Stone, St Anne's Primary"]
    assert listed("half_siblings_father") == []
    # Of the school Marc knows nothing: it is there for Ava.
    share(table, "head_teacher", "half_siblings_father")
    assert listed("half_siblings_father") == []


def test_reading_takes_the_same_queries_however_long_it_is(table: Table) -> None:
    public_id = report_of(table, "head_teacher").public_id
    report = get_report(public_id=public_id, actor=table.actor("mother"))
    reader = table.reader("mother")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_report(reader, report)
        return len(queries)

    with_two = count()
    for number in range(5):
        write(table, "head_teacher", f"Line {number}.", "ava")
    assert count() == with_two == 7
    with CaptureQueriesContext(connection) as queries:
        reports_for(table.actor("chair"), table.conference)
    assert len(queries) == 4
