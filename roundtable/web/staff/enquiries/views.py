"""The strategy discussion, the section 47 enquiry it starts, and its outcome."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.cases.actions import enquiries as acts
from roundtable.casework.cases.findings import EnquiryOutcome
from roundtable.casework.cases.page_queries import (
    enquiry_page,
    get_professional,
    get_professionals,
    list_chairs,
    members_of,
    open_enquiries,
    own_post,
    workers_on,
)
from roundtable.casework.cases.queries import get_enquiry
from roundtable.casework.plans.request_page import asked_for
from roundtable.foundation.core import clock
from roundtable.rules.access import Permission, Role
from roundtable.rules.enquiry_states import State
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.shell import branding_of
from roundtable.web.staff.cases.presenters import family_name
from roundtable.web.staff.cases.views import OfCase
from roundtable.web.staff.dates import Days
from roundtable.web.staff.enquiries import forms
from roundtable.web.staff.enquiries.presenters import EnquiryShown
from roundtable.web.staff.finding import FindsProfessionals


class HoldStrategyDiscussion(FindsProfessionals, OfCase):
    template_name = "staff/find.jinja"
    form_class = forms.StrategyForm
    permission = Permission.RECORD_STRATEGY_DISCUSSION
    title = "Strategy discussion"
    button = "Save the strategy discussion"
    done = "The strategy discussion was saved."
    chooses = "attendees"

    def form_options(self) -> dict[str, Any]:
        on_case = [one.professional for one in workers_on(self.case)]
        return {
            "professionals": self.found(on_case),
            "children": self.household.children,
            "under_way": open_enquiries(self.case),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        day, time = answers["day"], answers["time"]
        children = [
            one for one in self.household.children if str(one.public_id) in answers["children"]
        ]
        return acts.hold_strategy_discussion(
            case_id=self.case.pk,
            held_at=clock.at(day, time.hour, time.minute),
            attendees=get_professionals(answers["attendees"]),
            decisions=answers["decisions"],
            children=children,
            is_joint=answers["is_joint"] == "yes",
            actor=self.actor,
            now=self.now,
        )


def enquiry(request: HttpRequest, public_id: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = enquiry_page(public_id=public_id, actor=actor)
    asked = asked_for(page.enquiry)
    shown = EnquiryShown.of(page, Days.of(page.enquiry.authority_id), asked=asked)
    return render(request, "staff/enquiries/enquiry.jinja", {"enquiry": shown})


class OfEnquiry(FormPage):
    """A form about one enquiry, which leads back to it."""

    template_name = "staff/form.jinja"
    permission = Permission.RECORD_ENQUIRY
    done = "Saved."

    def load(self) -> None:
        self.enquiry = get_enquiry(
            public_id=self.kwargs["public_id"],
            actor=self.actor,
            permission=self.needed(),
        )

    def needed(self) -> Permission:
        return self.permission

    def context(self) -> dict[str, Any]:
        name = f"{self.enquiry.child.name}, {family_name(self.enquiry.case)}"
        return {"back": self.way_back(), "caption": name}

    def way_back(self) -> str:
        return reverse("staff:enquiry", args=[self.enquiry.public_id])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.way_back()


class RecordConversation(FindsProfessionals, OfEnquiry):
    """Who was spoken to: a parent, the child, the school, health, anyone."""

    template_name = "staff/find.jinja"
    form_class = forms.ConversationForm
    title = "Who was spoken to?"
    button = "Save"
    chooses = "who"

    def load(self) -> None:
        super().load()
        people = [one.person for one in members_of(self.enquiry.case)]
        self.people = {str(one.public_id): one for one in people if not one.is_unborn}

    def form_options(self) -> dict[str, Any]:
        on_case = [one.professional for one in workers_on(self.enquiry.case)]
        return {
            "people": list(self.people.values()),
            "professionals": self.found(on_case),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        who = answers.pop("who")
        person = self.people.get(who)
        return acts.record_conversation(
            enquiry_id=self.enquiry.pk,
            person=person,
            professional=None if person else get_professional(who),
            **answers,
            actor=self.actor,
            now=self.now,
        )


class RecordAdvice(OfEnquiry):
    """A chair's advice on holding a conference, recorded by who asked or by the chair."""

    form_class = forms.AdviceForm
    button = "Save the advice"

    def needed(self) -> Permission:
        advises = self.actor.role in (Role.CHAIR, Role.HEAD_OF_SERVICE)
        return Permission.ADVISE_ON_CONVENING if advises else Permission.RECORD_ENQUIRY

    def load(self) -> None:
        super().load()
        # What chairs are called is the authority's own word.
        self.called = branding_of(self.actor.authority_id).chair
        self.title = f"The {self.called}'s advice"

    def form_options(self) -> dict[str, Any]:
        return {"chairs": list_chairs(), "called": self.called}

    def edits(self) -> str:
        return f"advice {self.enquiry.pk}"

    def initial(self) -> dict[str, Any]:
        if self.enquiry.chair_consulted is not None or self.actor.role is not Role.CHAIR:
            return self.on_file()
        return {"chair": str(own_post(self.actor).public_id)}

    def on_file(self) -> dict[str, Any]:
        chair = self.enquiry.chair_consulted
        return {
            "chair": str(chair.public_id) if chair is not None else "",
            "on": self.enquiry.chair_consulted_on,
            "advice": self.enquiry.chair_advice,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chair = get_professional(answers.pop("chair"))
        return acts.advise_on_convening(
            enquiry_id=self.enquiry.pk, chair=chair, **answers, actor=self.actor, now=self.now
        )


_FOUND = ("concerns_substantiated", "harms", "harmed_by", "interim_safety_plan", "findings")
_CHANGE = (
    "Without continuing risk no conference has to be held by the limit any more. One that is"
    " arranged stays so until the chair and you agree to cancel it."
)


class ConcludeEnquiry(OfEnquiry):
    """The manager records what the enquiry found; both conditions apart."""

    template_name = "staff/enquiries/outcome_form.jinja"
    form_class = forms.OutcomeForm
    permission = Permission.DECIDE_ENQUIRY
    title = "Outcome of the section 47 enquiry"
    button = "Continue"
    check_answers = True
    check_button = "Save the outcome"
    done = "The outcome was saved."

    def form_options(self) -> dict[str, Any]:
        seen_alone = bool(self.enquiry.child_seen_alone)
        return {"was_seen_alone": seen_alone or self.enquiry.child.is_unborn}

    def load(self) -> None:
        super().load()
        self.is_change = self.enquiry.outcome_on is not None
        if self.is_change:
            self.title = "Change the outcome of the section 47 enquiry"

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()} | (self.on_file() if self.is_change else {})

    def edits(self) -> str:
        return f"outcome {self.enquiry.pk}"

    def on_file(self) -> dict[str, Any]:
        return {name: getattr(self.enquiry, name) for name in _FOUND}

    def context(self) -> dict[str, Any]:
        advice = self.enquiry.chair_advice
        chair = self.enquiry.chair_consulted
        return super().context() | {
            "explain": [_CHANGE] if self.is_change else [],
            "advice": f"{chair.name} advised: {advice}" if chair else "",
            "advice_href": reverse("staff:record-advice", args=[self.enquiry.public_id]),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        on = answers.pop("on")
        outcome = EnquiryOutcome(**answers | {"harms": tuple(answers["harms"])})
        return acts.conclude_enquiry(
            enquiry_id=self.enquiry.pk,
            outcome=outcome,
            authorised_by=own_post(self.actor),
            on=on,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        if result.state == State.SUBSTANTIATED_CONTINUING_RISK:
            messages.success(self.request, "The outcome was saved. Now request the conference.")
            return reverse("staff:request-conference", args=[self.enquiry.case.public_id])
        return super().next_page(result)
