"""Asking for a conference; authorising, returning and sending a request again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.conferences.actions import answer_request
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.queries import get_conference
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.request_page import request_page, what_to_request
from roundtable.rules.access import Permission
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.cases.presenters import family_name
from roundtable.web.staff.dates import Days
from roundtable.web.staff.requests import forms
from roundtable.web.staff.requests.presenters import RequestFormShown, RequestShown


class RequestConference(FormPage):
    """One conference for children of a family, each with a kind and a basis of their own."""

    form_class = forms.RequestConferenceForm
    template_name = "staff/requests/request_form.jinja"
    check_template_name = "staff/requests/check_request.jinja"
    title = "Request a conference"
    button = "Continue"
    check_answers = True
    check_button = "Send the request"

    def load(self) -> None:
        self.asked = what_to_request(public_id=self.kwargs["public_id"], actor=self.actor)
        self.case = self.asked.household.case

    def form_options(self) -> dict[str, Any]:
        return {"suggested": self.asked.children}

    def initial(self) -> dict[str, Any]:
        subject = [one for one in self.asked.children if one.standing == "subject"]
        return {
            "children": [str(one.child.public_id) for one in subject],
            "interim_safety_plan": self.asked.interim_safety_plan,
        }

    def context(self) -> dict[str, Any]:
        shown = RequestFormShown.of(self.asked, Days.of(self.case.authority_id))
        back = reverse("staff:case", args=[self.case.public_id])
        return {"back": back, "caption": family_name(self.case), "shown": shown}

    def act(self, answers: dict[str, Any]) -> Any:
        wanted = [
            one for one in self.asked.children if str(one.child.public_id) in answers["children"]
        ]
        goes_on = any(one.kind == "reconvened" for one in wanted) and self.asked.earlier
        return request_conference(
            case_id=self.case.pk,
            children=[
                RequestedChild(child_id=one.child.pk, kind=one.kind) for one in wanted if one.kind
            ],
            reason=answers["reason"],
            expected_categories=answers["expected_categories"],
            interim_safety_plan=answers["interim_safety_plan"],
            earlier_id=goes_on.pk if goes_on else None,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "The request was sent.")
        return reverse("staff:request", args=[result.public_id])


def request_of(request: HttpRequest, public_id: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = request_page(public_id=public_id, actor=actor)
    shown = RequestShown.of(page, Days.of(page.conference.authority_id))
    return render(request, "staff/requests/request.jinja", {"asked": shown})


class OfRequest(FormPage):
    """A form about one request, which leads back to it."""

    template_name = "staff/form.jinja"
    permission = Permission.ARRANGE_CONFERENCE
    done = "Saved."

    def load(self) -> None:
        self.conference = get_conference(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=self.permission
        )

    def context(self) -> dict[str, Any]:
        return {"back": self.way_back(), "caption": family_name(self.conference.case)}

    def way_back(self) -> str:
        return reverse("staff:request", args=[self.conference.public_id])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.way_back()


class AuthoriseRequest(OfRequest):
    form_class = forms.AuthoriseForm
    permission = Permission.AUTHORISE_REQUEST
    title = "Authorise the request"
    button = "Authorise it"
    done = "The request is authorised. The conference service can arrange the conference now."

    def context(self) -> dict[str, Any]:
        explain = (
            "You agree that the concerns are substantiated, that the children are at continuing"
            " risk of significant harm, and that what keeps them safe meanwhile is enough.",
            self.conference.reason,
        )
        return super().context() | {"explain": explain}

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_request.authorise_request(
            conference_id=self.conference.pk, actor=self.actor, now=self.now
        )


class ReturnRequest(OfRequest):
    form_class = forms.ReturnForm
    title = "Return the request"
    button = "Return it"
    done = "The request was returned, with what is missing."

    def context(self) -> dict[str, Any]:
        explain = ("Its limit goes on running. Arrange it meanwhile if you can.",)
        return super().context() | {"explain": explain}

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_request.return_request(
            conference_id=self.conference.pk,
            gaps=[*answers["gaps"], *answers["more"].splitlines()],
            actor=self.actor,
            now=self.now,
        )


class ResubmitRequest(OfRequest):
    form_class = forms.ResubmitForm
    template_name = "staff/requests/resubmit_form.jinja"
    permission = Permission.REQUEST_CONFERENCE
    title = "Send the request again"
    button = "Send it again"
    done = "The request was sent again."

    def initial(self) -> dict[str, Any]:
        return {
            "reason": self.conference.reason,
            "interim_safety_plan": self.conference.interim_safety_plan,
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"gaps": tuple(self.conference.gaps)}

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_request.resubmit_request(
            conference_id=self.conference.pk, **answers, actor=self.actor, now=self.now
        )
