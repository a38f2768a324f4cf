"""What is said, kept as it is typed and put right afterwards."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from roundtable.casework.plans.room_queries import get_room
from roundtable.casework.room.actions.saying import revise_item
from roundtable.casework.room.items import item_in_room
from roundtable.casework.statements.queries import domain_titles
from roundtable.foundation.core.errors import CannotProceed
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.room import forms
from roundtable.web.staff.room.views import Room, said

_SECONDS = re.compile(r"[0-9]{1,6}")


class Say(Room):
    """
    Keeps one item for `saying.js`, which waits for no page and sends it until it is kept.

    It is sent again with the same one-time key, so it is kept once however often that is. An item
    that had to wait says for how long, and counts from when it was typed.
    """

    http_method_names = ["post"]
    keeps_draft = False  # the script empties it itself, and goes on typing

    def said_at(self) -> datetime:
        waited = self.request.POST.get("_waited", "")
        return self.now - timedelta(seconds=int(waited)) if _SECONDS.fullmatch(waited) else self.now

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        return JsonResponse({"state": "kept"}) if answer.status_code == 302 else answer

    def page(self, form: Form, *, refusal: CannotProceed | None = None) -> HttpResponse:
        reasons = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"state": "refused", "reasons": reasons}, status=422)


class ChangeItem(FormPage):
    """Puts right what was kept of what somebody said. Two who do so at once both see it."""

    form_class = forms.SayForm
    template_name = "staff/room/item.jinja"
    title = "Change what was said"
    button = "Save"
    keeps_draft = True

    def load(self) -> None:
        self.conference = get_room(public_id=self.kwargs["public_id"], actor=self.actor)
        self.item = item_in_room(
            self.conference, actor=self.actor, public_id=self.kwargs["item_id"]
        )

    def form_options(self) -> dict[str, Any]:
        return {
            "people": [(str(one.participant_id), one.name) for one in self.item.people],
            "children": [(str(one.child_id), one.child.name) for one in self.item.children],
            "domains": list(domain_titles(self.conference).items()),
        }

    def edits(self) -> str:
        return f"item {self.item.live.pk}"

    def initial(self) -> dict[str, Any]:
        statement = self.item.statement
        return {
            "author": str(self.item.live.statement.author_id or ""),
            "text": statement.text,
            "children": [str(pk) for pk in statement.child_ids],
            "domain": statement.domain,
            "kind": statement.kind_code,
            "provenance": statement.provenance_code,
            "source": statement.source,
            "audience": statement.audience_code,
        }

    def context(self) -> dict[str, Any]:
        return {"back": reverse("staff:room", args=[self.conference.public_id])}

    def act(self, answers: dict[str, Any]) -> Any:
        author_id, text, marks = said(answers, self.item.children)
        return revise_item(
            live_item_id=self.item.live.pk,
            based_on=self.item.statement.number,
            author_id=author_id,
            text=text,
            **marks,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        return reverse("staff:room", args=[self.conference.public_id])
