"""What one of the family said to a sentence of a report, written down with them."""

from typing import Any

from roundtable.web.design_system.fields import (
    CheckboxesField,
    RadiosField,
    TextareaField,
    TextField,
)
from roundtable.web.design_system.forms import Form

Pairs = list[tuple[str, str]]


class AnswerForm(Form):
    person = RadiosField(label="Whose answer is it?", required_message="Select whose answer it is")
    answer = RadiosField(
        label="What did they say to it?",
        choices=[
            ("right", "That's right"),
            ("not_right", "That's not right"),
            ("more", "They want to say more"),
        ],
        required_message="Select what they said to it",
    )
    text = TextareaField(
        label="In their words", hint="As they said it.", required=False, rows=4, max_length=2000
    )
    how_given = TextField(
        label="How did they tell you?",
        hint="For example: at home, by telephone, with the interpreter.",
        required_message="Enter how they told you",
        max_length=120,
        called="How they told you",
    )
    told = CheckboxesField(
        label="Before their first answer",
        choices=[("yes", "I told them this first, or somebody told them before")],
        required_message="Tell them first who reads an answer and that it may be used, and tick this",
    )

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "more":
            self.need("text", "Enter what they want to say")
        return cleaned
