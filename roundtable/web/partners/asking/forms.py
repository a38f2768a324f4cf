"""What a professional is asked who asks for a conference."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.convening.choices import BACKINGS
from roundtable.web.design_system.fields import (
    RadiosField,
    TextareaField,
    TextField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice


class AskForm(Form):
    family = RadiosField(
        label="For which family?",
        hint="The families you work with. For another family, ring children's social care.",
        required_message="Select the family",
    )
    children = TextField(
        label="For which children?",
        required_message="Enter the children you ask for",
        max_length=250,
        called="The children",
        look={"width": "full"},
    )
    reason = TextareaField(
        label="Why is a conference needed?",
        hint="What you have seen and heard, and why you think the child is at risk of significant"
        " harm. If a child is in danger now, do not wait for this: ring 999 or children's social"
        " care.",
        required_message="Enter why a conference is needed",
        rows=6,
    )
    backed_as = RadiosField(
        label="Who in your agency stands behind this?",
        hint="With one of these your request is normally agreed.",
        choices=[*BACKINGS, Choice("nobody", "Nobody yet")],
        required_message="Select who stands behind your request",
    )
    backed_by = TextField(
        label="What is their name?",
        required=False,
        max_length=120,
        called="The name",
        look={"width": "20", "spellcheck": False},
    )

    def __init__(self, *args: Any, families: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("family", families)

    def clean(self) -> dict[str, Any]:
        backed_as = self.cleaned_data.get("backed_as")
        if backed_as == "nobody":
            self.cleaned_data |= {"backed_as": "", "backed_by": ""}
        elif backed_as:
            self.need("backed_by", "Enter their name")
        return self.cleaned_data
