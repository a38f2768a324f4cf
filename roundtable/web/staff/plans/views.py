"""The plan: what it says, and carrying it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.plans.actions import core_groups, ending, outline, plan_actions, visits
from roundtable.casework.plans.page_queries import (
    CoreGroupPage,
    get_action,
    get_core_group,
    get_outcome,
    get_version,
    names_of,
    plan_page,
    what_may,
)
from roundtable.casework.plans.queries import get_outline, get_plan
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules import action_states
from roundtable.rules.access import Permission
from roundtable.rules.transitions import events_from
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.plans import forms
from roundtable.web.staff.plans.presenters import PlanShown
from roundtable.web.staff.plans.versions import VersionShown

EVENTS = {
    "start": "It has been started",
    "complete": "It is done",
    "mark_not_done": "It was not done",
    "drop": "It is no longer needed",
}


class PlanView(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        plan = get_plan(public_id=public_id, actor=request.actor, permission=Permission.VIEW_PLAN)  # type: ignore[attr-defined]
        shown = PlanShown.of(
            plan_page(plan),
            allowed=what_may(request.actor, plan),  # type: ignore[attr-defined]
            today=clock.today(),
            calendar=calendar_of(plan.authority),
        )
        return render(request, "staff/plans/plan.jinja", {"plan": shown})


class PlanVersionView(View):
    def get(self, request: HttpRequest, public_id: Any, number: int) -> HttpResponse:
        plan = get_plan(public_id=public_id, actor=request.actor, permission=Permission.VIEW_PLAN)  # type: ignore[attr-defined]
        version = get_version(plan=plan, number=number)
        shown = VersionShown.of(plan, version, names_of(version.content))
        return render(request, "staff/plans/version.jinja", {"version": shown})


class OfPlan(FormPage):
    """A form about one plan, which leads back to it."""

    permission = Permission.EDIT_PLAN
    template_name = "staff/plans/form.jinja"
    done = "Saved"

    def load(self) -> None:
        self.plan = get_plan(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=self.permission
        )

    def context(self) -> dict[str, Any]:
        return {"child": self.plan.child.name, "back": self.plan_address()}

    def plan_address(self) -> str:
        return reverse("staff:plan", args=[self.plan.public_id])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.plan_address()


class RecordVisit(OfPlan):
    form_class = forms.VisitForm
    permission = Permission.RECORD_VISIT
    title = "Record a visit"
    button = "Save this visit"
    done = "Visit recorded"

    def act(self, answers: dict[str, Any]) -> Any:
        on, at = answers.pop("on"), answers.pop("at")
        place, announced = answers.pop("place"), answers.pop("was_announced")
        for name in ("seen_alone", "bedroom_seen"):
            answers[name] = bool(answers[name])
        return visits.record_visit(
            plan_id=self.plan.pk,
            visited_at=clock.at(on, at.hour, at.minute),
            place=place,
            was_announced=announced,
            seen=visits.WhatWasSeen(**answers),
            actor=self.actor,
            now=self.now,
        )


class AddOutcome(OfPlan):
    form_class = forms.OutcomeForm
    title = "Add an outcome"
    button = "Add this outcome"
    done = "Outcome added"

    def act(self, answers: dict[str, Any]) -> Any:
        body = outline.outline_of_plan(plan_id=self.plan.pk, actor=self.actor, now=self.now)
        return outline.add_outcome(outline_id=body.pk, **answers, actor=self.actor, now=self.now)


class AddAction(OfPlan):
    form_class = forms.ActionForm
    title = "Add an action"
    button = "Add this action"
    done = "Action added"

    def load(self) -> None:
        super().load()
        self.outcome = get_outcome(public_id=self.kwargs["outcome_id"], plan=self.plan)
        self.members = get_outline(self.outcome.outline_id).core_group.all()

    def form_options(self) -> dict[str, Any]:
        return {"owners": [_as_choice(member) for member in self.members]}

    def act(self, answers: dict[str, Any]) -> Any:
        wanted = answers.pop("owner")
        owner = next(one for one in self.members if str(one.public_id) == wanted)
        return outline.add_action(
            outcome_id=self.outcome.pk,
            professional=owner.professional,
            person=owner.person,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class UpdateAction(OfPlan):
    form_class = forms.ActionUpdateForm
    permission = Permission.UPDATE_ACTION
    title = "Update an action"
    button = "Save"
    done = "Action updated"

    def load(self) -> None:
        super().load()
        self.action = get_action(public_id=self.kwargs["action_id"], plan=self.plan)

    def form_options(self) -> dict[str, Any]:
        possible = events_from(action_states.TRANSITIONS, action_states.State(self.action.state))
        return {"events": [(key, text) for key, text in EVENTS.items() if key in possible]}

    def context(self) -> dict[str, Any]:
        return super().context() | {"about": self.action.what}

    def act(self, answers: dict[str, Any]) -> Any:
        return plan_actions.update_action(
            action_id=self.action.pk, **answers, actor=self.actor, now=self.now
        )


class EndPlan(OfPlan):
    form_class = forms.EndPlanForm
    permission = Permission.END_PLAN_OUTSIDE_CONFERENCE
    title = "End this plan outside a conference"
    button = "End the plan"
    check_answers = True
    done = "The plan has ended"

    def act(self, answers: dict[str, Any]) -> Any:
        checks: dict[str, Any] = dict.fromkeys(answers.pop("checks"), True)
        return ending.end_plan_outside_conference(
            plan_id=self.plan.pk,
            ending=ending.Ending(**answers, **checks),
            actor=self.actor,
            now=self.now,
        )


class OfCoreGroup(FormPage):
    """A form about one core group meeting, which leads to the first of its plans."""

    template_name = "staff/plans/form.jinja"
    page_: CoreGroupPage
    done = "Core group recorded"

    def load(self) -> None:
        self.page_ = get_core_group(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        plan = self.page_.plans[0]
        names = ", ".join(one.child.name for one in self.page_.plans)
        return {"child": names, "back": reverse("staff:plan", args=[plan.public_id])}

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return reverse("staff:plan", args=[self.page_.plans[0].public_id])


class HoldCoreGroup(OfCoreGroup):
    form_class = forms.CoreGroupForm
    title = "Record a core group"
    button = "Save this core group"

    def form_options(self) -> dict[str, Any]:
        return {"members": [_as_choice(member) for member in self.page_.members]}

    def act(self, answers: dict[str, Any]) -> Any:
        came = set(answers.pop("present"))
        said = {name: answers.pop(name) for name in ("family_update", "childs_views", "new_risks")}
        return core_groups.hold_core_group(
            meeting_id=self.page_.meeting.pk,
            present=[
                core_groups.Presence(
                    was_present=str(one.public_id) in came,
                    professional=one.professional,
                    person=one.person,
                )
                for one in self.page_.members
            ],
            said=said,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class CancelCoreGroup(OfCoreGroup):
    form_class = forms.CancelCoreGroupForm
    title = "This core group does not meet"
    button = "Save the new date"
    done = "New date saved"

    def act(self, answers: dict[str, Any]) -> Any:
        return core_groups.cancel_core_group(
            meeting_id=self.page_.meeting.pk, **answers, actor=self.actor, now=self.now
        )


def _as_choice(member: Any) -> tuple[str, str]:
    if member.person is not None:
        return str(member.public_id), f"{member.person.name} (family)"
    job = member.professional.job_title.lower()
    return str(member.public_id), f"{member.professional.name}, {job}"
