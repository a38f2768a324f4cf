"""A report begun from the last one: what stands in it is looked at again, line by line."""

from collections.abc import Collection
from datetime import datetime
from typing import Unpack

from django.db import transaction

from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.report import authorise_author, lock_report
from roundtable.casework.reports.actions.writing import CannotWriteReport, begin_draft
from roundtable.casework.reports.earlier import Earlier, belongs_in, last_report
from roundtable.casework.reports.models import Report, ReportItem
from roundtable.casework.statements.actions import (
    leave_out_statement,
    make_statement,
    revise_statement,
)
from roundtable.casework.statements.marks import Marks
from roundtable.casework.statements.models import MadeIn, Statement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.carrying_over import reasons_cannot_carry_over, reasons_cannot_leave_out


class CannotCarryOver(CannotProceed):
    """There is nothing to begin from, or it was begun from it already."""


class CannotLeaveOut(CannotProceed):
    """It was not carried over, or somebody has read it."""


@transaction.atomic
def carry_over_report(*, report_id: int, actor: Actor, now: datetime) -> int:
    """
    Begin one's report from the last one; return how many statements stand in it from there.

    Each keeps its marks and whom it is kept from. Who may read a child's own words is asked of the
    child anew, so nobody of the family may until then. The last report stays as it was.

    :raises CannotCarryOver: if there is nothing to begin from, or it is too late for that.
    :raises CannotWriteReport: if the report can no longer be changed.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    last = last_report(report)
    found = belongs_in(report, last) if last is not None else []
    reasons = reasons_cannot_carry_over(
        was_received=report.submitted_at is not None,
        has_last=bool(found),
        is_carried=report.items.filter(carried_from__isnull=False).exists(),
    )
    if reasons:
        raise CannotCarryOver(reasons)
    begin_draft(report, actor)
    for one in found:
        _carry_over(report, last, one, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="report.carried_over",
        subject=report,
        now=now,
        from_report=last.pk if last is not None else None,
        statements=len(found),
    )
    return len(found)


def _carry_over(
    report: Report, last: Report | None, one: Earlier, *, actor: Actor, now: datetime
) -> None:
    version = one.loaded.version
    statement = make_statement(
        conference=report.conference,
        author=report.participant,
        text=version.text,
        made_in=MadeIn.REPORT,
        said_by=one.loaded.statement.said_by,
        is_finished=False,
        kind=version.kind,
        provenance=version.provenance,
        source=version.source,
        happened_on=version.happened_on,
        domain=version.domain,
        audience=version.audience,
        withheld_reason=version.withheld_reason,
        children=one.loaded.children,
        kept_from=Person.objects.filter(pk__in=one.loaded.kept_from),
        actor=actor,
        now=now,
    )
    ReportItem.objects.create(
        authority_id=report.authority_id,
        report=report,
        statement=statement,
        section=one.section,
        carried_from=last,
        earlier=one.loaded.statement,
    )


@transaction.atomic
def confirm_carried_over(
    *, report_id: int, statement_ids: Collection[int], actor: Actor, now: datetime
) -> int:
    """
    Say of statements that were carried over that it is still so; return of how many.

    :raises CannotWriteReport: if the report can no longer be changed.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    begin_draft(report, actor)
    confirmed = _look_at(report, statement_ids, now=now)
    audit.record(actor=actor, verb="report.still_so", subject=report, now=now, statements=confirmed)
    return len(confirmed)


def _look_at(report: Report, statement_ids: Collection[int], *, now: datetime) -> list[int]:
    waiting = report.items.filter(
        statement__in=list(statement_ids), carried_from__isnull=False, confirmed_at=None
    )
    found = sorted(waiting.values_list("statement_id", flat=True))
    waiting.update(confirmed_at=now)
    return found


@transaction.atomic
def leave_out_carried_over(
    *, report_id: int, statement_id: int, actor: Actor, now: datetime
) -> None:
    """
    Say of a statement that was carried over that it is no longer so: it leaves the report.

    :raises CannotLeaveOut: if it was not carried over, or somebody has read it here.
    :raises CannotWriteReport: if the report can no longer be changed.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    item = report.items.select_related("statement").filter(statement=statement_id).first()
    reasons = reasons_cannot_leave_out(
        is_carried=item is not None and item.carried_from_id is not None,
        was_read=item is not None and item.statement.finished_at is not None,
    )
    if reasons or item is None:
        raise CannotLeaveOut(reasons)
    begin_draft(report, actor)
    leave_out_statement(statement=item.statement, now=now)
    item.delete()
    audit.record(
        actor=actor, verb="report.no_longer_so", subject=report, now=now, statement=statement_id
    )


@transaction.atomic
def revise_in_report(
    *,
    report_id: int,
    statement_id: int,
    based_on: int,
    text: str,
    actor: Actor,
    now: datetime,
    **marks: Unpack[Marks],
) -> Statement:
    """
    Put a statement of one's own report right. What was carried over has been looked at by that.

    :raises CannotWriteReport: if it is in another report.
    :raises CannotReviseStatement: as `revise_statement`.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    if not report.items.filter(statement=statement_id).exists():
        raise CannotWriteReport("Choose a statement of this report.")
    statement = revise_statement(
        statement_id=statement_id, based_on=based_on, text=text, actor=actor, now=now, **marks
    )
    _look_at(report, [statement_id], now=now)
    return statement
