"""Keeping somebody out of the meeting, or part of it: who asks, and what the chair decides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.actions.exclude import (
    decide_exclusion,
    record_other_views,
    request_exclusion,
)
from roundtable.casework.conferences.page_queries import (
    conference_frame,
    earlier_exclusions,
    exclusions_of,
    get_exclusion,
    rooms_of,
)
from roundtable.casework.conferences.queries import participants_of
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.rules.access import Permission
from roundtable.web.design_system.wording import time_of_day
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.dates import Days
from roundtable.web.staff.invitations import forms
from roundtable.web.staff.invitations.exclusion_presenters import EarlierShown, ExclusionShown
from roundtable.web.staff.whereabouts import AsksStaff

_READS_WHY = frozenset({Permission.DECIDE_EXCLUSION, Permission.REQUEST_EXCLUSION})


class Exclusions(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(public_id=public_id, actor=actor)
        decides = Permission.DECIDE_EXCLUSION in frame.allowed
        days = Days.of(frame.conference.authority_id)
        limit = running_clocks(
            subject_type="conference",
            subject_ids=[frame.conference.pk],
            rules=["exclusion_request"],
            with_closed_windows=True,
        ).first()
        asked = exclusions_of(frame.conference)
        found = {
            "header": HeaderShown.of(frame),
            "requests": [
                ExclusionShown.of(
                    one,
                    href=reverse("staff:decide-exclusion", args=[public_id, one.public_id])
                    if decides
                    else "",
                    views_href=reverse("staff:other-views", args=[public_id, one.public_id])
                    if Permission.RECORD_VIEWS in frame.allowed
                    else "",
                    in_full=bool(_READS_WHY & frame.allowed),
                )
                for one in asked
            ],
            "earlier": [
                EarlierShown.of(one)
                for one in earlier_exclusions(frame.conference, asked_again=asked)
            ],
            "ask_href": reverse("staff:request-exclusion", args=[public_id])
            if Permission.REQUEST_EXCLUSION in frame.allowed
            else "",
            "limit": days.due(limit) if limit and not days.is_closed(limit) else None,
            "is_late": limit is not None and days.is_closed(limit),
        }
        return render(request, "staff/invitations/exclusions.jinja", found)


class RequestExclusion(OfConference):
    form_class = forms.RequestExclusionForm
    permission = Permission.REQUEST_EXCLUSION
    title = "Ask for somebody to be kept out"
    button = "Ask the chair"
    done = "The chair has been asked"
    back_text = "Exclusions"
    beside = {
        "NO_GROUND": "ground",
        "NO_EVIDENCE": "evidence",
        "ASKED_LATE": "late_reason",
        "NOT_ON_THE_LIST": "participant",
        "RUNS_THE_MEETING": "participant",
    }

    def load(self) -> None:
        super().load()
        everyone = participants_of(self.conference)
        self.people = [one for one in everyone if one.role not in ("chair", "minute_taker")]

    def back(self) -> str:
        return self.address("staff:exclusions")

    def form_options(self) -> dict[str, Any]:
        family_first = sorted(self.people, key=lambda one: not one.is_family)
        return {
            "people": [
                (str(one.public_id), f"{one.name}, {one.get_role_display().lower()}")
                for one in family_first
            ]
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("participant")
        participant = next(one for one in self.people if str(one.public_id) == chosen)
        return request_exclusion(
            participant_id=participant.pk, **answers, actor=self.actor, now=self.now
        )


class DecideExclusion(AsksStaff, OfConference):
    """The chair alone decides. A letter with the reasons goes to the person at once."""

    form_class = forms.DecideExclusionForm
    permission = Permission.DECIDE_EXCLUSION
    template_name = "staff/invitations/decide.jinja"
    title = "Decide whether somebody is kept out"
    minds = ("reasons", "views_by")
    button = "Continue"
    check_answers = True
    check_title = "Check your decision"
    check_button = "Decide and send the letter"
    done = "Decided"
    back_text = "Exclusions"
    beside = {
        "NO_REASONS": "reasons",
        "NO_OTHER_WAY": "views_by",
        "NO_TIME": "comes_at",
        "NO_SCOPE": "decision",
        "SAME_ROOM": "own_room",
        "ROOM_TAKEN": "own_room",
    }

    def load(self) -> None:
        super().load()
        self.exclusion = get_exclusion(
            public_id=self.kwargs["exclusion_id"], conference=self.conference
        )
        self.rooms = rooms_of(self.conference)

    def form_options(self) -> dict[str, Any]:
        return {"rooms": [(str(one.public_id), one.name) for one in self.rooms]}

    def back(self) -> str:
        return self.address("staff:exclusions")

    def context(self) -> dict[str, Any]:
        starts_at = self.conference.starts_at
        who = self.exclusion.participant.name
        return super().context() | {
            "asked": ExclusionShown.of(self.exclusion, href="", in_full=True),
            "starts": time_of_day(starts_at) if starts_at else "",
            "before_check": f"{who} gets a letter with these reasons at once, unless they can be"
            " at the whole meeting.",
        }

    def act(self, answers: dict[str, Any]) -> Any:
        comes_at, on = answers.pop("comes_at"), self.conference.on
        is_apart = answers["decision"] == "separate"
        wanted = answers.pop("own_room")
        room = [one.pk for one in self.rooms if str(one.public_id) == wanted]
        return decide_exclusion(
            exclusion_id=self.exclusion.pk,
            comes_at=clock.at(on, comes_at.hour, comes_at.minute)
            if is_apart and comes_at and on
            else None,
            own_room_id=room[0] if is_apart and room else None,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class OtherViews(OfConference):
    """Their views have come another way: with the letter that went, the exclusion is complete."""

    form_class = forms.OtherViewsForm
    permission = Permission.RECORD_VIEWS
    title = "Record that their views have come"
    button = "Save"
    done = "Recorded"
    back_text = "Exclusions"
    beside = {"NO_WAY": "how", "AHEAD": "came_on"}

    def load(self) -> None:
        super().load()
        self.exclusion = get_exclusion(
            public_id=self.kwargs["exclusion_id"], conference=self.conference
        )

    def back(self) -> str:
        return self.address("staff:exclusions")

    def edits(self) -> str:
        return f"exclusion {self.exclusion.pk}"

    def initial(self) -> dict[str, Any]:
        return {"how": self.exclusion.views_came_how, "came_on": self.exclusion.views_came_on}

    def context(self) -> dict[str, Any]:
        return super().context() | {"about": self.exclusion.participant.name}

    def act(self, answers: dict[str, Any]) -> Any:
        return record_other_views(
            exclusion_id=self.exclusion.pk, **answers, actor=self.actor, now=self.now
        )
