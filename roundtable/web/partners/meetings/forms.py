"""What a professional is asked about coming, and about the child."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.invitations.choices import COMING_HOW, FROM_AFAR
from roundtable.web.design_system.fields import (
    CheckboxesField,
    RadiosField,
    TextareaField,
    TextField,
)
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
    how = RadiosField(
        label="How will you take part?", choices=COMING_HOW, required=False, initial="room"
    )
    in_their_room = TextField(
        label="If you join by video or telephone, who will be in the room with you?",
        hint="If nobody will, say so. What is said is for those who were asked to come.",
        required=False,
        max_length=250,
    )
    part = TextField(label="If you come to one part only, which?", required=False, max_length=250)
    note = TextareaField(
        label="Is there anything the conference team should know?",
        hint="For example that you come late or have to leave early.",
        required=False,
        rows=3,
        max_length=500,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "accept" and cleaned.get("how") in FROM_AFAR:
            self.need("in_their_room", "Enter who will be in the room with you, or that nobody is")
        return cleaned


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
        required=False,
        rows=5,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("threshold") == "met":
            self.need("categories", "Select at least one kind of harm")
        if cleaned.get("threshold") in ("met", "not_met"):
            self.need("reasons", "Enter why you think so")
        return cleaned


class OpinionsForm(OpinionForm):
    field_order = ("children",)
    children = CheckboxesField(
        label="Which children is it about?",
        choices=(),
        required_message="Select which children it is about",
    )

    def __init__(self, *args: Any, children: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", children)


class DisagreeForm(Form):
    is_formal = RadiosField(
        label="How should this be taken?",
        choices=[
            Choice("noted", "Note in the record that I disagree"),
            Choice(
                "formal",
                "I formally disagree",
                hint="Managers of your agency and of children's services look at it.",
            ),
        ],
        coerce=lambda value: value == "formal",
        required_message="Select how this should be taken",
    )
    reasons = TextareaField(
        label="Why do you disagree?",
        hint="Say what the decision leaves out, and what you would have decided.",
        required_message="Enter why you disagree",
        rows=6,
        max_length=3000,
    )
