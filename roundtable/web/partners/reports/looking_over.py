"""A second look by the agency's lead, and an author's own versions."""

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.plans.partner_reports import own_report, own_version, report_to_sign_off
from roundtable.casework.reports.actions import (
    begin_new_version,
    return_report,
    sign_off_report,
)
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.report_states import State
from roundtable.web.partners.reports import forms, presenters
from roundtable.web.partners.reports.views import OfReport

if TYPE_CHECKING:
    from roundtable.casework.reports.models import Report


class ForLead(OfReport):
    """A question about a report of one's own agency, for who answers for it."""

    report: "Report"

    def load(self) -> None:
        self.report = report_to_sign_off(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        one = self.report
        about = f"{one.participant.name}, {one.agency.name}"
        return {"back": self.address(), "about": about}


class SignOff(ForLead):
    template_name = "partners/reports/sign_off.jinja"
    title = "Sign off this report"
    button = "Sign it off"
    done = "Signed off. It is with the chair."

    def act(self, answers: dict[str, Any]) -> Any:
        return sign_off_report(report_id=self.report.pk, actor=self.actor, now=self.now)


class SendBack(ForLead):
    form_class = forms.SendBackForm
    template_name = "partners/reports/send_back.jinja"
    title = "Send it back to its author"
    button = "Send it back"
    done = "Sent back. Its author has been told."

    def load(self) -> None:
        super().load()
        if self.report.state != State.WITH_AGENCY:
            raise RecordNotFound("report")

    def act(self, answers: dict[str, Any]) -> Any:
        return return_report(report_id=self.report.pk, **answers, actor=self.actor, now=self.now)


class BeginAgain(OfReport):
    template_name = "partners/reports/begin_version.jinja"
    title = "Begin a new version"
    button = "Begin a new version"
    done = "You can write now. The chair has the version before until you hand this one in."

    def load(self) -> None:
        self.report = own_report(public_id=self.kwargs["public_id"], actor=self.actor)

    def act(self, answers: dict[str, Any]) -> Any:
        return begin_new_version(report_id=self.report.pk, actor=self.actor, now=self.now)


def version(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """Return one's own report as it was on the day it came to the chair."""
    actor = request.actor  # type: ignore[attr-defined]
    found = own_version(public_id=public_id, number=number, actor=actor)
    shown = {
        "back": reverse("partners:report", args=[public_id]),
        "version": presenters.version_shown(found.version, public_id),
        "sections": [
            (section.title, [presenters.line(one) for one in section.statements])
            for section in found.page.sections
            if section.statements
        ],
    }
    return render(request, "partners/reports/version.jinja", shown)
