"""The interpreters on file, and the languages by which a time finds them."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.people.actions import record_languages
from roundtable.casework.people.queries import interpreters_on_file
from roundtable.web.design_system.fields import SelectField, TextareaField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form

_LONGEST = 60  # of one language, as it is kept


class LanguagesForm(Form):
    interpreter = SelectField(
        label="Whose languages change?", required_message="Select whose languages change"
    )
    languages = TextareaField(
        label="Which languages do they interpret?",
        hint="One on a line, all of them: what stands on file is replaced. British Sign Language is"
        " one. A dialect comes after a comma, if they interpret that one alone: Twi, Asante. Leave"
        " it empty if they interpret no longer.",
        required=False,
        max_length=600,
        rows=4,
    )

    def __init__(self, *args: Any, interpreters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("interpreter", interpreters)

    def clean_languages(self) -> list[str]:
        lines: list[str] = self.cleaned_data["languages"].splitlines()
        if any(len(one.strip()) > _LONGEST for one in lines):
            self.add_error("languages", f"Each language must be {_LONGEST} characters or less")
        return lines


class Interpreters(FormPage):
    form_class = LanguagesForm
    template_name = "staff/invitations/interpreters.jinja"
    title = "Interpreters and their languages"
    button = "Save"

    def load(self) -> None:
        self.found = interpreters_on_file(self.actor)

    def form_options(self) -> dict[str, Any]:
        return {
            "interpreters": [
                (str(one.public_id), f"{one.name}, {one.agency.name}") for one in self.found
            ]
        }

    def context(self) -> dict[str, Any]:
        rows = [
            [one.name, one.agency.name, "; ".join(one.languages) or "Not recorded"]
            for one in self.found
        ]
        return {"rows": rows, "back": reverse("staff:needs-desk")}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = next(one for one in self.found if str(one.public_id) == answers["interpreter"])
        return record_languages(
            professional_id=chosen.pk,
            languages=answers["languages"],
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, f"Saved for {result.name}.")
        return reverse("staff:interpreters")
