"""A report that should not be there: the chair takes it out, and who could have seen it is listed."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.reports.actions.looking_over import statements_of, tell_author
from roundtable.casework.reports.actions.receiving import stop_if_all_are_in
from roundtable.casework.reports.actions.report import lock_report, state_after
from roundtable.casework.reports.exposure import who_could_have_seen
from roundtable.casework.reports.models import CouldHaveSeen, DisclosureCheck, Report
from roundtable.casework.statements.actions import unfinish_statements
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.report_states import reasons_cannot_withdraw


class CannotWithdrawReport(CannotProceed):
    """Nothing says why, or it was taken out before."""


class CannotCloseCheck(CannotProceed):
    """Nothing says what was done, or it was closed before."""


@transaction.atomic
def withdraw_report(*, report_id: int, reason: str, actor: Actor, now: datetime) -> DisclosureCheck:
    """
    Take a report out, and begin the check of who could have seen it.

    Nobody but its author reads it from then on. What it said, and who was given it, is kept.

    :raises CannotWithdrawReport: if nothing says why, or it was taken out before.
    """
    report = lock_report(report_id)
    authorise(
        actor, Permission.WITHDRAW_REPORT, facts_about_conference(actor, report.conference_id)
    )
    reasons = reasons_cannot_withdraw(reason=reason)
    if reasons:
        raise CannotWithdrawReport(reasons)
    to_state = state_after(report, "withdraw", refusal=CannotWithdrawReport)
    check = _begin_check(report, reason, actor=actor, now=now)
    report.state, report.withdrawn_reason = to_state.value, reason.strip()
    report.withdrawn_at, report.submitted_at = now, None
    report.save()
    unfinish_statements(statement_ids=statements_of(report))
    stop_clocks(subject=report, on=clock.day_of(now), how="no longer needed", actor=actor, now=now)
    stop_if_all_are_in(report.conference, actor=actor, now=now)
    line = note(
        case=report.conference.case_id,
        kind="report",
        title=f"Report of {report.participant.name} taken out",
        subject=report,
        to_state=report.state,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor, verb="report.withdrawn", subject=report, now=now, disclosure_check=check.pk
    )
    tell_author(
        report,
        reference=f"report-withdrawn:{line.pk}",
        kind="report_withdrawn",
        subject_line="Your report was taken out",
        body="Sign in to read why. The chair needs to know who else has a copy.",
        now=now,
    )
    return check


def _begin_check(report: Report, reason: str, *, actor: Actor, now: datetime) -> DisclosureCheck:
    """List who could have seen it as things stand, before it is closed to them."""
    check = DisclosureCheck.objects.create(
        authority_id=report.authority_id,
        report=report,
        reason=reason.strip(),
        opened_at=now,
        opened_by=actor.name,
    )
    CouldHaveSeen.objects.bulk_create(
        CouldHaveSeen(
            authority_id=report.authority_id,
            check_on=check,
            person_id=one.person_id,
            professional_id=one.professional_id,
            how=one.how,
            has_opened=one.has_opened,
        )
        for one in who_could_have_seen(report)
    )
    return check


@transaction.atomic
def close_disclosure_check(
    *, check_id: int, conclusion: str, actor: Actor, now: datetime
) -> DisclosureCheck:
    """
    Close a check, saying what was done: who was spoken with, what came back, who else is told.

    :raises CannotCloseCheck: if nothing says so, or it was closed before.
    """
    check = (
        DisclosureCheck.objects.select_for_update(of=("self",))
        .select_related("report")
        .get(pk=check_id)
    )
    facts = facts_about_conference(actor, check.report.conference_id)
    authorise(actor, Permission.CHECK_DISCLOSURE, facts)
    if check.closed_at is not None:
        raise CannotCloseCheck("This check was closed before.")
    if not conclusion.strip():
        raise CannotCloseCheck("Say what was done.")
    check.closed_at, check.closed_by, check.conclusion = now, actor.name, conclusion.strip()
    check.save()
    audit.record(actor=actor, verb="disclosure_check.closed", subject=check, now=now)
    return check
