"""The lead of an agency gives a report that nobody has begun to a colleague."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.plans.actions.reassign import reassign_report
from roundtable.casework.plans.partner_colleagues import reassigning
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.presenters import Choice
from roundtable.web.partners.reports.forms import ReassignForm


class Reassign(FormPage):
    form_class = ReassignForm
    layout = "layouts/partners.jinja"
    template_name = "partners/reports/reassign.jinja"
    title = "Give this report to a colleague"
    button = "Give it to this colleague"

    def load(self) -> None:
        self.found = reassigning(public_id=self.kwargs["public_id"], actor=self.actor)

    def form_options(self) -> dict[str, Any]:
        return {
            "colleagues": [
                Choice(str(one.public_id), one.name, hint=one.job_title)
                for one in self.found.colleagues
            ]
        }

    def context(self) -> dict[str, Any]:
        return {
            "back": reverse("partners:home"),
            "author": self.found.report.participant.name,
            "anybody": bool(self.found.colleagues),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers["colleague"]
        colleague = next(one for one in self.found.colleagues if str(one.public_id) == chosen)
        return reassign_report(
            report_id=self.found.report.pk,
            professional_id=colleague.pk,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(
            self.request,
            f"{result.name} writes the report now. The conference team invites them; from then on"
            " they can open it.",
        )
        return reverse("partners:home")
