"""Writing a report, statement by statement, and handing it in: unfinished if need be."""

from collections.abc import Collection
from datetime import datetime
from typing import Unpack

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.guidance import read_by
from roundtable.casework.reports.actions.receiving import receive
from roundtable.casework.reports.actions.report import authorise_author, lock_report, state_after
from roundtable.casework.reports.models import Report, ReportItem
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.statements.actions import is_over, make_statement
from roundtable.casework.statements.marks import Marks
from roundtable.casework.statements.models import MadeIn, Statement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.categories import Category
from roundtable.rules.report_states import (
    RECEIVED,
    WRITABLE,
    State,
    reasons_cannot_begin_again,
    reasons_cannot_draft,
)


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
    if section not in {one.code for one in sections_of(report.form)}:
        raise CannotWriteReport("Choose a section of the report.")
    begin_draft(report, actor)
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


def begin_draft(report: Report, actor: Actor) -> None:
    """
    Let the report be a draft, as part of an act that changes it.

    :raises CannotWriteReport: if it can no longer be changed, or they have not read how to write it.
    """
    was_received = State(report.state) in RECEIVED
    reasons = reasons_cannot_draft(
        conference_is_decided=is_over(report.conference),
        was_received=report.submitted_at is not None,
        guidance_is_read=read_by(report, actor).exists(),
    )
    if reasons:
        raise CannotWriteReport(reasons)
    if State(report.state) not in WRITABLE | {State.WITHDRAWN}:
        raise CannotWriteReport("It is handed in. Begin a new version to change it.")
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
    begin_draft(report, actor)
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

    Where the authority asks for it, somebody else of the agency signs it off before the chair has
    it. One that comes late keeps the day it came; one that comes after the decision is stamped as
    later, and is not part of what the conference considered.

    :raises CannotSubmitReport: if nothing is written yet, or it was handed in before.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    if report.submitted_at is not None:
        reasons = reasons_cannot_begin_again(conference_is_decided=is_over(report.conference))
        if reasons:
            raise CannotSubmitReport(reasons)
    is_signed_off = bool(report.conference.authority.effective_settings["report_sign_off"])
    event = "pass_to_agency" if is_signed_off else "submit"
    report.state = state_after(report, event, refusal=CannotSubmitReport).value
    report.handed_in_at, report.late_reason = now, late_reason.strip()
    report.signed_off_by = report.signed_off_at = None
    if not is_signed_off:
        receive(report, verb="report.submitted", actor=actor, now=now)
        return report
    report.save()
    note(
        case=report.conference.case_id,
        kind="report",
        title=f"Report of {report.participant.name} handed to the agency to be signed off",
        subject=report,
        to_state=report.state,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="report.handed_to_agency", subject=report, now=now)
    return report


@transaction.atomic
def begin_new_version(*, report_id: int, actor: Actor, now: datetime) -> Report:
    """
    Begin a new version of a report that was handed in.

    Until it is handed in as well, the chair and the others have the one they had.

    :raises CannotWriteReport: if the conference has been decided, or nothing was handed in.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    reasons = reasons_cannot_begin_again(conference_is_decided=is_over(report.conference))
    if reasons:
        raise CannotWriteReport(reasons)
    report.state = state_after(report, "begin_again", refusal=CannotWriteReport).value
    report.save(update_fields=["state"])
    audit.record(actor=actor, verb="report.begun_again", subject=report, now=now)
    return report
