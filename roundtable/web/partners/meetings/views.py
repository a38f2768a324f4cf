"""One conference, for those who are asked to come; answering, and giving an opinion."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.actions.calendars import own_entry
from roundtable.casework.conferences.queries import get_conference
from roundtable.casework.decisions.actions import (
    record_dissent,
    record_opinion,
    record_opinions,
)
from roundtable.casework.invitations.actions.answer import (
    Answer,
    answer_invitation,
    name_deputy,
)
from roundtable.casework.invitations.queries import own_answer
from roundtable.casework.plans.partner_colleagues import colleagues_for
from roundtable.casework.plans.partner_home import booked
from roundtable.casework.plans.partner_letters import get_letter
from roundtable.casework.plans.partner_opinions import news_of_opinions, own_opinions
from roundtable.casework.plans.partner_queries import (
    decision_made,
    get_own_invitation,
    own_opinion,
    partner_meeting,
)
from roundtable.casework.reports.bundle import print_own
from roundtable.casework.reports.reading import own_papers
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.documents.actions import pdf_of
from roundtable.rules.access import Role
from roundtable.web.design_system.following import Followed
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.presenters import Choice
from roundtable.web.partners.dates import Days, when_for
from roundtable.web.partners.meetings import forms
from roundtable.web.partners.meetings.presenters import BookingShown, MeetingShown


class Meeting(Followed, View):
    """One conference; while it is on, what is given and opened appears by itself."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor: Actor = request.actor  # type: ignore[attr-defined]

    def news(self) -> str:
        if self.actor.role is Role.INTERPRETER:
            return ""
        conference = get_conference(public_id=self.kwargs["public_id"], actor=self.actor)
        return news_of_opinions(conference, actor=self.actor)

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        public_id = self.kwargs["public_id"]
        if self.actor.role is Role.INTERPRETER:
            found = BookingShown.of(booked(public_id=public_id, actor=self.actor))
            return render(request, "partners/meetings/booking.jinja", {"booking": found})
        news = self.news()  # before all the rest: what comes in between is news to this page
        page = partner_meeting(public_id=public_id, actor=self.actor)
        minutes = page.conference.authority.effective_settings["professional_arrive_min"]
        days = Days.of(page.conference.authority_id)
        shown = MeetingShown.of(page, days, arrive_before=int(str(minutes)))
        return render(request, "partners/meetings/meeting.jinja", {"meeting": shown, "news": news})


