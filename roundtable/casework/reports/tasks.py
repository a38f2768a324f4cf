"""What the worker does by itself: telling leads of late reports, where that is wished for."""

from collections.abc import Collection, Iterator
from datetime import datetime

from procrastinate.contrib.django import app

from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.people.models import Professional
from roundtable.casework.reports.actions.late import tell_lead
from roundtable.casework.reports.actions.requesting import REPORT_CLOCK
from roundtable.casework.reports.queries import reports_visible_to
from roundtable.foundation.accounts.models import Actor, Appointment
from roundtable.foundation.accounts.queries import actor_for, system_actor
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role


@app.periodic(cron="40 8 * * *")
@app.task(name="reports.tell_leads", queue="default", queueing_lock="reports.tell_leads")
def tell_leads_everywhere(timestamp: int = 0) -> None:
    """Tell leads of late reports in every authority whose setting says so, on its working days."""
    now = clock.now()
    for authority in Authority.objects.order_by("pk"):
        if authority.effective_settings["lead_told_of_late_reports"]:
            tell_leads(authority, now=now)


def tell_leads(authority: Authority, *, now: datetime) -> int:
    """Tell each lead once of each late report of their agency; return how many e-mails that is."""
    today = clock.day_of(now)
    actor = system_actor(authority, "late reports")
    with authority_context([authority.pk]):
        if not calendar_of(authority).is_working_day(today):
            return 0
        late = running_clocks(subject_type="report", rules=[REPORT_CLOCK], due_before=today)
        late_ids = list(late.values_list("subject_id", flat=True))
        return sum(
            tell_lead(report_id=report_id, lead=post, actor=actor, now=now)
            for lead, post in _leads(authority, now=now)
            for report_id in _of_others(lead, late_ids)
        )


def _leads(authority: Authority, *, now: datetime) -> Iterator[tuple[Actor, Professional]]:
    """Yield who leads an agency today, with their post here."""
    held = Appointment.objects.filter(
        authority=authority, role=Role.AGENCY_LEAD.value, user__is_active=True
    )
    for one in held.select_related("user").order_by("pk"):
        lead = actor_for(one.user, role=one.role, today=clock.day_of(now))
        here = lead.professional_ids if lead is not None else frozenset()
        post = Professional.objects.filter(pk__in=here, left_on=None).first()
        if lead is not None and post is not None:
            yield lead, post


def _of_others(lead: Actor, report_ids: Collection[int]) -> list[int]:
    """Return those that the lead may open and does not write: nobody is reminded of their own."""
    waited_for = reports_visible_to(lead).filter(
        pk__in=report_ids, participant__withdrawn_at=None, conference__state__in=NOT_OVER
    )
    theirs = waited_for.exclude(participant__professional_id__in=lead.professional_ids)
    return list(theirs.order_by("pk").values_list("pk", flat=True))
