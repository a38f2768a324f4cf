"""Somebody has left the list: nobody waits for their report, or shares one with them."""

from datetime import datetime

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.reports.actions.receiving import stop_if_all_are_in
from roundtable.casework.reports.actions.requesting import stop_waiting_for_reports
from roundtable.casework.reports.actions.sharing import stop_if_family_has_all
from roundtable.casework.reports.models import Report
from roundtable.foundation.accounts.models import Actor


def reports_go_on_without(
    participant: Participant, *, conference: Conference, actor: Actor, now: datetime
) -> None:
    """Stop what ran for one person alone, and what ran until everybody had done their part."""
    if not Report.objects.filter(conference=conference).exists():
        return  # nobody has been asked yet
    stop_waiting_for_reports(conference, of=participant, actor=actor, now=now)
    stop_if_all_are_in(conference, actor=actor, now=now)
    stop_if_family_has_all(conference, actor=actor, now=now)
