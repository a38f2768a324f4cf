"""Requests for time to read: who asked, asking for somebody, and what the chair decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame, relatives_on_list
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.preparing.actions.time_to_read import ask_for_time, decide_on_time
from roundtable.casework.preparing.choices import DELAY, STAND_DOWN
from roundtable.casework.preparing.queries import get_time_request, time_requests_of
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import ARRANGED
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.preparing.forms import AskForTimeForm, DecideOnTimeForm
from roundtable.web.staff.preparing.presenters import TimeRequestShown


class TimeToRead(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(
            public_id=public_id, actor=actor, permission=Permission.VIEW_READINESS
        )
        decides = Permission.DECIDE_ON_TIME in frame.allowed
        shown = {
            "header": HeaderShown.of(frame),
            "requests": [
                TimeRequestShown.of(
                    one,
                    href=reverse("staff:decide-on-time", args=[public_id, one.public_id])
                    if decides and not one.decision
                    else "",
                )
                for one in time_requests_of(frame.conference)
            ],
            "ask_href": reverse("staff:ask-for-time", args=[public_id])
            if Permission.ASK_FOR_TIME in frame.allowed
            else "",
        }
        return render(request, "staff/preparing/time_to_read.jinja", shown)


class AskForTime(OfConference):
    """What one of the family said to whoever writes it down."""

    form_class = AskForTimeForm
    permission = Permission.ASK_FOR_TIME
    title = "Somebody needs more time to read"
    button = "Tell the chair"
    done = "The chair has been told"
    back_text = "Time to read"
    beside = {"ASKED_ALREADY": "participant", "NOT_ON_THE_LIST": "participant"}

    def load(self) -> None:
        super().load()
        self.people = relatives_on_list(participants_of(self.conference))

    def back(self) -> str:
        return self.address("staff:time-to-read")

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.public_id), one.name) for one in self.people]}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("participant")
        participant = next(one for one in self.people if str(one.public_id) == chosen)
        return ask_for_time(
            participant_id=participant.pk, **answers, actor=self.actor, now=self.now
        )


class DecideOnTime(OfConference):
    form_class = DecideOnTimeForm
    permission = Permission.DECIDE_ON_TIME
    template_name = "staff/preparing/decide_on_time.jinja"
    title = "More time to read"
    button = "Decide"
    done = ""
    back_text = "Time to read"
    beside = {"NO_REASONS": "reasons", "NO_DECISION": "decision"}

    def load(self) -> None:
        super().load()
        self.asked = get_time_request(
            public_id=self.kwargs["request_id"], conference=self.conference
        )

    def back(self) -> str:
        return self.address("staff:time-to-read")

    def context(self) -> dict[str, Any]:
        return super().context() | {"asked": TimeRequestShown.of(self.asked)}

    def act(self, answers: dict[str, Any]) -> Any:
        return decide_on_time(request_id=self.asked.pk, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        """What was decided is an act of its own: it is the next page, where there is one."""
        follows = _FOLLOWS.get(result.decision)
        if follows is None or self.conference.state not in ARRANGED:
            messages.success(self.request, "Decided. The family reads it on their page.")
            return self.back()
        name, words = follows
        messages.success(self.request, f"Decided. {words}")
        return self.address(name)


_FOLLOWS = {
    DELAY: ("staff:delay-start", "Now enter when the meeting begins."),
    STAND_DOWN: ("staff:postpone", "Now put the meeting off."),
}
