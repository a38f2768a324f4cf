"""Planning many conferences at once: ask, wait while it is worked out, and accept line by line."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.fortnight import actions, queries
from roundtable.casework.fortnight.adjusting import place_of, what_can_change
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.calendars import calendar_for
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.wording import count
from roundtable.web.staff.conferences.agreement import AgreementForm
from roundtable.web.staff.conferences.booking import lateness_agreed
from roundtable.web.staff.conferences.pages import BesideFields
from roundtable.web.staff.fortnight.forms import AcceptForm, AdjustForm, DaysForm
from roundtable.web.staff.fortnight.offers import NOTHING, OnOffer
from roundtable.web.staff.fortnight.presenters import LineShown, PlanListed, PlanShown, title_of

_FORTNIGHT = 10
# How often the page looks whether the worker is done; it does without scripts.
_LOOK_AGAIN_SECONDS = "5"


class AskForPlan(BesideFields):
    """From which day until which; the worker does the rest."""

    form_class = DaysForm
    template_name = "staff/fortnight/ask.jinja"
    title = "Plan the fortnight"
    button = "Work out a plan"
    beside = {"FIRST_DAY": "first_on", "LAST_DAY": "last_on"}

    def load(self) -> None:
        self.plans = queries.latest_plans(self.actor)
        self.calendar = calendar_for(self.actor.authority_id)

    def initial(self) -> dict[str, Any]:
        first = self.calendar.add(self.actor.today, 1)
        return {"first_on": first, "last_on": self.calendar.add(first, _FORTNIGHT - 1)}

    def context(self) -> dict[str, Any]:
        return {
            "plans": [PlanListed.of(one) for one in self.plans],
            "back": reverse("staff:convening"),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return actions.plan_fortnight(**answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        return reverse("staff:fortnight", args=[result.public_id])


class PlanView(View):
    def get(self, request: HttpRequest, plan_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        plan = queries.get_plan(public_id=plan_id, actor=actor)
        shown = PlanShown.of(plan, queries.lines_of(actor, plan))
        response = render(request, "staff/fortnight/plan.jinja", {"plan": shown})
        if shown.is_working:
            response["Refresh"] = _LOOK_AGAIN_SECONDS
        return response


class OfPlan(FormPage):
    """A form about a plan, which leads back to it."""

    template_name = "staff/fortnight/accept.jinja"

    def load(self) -> None:
        self.plan = queries.get_plan(public_id=self.kwargs["plan_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return {"back": self.back(), "back_text": title_of(self.plan), "is_over": False}

    def back(self) -> str:
        return reverse("staff:fortnight", args=[self.plan.public_id])


class AcceptWhatKeepsLimits(OfPlan):
    """Arrange everything of a plan that breaches nothing, in one go."""

    title = "Arrange everything that keeps every limit"
    button = "Arrange them all"

    def load(self) -> None:
        super().load()
        shown = PlanShown.of(self.plan, queries.lines_of(self.actor, self.plan))
        self.lines = shown.at_once

    def context(self) -> dict[str, Any]:
        return super().context() | {"lines": self.lines, "line": None, "agreement": None}

    def act(self, answers: dict[str, Any]) -> Any:
        return actions.accept_what_keeps_limits(
            plan_id=self.plan.pk, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        messages.success(
            self.request,
            f"{count(result.arranged, 'conference was', 'conferences were')} arranged. The next"
            " step is to send the invitations.",
        )
        for line, reasons in result.refused:
            why = " ".join(one.text for one in reasons)
            messages.warning(
                self.request, f"{LineShown.of(line, self.plan).family} was not arranged: {why}"
            )
        return self.back()


class OfLine(BesideFields, OfPlan):
    def load(self) -> None:
        super().load()
        self.line = queries.get_line(
            public_id=self.kwargs["line_id"], plan=self.plan, actor=self.actor
        )

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "line": LineShown.of(self.line, self.plan),
            "lines": (),
            "agreement": getattr(self, "agreement", None),
        }

    def next_page(self, result: Any) -> str:
        return self.back()


class AcceptLine(OfLine):
    """Arrange one conference as proposed; what it breaches is agreed to by somebody named."""

    form_class = AcceptForm
    title = "Arrange as proposed"
    button = "Arrange it"

    def field_of(self, reason: Reason, form: Form) -> str | None:
        return None

    def agreed_before(self, reasons: Iterable[Reason]) -> Mapping[Role, tuple[int, str]]:
        return lateness_agreed(self.line.conference, reasons) if self.line.conference else {}

    def form_options(self) -> dict[str, Any]:
        return {"has_room": self.line.room_id is not None}

    def act(self, answers: dict[str, Any]) -> Any:
        return actions.accept_line(
            line_id=self.line.pk,
            link=answers.get("link", ""),
            overrides=answers["overrides"],
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(
            self.request, "Arranged. Say who is asked to come, then send the invitations."
        )
        return super().next_page(result)


class AdjustLine(OfLine):
    """Another time, chair or room within the plan; what the whole plan would break is said."""

    form_class: type[Form] = AdjustForm
    title = "Change it in the plan"
    button = "Change it"
    beside = {"ROOM_TAKEN": "room", "CHAIR_TAKEN": "chair", "WRITER_TAKEN": "minute_taker"}

    def load(self) -> None:
        super().load()
        self.elsewhere = what_can_change(
            self.line, self.plan, actor=self.actor, today=self.actor.today
        )
        self.offers = OnOffer.of(self.elsewhere) if self.elsewhere else NOTHING
        if self.elsewhere is None:
            self.form_class = AgreementForm

    def form_options(self) -> dict[str, Any]:
        return {"offers": self.offers.choices} if self.elsewhere else {}

    def edits(self) -> str:
        return f"planned conference {self.line.pk}"

    def initial(self) -> dict[str, Any]:
        place = place_of(self.line)
        return self.offers.as_typed(place) if place is not None else {}

    def context(self) -> dict[str, Any]:
        return super().context() | {"is_over": self.elsewhere is None}

    def act(self, answers: dict[str, Any]) -> Any:
        return actions.adjust_line(
            line_id=self.line.pk,
            place=self.offers.place(answers),
            overrides=answers["overrides"],
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Changed. The rest of the plan stays as it was.")
        return super().next_page(result)


class SetAside(OfLine):
    title = "Leave it out of the plan"
    button = "Leave it out"

    def act(self, answers: dict[str, Any]) -> Any:
        return actions.set_line_aside(line_id=self.line.pk, actor=self.actor, now=self.now)
