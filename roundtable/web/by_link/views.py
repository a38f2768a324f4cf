"""
Answering by a link.

A link that is only opened (by its reader, by a mail scanner, by whoever shares the inbox) shows a
box for a code and changes nothing. The right code, sent from that page, opens it for that one
browser.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from roundtable.casework.conferences.actions.notices import at_words
from roundtable.casework.conferences.readers import begins_for
from roundtable.casework.invitations.actions.answer import Answer
from roundtable.casework.invitations.actions.links import (
    CannotUseLink,
    answer_by_link,
    open_link,
)
from roundtable.casework.invitations.by_link import (
    actor_by_link,
    as_rule,
    find_link,
    has_letter,
    letter_by_link,
)
from roundtable.casework.invitations.page_queries import colleagues_of
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.actions import pdf_of
from roundtable.rules.answer_links import takes_a_code, takes_an_answer
from roundtable.web.by_link import forms
from roundtable.web.design_system.form_page import FormPage

_OPENED = "opened_link"
_WRONG = "This is not the code that goes with this link. Check it and try again"


class LinkIsOver(Exception):
    """The page says that the link does not work any more, and whom to ask."""


def _over(request: HttpRequest) -> HttpResponse:
    """The same for a link that was used, is too old, was tried too often, or never was."""
    return render(request, "by_link/over.jinja", status=404)


def _is_theirs(request: HttpRequest, link_id: uuid.UUID) -> bool:
    """Return whether this is the browser that gave the link's code."""
    return bool(request.session.get(_OPENED) == link_id.hex)


@method_decorator(login_not_required, name="dispatch")
class ByLink(View):
    """A page for whoever holds the link. Whoever is signed in is nobody here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (LinkIsOver, CannotUseLink, RecordNotFound):
            return _over(request)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        request.actor = None  # type: ignore[attr-defined]
        super().setup(request, *args, **kwargs)

    def address(self, name: str) -> str:
        return reverse(f"by_link:{name}", args=[self.kwargs["token"]])


class EnterCode(ByLink):
    """A box for the code. Nothing is read out of the link before the code is right."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token)
        if not takes_a_code(as_rule(link), clock.now()):
            raise LinkIsOver
        return self.page(forms.CodeForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = forms.CodeForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        link = open_link(token=token, code=form.cleaned_data["code"], now=clock.now())
        if link.opened_at is None:
            form.add_error("code", _WRONG)
            return self.page(form)
        request.session.cycle_key()
        request.session[_OPENED] = link.public_id.hex
        return HttpResponseRedirect(self.address("reply"))

    def page(self, form: forms.CodeForm) -> HttpResponse:
        status = 422 if form.is_bound else 200
        return render(self.request, "by_link/code.jinja", {"form": form}, status=status)


class Letter(ByLink):
    """The letter itself, for the one browser that gave the code, while the link is open."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token)
        if not _is_theirs(request, link.public_id) or not takes_an_answer(
            as_rule(link), clock.now()
        ):
            raise LinkIsOver
        letter = letter_by_link(link)
        audit.record_reading(
            actor=actor_by_link(link), route="answer/<str:token>/letter/", now=clock.now()
        )
        response = HttpResponse(pdf_of(letter), content_type="application/pdf")
        # The name says nothing: it stays on the device.
        response["Content-Disposition"] = 'inline; filename="letter.pdf"'
        return response


@method_decorator(login_not_required, name="dispatch")
class Reply(ByLink, FormPage):
    """The answer, from the one browser that gave the code."""

    form_class = forms.ReplyForm
    layout = "layouts/family.jinja"
    template_name = "by_link/reply.jinja"
    title = "Your answer"
    button = "Send your answer"

    def load(self) -> None:
        """Nothing yet: what is wrong with a link is answered in words, by `dispatch`."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            self._open()
        except (LinkIsOver, RecordNotFound):
            return _over(request)
        if self.link.ended_at is not None:
            # Sent twice: the first did it.
            return HttpResponseRedirect(self.address("thanks"))
        return super().dispatch(request, *args, **kwargs)

    def _open(self) -> None:
        self.link = find_link(self.kwargs["token"])
        self.actor = actor_by_link(self.link)
        open_now = takes_an_answer(as_rule(self.link), self.now)
        if not _is_theirs(self.request, self.link.public_id) or (
            self.link.ended_at is None and not open_now
        ):
            raise LinkIsOver
        self.participant = self.link.invitation.participant
        self.colleagues = colleagues_of(self.participant)
        audit.note_read("conference", self.link.invitation.conference_id)
        audit.record_reading(actor=self.actor, route="answer/<str:token>/reply/", now=self.now)

    def form_options(self) -> dict[str, Any]:
        return {
            "colleagues": [
                (str(one.public_id), f"{one.name}, {one.job_title}") for one in self.colleagues
            ]
        }

    def context(self) -> dict[str, Any]:
        begins = begins_for(self.participant, self.link.invitation.conference.starts_at)
        return {
            "when": at_words(begins),
            "writes_report": self.participant.writes_report,
            "letter_href": self.address("letter") if has_letter(self.link) else "",
        }

    def act(self, answers: dict[str, Any]) -> Any:
        said, deputy = answers.pop("answer"), answers.pop("deputy")
        chosen = [one.pk for one in self.colleagues if str(one.public_id) == deputy]
        return answer_by_link(
            token=self.kwargs["token"],
            answer=None if said == forms.DEPUTY else Answer(said),
            deputy_id=chosen[0] if chosen else None,
            **answers,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        return self.address("thanks")


class Thanks(ByLink):
    """Says that the answer has come, and nothing else: anybody may look at the screen next."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token)
        if link.ended_at is None or not _is_theirs(request, link.public_id):
            raise LinkIsOver
        return render(request, "by_link/thanks.jinja")
