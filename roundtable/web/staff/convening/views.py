"""Who else asks for a conference: another authority after a move, and another agency."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.cases.page_queries import get_professional, list_chairs
from roundtable.casework.convening.actions import agency_request, transfer_in
from roundtable.casework.convening.page_queries import (
    get_agency_request,
    get_transfer,
    ways_page,
)
from roundtable.casework.plans.actions.request_review import answer_transfer
from roundtable.rules.access import Permission
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.cases.presenters import family_name
from roundtable.web.staff.cases.views import OfCase
from roundtable.web.staff.convening import forms
from roundtable.web.staff.convening.presenters import AgencyShown, WaysShown
from roundtable.web.staff.dates import Days


def ways(request: HttpRequest, public_id: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = ways_page(public_id=public_id, actor=actor)
    shown = WaysShown.of(page, Days.of(page.case.authority_id))
    return render(request, "staff/convening/asked_for.jinja", {"asked": shown})


class RecordTransfer(OfCase):
    """Another authority told of children on its plan who have moved here."""

    form_class = forms.TransferForm
    permission = Permission.RECORD_TRANSFER
    back_to = "staff:case-asked-for"
    title = "Children who moved here on a plan"
    button = "Save"
    done = "Saved. Now ask the other authority for its written request."

    def form_options(self) -> dict[str, Any]:
        return {"children": self.household.children}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen, categories = answers.pop("children"), answers.pop("categories")
        since = answers.pop("plan_since")
        return transfer_in.record_transfer(
            case_id=self.case.pk,
            children=[
                transfer_in.MovedChild(one.pk, categories, since)
                for one in self.household.children
                if str(one.public_id) in chosen
            ],
            **answers,
            actor=self.actor,
            now=self.now,
        )


class OfTransfer(FormPage):
    template_name = "staff/form.jinja"
    permission = Permission.RECORD_TRANSFER
    done = "Saved."

    def load(self) -> None:
        self.transfer = get_transfer(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=self.permission
        )

    def context(self) -> dict[str, Any]:
        return {
            "back": self.way_back(),
            "caption": f"{family_name(self.transfer.case)}, from {self.transfer.from_authority}",
        }

    def way_back(self) -> str:
        return reverse("staff:case-asked-for", args=[self.transfer.case.public_id])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.way_back()


class RequestTransfer(OfTransfer):
    """The written request arrived: the limit of the conference runs."""

    form_class = forms.WrittenRequestForm
    title = "The other authority's written request"
    button = "Save the written request"
    done = "The limit of the transfer-in conference runs."

    def act(self, answers: dict[str, Any]) -> Any:
        return transfer_in.request_transfer(
            transfer_id=self.transfer.pk, **answers, actor=self.actor, now=self.now
        )


class AnswerTransfer(OfTransfer):
    """Accepted, declined as temporary, or disputed."""

    form_class = forms.AnswerTransferForm
    permission = Permission.ANSWER_TRANSFER
    title = "Answer the other authority"
    button = "Save the answer"

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_transfer(
            transfer_id=self.transfer.pk, **answers, actor=self.actor, now=self.now
        )


class AnswerAgency(FormPage):
    """Another agency asked for a conference; its request is answered with reasons."""

    template_name = "staff/convening/answer_agency.jinja"
    form_class = forms.AnswerAgencyForm
    title = "An agency asks for a conference"
    button = "Answer"

    def load(self) -> None:
        self.asked = get_agency_request(public_id=self.kwargs["public_id"], actor=self.actor)

    def form_options(self) -> dict[str, Any]:
        return {"chairs": list_chairs()}

    def context(self) -> dict[str, Any]:
        return {
            "back": reverse("staff:case-asked-for", args=[self.asked.case.public_id]),
            "caption": family_name(self.asked.case),
            "asked": AgencyShown.of(self.asked, may_answer=False),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chair = answers.pop("chair")
        return agency_request.answer_agency(
            request_id=self.asked.pk,
            chair=get_professional(chair) if chair else None,
            **answers,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "The agency sees your answer on its pages.")
        return reverse("staff:case-asked-for", args=[self.asked.case.public_id])
