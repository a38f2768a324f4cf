"""The questions about children who move here on a plan, and about an agency's request."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from roundtable.casework.convening.choices import AGENCY_ANSWERS, TRANSFER_PAPERS
from roundtable.rules.categories import Category
from roundtable.web.design_system.fields import (
    CheckboxesField,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.staff import words

if TYPE_CHECKING:
    from roundtable.casework.people.models import Person, Professional

_CATEGORIES = [(one.value, text.capitalize()) for one, text in words.CATEGORIES.items()]


class TransferForm(Form):
    children = CheckboxesField(
        label="Which children are on a plan there?", required_message="Select the children"
    )
    from_authority = TextField(
        label="Which authority has the plan?",
        required_message="Enter the authority that has the plan",
        max_length=120,
        called="The authority",
        look={"width": "20"},
    )
    contact = TextareaField(
        label="Who is the key worker there, and how can they be reached?",
        required_message="Enter the key worker there and how to reach them",
        rows=2,
    )
    notified_on = DateField(
        label="When were you told?",
        hint="A telephone call counts here. The limit of the conference runs from the written"
        " request.",
        required_message="Enter the day on which you were told",
        called="The day",
        past=True,
    )
    moved_on = DateField(label="When did the family move?", required=False, called="The day")
    move_reason = TextareaField(
        label="Why did they move, and what is known of their home?", required=False, rows=3
    )
    categories = CheckboxesField(
        label="Under which categories is the plan?",
        choices=_CATEGORIES,
        required=False,
        coerce=Category,
    )
    plan_since = DateField(
        label="Since when are they on the plan?", required=False, called="The day", past=True
    )
    next_review_on = DateField(
        label="When is the next review due there?", required=False, called="The day"
    )

    def __init__(self, *args: Any, children: Sequence["Person"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", [(str(one.public_id), one.name) for one in children])


class WrittenRequestForm(Form):
    on = DateField(
        label="When did the written request arrive?",
        hint="The limit of the transfer-in conference runs from that day.",
        required_message="Enter the day on which the written request arrived",
        called="The day",
        past=True,
    )
    papers = CheckboxesField(
        label="What came with it?",
        hint="Ask for whatever is not here. The limit runs all the same.",
        choices=TRANSFER_PAPERS,
        required=False,
    )
    risk_after_move = TextareaField(
        label="How does the move change the risk?", required=False, rows=4
    )


class AnswerTransferForm(Form):
    event = RadiosField(
        label="What is your answer?",
        choices=[
            ("accept", "Accepted: request a transfer-in conference"),
            ("decline_as_temporary", "Declined: the move is for a while, and the plan stays there"),
            ("dispute", "Disputed: the authorities do not agree where the children live"),
        ],
        required_message="Select your answer",
    )
    reason = TextareaField(label="Why?", required=False, rows=4)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("event") not in (None, "accept"):
            self.need("reason", "Enter why: the other authority is told")
        return self.cleaned_data


class AnswerAgencyForm(Form):
    answer = RadiosField(
        label="What is your answer?",
        choices=AGENCY_ANSWERS,
        required_message="Select your answer",
    )
    reason = TextareaField(
        label="Why?", hint="The agency reads this.", required_message="Enter why", rows=4
    )
    chair = SelectField(
        label="Which chair was asked?",
        hint="Needed before a request with backing is refused.",
        empty="Nobody",
        required=False,
    )

    def __init__(self, *args: Any, chairs: Collection["Professional"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("chair", [(str(one.public_id), one.name) for one in chairs])
