"""A child's own page, and completing who they are where a return brought them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.cases.actions.household import name_child
from roundtable.casework.cases.queries import get_child
from roundtable.casework.plans.case_page import child_page
from roundtable.casework.plans.identities import settle_doubt
from roundtable.foundation.core import clock
from roundtable.rules.access import Permission, Role
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.cases.child_presenters import ChildShown, IdentityShown
from roundtable.web.staff.cases.forms import IdentityForm
from roundtable.web.staff.dates import Days
from roundtable.web.staff.home.forms import FoundOutForm
from roundtable.web.staff.paging import page_of

# Those who complete names from a list and may not open the child's page.
_FROM_A_LIST = frozenset({Role.DATA_OFFICER})


def child(request: HttpRequest, public_id: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = child_page(public_id=public_id, actor=actor, page=page_of(request))
    shown = ChildShown.of(page, Days.of(page.child.authority_id))
    return render(request, "staff/cases/child.jinja", {"child": shown})


class OfNameless(FormPage):
    """A form about a child who came from a return."""

    template_name = "staff/cases/identity_form.jinja"
    button = "Save"
    done = ""

    def load(self) -> None:
        self.child = get_child(
            public_id=self.kwargs["public_id"],
            actor=self.actor,
            permission=Permission.COMPLETE_IDENTITY,
        )

    def context(self) -> dict[str, Any]:
        shown = IdentityShown.of(self.child, today=clock.today())
        return {"child": shown, "back": self.way_back()}

    def way_back(self) -> str:
        if self.actor.role in _FROM_A_LIST:
            return reverse("staff:identities")
        return reverse("staff:child", args=[self.child.public_id])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.way_back()


class CompleteIdentity(OfNameless):
    form_class = IdentityForm
    title = "What is this child called?"
    done = "The name was saved."

    def act(self, answers: dict[str, Any]) -> Any:
        return name_child(child_id=self.child.pk, **answers, actor=self.actor, now=self.now)


class SettleDoubt(OfNameless):
    """A person has looked into what could not be read of a child's plans."""

    form_class = FoundOutForm
    title = "Is this child on a plan?"
    done = "Saved. Look-ups no longer wait for this child."

    def act(self, answers: dict[str, Any]) -> Any:
        return settle_doubt(child_id=self.child.pk, **answers, actor=self.actor, now=self.now)
