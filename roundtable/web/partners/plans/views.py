"""The plan for those who carry it out from other agencies, and what became of their actions."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.plans.actions.plan_actions import update_action
from roundtable.casework.plans.partner_plans import own_action, partner_plan
from roundtable.rules import action_states
from roundtable.rules.transitions import events_from
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.partners.dates import Days
from roundtable.web.partners.plans import forms
from roundtable.web.partners.plans.presenters import PlanShown

EVENTS = {
    "start": "It has been started",
    "complete": "It is done",
    "mark_not_done": "It was not done",
}


def plan(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = partner_plan(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
    shown = PlanShown.of(found, Days.of(found.plan.authority_id))
    return render(request, "partners/plans/plan.jinja", {"plan": shown})


class UpdateAction(FormPage):
    form_class = forms.ActionForm
    layout = "layouts/partners.jinja"
    template_name = "partners/plans/action.jinja"
    title = "Your action"
    button = "Save"

    def load(self) -> None:
        self.action = own_action(
            plan_id=self.kwargs["public_id"],
            public_id=self.kwargs["action_id"],
            actor=self.actor,
        )

    def form_options(self) -> dict[str, Any]:
        possible = events_from(action_states.TRANSITIONS, action_states.State(self.action.state))
        return {"events": [(key, text) for key, text in EVENTS.items() if key in possible]}

    def context(self) -> dict[str, Any]:
        return {"back": self.address(), "about": self.action.what}

    def address(self) -> str:
        return reverse("partners:plan", args=[self.kwargs["public_id"]])

    def act(self, answers: dict[str, Any]) -> Any:
        return update_action(action_id=self.action.pk, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Saved. The core group sees it.")
        return self.address()
