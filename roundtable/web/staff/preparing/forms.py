"""What the pages about preparing the family ask."""

from typing import Any

from roundtable.casework.preparing.choices import TIME_DECISIONS, WANTED
from roundtable.web.design_system.fields import RadiosField, TextareaField
from roundtable.web.design_system.forms import Form


class AskForTimeForm(Form):
    participant = RadiosField(label="Who has not had time to read?", required_message="Select who")
    wanted = RadiosField(
        label="What would help them?", choices=WANTED, required_message="Select what would help"
    )
    words = TextareaField(
        label="What did they say?",
        hint="For example: the school's report came this morning.",
        required=False,
        rows=3,
        max_length=500,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("participant", people)


class DecideOnTimeForm(Form):
    decision = RadiosField(
        label="What do you decide?",
        choices=TIME_DECISIONS,
        required_message="Select what you decide",
    )
    reasons = TextareaField(
        label="Why?",
        hint="The family reads this on their page. Write it to them.",
        required_message="Enter why. The family reads it",
        rows=4,
        max_length=1000,
    )
