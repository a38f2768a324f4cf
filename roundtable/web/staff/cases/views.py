"""Families: the list, a new case, the case itself, and who works on it."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.cases.actions import membership
from roundtable.casework.cases.choices import CAPACITIES, INVOLVED
from roundtable.casework.cases.page_queries import (
    get_allocation,
    get_professional,
    household,
    list_cases,
)
from roundtable.casework.cases.queries import permission_to_staff
from roundtable.casework.plans.case_page import case_page
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.cases import forms
from roundtable.web.staff.cases.presenters import CaseBar, CaseListShown, CaseShown
from roundtable.web.staff.dates import Days
from roundtable.web.staff.finding import FindsProfessionals
from roundtable.web.staff.paging import page_of

# Without letters and figures that are taken for one another when read out.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def cases(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = list_cases(actor, page=page_of(request))
    shown = CaseListShown.of(found, today=clock.today())
    context = {"cases": shown, "may_open": found.may_open}
    return render(request, "staff/cases/cases.jinja", context)


def case(request: HttpRequest, public_id: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = case_page(public_id=public_id, actor=actor, page=page_of(request))
    shown = CaseShown.of(page, Days.of(page.household.case.authority_id))
    return render(request, "staff/cases/case.jinja", {"case": shown})


def a_reference(year: int) -> str:
    """Return a reference that nobody has and that tells nothing."""
    return f"{year % 100}-" + "".join(secrets.choice(_LETTERS) for _ in range(7))


class NewCase(FormPage):
    form_class = forms.NewCaseForm
    template_name = "staff/form.jinja"
    title = "Open a case for a family"
    button = "Open the case"

    def context(self) -> dict[str, Any]:
        explain = (
            "A case is one family. You will add its children and adults next, and you work on it"
            " from the start.",
        )
        return {"back": reverse("staff:cases"), "explain": explain}

    def load(self) -> None:
        membership.may_open_cases(self.actor)

    def act(self, answers: dict[str, Any]) -> Any:
        reference = answers.pop("reference") or a_reference(self.now.year)
        return membership.open_case(reference=reference, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "The case is open. Now add the children.")
        return reverse("staff:case-people", args=[result.public_id])


class OfCase(FormPage):
    """A form about one case, which leads back to it."""

    template_name = "staff/form.jinja"
    permission = Permission.EDIT_PEOPLE
    back_to = "staff:case"
    done = "Saved."

    def load(self) -> None:
        self.household = household(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=self.permission
        )
        self.case = self.household.case

    def context(self) -> dict[str, Any]:
        return {"back": self.way_back(), "caption": CaseBar.of(self.case).family}

    def way_back(self) -> str:
        return reverse(self.back_to, args=[self.case.public_id])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.way_back()


class Allocate(FindsProfessionals, OfCase):
    """Somebody joins those who work with the family."""

    template_name = "staff/find.jinja"
    form_class = forms.AllocateForm
    title = "Who works with the family?"
    button = "Add them to the case"
    done = "They work on the case now."

    def form_options(self) -> dict[str, Any]:
        lets_in = Permission.RESTRICT_CASE in self.household.allowed
        open_to_all = lets_in or not self.case.is_restricted
        capacities = CAPACITIES if open_to_all else [INVOLVED]
        return {"professionals": self.found(), "capacities": capacities}

    def act(self, answers: dict[str, Any]) -> Any:
        return membership.allocate(
            case=self.case,
            professional=get_professional(answers["professional"]),
            capacity=answers["capacity"],
            has_direct_contact=bool(answers["has_direct_contact"]),
            starts_on=answers["starts_on"] or clock.day_of(self.now),
            actor=self.actor,
            now=self.now,
        )


class EndAllocation(OfCase):
    """Somebody's work with the family ends."""

    form_class = forms.EndAllocationForm
    title = "End somebody's work with the family"
    button = "End it"
    done = "Their work on the case has an end."

    permission = Permission.VIEW_CASE

    def load(self) -> None:
        super().load()
        self.allocation = get_allocation(public_id=self.kwargs["allocation_id"], case=self.case)
        needed = permission_to_staff(self.case, self.allocation.capacity)
        if needed not in self.household.allowed:
            raise RecordNotFound("allocation")

    def context(self) -> dict[str, Any]:
        professional = self.allocation.professional
        return super().context() | {
            "explain": (f"{professional.name}, {professional.job_title.lower()}",)
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return membership.end_allocation(
            allocation=self.allocation, **answers, actor=self.actor, now=self.now
        )
