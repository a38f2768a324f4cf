"""Taking a filled-in Word form into the report: what is new is added, what was changed revised."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.carrying_over import revise_in_report
from roundtable.casework.reports.actions.report import authorise_author, lock_report
from roundtable.casework.reports.actions.writing import write_statement_in_report
from roundtable.casework.reports.models import Report, ReportItem
from roundtable.casework.statements.marks import Marks
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One statement as it was read; `statement_id` where it is in the report already."""

    section: str
    text: str
    kind: str = ""
    provenance: str = ""
    source: str = ""
    children: tuple[Person, ...] = ()
    statement_id: int | None = None
    based_on: int = 0


@transaction.atomic
def take_in_word(
    *, report_id: int, statements: Collection[TakenIn], actor: Actor, now: datetime
) -> Report:
    """
    Write what was read in a form into one's own report, all of it or nothing.

    Nothing is taken out: a row that was left out of the form stays in the report.

    :raises CannotWriteReport: if the report can no longer be changed.
    :raises CannotReviseStatement: if a statement was changed since the form was read.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    own = set(ReportItem.objects.filter(report=report).values_list("statement_id", flat=True))
    for one in statements:
        marks: Marks = {
            "kind": one.kind,
            "provenance": one.provenance,
            "source": one.source,
            "children": list(one.children),
        }
        if one.statement_id in own and one.statement_id is not None:
            revise_in_report(
                report_id=report.pk,
                statement_id=one.statement_id,
                based_on=one.based_on,
                text=one.text,
                actor=actor,
                now=now,
                **marks,
            )
        else:
            write_statement_in_report(
                report_id=report.pk,
                section=one.section,
                text=one.text,
                actor=actor,
                now=now,
                **marks,
            )
    audit.record(
        actor=actor, verb="report.taken_in", subject=report, now=now, statements=len(statements)
    )
    return report
