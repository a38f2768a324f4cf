"""The questions about a case, who works on it, and a child without a name."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from roundtable.casework.cases.choices import MAY_SEE_THE_FAMILY
from roundtable.web.design_system.fields import (
    DateField,
    RadiosField,
    TextareaField,
    TextField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.finding import FindForm, as_choices

if TYPE_CHECKING:
    from roundtable.casework.people.models import Professional


class NewCaseForm(Form):
    family_name = TextField(
        label="What is the family called?",
        hint="The surname you would look for them under",
        required_message="Enter the family's name",
        max_length=80,
        called="The name",
        look={"width": "20"},
    )
    reference = TextField(
        label="Reference of the case",
        hint="From your case management system, if it has one. Leave it empty to be given one.",
        required=False,
        max_length=20,
        called="The reference",
        look={"width": "20", "spellcheck": False},
    )
    opened_on = DateField(
        label="When did the work with the family begin?",
        required_message="Enter the day on which the work began",
        called="The day",
        past=True,
    )


class AllocateForm(FindForm):
    professional = RadiosField(
        label="Who?",
        required_message="Find and select who is to work with the family",
    )
    capacity = RadiosField(
        label="What do they do here?",
        required_message="Select what they do here",
    )
    has_direct_contact = YesNoField(
        label="Do they see the child or the family themselves?",
        hint="A conference is quorate only with agencies that do. Managers and solicitors do not.",
        required=False,
    )
    starts_on = DateField(
        label="From which day?",
        hint="Leave it empty for today",
        required=False,
        called="The day",
    )

    def __init__(
        self,
        *args: Any,
        professionals: Collection["Professional"],
        capacities: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["professional"].offer(as_choices(professionals))  # type: ignore[attr-defined]
        self.fields["capacity"].offer(capacities)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("capacity") in MAY_SEE_THE_FAMILY:
            self.need("has_direct_contact", "Select whether they see the child or the family")
        return self.cleaned_data


class EndAllocationForm(Form):
    on = DateField(
        label="What was, or is, their last day?",
        hint="They see nothing of the family from the next day on. What they wrote stays.",
        required_message="Enter their last day",
        called="The last day",
    )


class RestrictForm(Form):
    reason = TextareaField(
        label="Why is the case to be restricted?",
        hint="For example: the father works for the council. Read by those who may restrict cases.",
        required_message="Enter why the case is to be restricted",
        called="The reason",
    )


class LetInForm(Form):
    professional = RadiosField(
        label="Who is to be let in?",
        required_message="Select who is to be let in",
    )

    def __init__(
        self, *args: Any, professionals: Collection["Professional"], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["professional"].offer(as_choices(professionals))  # type: ignore[attr-defined]


class IdentityForm(Form):
    forename = TextField(
        label="First name",
        hint="May stay empty for a baby who is not born yet",
        required=False,
        max_length=80,
        called="The first name",
        look={"width": "20", "spellcheck": False},
    )
    surname = TextField(
        label="Surname",
        max_length=80,
        called="The surname",
        look={"width": "20", "spellcheck": False},
    )
