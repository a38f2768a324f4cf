"""What the pages about incidents ask."""

from typing import Any

from roundtable.rules.incidents import Step
from roundtable.web.design_system.fields import (
    Choice,
    DateField,
    SelectField,
    TextareaField,
    TimeField,
)
from roundtable.web.design_system.forms import Form

STEPS = {
    Step.RISK: "The risk to the child was looked at",
    Step.CONTAINED: "It was contained: asked back, deleted, taken from a page",
    Step.TOLD: "Somebody was told",
    Step.ICO_TOLD: "The Information Commissioner was told",
    Step.ICO_NOT_TOLD: "The Information Commissioner need not be told, and why",
    Step.OTHER: "Something else was done",
    Step.CLOSED: "All is done: close it",
}


class OpenForm(Form):
    kept = SelectField(
        label="Did letters tell something before it became confidential?",
        hint="Every paper that told it is listed then, and what has not left is called back.",
        required=False,
    )
    what_happened = TextareaField(
        label="What happened?",
        hint="What went to whom, how it was found, by whom.",
        required_message="Enter what happened",
        rows=5,
    )
    found_on = DateField(label="On which day was it found?", required_message="Enter the day")
    found_time = TimeField(label="At what time?", required_message="Enter the time")

    def __init__(self, *args: Any, kept: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kept", [Choice("", "No, something else happened"), *kept])


class StepForm(Form):
    step = SelectField(
        label="What was done?",
        required_message="Select what was done",
        choices=[(one.value, text) for one, text in STEPS.items()],
    )
    words = TextareaField(
        label="In words: by whom, with whom, and what came of it",
        required_message="Enter what was done",
        rows=4,
    )
    done_on = DateField(label="On which day?", required_message="Enter the day")
    done_time = TimeField(label="At what time?", required_message="Enter the time")
