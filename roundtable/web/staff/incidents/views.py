"""Papers that told somebody what was not for them: what went to whom, and what was done."""

from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.invitations.actions.incidents import note_step, open_incident
from roundtable.casework.invitations.incident_queries import (
    get_case_to_look_into,
    get_incident,
    list_incidents,
)
from roundtable.foundation.core import clock
from roundtable.rules.incidents import Step
from roundtable.web.design_system.fields import Choice
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.incidents.forms import OpenForm, StepForm
from roundtable.web.staff.incidents.presenters import IncidentShown, ListShown


def incidents(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    shown = ListShown.of(list_incidents(actor, today=clock.today()), now=clock.now())
    return render(request, "staff/incidents/incidents.jinja", {"list": shown})


def _moment(on: date, at: time) -> datetime:
    return clock.at(on, at.hour, at.minute)


def _now_in(on: str, at: str) -> dict[str, Any]:
    local = clock.now().astimezone(clock.LONDON)
    return {on: local.date(), at: local.time().replace(second=0, microsecond=0)}


class OpenIncident(FormPage):
    form_class = OpenForm
    template_name = "staff/form.jinja"
    title = "Write down an incident"
    button = "Open the incident"
    keeps_draft = True

    def load(self) -> None:
        self.case, self.kept = get_case_to_look_into(
            public_id=self.kwargs["public_id"], actor=self.actor
        )

    def form_options(self) -> dict[str, Any]:
        return {"kept": [Choice(str(one.public_id), text) for one, text in self.kept]}

    def initial(self) -> dict[str, Any]:
        return {"kept": self.request.GET.get("kept", ""), **_now_in("found_on", "found_time")}

    def context(self) -> dict[str, Any]:
        return {
            "back": reverse("staff:incidents"),
            "caption": f"{self.case.family_name}, {self.case.reference}",
            "explain": [
                "What has left cannot be called back. Look at the risk to the child first. Within 72"
                " hours it is decided whether the Information Commissioner is told."
            ],
        }

    def act(self, answers: dict[str, Any]) -> Any:
        ids = {str(one.public_id): one.pk for one, _ in self.kept}
        return open_incident(
            case_id=self.case.pk,
            confidentiality_id=ids.get(answers["kept"]),
            what_happened=answers["what_happened"],
            found_at=_moment(answers["found_on"], answers["found_time"]),
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Opened. What has not left is called back.")
        return reverse("staff:incident", args=[result.public_id])


class OneIncident(FormPage):
    """What went to whom and what was done, and a form for the next step."""

    form_class = StepForm
    template_name = "staff/incidents/incident.jinja"
    title = "Incident"
    button = "Note it"

    def load(self) -> None:
        self.found = get_incident(public_id=self.kwargs["public_id"], actor=self.actor)

    def initial(self) -> dict[str, Any]:
        return _now_in("done_on", "done_time")

    def context(self) -> dict[str, Any]:
        return {"incident": IncidentShown.of(self.found, now=self.now)}

    def act(self, answers: dict[str, Any]) -> Any:
        return note_step(
            incident_id=self.found.incident.pk,
            step=Step(answers["step"]),
            words=answers["words"],
            done_at=_moment(answers["done_on"], answers["done_time"]),
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Noted")
        return reverse("staff:incident", args=[self.found.incident.public_id])
