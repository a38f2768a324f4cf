"""Asking for reports: from everyone who writes one, by the day that the kind of meeting sets."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.pro_forma import VERSION, form_for
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.report_states import FIRST
from roundtable.rules.timescales import INITIAL, REVIEW

REPORT_CLOCK = "agency_report"


class CannotRequestReports(CannotProceed):
    """There is no day yet by which a report could be due."""


@transaction.atomic
def request_reports(*, conference_id: int, actor: Actor, now: datetime) -> list[Report]:
    """
    Ask everyone who writes a report for one, and start the clock of each; return the new ones.

    Goes with the invitations. Doing it again asks only those who were added since, and moves the
    clocks of what has not come in to the conference's new day. What never came for a meeting that
    this one goes on with is asked for anew.

    :raises CannotRequestReports: if the conference has no day yet.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.SEND_INVITATIONS, facts_about_conference(actor, conference.pk))
    if conference.on is None:
        raise CannotRequestReports(
            "Arrange the conference first: its day sets when reports are due."
        )
    asked = set(
        Report.objects.filter(conference=conference).values_list("participant_id", flat=True)
    )
    new = [
        Report.objects.create(
            authority_id=conference.authority_id,
            conference=conference,
            participant=writer,
            agency_id=writer.professional.agency_id,
            state=FIRST.value,
            form=form_for(
                is_social_worker=writer.role == ParticipantRole.SOCIAL_WORKER,
                is_review=kind_for(writer) == REVIEW,
            ).value,
            form_version=VERSION,
        )
        for writer in _writers(conference)
        if writer.pk not in asked and writer.professional is not None
    ]
    for report in _outstanding(conference):
        _start(report, conference, actor=actor, now=now)
    if conference.earlier is not None:
        stop_waiting_for_reports(conference.earlier, how="replaced", actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="reports.requested",
        subject=conference,
        now=now,
        reports=[report.pk for report in new],
    )
    return new


@transaction.atomic
def call_off_reports(*, conference_id: int, actor: Actor, now: datetime) -> int:
    """
    Stop waiting for reports, as the conference is put off or cancelled; return how many.

    What was written stays. When it is arranged anew, `request_reports` sets the new days.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.SEND_INVITATIONS, facts_about_conference(actor, conference.pk))
    return stop_waiting_for_reports(conference, actor=actor, now=now)


def stop_waiting_for_reports(
    conference: Conference,
    *,
    of: Participant | None = None,
    how: str = "no longer needed",
    actor: Actor,
    now: datetime,
) -> int:
    """
    Do so as part of another act that was authorised itself; return how many.

    With `of`, for the report of one participant who has left the list.
    """
    waiting = _outstanding(conference) if of is None else _not_received(of)
    for report in waiting:
        stop_clocks(subject=report, on=clock.day_of(now), how=how, actor=actor, now=now)
    if waiting:
        audit.record(
            actor=actor,
            verb="reports.called_off",
            subject=conference,
            now=now,
            reports=[report.pk for report in waiting],
        )
    return len(waiting)


def wait_for_report(report: Report, *, actor: Actor, now: datetime) -> None:
    """Start its clock again, as it went back to its author: the day it is due stays the same."""
    if report.conference.on is not None:
        _start(report, report.conference, actor=actor, now=now)


def _writers(conference: Conference) -> list[Participant]:
    writers = Participant.objects.filter(
        conference=conference, writes_report=True, withdrawn_at=None, professional__isnull=False
    )
    return list(writers.select_related("professional").order_by("pk"))


def _outstanding(conference: Conference) -> list[Report]:
    reports = Report.objects.filter(conference=conference, participant__withdrawn_at=None)
    waited_for = reports.filter(submitted_at=None, withdrawn_at=None)
    return list(waited_for.select_related("participant").order_by("pk"))


def _not_received(participant: Participant) -> list[Report]:
    return list(Report.objects.filter(participant=participant, submitted_at=None))


def _start(report: Report, conference: Conference, *, actor: Actor, now: datetime) -> None:
    assert conference.on is not None  # noqa: S101 - the act has refused without it
    start_clock(
        REPORT_CLOCK,
        subject=report,
        authority=conference.authority,
        starts_on=conference.on,
        case_id=conference.case_id,
        owner_id=report.participant.professional_id,
        facts={"kind": kind_for(report.participant)},
        actor=actor,
        now=now,
    )


def kind_for(writer: Participant) -> str:
    """
    Return whether the limits of a first conference or of a review hold for this writer's report.

    In a mixed meeting the earlier one, a review's, if one of their children is reviewed.
    """
    known = set(writer.may_know.values_list("child_id", flat=True))
    children = [
        child for child in writer.conference.children.all() if not known or child.child_id in known
    ]
    return INITIAL if all(child.is_initial for child in children) else REVIEW
