"""A report that begins from the last one: still so, changed, or no longer so, line by line."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from roundtable.casework.plans.partner_reports import beginning, own_report
from roundtable.casework.reports.actions import carry_over_report
from roundtable.casework.reports.looking_over import look_over
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.web.design_system.refusals import say_why_not
from roundtable.web.design_system.wording import count
from roundtable.web.partners.dates import on_day
from roundtable.web.partners.reports.views import OfReport


class BeginFromLast(OfReport):
    template_name = "partners/reports/begin_from_last.jinja"
    title = "Begin from your last report"
    button = "Begin from it"
    done = "What you said last time stands here now. Say of each line whether it is still so."

    def load(self) -> None:
        self.found = beginning(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        last = self.found.last
        return super().context() | {
            "meeting": on_day(last.conference.starts_at),
            "author": last.participant.name,
            "statements": count(self.found.statements, "statement"),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return carry_over_report(report_id=self.found.report.pk, actor=self.actor, now=self.now)


class LookOver(View):
    """One press for a line, or for all that is left of a section."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        report = own_report(public_id=public_id, actor=actor)
        try:
            look_over(report, request.POST, actor=actor, now=clock.now())
        except CannotProceed as refused:
            say_why_not(request, refused)
        address = reverse("partners:report", args=[public_id])
        return HttpResponseRedirect(f"{address}#{request.POST.get('place', '')[:40]}")
