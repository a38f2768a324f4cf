"""A request that was made: authorising, returning and sending a request again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.conferences.actions import answer_request
from roundtable.casework.conferences.queries import get_conference
from roundtable.casework.plans.request_page import request_page
from roundtable.rules.access import Permission
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.cases.presenters import family_name
from roundtable.web.staff.dates import Days
from roundtable.web.staff.requests import forms
from roundtable.web.staff.requests.presenters import RequestShown


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
    """What is missing in a returned request, and the way through its answers."""

    form_class = forms.AuthoriseForm
    template_name = "staff/requests/resubmit_form.jinja"
    permission = Permission.REQUEST_CONFERENCE
    title = "Fill the gaps and send it again"
    button = "Go through the answers"

    def context(self) -> dict[str, Any]:
        return super().context() | {"gaps": tuple(self.conference.gaps)}

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_request.reopen_request(
            conference_id=self.conference.pk, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        return reverse("staff:check-booking", args=[result.public_id])