def calendar_entry(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    page = partner_meeting(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
    entry = own_entry(page.me, page.conference, now=clock.now())
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def letter(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_letter(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
    response = HttpResponse(pdf_of(found), content_type="application/pdf")
    # The name says nothing: it stays on the device.
    response["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return response


def papers(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = own_papers(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
    if found is None:
        messages.info(request, "There is nothing in your papers yet.")
        return redirect("partners:meeting", public_id)
    response = HttpResponse(print_own(found, today=clock.today()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="papers.pdf"'
    return response


class Ask(FormPage):
    """One question to a partner; afterwards they are where the next one is."""

    layout = "layouts/partners.jinja"
    template_name = "partners/meetings/form.jinja"
    done = "Thank you. We have it."

    def back(self) -> str:
        return reverse("partners:home")

    def context(self) -> dict[str, Any]:
        return {"back": self.back()}

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.back()


class OfInvitation(Ask):
    """A question about an invitation: one's own, or one to somebody of the lead's agency."""

    invitation: Any

    def back(self) -> str:
        if self.actor.role is Role.AGENCY_LEAD:
            return reverse("partners:home")
        return reverse("partners:meeting", args=[self.invitation.conference.public_id])

    def context(self) -> dict[str, Any]:
        invited = self.invitation.participant
        mine = invited.professional_id in self.actor.professional_ids
        return super().context() | {
            "about": when_for(invited, self.invitation.conference),
            "whose": "" if mine else invited.name,
        }


class AnswerInvitation(OfInvitation):
    form_class = forms.AnswerForm
    template_name = "partners/meetings/answer.jinja"
    title = "Answer the invitation"
    button = "Send your answer"
    done = "Thank you. You can change your answer up to the day."

    def load(self) -> None:
        self.invitation = get_own_invitation(public_id=self.kwargs["public_id"], actor=self.actor)

    def edits(self) -> str:
        return f"answer {self.invitation.pk}"

    def initial(self) -> dict[str, Any]:
        return own_answer(self.invitation, self.actor)

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_invitation(
            invitation_id=self.invitation.pk,
            answer=Answer(answers.pop("answer")),
            **answers,
            actor=self.actor,
            now=self.now,
        )


class SendColleague(OfInvitation):
    form_class = forms.ColleagueForm
    template_name = "partners/meetings/colleague.jinja"
    title = "Send a colleague"
    button = "Send this colleague"
    done = "Your colleague has been told. The report is still due from the person who was asked."

    def load(self) -> None:
        self.found = colleagues_for(public_id=self.kwargs["public_id"], actor=self.actor)
        self.invitation = self.found.invitation

    def form_options(self) -> dict[str, Any]:
        return {
            "colleagues": [
                Choice(str(one.public_id), one.name, hint=one.job_title)
                for one in self.found.colleagues
            ]
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"anybody": bool(self.found.colleagues)}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers["colleague"]
        colleague = next(one for one in self.found.colleagues if str(one.public_id) == chosen)
        return name_deputy(
            invitation_id=self.invitation.pk,
            professional_id=colleague.pk,
            note=answers["note"],
            actor=self.actor,
            now=self.now,
        )


class GiveOpinion(Ask):
    form_class = forms.OpinionForm
    keeps_draft = True
    template_name = "partners/meetings/opinion.jinja"
    tab = "Your opinion"
    button = "Give this opinion"
    done = "Your opinion is kept. You can change it until the conference is decided."

    def load(self) -> None:
        self.found = own_opinion(**self.kwargs, actor=self.actor)
        self.title = f"Your opinion on {self.found.child.child.name}"

    def back(self) -> str:
        return reverse("partners:meeting", args=[self.found.conference.public_id])

    def edits(self) -> str:
        return f"opinions of {self.found.me.pk}"

    def initial(self) -> dict[str, Any]:
        given = self.found.given
        if given is None:
            return {}
        return {
            "threshold": given.threshold,
            "categories": given.categories,
            "reasons": given.reasons,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return record_opinion(
            conference_child_id=self.found.child.pk,
            participant_id=self.found.me.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class GiveOpinions(Ask):
    """The same opinion on several children; each is ticked by hand."""

    form_class = forms.OpinionsForm
    template_name = "partners/meetings/opinions.jinja"
    title = "Your opinion on several children"
    button = "Give this opinion"
    keeps_draft = True
    done = "Your opinion is kept. You can change it until the conference is decided."

    def load(self) -> None:
        self.found = own_opinions(public_id=self.kwargs["public_id"], actor=self.actor)

    def back(self) -> str:
        return reverse("partners:meeting", args=[self.found.conference.public_id])

    def edits(self) -> str:
        return f"opinions of {self.found.me.pk}"

    def on_file(self) -> dict[str, Any]:
        return {"given_at": [one.given_at for one in self.found.given.values()]}

    def form_options(self) -> dict[str, Any]:
        return {
            "children": [
                Choice(
                    str(one.pk),
                    one.child.name,
                    hint="Given already: this replaces it." if one.pk in self.found.given else "",
                )
                for one in self.found.children
            ]
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return record_opinions(
            conference_child_ids=[int(pk) for pk in answers.pop("children")],
            participant_id=self.found.me.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class Disagree(Ask):
    """A decision stands while somebody disagrees with it; that they do is on record."""

    form_class = forms.DisagreeForm
    template_name = "partners/meetings/disagree.jinja"
    tab = "Disagree with a decision"
    button = "Send"
    done = "Your disagreement is on record. The decision stands while it is looked at."

    def load(self) -> None:
        self.found = decision_made(**self.kwargs, actor=self.actor)
        self.title = f"Disagree with the decision for {self.found.child.child.name}"

    def back(self) -> str:
        return reverse("partners:meeting", args=[self.kwargs["public_id"]])

    def context(self) -> dict[str, Any]:
        decision = self.found.decision
        return super().context() | {
            "decided": str(decision.get_outcome_display()),
            "why": decision.reasons,
            "said_before": self.found.said_before,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return record_dissent(
            decision_id=self.found.decision.pk,
            participant_id=self.found.me.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )
