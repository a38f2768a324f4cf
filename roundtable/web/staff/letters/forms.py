"""What the pages about the record ask."""

from typing import Any

from roundtable.web.design_system.fields import (
    CheckboxesField,
    Choice,
    TextareaField,
    WholeNumberField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.agreement import AgreementForm


class BeginForm(Form):
    summary = TextareaField(
        label="What was the meeting about, and how did it go?",
        hint="A few sentences. What was said under each heading is in the record already.",
        required=False,
        rows=6,
    )


class WriteForm(Form):
    summary = TextareaField(
        label="Summary",
        hint="Every reader has it who may know of all the children: name nobody's address.",
        required_message="Enter a summary",
        rows=10,
    )
    analysis = TextareaField(
        label="Analysis",
        hint="Risks and what protects the children, as the chair summed them up.",
        required=False,
        rows=8,
    )
    closed_part = TextareaField(
        label="Closed part",
        hint="Only those who were in every closed part get this in their copy.",
        required=False,
        rows=4,
    )


class ApproveForm(AgreementForm):
    open_queries = WholeNumberField(
        label="How many questions about it are still open?",
        hint="0, if everything is settled.",
        initial=0,
        most=99,
        required_message="Enter how many questions are open, or 0",
    )


class HandOutForm(AgreementForm):
    checked = CheckboxesField(
        label="Whose copies have you looked at?",
        hint="Each is made for one reader. Tick a copy once you have seen that it is right.",
        required_message="Select the copies you have looked at",
    )
    also_for = CheckboxesField(
        label="Does the chair let somebody else have a copy?",
        hint="Others of the family and advocates get one only then.",
        required=False,
    )

    def __init__(
        self, *args: Any, copies: list[Choice], others: list[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("checked", copies)
        self.offer("also_for", others)
        if not others:
            del self.fields["also_for"]
