"""What a professional is asked about coming, and about the child."""

from collections.abc import Sequence
from typing import Any

from roundtable.web.design_system.fields import CheckboxesField, RadiosField, TextareaField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.partners.words import CATEGORIES, THRESHOLDS


class AnswerForm(Form):
    answer = RadiosField(
        label="Will you come?",
        choices=[
            Choice("accept", "Yes, I will come"),
            Choice("decline", "No, I cannot come", hint="Your report is still needed."),
        ],
        required_message="Select yes if you will come",
    )
    note = TextareaField(
        label="Is there anything the conference team should know?",
        hint="For example that you come late or have to leave early.",
        required=False,
        rows=3,
        max_length=500,
    )


class ColleagueForm(Form):
    colleague = RadiosField(
        label="Who comes instead?",
        choices=(),
        required_message="Select who comes instead",
    )
    note = TextareaField(
        label="Is there anything the conference team should know?",
        required=False,
        rows=3,
        max_length=500,
    )

    def __init__(self, *args: Any, colleagues: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("colleague", colleagues)


class OpinionForm(Form):
    threshold = RadiosField(
        label="Is the threshold for a child protection plan met?",
        hint="Is this child suffering, or likely to suffer, significant harm, and does keeping them"
        " safe need a plan that several agencies carry out together?",
        choices=[(key, text) for key, text in THRESHOLDS.items() if key != "left"],
        required_message="Select whether the threshold is met",
    )
    categories = CheckboxesField(
        label="Which kinds of harm?",
        hint="Select all that you think apply.",
        choices=list(CATEGORIES.items()),
        required=False,
    )
    reasons = TextareaField(
        label="Why do you think so?",
        hint="Two or three sentences. The family hears this.",
        required_message="Enter why you think so",
        rows=5,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("threshold") == "met":
            self.need("categories", "Select at least one kind of harm")
        return cleaned
