"""What a member of the family is asked, one thing at a time."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.plans.family_choices import NEEDS, TIME_WANTED
from roundtable.web.design_system.fields import RadiosField, TextareaField, TextField
from roundtable.web.design_system.forms import Form


class AnswerForm(Form):
    answer = RadiosField(
        label="Will you come to the meeting?",
        choices=[("accept", "Yes, I will come"), ("decline", "No, I will not come")],
        required_message="Select yes if you will come",
    )
    note = TextField(
        label="Is there anything you want to tell us about it?", required=False, max_length=500
    )


class ViewsForm(Form):
    child = RadiosField(
        label="Which child is this about?",
        choices=(),
        required_message="Select which child this is about",
    )
    text = TextareaField(
        label="What do you think?",
        hint="What is going well? What worries you? What would help?",
        required_message="Write what you think",
        rows=8,
        max_length=4000,
    )

    def __init__(self, *args: Any, children: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("child", children)


class MoreTimeForm(Form):
    wanted = RadiosField(
        label="What would help you?",
        hint="You can ask for this even on the day.",
        choices=TIME_WANTED,
        required_message="Select what would help you",
    )
    words = TextareaField(
        label="What have you not had time to read?",
        hint="You do not have to say why.",
        required=False,
        rows=3,
        max_length=500,
    )


class NeedForm(Form):
    kind = RadiosField(
        label="What do you need?", choices=NEEDS, required_message="Select what you need"
    )
    detail = TextField(
        label="Tell us more",
        hint="For example which language, or who will come with you.",
        required=False,
        max_length=300,
    )
