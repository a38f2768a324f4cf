"""Reports at the table, asked for and written, for the tests of reports."""

from typing import Any

from roundtable.casework.reports.actions import (
    answer_cannot_share,
    read_guidance,
    request_reports,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.models import Report, Sharing
from roundtable.casework.statements.models import Statement
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock
from roundtable.rules.disclosure import Audience
from roundtable.rules.report_states import FIRST


def ask(table: Table, name: str = "administrator") -> list[Report]:
    return request_reports(
        conference_id=table.conference.pk, actor=table.actor(name), now=clock.now()
    )


def report_of(table: Table, name: str) -> Report:
    return Report.objects.get(participant=table.seat(name))


def read(table: Table, name: str) -> None:
    """Have somebody read the guidance before they write."""
    report = report_of(table, name)
    if report.state == FIRST:
        read_guidance(report_id=report.pk, actor=table.actor(name), now=clock.now())


def write(table: Table, name: str, text: str, *children: str, **details: Any) -> Statement:
    """Have somebody write one statement in their own report, having read how."""
    read(table, name)
    written: dict[str, Any] = {
        "report_id": report_of(table, name).pk,
        "section": "involvement",
        "text": text,
        "children": [table.person(child) for child in children],
        "audience": Audience.EVERYONE,
        "actor": table.actor(name),
        "now": clock.now(),
    }
    return write_statement_in_report(**{**written, **details})


def answer(table: Table, name: str, *, cannot_share: bool = False, difficulty: str = "") -> Report:
    return answer_cannot_share(
        report_id=report_of(table, name).pk,
        cannot_share=cannot_share,
        difficulty=difficulty,
        actor=table.actor(name),
        now=clock.now(),
    )


def hand_in(table: Table, name: str, **details: Any) -> Report:
    return submit_report(
        report_id=report_of(table, name).pk, actor=table.actor(name), now=clock.now(), **details
    )


def share(table: Table, name: str, person: str, **details: Any) -> Sharing:
    """Share somebody's report with one of the family, as its author."""
    shared: dict[str, Any] = {
        "report_id": report_of(table, name).pk,
        "person": table.person(person),
        "shared_on": clock.today(),
        "method": "Read together at home",
        "actor": table.actor(name),
        "now": clock.now(),
    }
    return share_report(**{**shared, **details})
