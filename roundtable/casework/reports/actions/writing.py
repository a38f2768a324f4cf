"""Writing a report, statement by statement, and handing it in: unfinished if need be."""

from collections.abc import Collection
from datetime import datetime
from typing import Unpack

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.report import authorise_author, lock_report, state_after
from roundtable.casework.reports.actions.requesting import REPORT_CLOCK
from roundtable.casework.reports.models import Report, ReportItem, Section
from roundtable.casework.reports.readiness import content_of
from roundtable.casework.statements.actions import finish_statements, is_over, make_statement
from roundtable.casework.statements.marks import Marks
from roundtable.casework.statements.models import MadeIn, Statement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.categories import Category
from roundtable.rules.report_states import RECEIVED, State, reasons_cannot_draft, shortcomings

_NOT_IN = sorted(state.value for state in (State.REQUESTED, State.DRAFT, State.RETURNED))


class CannotWriteReport(CannotProceed):
    """The conference has been decided, or the report was taken out."""


class CannotSubmitReport(CannotProceed):
    """There is nothing in it yet, or it was handed in before."""


@transaction.atomic
def write_statement_in_report(
    *,
    report_id: int,
    section: str,
    text: str,
    said_by: Person | None = None,
    actor: Actor,
    now: datetime,
    **marks: Unpack[Marks],
) -> Statement:
    """
    Write one statement under a section of one's own report. The first one begins the draft.

    Until the report is handed in, or shared, nobody else reads it. `said_by` is for words that
    are somebody else's: the child's wishes, mostly.

    :raises CannotWriteReport: if the report can no longer be changed, or has no such section.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    if section not in Section.values:
        raise CannotWriteReport("Choose a section of the report.")
    _begin_draft(report)
    statement = make_statement(
        conference=report.conference,
        author=report.participant,
        text=text,
        made_in=MadeIn.REPORT,
        said_by=said_by,
        is_finished=State(report.state) in RECEIVED,
        actor=actor,
        now=now,
        **marks,
    )
    ReportItem.objects.create(
        authority_id=report.authority_id, report=report, statement=statement, section=section
    )
    audit.record(
        actor=actor, verb="report.written", subject=report, now=now, statement=statement.pk
    )
    return statement


def _begin_draft(report: Report) -> None:
    was_received = State(report.state) in RECEIVED
    reasons = reasons_cannot_draft(
        conference_is_decided=is_over(report.conference), was_received=was_received
    )
    if reasons:
        raise CannotWriteReport(reasons)
    if was_received or report.state == State.DRAFT:
        return
    report.state = state_after(report, "draft", refusal=CannotWriteReport).value
    report.save(update_fields=["state"])


@transaction.atomic
def record_provisional_view(
    *,
    report_id: int,
    threshold: bool | None,
    categories: Collection[Category] = (),
    actor: Actor,
    now: datetime,
) -> Report:
    """
    Keep what the author thinks of the threshold so far. The opinion that counts comes later.

    :raises CannotWriteReport: if the report can no longer be changed.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    _begin_draft(report)
    report.provisional_threshold = threshold
    chosen = set(categories) if threshold else set()
    report.provisional_categories = [one.value for one in Category if one in chosen]
    report.save(update_fields=["provisional_threshold", "provisional_categories"])
    audit.record(actor=actor, verb="report.provisional_view", subject=report, now=now)
    return report


@transaction.atomic
def submit_report(*, report_id: int, late_reason: str = "", actor: Actor, now: datetime) -> Report:
    """
    Hand the report in, as complete as it is. What it lacks is counted and shown, never a block.

    One that comes late keeps the day it came; one that comes after the decision is stamped as
    later, and is not part of what the conference considered.

    :raises CannotSubmitReport: if nothing is written yet, or it was handed in before.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    report.state = state_after(report, "submit", refusal=CannotSubmitReport).value
    report.submitted_at = now
    report.is_after_decision = is_over(report.conference)
    report.save(update_fields=["state", "submitted_at", "is_after_decision"])
    statements = ReportItem.objects.filter(report=report).values_list("statement_id", flat=True)
    finish_statements(statement_ids=statements, now=now)
    lacking = shortcomings(content_of(report))
    note(
        case=report.conference.case_id,
        kind="report",
        title=f"Report received from {report.participant.name}",
        subject=report,
        to_state=report.state,
        actor=actor,
        now=now,
    )
    stop_clocks(
        subject=report,
        rules={REPORT_CLOCK},
        on=clock.day_of(now),
        late_reason=late_reason.strip(),
        actor=actor,
        now=now,
    )
    stop_if_all_are_in(report.conference, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="report.submitted",
        subject=report,
        now=now,
        shortcomings=len(lacking),
        after_decision=report.is_after_decision,
    )
    return report


def stop_if_all_are_in(conference: Conference, *, actor: Actor, now: datetime) -> None:
    """Stop what runs for each child until the chair has every report."""
    waiting = Report.objects.filter(
        conference=conference, state__in=_NOT_IN, participant__withdrawn_at=None
    )
    if waiting.exists():
        return
    for child in ConferenceChild.objects.filter(conference=conference):
        stop_clocks(subject=child, rules={REPORT_CLOCK}, on=clock.day_of(now), actor=actor, now=now)
