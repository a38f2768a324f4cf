"""The lead of an agency gives a report, and the place at the table, to a colleague for good."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.actions.membership import put_on_case
from roundtable.casework.cases.models import Capacity
from roundtable.casework.conferences.actions.participants import list_changed
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.actions.table import seat, seat_for_colleague, withdraw
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.invitations.actions.answer import (
    dismiss_deputies,
    reasons_no_colleague,
    take_back,
)
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.people.models import Professional
from roundtable.casework.reports.actions.report import lock_report
from roundtable.casework.reports.actions.requesting import wait_for_report
from roundtable.casework.reports.facts import facts_about_report
from roundtable.casework.reports.models import Report
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import ARRANGED
from roundtable.rules.report_states import FIRST, reasons_cannot_reassign


class CannotReassignReport(CannotProceed):
    """It is begun, the conference is not ahead, or the colleague cannot take it."""


@transaction.atomic
def reassign_report(
    *, report_id: int, professional_id: int, actor: Actor, now: datetime
) -> Participant:
    """
    Have a colleague of the same agency write the report and come; return their place at the table.

    The day it is due stays. Who was asked before is told that they need not come. The conference
    service invites the colleague like everybody new on the list: before that nothing is sent.

    :raises CannotReassignReport: if it is begun, or it is nobody who can take it.
    """
    conference = lock_conference(
        Report.objects.values_list("conference_id", flat=True).get(pk=report_id)
    )
    report = lock_report(report_id)
    authorise(actor, Permission.REASSIGN_REPORT, facts_about_report(actor, report.pk))
    before = report.participant
    invitation = Invitation.objects.select_related("conference").filter(participant=before).first()
    if invitation is not None:
        dismiss_deputies(invitation, now=now)
    colleague = Professional.objects.select_related("agency").get(pk=professional_id)
    reasons = [
        *reasons_cannot_reassign(
            is_begun=report.state != FIRST,
            is_ahead=conference.state in ARRANGED and before.withdrawn_at is None,
        ),
        *reasons_no_colleague(conference, before, colleague),
    ]
    if reasons:
        raise CannotReassignReport(reasons)
    withdraw(before, reason=f"{colleague.name} has taken over", now=now)
    if invitation is not None:
        take_back(invitation, before, conference, actor=actor, now=now)
    after = _seat_in_place_of(before, colleague, conference, actor=actor, now=now)
    report.participant = after
    report.save(update_fields=["participant"])
    wait_for_report(report, actor=actor, now=now)
    list_changed(conference)
    audit.record(
        actor=actor,
        verb="report.reassigned",
        subject=report,
        now=now,
        from_participant=before.pk,
        to_participant=after.pk,
        conference=conference.pk,
    )
    return after


def _seat_in_place_of(
    before: Participant,
    colleague: Professional,
    conference: Conference,
    *,
    actor: Actor,
    now: datetime,
) -> Participant:
    """Seat the colleague for the same children, in the same part; they join the case."""
    wanted = seat_for_colleague(before, colleague, writes_report=True)
    after = seat(conference, replace(wanted, takes_over_from=before))
    put_on_case(
        case=conference.case,
        professional=colleague,
        capacity=Capacity.INVOLVED,
        starts_on=clock.day_of(now),
        has_direct_contact=before.has_direct_contact,
        actor=actor,
        now=now,
    )
    return after
