"""A social worker's report that begins from the last one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from roundtable.casework.reports.actions import carry_over_report
from roundtable.casework.reports.earlier import belongs_in, report_to_begin_from
from roundtable.casework.reports.looking_over import look_over
from roundtable.casework.reports.page_queries import one_report
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.design_system.refusals import say_why_not
from roundtable.web.design_system.wording import count, day
from roundtable.web.staff.reports.views import OfReport


class BeginFromLast(OfReport):
    permission = Permission.WRITE_REPORT
    template_name = "staff/reports/begin_from_last.jinja"
    title = "Begin from the last report"
    button = "Begin from it"
    done = "What was said last time stands here now. Say of each line whether it is still so."

    def load(self) -> None:
        super().load()
        last = report_to_begin_from(self.report)
        if last is None:
            raise RecordNotFound("report")
        self.last = last

    def context(self) -> dict[str, Any]:
        statements = belongs_in(self.report, self.last)
        return super().context() | {
            "on": day(self.last.conference.on) if self.last.conference.on else "",
            "author": self.last.participant.name,
            "statements": count(len(statements), "statement"),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return carry_over_report(report_id=self.report.pk, actor=self.actor, now=self.now)


class LookOver(View):
    """One press for a line, or for all that is left of a section."""

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        one = one_report(public_id=public_id, actor=actor, permission=Permission.WRITE_REPORT)
        if not one.is_author:
            raise RecordNotFound("report")
        try:
            look_over(one.report, request.POST, actor=actor, now=clock.now())
        except CannotProceed as refused:
            say_why_not(request, refused)
        address = reverse("staff:report", args=[public_id])
        return HttpResponseRedirect(f"{address}#{request.POST.get('place', '')[:40]}")
