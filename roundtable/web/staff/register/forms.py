"""Searching the register, and asking whether a child is subject to a plan."""

from typing import Any

from roundtable.web.design_system.fields import DateField, TextareaField, TextField
from roundtable.web.design_system.forms import Form


class SearchForm(Form):
    name_begins = TextField(
        label="Surname begins with",
        required=False,
        max_length=80,
        called="The name",
        look={"width": "20", "spellcheck": False},
    )


class LookUpForm(Form):
    surname = TextField(
        label="The child's surname",
        hint="For a baby who is not born yet, the mother's",
        required_message="Enter the child's surname",
        max_length=80,
        called="The surname",
        look={"width": "20", "spellcheck": False},
    )
    forename = TextField(
        label="First name",
        required=False,
        max_length=80,
        called="The first name",
        look={"width": "20", "spellcheck": False},
    )
    birth_on = DateField(
        label="Date of birth",
        hint="Or the day on which a baby is expected. With a first name you can leave it empty.",
        required=False,
        called="The date of birth",
    )
    asked_by = TextField(
        label="Who is asking?",
        hint="Name and agency of the person on the telephone; your own if it is you",
        required_message="Enter who is asking",
        max_length=200,
        called="This",
    )
    reason = TextareaField(
        label="Why?",
        hint="It is kept with your name and the answer.",
        required_message="Enter why",
        max_length=500,
        called="The reason",
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("birth_on") and "birth_on" not in self.errors:
            self.need("forename", "Enter the child's first name, or their date of birth")
        return self.cleaned_data
