"""Guidance is read first: that it was, by whom, when, and in which version."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from roundtable.casework.information.actions import version_in_force
from roundtable.casework.information.shipped import SHIPPED
from roundtable.casework.reports.actions.report import authorise_author, lock_report
from roundtable.casework.reports.guidance import KINDS
from roundtable.casework.reports.models import GuidanceRead, Report
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit


def read_by(report: Report, actor: Actor) -> QuerySet[GuidanceRead]:
    """Return what of the guidance this writer has read for this report."""
    return report.guidance_read.filter(user_id=actor.user_id or None)


@transaction.atomic
def read_guidance(*, report_id: int, actor: Actor, now: datetime) -> list[GuidanceRead]:
    """
    Keep that who writes a report has read the guidance in force. It stays with the report.

    Whoever takes it over reads it too. Reading the same version again changes nothing.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    codes = [code for code, shipped in SHIPPED.items() if shipped.kind in KINDS]
    versions = [version_in_force(code, report.authority_id) for code in codes]
    known = set(read_by(report, actor).values_list("version_id", flat=True))
    made = [
        GuidanceRead.objects.create(
            authority_id=report.authority_id,
            report=report,
            version=version,
            read_by=actor.name,
            user_id=actor.user_id or None,
            at=now,
        )
        for version in versions
        if version.pk not in known
    ]
    if made:
        audit.record(
            actor=actor,
            verb="report.guidance_read",
            subject=report,
            now=now,
            versions=[one.version_id for one in made],
        )
    return made
