"""A report comes to the chair: what it says then is kept as it is, and the clocks stop."""

from datetime import datetime

from django.db.models import F, Max

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.reports.actions.requesting import REPORT_CLOCK
from roundtable.casework.reports.models import (
    Report,
    ReportItem,
    ReportVersion,
    ReportVersionLine,
)
from roundtable.casework.reports.readiness import content_of
from roundtable.casework.statements.actions import finish_statements, is_over
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.rules.report_states import shortcomings


def receive(report: Report, *, verb: str, actor: Actor, now: datetime) -> ReportVersion:
    """
    Let a report be with the chair from now on, as part of the act that brought it there.

    The day it came is the day it came: it is written once, and never put back.
    """
    report.submitted_at = now
    report.is_after_decision = is_over(report.conference)
    report.save()
    items = ReportItem.objects.filter(report=report)
    finish_statements(statement_ids=items.values_list("statement_id", flat=True), now=now)
    version = _keep_version(report, now=now)
    note(
        case=report.conference.case_id,
        kind="report",
        title=f"Report received from {report.participant.name}"
        + (f", version {version.number}" if version.number > 1 else ""),
        subject=report,
        to_state=report.state,
        actor=actor,
        now=now,
    )
    stop_clocks(
        subject=report,
        rules={REPORT_CLOCK},
        on=clock.day_of(now),
        late_reason=report.late_reason,
        actor=actor,
        now=now,
    )
    stop_if_all_are_in(report.conference, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb=verb,
        subject=report,
        now=now,
        version=version.number,
        shortcomings=len(shortcomings(content_of(report))),
        after_decision=report.is_after_decision,
    )
    return version


def _keep_version(report: Report, *, now: datetime) -> ReportVersion:
    last = ReportVersion.objects.filter(report=report).aggregate(last=Max("number"))["last"]
    due = Clock.objects.filter(subject_type="report", subject_id=report.pk).order_by("pk").last()
    version = ReportVersion.objects.create(
        authority_id=report.authority_id,
        report=report,
        number=(last or 0) + 1,
        handed_in_at=report.handed_in_at or now,
        came_at=now,
        due_on=due.due_on if due is not None else None,
        late_reason=report.late_reason,
        is_after_decision=report.is_after_decision,
        signed_off_by=report.signed_off_by,
    )
    items = ReportItem.objects.filter(report=report).annotate(number=F("statement__current_number"))
    ReportVersionLine.objects.bulk_create(
        ReportVersionLine(
            authority_id=report.authority_id,
            version=version,
            statement_id=item.statement_id,
            number=item.number,
            section=item.section,
        )
        for item in items.order_by("statement__position", "statement_id")
    )
    return version


def stop_if_all_are_in(conference: Conference, *, actor: Actor, now: datetime) -> None:
    """Stop what runs for each child until the chair has every report."""
    waiting = Report.objects.filter(
        conference=conference,
        submitted_at=None,
        withdrawn_at=None,
        participant__withdrawn_at=None,
    )
    if waiting.exists():
        return
    for child in ConferenceChild.objects.filter(conference=conference):
        stop_clocks(subject=child, rules={REPORT_CLOCK}, on=clock.day_of(now), actor=actor, now=now)
