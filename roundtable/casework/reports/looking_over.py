"""What a press on a page says of lines that were carried over."""

from collections.abc import Mapping
from datetime import datetime

from roundtable.casework.reports.actions import confirm_carried_over, leave_out_carried_over
from roundtable.casework.reports.earlier import waiting_lines
from roundtable.casework.reports.models import Report
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound

STILL_SO, NO_LONGER = "still_so", "no_longer"


def look_over(report: Report, said: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """
    Carry out what was pressed: one line is still so or no longer so, or a section is still so.

    :raises RecordNotFound: if it is about no such line of the report.
    :raises CannotProceed: if it can no longer be said.
    """
    section = said.get("section", "")
    ids = waiting_lines(report, statement=said.get("statement", ""), section=section)
    if said.get("answer") == STILL_SO:
        confirm_carried_over(report_id=report.pk, statement_ids=ids, actor=actor, now=now)
    elif said.get("answer") == NO_LONGER and not section:
        leave_out_carried_over(report_id=report.pk, statement_id=ids[0], actor=actor, now=now)
    else:
        raise RecordNotFound("answer")
