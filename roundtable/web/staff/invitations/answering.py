"""What people answered, what the desk heard by telephone, and links to answer by."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation, name_deputy
from roundtable.casework.invitations.actions.chasing import chase_answers, record_bounce
from roundtable.casework.invitations.actions.links import SentLink, send_answer_link
from roundtable.casework.invitations.actions.telling import tell_code
from roundtable.casework.invitations.by_link import role_by_link
from roundtable.casework.invitations.page_queries import (
    answers_by_participant,
    colleagues_of,
    ways_to_send_a_link,
)
from roundtable.casework.invitations.queries import chaseable, get_invitation
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.invitations import forms
from roundtable.web.staff.invitations.presenters import (
    answer_shown,
    answers_in_words,
)


class Answers(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(public_id=public_id, actor=actor)
        answers = answers_by_participant(frame.conference)
        asked = [one for one in participants_of(frame.conference) if answers[one.pk].state]
        takes_answers = Permission.SEND_INVITATIONS in frame.allowed
        found = {
            "header": HeaderShown.of(frame),
            "chase_href": reverse("staff:chase", args=[public_id])
            if takes_answers and any(answers[one.pk].is_outstanding for one in asked)
            else "",
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
                    bounce_href=reverse(
                        "staff:record-bounce", args=[public_id, answers[one.pk].invitation_id]
                    )
                    if takes_answers
                    else "",
                    code_href=reverse(
                        "staff:tell-code", args=[public_id, answers[one.pk].invitation_id]
                    )
                    if Permission.RECORD_FAMILY_CONTACT in frame.allowed
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
            else "The link is on its way, and the code another way. Whoever has seen the link does"
            " not tell the code: their social worker or the chair can, on this page."
        )
        return super().next_page(result)


class TellCode(OfConference):
    """The code of somebody's link, for the worker or the chair who tells it to them."""

    form_class = Form
    permission = Permission.RECORD_FAMILY_CONTACT
    template_name = "staff/invitations/form.jinja"
    title = "Tell them their code"
    button = "Show me the code"
    back_text = "Answers"

    def load(self) -> None:
        super().load()
        self.invitation = get_invitation(public_id=self.kwargs["invitation_id"], actor=self.actor)
        if self.invitation.conference_id != self.conference.pk:
            raise RecordNotFound("invitation")

    def back(self) -> str:
        return self.address("staff:answers")

    def context(self) -> dict[str, Any]:
        about = (
            f"{self.invitation.participant.name} has, or is about to get, a link to answer by. It"
            " opens with a code that you tell them yourself: when you are with them, or ring them"
            " on a number that is safe. It is shown once, and that you saw it is kept."
        )
        return super().context() | {"about": about}

    def act(self, answers: dict[str, Any]) -> str:
        return tell_code(invitation_id=self.invitation.pk, actor=self.actor, now=self.now)

    def next_page(self, result: str) -> str:
        self.done = f"Tell {self.invitation.participant.name}: {result}. It is not shown again."
        return super().next_page(result)


class RecordBounce(OfInvitation):
    """An invitation that came back: the desk sees it until it was sent another way or answered."""

    form_class = forms.BounceForm
    template_name = "staff/invitations/form.jinja"
    title = "Record that it came back"
    button = "Save"
    done = "Recorded. Correct how to reach them, then send it another way or ring them."
    beside = {"NO_WORDS": "because"}

    def act(self, answers: dict[str, Any]) -> Any:
        return record_bounce(
            invitation_id=self.invitation.pk, **answers, actor=self.actor, now=self.now
        )


class Chase(OfConference):
    """Those who have not answered are asked once more, those chosen by hand."""

    form_class = forms.ChaseForm
    permission = Permission.SEND_INVITATIONS
    template_name = "staff/invitations/chase.jinja"
    title = "Ask for answers"
    button = "Ask them now"
    done = "They have been asked once more"
    back_text = "Answers"

    def load(self) -> None:
        super().load()
        self.found = chaseable(self.conference, today=clock.day_of(self.now))

    def back(self) -> str:
        return self.address("staff:answers")

    def initial(self) -> dict[str, Any]:
        return {"people": [str(one.public_id) for one in self.found]}

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.public_id), one.participant.name) for one in self.found]}

    def context(self) -> dict[str, Any]:
        return super().context() | {"nobody": not self.found}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = set(answers["people"])
        return chase_answers(
            conference_id=self.conference.pk,
            only=[one.pk for one in self.found if str(one.public_id) in chosen],
            actor=self.actor,
            now=self.now,
        )
