"""Putting what is on record into the social worker's report to a review."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roundtable.casework.plans.review_record import on_record
from roundtable.casework.reports.actions import CannotWriteReport, write_statement_in_report
from roundtable.casework.reports.actions.report import authorise_author, lock_report
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.rules.statement_marks import FACT, FIRST

SOURCE = "Children's social care records"


@transaction.atomic
def fill_in_from_record(
    *, report_id: int, texts: Collection[str], actor: Actor, now: datetime
) -> int:
    """
    Write what was chosen of the record into one's own report; return how many sentences.

    Each is a fact with the record as its source, and can be changed like any other.

    :raises CannotWriteReport: if nothing was chosen that is on record, or it cannot be changed.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    chosen = [one for one in on_record(report) if one.text in texts]
    if not chosen:
        raise CannotWriteReport("Choose what to put into the report.")
    for one in chosen:
        write_statement_in_report(
            report_id=report.pk,
            section=one.section,
            text=one.text,
            kind=FACT,
            provenance=FIRST,
            source=SOURCE,
            happened_on=one.on,
            children=one.children,
            actor=actor,
            now=now,
        )
    audit.record(
        actor=actor,
        verb="report.filled_in_from_record",
        subject=report,
        now=now,
        statements=len(chosen),
    )
    return len(chosen)
