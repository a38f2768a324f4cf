"""An agency's right to ask for a conference, and what came of it."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.convening.actions.agency_request import ask_for_conference
from roundtable.casework.convening.choices import AGENCY_ANSWERS
from roundtable.casework.convening.page_queries import (
    families_to_ask_for,
    own_agency_requests,
)
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Role
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.presenters import Row
from roundtable.web.design_system.wording import moment
from roundtable.web.partners.asking.forms import AskForm


class AskForConference(FormPage):
    """For families the professional works with: nobody else is offered, or named."""

    layout = "layouts/partners.jinja"
    template_name = "partners/asking/ask.jinja"
    form_class = AskForm
    title = "Ask for a conference"
    button = "Continue"
    check_answers = True
    check_button = "Ask for the conference"

    def load(self) -> None:
        if self.actor.role is not Role.PARTNER:
            raise RecordNotFound("family")
        self.families = families_to_ask_for(self.actor)

    def form_options(self) -> dict[str, Any]:
        return {
            "families": [(str(one.public_id), f"{one.family_name} family") for one in self.families]
        }

    def context(self) -> dict[str, Any]:
        answers = dict(AGENCY_ANSWERS)
        return {
            "works_with": bool(self.families),
            "asked": [
                Row(
                    f"{one.case.family_name} family, {moment(one.asked_at)}",
                    f"{answers[one.answer]}: {one.answer_reason}"
                    if one.answer
                    else "Waits for the team manager's answer",
                )
                for one in own_agency_requests(self.actor, cases=self.families)
            ],
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("family")
        case = next(one for one in self.families if str(one.public_id) == chosen)
        return ask_for_conference(case_id=case.pk, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        messages.success(
            self.request, "Children's social care has your request. You find the answer here."
        )
        return reverse("partners:ask-for-conference")
