"""What people need in order to take part: of one conference, and of all that are coming."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame, relatives_on_list
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.convening.queries import stated_needs
from roundtable.casework.invitations.actions.needs import (
    arrange_need,
    follow_need,
    record_need,
)
from roundtable.casework.invitations.actions.supporters import decide_supporter
from roundtable.casework.invitations.choices import NEEDS, TOLD
from roundtable.casework.invitations.page_queries import get_need
from roundtable.casework.invitations.queries import needs_desk, needs_of
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.staff.conferences.header import HeaderShown, family_name, when_of
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.invitations import need_forms as forms
from roundtable.web.staff.invitations.need_presenters import NeedShown, steps_of

_HEARS_OF_NEEDS = frozenset({Permission.ANSWER_INVITATION, Permission.REQUEST_CONFERENCE})
_ARRANGES = frozenset({Permission.ARRANGE_CONFERENCE, Permission.REQUEST_CONFERENCE})


class NeedsDesk(View):
    """Every need of every coming conference, for the desk: what is open stands first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        only_open = request.GET.get("show") != "all"
        conferences = []
        everything = needs_desk(actor)
        for conference, rows in groupby(everything, key=lambda one: one.participant.conference):
            needs = [NeedShown.of(one, steps=steps_of(one)) for one in rows]
            wanted = [one for one in needs if one.is_open or not only_open]
            if wanted:
                conferences.append(
                    {
                        "family": family_name(conference.case),
                        "when": when_of(conference),
                        "href": reverse("staff:needs", args=[conference.public_id]),
                        "needs": wanted,
                    }
                )
        found = {"conferences": conferences, "only_open": only_open}
        return render(request, "staff/invitations/needs_desk.jinja", found)


class Needs(View):
    """What the people of one conference need, and how far each of it is."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        frame = conference_frame(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        may_arrange = bool(frame.allowed & _ARRANGES)
        may_decide = Permission.DECIDE_EXCLUSION in frame.allowed
        found = list(needs_of(frame.conference))
        listed = {(one.participant.person_id, one.kind) for one in found}
        form = frame.conference.booking_form
        still_stated = [
            (one.person.name, dict(NEEDS)[one.kind])
            for one in (stated_needs(form) if form is not None else ())
            if (one.person_id, one.kind) not in listed
        ]
        shown = {
            "header": HeaderShown.of(frame),
            "needs": [
                NeedShown.of(
                    one,
                    steps=steps_of(one, may_arrange=may_arrange, may_decide=may_decide),
                )
                for one in found
            ],
            "stated": still_stated,
            "add_href": reverse("staff:add-need", args=[public_id])
            if _HEARS_OF_NEEDS & frame.allowed
            else "",
        }
        return render(request, "staff/invitations/needs.jinja", shown)


class OfNeeds(OfConference):
    """A form about what people need, which leads back to the list of it."""

    template_name = "staff/invitations/form.jinja"
    back_text = "What people need"

    def back(self) -> str:
        return self.address("staff:needs")


class AddNeed(OfNeeds):
    form_class = forms.NeedForm
    template_name = "staff/invitations/add_need.jinja"
    title = "Record what somebody needs"
    button = "Save"
    done = "Recorded. It has to be arranged."
    beside = {"NOT_ON_THE_LIST": "participant"}

    def load(self) -> None:
        super().load()
        if not _HEARS_OF_NEEDS & self.frame.allowed:
            raise RecordNotFound("conference")
        everyone = participants_of(self.conference)
        self.people = sorted(everyone, key=lambda one: not one.is_family)

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.public_id), one.name) for one in self.people]}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("participant")
        participant = next(one for one in self.people if str(one.public_id) == chosen)
        return record_need(participant_id=participant.pk, **answers, actor=self.actor, now=self.now)


class OfNeed(OfNeeds):
    """A form about one need."""

    allowed = _ARRANGES

    def load(self) -> None:
        super().load()
        if not self.allowed & self.frame.allowed:
            raise RecordNotFound("conference")
        self.need_ = get_need(public_id=self.kwargs["need_id"], conference=self.conference)

    def edits(self) -> str:
        return f"need {self.need_.pk}"

    def context(self) -> dict[str, Any]:
        about = NeedShown.of(self.need_)
        words = ". ".join(part for part in (f"{about.who}: {about.what}", about.detail) if part)
        return super().context() | {"about": words}


class ArrangeNeed(OfNeed):
    form_class = forms.ArrangeNeedForm
    template_name = "staff/invitations/arrange_need.jinja"
    title = "Arrange what somebody needs"
    button = "Save"
    beside = {
        "KEPT_FROM_THEM": "arrangement",
        "NO_LANGUAGE": "language",
        "NEVER_INTERPRETS": "relative",
        "FAMILY_NOT_ALLOWED": "relative",
        "AGREEMENT_NEEDED": "relative",
        "AGREED_LATE": "relative",
    }

    def load(self) -> None:
        super().load()
        self.interprets = self.need_.kind == "interpreter"
        self.relatives = relatives_on_list(participants_of(self.conference))

    def form_options(self) -> dict[str, Any]:
        return {
            "interprets": self.interprets,
            "is_told": self.need_.kind in TOLD and self.need_.participant.is_family,
            "relatives": [(str(one.public_id), one.name) for one in self.relatives],
        }

    def initial(self) -> dict[str, Any]:
        need = self.need_
        arranged, not_available = need.arrangement, need.not_available_reason
        found = {
            "is_arranged": "yes" if arranged else "no" if not_available else None,
            "arrangement": arranged,
            "not_available_reason": not_available,
        }
        return found | (
            {"language": need.language, "dialect": need.dialect} if self.interprets else {}
        )

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("relative", "")
        relative = [one.person_id for one in self.relatives if str(one.public_id) == chosen]
        return arrange_need(
            need_id=self.need_.pk,
            relative_id=relative[0] if relative else None,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class FollowNeed(OfNeed):
    form_class = forms.FollowNeedForm
    title = "Say how it has gone on"
    button = "Save"
    beside = {"NO_WORDS": "words"}

    def initial(self) -> dict[str, Any]:
        return {"step": None, "words": self.need_.outcome}

    def act(self, answers: dict[str, Any]) -> Any:
        return follow_need(need_id=self.need_.pk, **answers, actor=self.actor, now=self.now)


class DecideSupporter(OfNeed):
    form_class = forms.DecideSupporterForm
    allowed = frozenset({Permission.DECIDE_EXCLUSION})
    title = "Decide who may come along"
    button = "Decide"
    done = "Decided. They are told that there is an answer."
    beside = {
        "NO_NAME": "who",
        "NO_REASON": "reason",
        "NOT_SUITABLE": "is_alleged_abuser",
        "CONFIDENTIALITY_OPEN": "confidentiality_acknowledged",
    }

    def load(self) -> None:
        super().load()
        if self.need_.kind not in ("supporter", "solicitor"):
            raise RecordNotFound("need")

    def initial(self) -> dict[str, Any]:
        need = self.need_
        return {
            "who": need.who or need.detail[:120],
            "is_accepted": None if not need.decided_by_id else need.state != "REFUSED",
            "reason": need.outcome,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return decide_supporter(
            need_id=self.need_.pk,
            name=answers.pop("who"),
            **answers,
            actor=self.actor,
            now=self.now,
        )
