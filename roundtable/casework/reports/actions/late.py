"""Telling the lead of an agency, by e-mail, that there is something to read: a report is late."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.people.models import Channel, Professional
from roundtable.casework.reports.actions.report import lock_report
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.messaging.actions import queue
from roundtable.foundation.messaging.models import OutboxMessage


@transaction.atomic
def tell_lead(*, report_id: int, lead: Professional, actor: Actor, now: datetime) -> bool:
    """
    Queue one e-mail to a lead, once for each report; return if that was news to them.

    It names nobody and nothing: whoever opens it signs in, and reads it on the page of the agency.
    """
    report = lock_report(report_id)
    reference = f"late-report:{report.public_id}:{lead.pk}"
    if not lead.email or OutboxMessage.objects.filter(reference=reference).exists():
        return False
    queue(
        reference=reference,
        kind="late_report",
        channel=Channel.EMAIL.value,
        subject=report,
        subject_line="Something for you to read",
        body="There is something for you to read. Sign in to see it.",
        case_id=report.conference.case_id,
        professional_id=lead.pk,
        now=now,
    )
    audit.record(actor=actor, verb="report.lead_told", subject=report, now=now, lead=lead.pk)
    return True
