"""The buttons of the room: people come and go, the agenda goes on, the meeting pauses."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from roundtable.casework.decisions.actions import open_opinions
from roundtable.casework.plans.actions import meet
from roundtable.casework.plans.room_queries import (
    agenda_item_in,
    get_room,
    participant_in,
    room_page,
)
from roundtable.casework.room.actions import (
    attendance,
    breaks,
    prompting,
    saying,
    sitting,
    turns,
)
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.spoken_prompts import family_prompt
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.refusals import say_why_not
from roundtable.web.staff.room import forms

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference


class RoomAct(View):
    """One button, one act. A refusal is said on the room's page; nothing typed is lost by it."""

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        conference = get_room(public_id=public_id, actor=actor)
        what = ACTS.get(request.POST.get("what", ""))
        if what is None:
            raise RecordNotFound("act")
        try:
            with transaction.atomic():
                what(conference, request, actor)
        except CannotProceed as refusal:
            say_why_not(request, refusal)
        if what is _show_opinions:
            return HttpResponseRedirect(reverse("staff:room-opinions", args=[conference.public_id]))
        child = request.POST.get("child", "")
        address = reverse("staff:room", args=[conference.public_id])
        return HttpResponseRedirect(f"{address}?child={child}" if child else address)


def _number(request: HttpRequest, name: str) -> int:
    try:
        return int(request.POST.get(name, ""))
    except ValueError:
        raise RecordNotFound(name) from None


def _participant(conference: "Conference", request: HttpRequest) -> int:
    return participant_in(conference, _number(request, "participant"))


def _arrive(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    attendance.record_arrival(
        participant_id=_participant(conference, request),
        mode="remote" if request.POST.get("mode") == "remote" else "in_person",
        in_their_room=request.POST.get("in_their_room", "").replace("\x00", "")[:250],
        actor=actor,
        now=clock.now(),
    )


def _leave(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    attendance.record_departure(
        participant_id=_participant(conference, request), actor=actor, now=clock.now()
    )


def _apology(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    attendance.record_apology(
        participant_id=_participant(conference, request),
        was_given=request.POST.get("given") == "yes",
        actor=actor,
        now=clock.now(),
    )


def _agenda(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    pk = agenda_item_in(conference, _number(request, "item"))
    saying.start_agenda_item(agenda_item_id=pk, actor=actor, now=clock.now())


def _turn(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    whose = _participant(conference, request) if request.POST.get("participant") else None
    turns.give_turn(conference_id=conference.pk, participant_id=whose, actor=actor, now=clock.now())


def _family_asked(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    code = family_prompt(_number(request, "position"), "").code
    prompting.tick_prompts(conference_id=conference.pk, codes=[code], actor=actor, now=clock.now())


def _hear_break(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    breaks.hear_breaks(conference_id=conference.pk, actor=actor, now=clock.now())


def _open(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    meet.open_conference(conference_id=conference.pk, actor=actor, now=clock.now())


def _recess(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    sitting.take_recess(conference_id=conference.pk, actor=actor, now=clock.now())


def _resume(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    sitting.resume(conference_id=conference.pk, actor=actor, now=clock.now())


def _go_on(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    sitting.go_on_inquorate(
        conference_id=conference.pk,
        reason=request.POST.get("reason", "").replace("\x00", ""),
        actor=actor,
        now=clock.now(),
    )


def _show_opinions(conference: "Conference", request: HttpRequest, actor: Actor) -> None:
    open_opinions(conference_id=conference.pk, actor=actor, now=clock.now())


ACTS: dict[str, Callable[["Conference", HttpRequest, Actor], None]] = {
    "open": _open,
    "arrive": _arrive,
    "leave": _leave,
    "apology": _apology,
    "agenda": _agenda,
    "turn": _turn,
    "family-asked": _family_asked,
    "hear-break": _hear_break,
    "recess": _recess,
    "resume": _resume,
    "go-on-inquorate": _go_on,
    "show-opinions": _show_opinions,
}


class BeginClosedPart(FormPage):
    form_class = forms.ClosedPartForm
    template_name = "staff/room/form.jinja"
    title = "Begin a closed part"
    button = "Begin the closed part"

    def load(self) -> None:
        self.conference = get_room(
            public_id=self.kwargs["public_id"],
            actor=self.actor,
            permission=Permission.OPEN_CONFERENCE,
        )
        page = room_page(self.conference, actor=self.actor, child=None, now=self.now)
        self.here = [one for one in page.people if one.is_here and one.role != "chair"]

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.participant_id), one.name) for one in self.here]}

    def context(self) -> dict[str, Any]:
        return {"child": "", "back": reverse("staff:room", args=[self.conference.public_id])}

    def act(self, answers: dict[str, Any]) -> Any:
        return sitting.begin_closed_part(
            conference_id=self.conference.pk,
            out=[int(pk) for pk in answers["out"]],
            reason=answers["reason"],
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        return reverse("staff:room", args=[self.conference.public_id])
