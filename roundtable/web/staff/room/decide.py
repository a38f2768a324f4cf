"""Opinions, the decision for each child, and the end of the meeting."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from roundtable.casework.decisions.actions import propose_decision
from roundtable.casework.plans import room_choices as words
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.prompt_sheet import prompt_sheet
from roundtable.casework.plans.room_queries import (
    DecisionPage,
    decision_page,
    get_room,
    still_missing,
)
from roundtable.casework.room.actions import ending
from roundtable.casework.room.queries import news_of
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission, Role
from roundtable.rules.reasons import Override, Reason
from roundtable.web.design_system.fields import TextField
from roundtable.web.design_system.following import Followed
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.agreement import (
    People,
    check_chosen,
    person_field,
    who_can_agree,
    who_field,
)
from roundtable.web.staff.room import forms
from roundtable.web.staff.room.missing import missing, missing_by_child
from roundtable.web.staff.room.presenters import DecisionShown
from roundtable.web.staff.room.views import OfChild
from roundtable.web.staff.whereabouts import AsksStaff


class ProposeDecision(AsksStaff, Followed, OfChild):
    """The opinions and views on one child, and what the chair is about to decide."""

    form_class = forms.DecisionForm
    template_name = "staff/room/decision.jinja"
    title = "Decision"
    button = "Save for this child"
    done = "Saved. Nothing is decided until the conference is concluded."
    keeps_draft = True
    keeps_awake = True
    minds = (
        "childs_needs",
        "parents_capacity",
        "family_circumstances",
        "likelihood_of_harm",
        "reasons",
        "recommended_support",
    )

    def news(self) -> str:
        return news_of(self.conference, now=self.now)

    @cached_property
    def page_(self) -> DecisionPage:
        return decision_page(self.conference, self.child, actor=self.actor, now=self.now)

    def load(self) -> None:
        super().load()
        vars(self).pop("page_", None)  # looked at afresh once nobody else is changing it

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.page_.decides:
            raise RecordNotFound("decision")
        return super().post(request, *args, **kwargs)

    def form_options(self) -> dict[str, Any]:
        return {"outcomes": words.outcomes_for(has_plan=self.page_.plan is not None)}

    def edits(self) -> str:
        return f"proposed decision {self.child.pk}"

    def initial(self) -> dict[str, Any]:
        proposal = self.page_.proposal
        if proposal is None:
            plan = self.page_.plan
            return {"categories": plan.latest_categories if plan else []}
        return {name: getattr(proposal, name) for name in forms.DecisionForm.base_fields}

    def context(self) -> dict[str, Any]:
        news = self.news()  # before all the rest: what comes in between is news to this page
        shown = DecisionShown.of(self.page_, conference_id=self.conference.public_id)
        others = [(one.child.name, self._of(one.public_id)) for one in self.children]
        return super().context() | {
            "decision": shown,
            "news": news,
            "all_opinions": reverse("staff:room-opinions", args=[self.conference.public_id]),
            "back": shown.room,
            "others": others,
            "plan": reverse(
                "staff:room-plan", args=[self.conference.public_id, self.child.public_id]
            ),
            "conclude": reverse("staff:room-conclude", args=[self.conference.public_id]),
            "acts": reverse("staff:room-act", args=[self.conference.public_id]),
        }

    def _of(self, child_id: Any) -> str:
        return reverse("staff:room-decision", args=[self.conference.public_id, child_id])

    def act(self, answers: dict[str, Any]) -> Any:
        answers["legal_planning"] = bool(answers["legal_planning"])
        answers["outcome"] = answers["outcome"] or ""
        return propose_decision(
            conference_child_id=self.child.pk, proposal=answers, actor=self.actor, now=self.now
        )


class ConcludeForm(Form):
    """A line for each soft reason and each person who must agree to set it aside, and who it is."""

    def __init__(self, *args: Any, reasons: list[Reason], people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, tuple[Reason, Role]] = {}
        for number, reason in enumerate(reasons):
            if reason.hard:
                continue
            for role in sorted(reason.approvers, key=lambda one: one.value):
                name = f"agreed-{number}-{role.value.lower()}"
                who = role.value.replace("_", " ").lower()
                self.fields[name] = TextField(
                    label=reason.text,
                    hint=f"Leave empty and put it right, or enter why the {who} agrees to go on.",
                    required=False,
                    max_length=500,
                )
                self.names[name] = (reason, role)
        for role in sorted({role for _, role in self.names.values()}):
            self.fields[person_field(role)] = who_field(role, people.get(role, ()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for role in sorted({role for name, (_, role) in self.names.items() if cleaned.get(name)}):
            check_chosen(self, role)
        return cleaned

    def overrides(self) -> list[Override]:
        """Return what was agreed, by whom."""
        said = self.cleaned_data
        return [
            Override(reason.code, said[name], role, reason.child_id, by=said[person_field(role)])
            for name, (reason, role) in self.names.items()
            if said.get(name)
        ]


class Conclude(FormPage):
    """What is still missing for which child; when nothing is, the conference can be concluded."""

    form_class = ConcludeForm
    template_name = "staff/room/conclude.jinja"
    title = "Conclude the conference"
    button = "Conclude the conference"

    def load(self) -> None:
        self.conference = get_room(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=Permission.DECIDE
        )
        self.to_decide, self.reasons = still_missing(self.conference, now=self.now)

    def form_options(self) -> dict[str, Any]:
        some = any(not reason.hard for reason in self.reasons)
        people = who_can_agree(self.actor, self.now) if some else {}
        return {"reasons": self.reasons, "people": people}

    def context(self) -> dict[str, Any]:
        not_said = prompt_sheet(self.conference, actor=self.actor, now=self.now).not_said
        return {
            "not_said": [one.say for one in not_said],
            "prompts": reverse("staff:room-prompts", args=[self.conference.public_id]),
            "anything": bool(self.reasons),
            "of_meeting": missing(self.reasons, self.conference, None),
            "children": missing_by_child(self.reasons, self.conference, self.to_decide.children),
            "back": reverse("staff:room", args=[self.conference.public_id]),
        }

    def carry_out(self, form: Form) -> Any:
        self.overrides = form.overrides() if isinstance(form, ConcludeForm) else []
        return super().carry_out(form)

    def act(self, answers: dict[str, Any]) -> Any:
        return conclude_conference(
            conference_id=self.conference.pk,
            overrides=self.overrides,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(
            self.request,
            "The conference is concluded. Look at what everybody takes home, with the minute taker."
            " The decision letters are due within one working day.",
        )
        return reverse("staff:agreed", args=[self.conference.public_id])


class EndWithoutDecision(FormPage):
    form_class = forms.EndForm
    template_name = "staff/room/form.jinja"
    title = "End without a decision"
    button = "End the meeting"
    check_answers = True

    def load(self) -> None:
        self.conference = get_room(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=Permission.DECIDE
        )

    def context(self) -> dict[str, Any]:
        return {"child": "", "back": reverse("staff:room", args=[self.conference.public_id])}

    def act(self, answers: dict[str, Any]) -> Any:
        end = {
            "stand_down": ending.stand_down,
            "adjourn": ending.adjourn,
            "close_inquorate": ending.close_inquorate,
        }[answers.pop("how")]
        return end(conference_id=self.conference.pk, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        messages.success(
            self.request,
            "The meeting has ended. Everyone invited will be told. Look at what those here take"
            " home, with the minute taker.",
        )
        return reverse("staff:agreed", args=[self.conference.public_id])
