"""What who comes by a link is asked: the code, and then whether they come."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.invitations.choices import COMING_HOW, FROM_AFAR
from roundtable.web.design_system.fields import (
    Choice,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
)
from roundtable.web.design_system.forms import Form

ACCEPT, DECLINE, DEPUTY = "accept", "decline", "deputy"


class CodeForm(Form):
    code = TextField(
        label="Your code",
        hint="Six digits. It came another way than this link.",
        required_message="Enter your code",
        max_length=20,
        look={"width": 10, "inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class ReplyForm(Form):
    answer = RadiosField(label="Will you come?", required_message="Select yes if you will come")
    how = RadiosField(
        label="How will you take part?", choices=COMING_HOW, required=False, initial="room"
    )
    in_their_room = TextField(
        label="If you join by video or telephone, who will be in the room with you?",
        hint="If nobody will, say so. What is said is for those who were asked to come.",
        required=False,
        max_length=250,
    )
    part = TextField(
        label="If you come to one part only, which?",
        required=False,
        max_length=250,
    )
    deputy = SelectField(label="Which colleague comes?", required=False)
    note = TextareaField(
        label="Is there anything we should know?", required=False, rows=3, max_length=500
    )

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [Choice(ACCEPT, "Yes, I will come"), Choice(DECLINE, "No, I cannot come")]
        if colleagues:
            choices.append(Choice(DEPUTY, "A colleague comes in my place"))
        self.offer("answer", choices)
        self.offer("deputy", colleagues)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answer = cleaned.get("answer")
        if answer == ACCEPT:
            self.need("how", "Select how you will take part")
        if answer == ACCEPT and cleaned.get("how") in FROM_AFAR:
            self.need("in_their_room", "Enter who will be in the room with you, or that nobody is")
        if answer == DEPUTY:
            self.need("deputy", "Select which colleague comes")
        return cleaned
