"""A parent's or child's pages about their meeting."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from roundtable.casework.invitations.actions.answer import Answer, answer_invitation
from roundtable.casework.invitations.actions.calendars import wish_for_calendar
from roundtable.casework.invitations.actions.needs import record_need
from roundtable.casework.invitations.queries import own_answer
from roundtable.casework.plans.childs_words import own_words
from roundtable.casework.plans.family_queries import (
    FamilyMeeting,
    family_meeting,
    own_person,
)
from roundtable.casework.plans.family_voice import own_voice
from roundtable.casework.preparing.actions.time_to_read import ask_for_time
from roundtable.casework.reports.bundle import print_own
from roundtable.casework.reports.reading import own_papers
from roundtable.casework.room.actions.saying import record_views
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.web.design_system.childs_words import ChildsWordsShown
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.family.meetings import forms
from roundtable.web.family.meetings.presenters import MeetingShown
from roundtable.web.family.whereabouts import AsksFamily

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import ConferenceChild


def shown(page: FamilyMeeting) -> MeetingShown:
    """Return the meeting as its pages show it."""
    minutes = page.conference.authority.effective_settings["parent_arrive_min"]
    return MeetingShown.of(page, arrive_before=int(str(minutes)))


class OfMeeting(View):
    template = "family/meetings/meeting.jinja"

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        page = family_meeting(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        meeting = shown(page)
        links = {
            name: reverse(f"family:{name}", args=[public_id])
            for name in (
                "people",
                "decisions",
                "answer",
                "views",
                "your-words",
                "needs",
                "more-time",
                "calendar",
            )
        }
        context = {"meeting": meeting, "links": links, "tasks": meeting.tasks(links)}
        return render(request, self.template, context)


class Meeting(OfMeeting):
    pass


class People(OfMeeting):
    template = "family/meetings/people.jinja"


class Decisions(OfMeeting):
    template = "family/meetings/decisions.jinja"


class YourWords(View):
    """A child's own words: who can read them, and what was done with them."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        words = own_words(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        shown = {"words": ChildsWordsShown.of(words), "meeting_id": public_id}
        return render(request, "family/meetings/your_words.jinja", shown)


class Papers(View):
    """All the reports they were given, as one file."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        found = own_papers(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        if found is None:
            messages.info(request, "There is nothing for you to read yet.")
            return redirect("family:meeting", public_id)
        pdf = print_own(found, today=clock.today())
        response = HttpResponse(pdf, content_type="application/pdf")
        # The name says nothing: it stays on the device.
        response["Content-Disposition"] = 'inline; filename="papers.pdf"'
        return response


class Ask(FormPage):
    """One question to a member of the family about their meeting."""

    layout = "layouts/family.jinja"
    template_name = "family/meetings/form.jinja"
    done = "Thank you. We have it."

    def load(self) -> None:
        self.page_ = family_meeting(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return {"back": self.meeting()}

    def meeting(self) -> str:
        return reverse("family:meeting", args=[self.kwargs["public_id"]])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.meeting()


class AnswerInvitation(Ask):
    form_class = forms.AnswerForm
    template_name = "family/meetings/answer.jinja"
    title = "Will you come?"
    button = "Send your answer"
    done = "Thank you. You can change your answer at any time."

    def load(self) -> None:
        super().load()
        if self.page_.invitation is None:
            raise RecordNotFound("invitation")
        self.invitation = self.page_.invitation

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


class SayWhatYouThink(AsksFamily, Ask):
    form_class = forms.ViewsForm
    template_name = "family/meetings/views.jinja"
    keeps_draft = True
    title = "Say what you think"
    button = "Save what I think"
    done = "Saved. You can change it until the meeting ends."

    def load(self) -> None:
        self.voice = own_voice(public_id=self.kwargs["public_id"], actor=self.actor)
        self.said, self.children = self.voice.said, self.voice.children
        self.child = self._child()

    def meeting(self) -> str:
        # Who is kept out has a voice, and no page about the meeting.
        return reverse("family:home") if self.voice.is_kept_out else super().meeting()

    def _child(self) -> "ConferenceChild | None":
        """Return the child they write about: there is no question where there is one child."""
        children = self.children
        asked = self.request.POST.get("child") or self.request.GET.get("child")
        chosen = next((one for one in children if str(one.public_id) == asked), None)
        return children[0] if chosen is None and len(children) == 1 else chosen

    def form_options(self) -> dict[str, Any]:
        return {"children": [(str(one.public_id), one.child.name) for one in self.children]}

    def context(self) -> dict[str, Any]:
        said = [
            {"name": one.child.name, "text": self.said[one.pk], "id": str(one.public_id)}
            for one in self.children
            if one.pk in self.said
        ]
        return super().context() | {"said": said, "is_one": len(self.children) == 1}

    def edits(self) -> str:
        return f"views {self.child.pk} {self.actor.person_id}" if self.child else ""

    def initial(self) -> dict[str, Any]:
        if self.child is None:
            return {}
        return {"child": str(self.child.public_id), "text": self.said.get(self.child.pk, "")}

    def on_file(self) -> dict[str, Any] | None:
        return {"text": self.said.get(self.child.pk, "")} if self.child else None

    def act(self, answers: dict[str, Any]) -> Any:
        if self.child is None:
            raise RecordNotFound("child")
        return record_views(
            conference_child_id=self.child.pk,
            person=own_person(self.actor),
            text=answers["text"],
            how_given="on their own page",
            actor=self.actor,
            now=self.now,
        )


class AskForMoreTime(Ask):
    form_class = forms.MoreTimeForm
    template_name = "family/meetings/more_time.jinja"
    title = "I have not had time to read this"
    button = "Ask the chair"
    done = "The chair has your request. You will see the answer here."

    def act(self, answers: dict[str, Any]) -> Any:
        return ask_for_time(
            participant_id=self.page_.asks_for.pk, **answers, actor=self.actor, now=self.now
        )


class TellWhatYouNeed(Ask):
    form_class = forms.NeedForm
    template_name = "family/meetings/needs.jinja"
    title = "Tell us what you need"
    button = "Send"
    done = "Thank you. We will tell you when it is arranged."

    def act(self, answers: dict[str, Any]) -> Any:
        return record_need(
            participant_id=self.page_.me.pk, **answers, actor=self.actor, now=self.now
        )


class PutInCalendar(Ask):
    form_class = forms.CalendarForm
    title = "Your calendar"
    button = "Save"
    done = "Saved. You can change this at any time."

    def act(self, answers: dict[str, Any]) -> Any:
        return wish_for_calendar(
            participant_id=self.page_.me.pk, **answers, actor=self.actor, now=self.now
        )
