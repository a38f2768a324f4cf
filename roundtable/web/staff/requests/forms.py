"""Answering a request for a conference."""

from typing import Any

from roundtable.web.design_system.fields import CheckboxesField, TextareaField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice


class AuthoriseForm(Form):
    """Nothing to fill in: the page says what is authorised, the button does it."""


class ReturnForm(Form):
    gaps = CheckboxesField(
        label="What is missing?",
        required=False,
        choices=[
            Choice(one, one)
            for one in (
                "Addresses of everybody who is to be invited",
                "Who holds parental responsibility",
                "A safe way to reach each parent",
                "The professionals to invite",
                "Whether an interpreter is needed",
                "The interim safety plan",
                "Who else lives in the household",
            )
        ],
    )
    more = TextareaField(
        label="Anything else",
        hint="One on each line",
        required=False,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        lines = [line.strip() for line in given.get("more", "").splitlines() if line.strip()]
        if any(len(line) > 250 for line in lines):
            self.add_error("more", "Each line must be 250 characters or less")
        elif not lines:
            self.need("gaps", "Select or enter what is missing")
        return given
