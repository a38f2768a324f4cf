"""What people answered, what they need, and what the desk heard by telephone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation, name_deputy
from roundtable.casework.invitations.actions.links import SentLink, send_answer_link
from roundtable.casework.invitations.actions.needs import arrange_need, record_need
from roundtable.casework.invitations.by_link import role_by_link
from roundtable.casework.invitations.page_queries import (
    answers_by_participant,
    colleagues_of,
    get_need,
    ways_to_send_a_link,
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
                    link_href=reverse(
                        "staff:send-answer-link", args=[public_id, answers[one.pk].invitation_id]
                    )
                    if takes_answers and role_by_link(one) is not None
                    else "",
                )
                for one in asked
            ],
        }
        return render(request, "staff/invitations/answers.jinja", found)


class OfInvitation(OfConference):
    """A form about one invitation, for the desk; it leads back to the answers."""

    permission = Permission.SEND_INVITATIONS
    back_text = "Answers"

    def load(self) -> None:
        super().load()
        self.invitation = get_invitation(
            public_id=self.kwargs["invitation_id"],
            actor=self.actor,
            permission=Permission.ANSWER_INVITATION,
        )
        if self.invitation.conference_id != self.conference.pk:
            raise RecordNotFound("invitation")

    def back(self) -> str:
        return self.address("staff:answers")

    def context(self) -> dict[str, Any]:
        return super().context() | {"about": self.invitation.participant.name}


class RecordAnswer(OfInvitation):
    form_class = forms.AnswerForm
    template_name = "staff/invitations/answer.jinja"
    title = "Record an answer"
    button = "Save this answer"
    done = "Answer recorded"
    beside = {
        "NO_COLLEAGUE": "deputy",
        "ON_THE_LIST": "deputy",
        "LEFT": "deputy",
        "WHO_IS_THERE": "in_their_room",
    }

    def load(self) -> None:
        super().load()
        self.colleagues = colleagues_of(self.invitation.participant)

    def form_options(self) -> dict[str, Any]:
        return {
            "colleagues": [
                (str(one.public_id), f"{one.name}, {one.job_title}") for one in self.colleagues
            ]
        }

    def act(self, answers: dict[str, Any]) -> Any:
        said, deputy = answers.pop("answer"), answers.pop("deputy")
        by: dict[str, Any] = {
            "invitation_id": self.invitation.pk,
            "actor": self.actor,
            "now": self.now,
        }
        if said != forms.DEPUTY:
            return answer_invitation(answer=Answer(said), **answers, **by)
        colleague = next(one for one in self.colleagues if str(one.public_id) == deputy)
        return name_deputy(professional_id=colleague.pk, note=answers["note"], **by)


class SendLink(OfInvitation):
    """A link to answer by, and its code another way, for who does not sign in."""

    form_class = forms.SendLinkForm
    template_name = "staff/invitations/form.jinja"
    title = "Send a link to answer by"
    button = "Send the link"
    beside = {
        "SAME_WAY": "code_channel",
        "CODE_NOT_SAFE": "code_channel",
        "LINK_NOT_SAFE": "link_channel",
    }

    def load(self) -> None:
        super().load()
        self.ways = ways_to_send_a_link(self.invitation.participant)

    def form_options(self) -> dict[str, Any]:
        return {"links": self.ways.links, "codes": self.ways.codes}

    def act(self, answers: dict[str, Any]) -> Any:
        return send_answer_link(
            invitation_id=self.invitation.pk, **answers, actor=self.actor, now=self.now
        )

    def next_page(self, result: SentLink) -> str:
        # Where a person tells the code, it is said here, this once.
        self.done = (
            f"The link is on its way. Tell them this code: {result.code_to_tell}."
            " It is not shown again."
            if result.code_to_tell
            else "The link is on its way, and the code another way."
        )
        return super().next_page(result)


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
