"""What people answered, what they need, and what the desk heard by telephone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation, name_deputy
from roundtable.casework.invitations.actions.needs import arrange_need, record_need
from roundtable.casework.invitations.page_queries import (
    answers_by_participant,
    colleagues_of,
    get_need,
)
from roundtable.casework.invitations.queries import get_invitation, needs_of
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.invitations import forms
from roundtable.web.staff.invitations.presenters import (
    answer_shown,
    answers_in_words,
    need_shown,
)

_HEARS_OF_NEEDS = frozenset({Permission.ANSWER_INVITATION, Permission.REQUEST_CONFERENCE})


class Answers(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(public_id=public_id, actor=actor)
        answers = answers_by_participant(frame.conference)
        asked = [one for one in participants_of(frame.conference) if answers[one.pk].state]
        takes_answers = Permission.SEND_INVITATIONS in frame.allowed
        found = {
            "header": HeaderShown.of(frame),
            "summary": answers_in_words([answers[one.pk] for one in asked]),
            "answers": [
                answer_shown(
                    one,
                    answers[one.pk],
                    href=reverse(
                        "staff:record-answer", args=[public_id, answers[one.pk].invitation_id]
                    )
                    if takes_answers
                    else "",
                )
                for one in asked
            ],
        }
        return render(request, "staff/invitations/answers.jinja", found)


class RecordAnswer(OfConference):
    form_class = forms.AnswerForm
    permission = Permission.SEND_INVITATIONS
    template_name = "staff/invitations/answer.jinja"
    title = "Record an answer"
    button = "Save this answer"
    done = "Answer recorded"
    back_text = "Answers"
    beside = {"NO_COLLEAGUE": "deputy", "ON_THE_LIST": "deputy", "LEFT": "deputy"}

    def load(self) -> None:
        super().load()
        self.invitation = get_invitation(
            public_id=self.kwargs["invitation_id"],
            actor=self.actor,
            permission=Permission.ANSWER_INVITATION,
        )
        if self.invitation.conference_id != self.conference.pk:
            raise RecordNotFound("invitation")
        self.colleagues = colleagues_of(self.invitation.participant)

    def back(self) -> str:
        return self.address("staff:answers")

    def form_options(self) -> dict[str, Any]:
        return {
            "colleagues": [
                (str(one.public_id), f"{one.name}, {one.job_title}") for one in self.colleagues
            ]
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"about": self.invitation.participant.name}

    def act(self, answers: dict[str, Any]) -> Any:
        by = {"note": answers["note"], "actor": self.actor, "now": self.now}
        if answers["answer"] != forms.DEPUTY:
            answer = Answer(answers["answer"])
            return answer_invitation(invitation_id=self.invitation.pk, answer=answer, **by)
        colleague = next(one for one in self.colleagues if str(one.public_id) == answers["deputy"])
        return name_deputy(invitation_id=self.invitation.pk, professional_id=colleague.pk, **by)


class Needs(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        frame = conference_frame(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        may_arrange = bool(
            frame.allowed & {Permission.ARRANGE_CONFERENCE, Permission.REQUEST_CONFERENCE}
        )
        needs = [
            need_shown(
                one,
                href=reverse("staff:arrange-need", args=[public_id, one.public_id])
                if may_arrange
                else "",
            )
            for one in needs_of(frame.conference)
        ]
        may_add = bool(_HEARS_OF_NEEDS & frame.allowed)
        found = {
            "header": HeaderShown.of(frame),
            "needs": needs,
            "add_href": reverse("staff:add-need", args=[public_id]) if may_add else "",
        }
        return render(request, "staff/invitations/needs.jinja", found)


class OfNeeds(OfConference):
    """A form about what people need, which leads back to the list of it."""

    back_text = "What people need"

    def back(self) -> str:
        return self.address("staff:needs")


class AddNeed(OfNeeds):
    form_class = forms.NeedForm
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


class ArrangeNeed(OfNeeds):
    form_class = forms.ArrangeNeedForm
    template_name = "staff/invitations/arrange_need.jinja"
    title = "Arrange what somebody needs"
    button = "Save"

    def load(self) -> None:
        super().load()
        may = {Permission.ARRANGE_CONFERENCE, Permission.REQUEST_CONFERENCE}
        if not may & self.frame.allowed:
            raise RecordNotFound("conference")
        self.need_ = get_need(public_id=self.kwargs["need_id"], conference=self.conference)

    def edits(self) -> str:
        return f"need {self.need_.pk}"

    def initial(self) -> dict[str, Any]:
        arranged, not_available = self.need_.arrangement, self.need_.not_available_reason
        return {
            "is_arranged": "yes" if arranged else "no" if not_available else None,
            "arrangement": arranged,
            "not_available_reason": not_available,
        }

    def context(self) -> dict[str, Any]:
        about = need_shown(self.need_, href="")
        words = ". ".join(part for part in (f"{about.who}: {about.what}", about.detail) if part)
        return super().context() | {"about": words}

    def act(self, answers: dict[str, Any]) -> Any:
        return arrange_need(need_id=self.need_.pk, **answers, actor=self.actor, now=self.now)
