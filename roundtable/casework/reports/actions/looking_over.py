"""A second look at a report: the agency signs it off, or it goes back to its author, with why."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.channels import reach_professional
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.models import Professional
from roundtable.casework.reports.actions.receiving import receive
from roundtable.casework.reports.actions.report import lock_report, state_after
from roundtable.casework.reports.actions.requesting import wait_for_report
from roundtable.casework.reports.facts import facts_about_report
from roundtable.casework.reports.models import Report, ReportItem
from roundtable.casework.statements.actions import is_over, unfinish_statements
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission
from roundtable.rules.report_states import (
    HIDES,
    ReturnedFor,
    State,
    reasons_cannot_send_back,
    reasons_cannot_sign_off,
)


class CannotSignOffReport(CannotProceed):
    """It is their own, another agency's, or does not wait to be signed off."""


class CannotReturnReport(CannotProceed):
    """Nothing says what to put right, or the conference has been decided."""


@transaction.atomic
def sign_off_report(*, report_id: int, actor: Actor, now: datetime) -> Report:
    """
    Sign a report off for the agency; where it waited for that, the chair has it from now on.

    Somebody else of the same agency does it, never the author.

    :raises CannotSignOffReport: if it is not for them to sign off, or not yet.
    """
    report = lock_report(report_id)
    authorise(actor, Permission.SIGN_OFF_REPORT, facts_about_report(actor, report.pk))
    signer = _post_in_agency(actor, report)
    reasons = reasons_cannot_sign_off(
        signs_own_report=report.participant.professional_id in actor.professional_ids,
        is_of_same_agency=signer is not None,
    )
    if reasons:
        raise CannotSignOffReport(reasons)
    waited = report.state == State.WITH_AGENCY
    report.state = state_after(report, "sign_off", refusal=CannotSignOffReport).value
    report.signed_off_by, report.signed_off_at = signer, now
    if waited:
        receive(report, verb="report.signed_off", actor=actor, now=now)
    else:
        report.save(update_fields=["state", "signed_off_by", "signed_off_at"])
        audit.record(actor=actor, verb="report.signed_off", subject=report, now=now)
    return report


def _post_in_agency(actor: Actor, report: Report) -> Professional | None:
    posts = Professional.objects.filter(
        pk__in=actor.professional_ids, agency_id=report.agency_id, left_on=None
    )
    return posts.order_by("pk").first()


@transaction.atomic
def return_report(
    *, report_id: int, returned_for: ReturnedFor, reason: str, actor: Actor, now: datetime
) -> Report:
    """
    Send a report back to its author, saying what to put right; it is waited for again.

    The chair or the desk does it, or who was to sign it off. What names a wrong child or is open
    to somebody who must not read it is closed to everybody but its author at once.

    :raises CannotReturnReport: if nothing says what to put right, or it is too late for that.
    """
    report = lock_report(report_id)
    _authorise_return(report, actor)
    reasons = reasons_cannot_send_back(
        reason=reason, conference_is_decided=is_over(report.conference)
    )
    if reasons:
        raise CannotReturnReport(reasons)
    report.state = state_after(report, "send_back", refusal=CannotReturnReport).value
    report.returned_for, report.returned_reason = returned_for.value, reason.strip()
    report.returned_at = now
    report.submitted_at = report.signed_off_by = report.signed_off_at = None
    report.save()
    if returned_for in HIDES:
        unfinish_statements(statement_ids=statements_of(report))
    wait_for_report(report, actor=actor, now=now)
    line = note(
        case=report.conference.case_id,
        kind="report",
        title=f"Report sent back to {report.participant.name}",
        subject=report,
        to_state=report.state,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="report.returned",
        subject=report,
        now=now,
        returned_for=returned_for.value,
    )
    tell_author(
        report,
        reference=f"report-returned:{line.pk}",
        kind="report_returned",
        subject_line="Your report was sent back",
        body="Sign in to read what to put right.",
        now=now,
    )
    return report


def _authorise_return(report: Report, actor: Actor) -> None:
    """Whoever may sign it off may send it back while it waits for that."""
    own = facts_about_report(actor, report.pk)
    if report.state == State.WITH_AGENCY and may(actor, Permission.SIGN_OFF_REPORT, own):
        return
    facts = facts_about_conference(actor, report.conference_id)
    authorise(actor, Permission.RETURN_REPORT, facts)


def statements_of(report: Report) -> Collection[int]:
    items = ReportItem.objects.filter(report=report)
    return list(items.values_list("statement_id", flat=True))


def tell_author(
    report: Report, *, reference: str, kind: str, subject_line: str, body: str, now: datetime
) -> None:
    """Queue a word to the author that something has happened; what it is they read here."""
    author = report.participant.professional
    if author is None:
        return
    queue(
        reference=reference,
        kind=kind,
        channel=reach_professional(author) or "email",
        subject=report,
        subject_line=subject_line,
        body=body,
        case_id=report.conference.case_id,
        professional_id=author.pk,
        now=now,
    )
