"""The questions of a strategy discussion and of a section 47 enquiry."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from roundtable.casework.cases.choices import HARMS
from roundtable.web.design_system.fields import (
    CheckboxesField,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    TimeField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff.finding import FindForm, as_choices

if TYPE_CHECKING:
    from roundtable.casework.people.models import Person, Professional

_CONSENTS = {"yes": True, "no": False, "not_asked": None}


class StrategyForm(FindForm):
    day = DateField(
        label="When was the strategy discussion?",
        hint="The first one that starts an enquiry is day 0 of the limit of the conference.",
        required_message="Enter the day of the strategy discussion",
        called="The day",
        past=True,
    )
    time = TimeField(
        label="At what time did it begin?",
        hint="For example, 10am or 14:30",
        required_message="Enter the time at which it began",
    )
    attendees = CheckboxesField(
        label="Who took part?",
        hint="Police, health and social care at least. Find whoever is not listed.",
        required_message="Select who took part",
    )
    decisions = TextareaField(
        label="What was decided?",
        required_message="Enter what was decided",
        rows=6,
    )
    children = CheckboxesField(
        label="For which children is there to be a section 47 enquiry?",
        hint="A child whose enquiry is under way keeps it, and its limit does not move.",
        required=False,
    )
    is_joint = RadiosField(
        label="Who enquires?",
        choices=[("yes", "Social care and the police together"), ("no", "Social care alone")],
        required_message="Select who enquires",
    )
    field_order = ("day", "time", "find", "attendees", "decisions", "children", "is_joint")

    def __init__(
        self,
        *args: Any,
        professionals: Collection["Professional"],
        children: Sequence["Person"],
        under_way: Collection[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attendees"].offer(as_choices(professionals))  # type: ignore[attr-defined]
        self.fields["children"].offer(  # type: ignore[attr-defined]
            Choice(
                str(one.public_id),
                one.name,
                hint="Their enquiry is under way" if one.pk in under_way else "",
            )
            for one in children
        )


class ConversationForm(FindForm):
    who = RadiosField(label="Who was spoken to?", required_message="Select who was spoken to")
    on = DateField(
        label="When?",
        required_message="Enter the day on which it was",
        called="The day",
        past=True,
    )
    alone = YesNoField(
        label="Were they seen or spoken to alone?",
        required_message="Select whether it was alone",
    )
    consent = RadiosField(
        label="Did a parent consent to it?",
        hint="Consent is not needed to see the child in a section 47 enquiry. It is noted, and"
        " nothing more.",
        choices=[
            Choice("yes", "Yes"),
            Choice("no", "No"),
            Choice("not_asked", "Nobody was asked, or it does not apply"),
        ],
        required_message="Select whether a parent consented",
    )
    text = TextareaField(label="What was said and seen?", required=False)
    field_order = ("find", "who", "on", "alone", "consent", "text")

    def __init__(
        self,
        *args: Any,
        people: Sequence["Person"],
        professionals: Collection["Professional"],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        family = [Choice(str(one.public_id), one.name) for one in people]
        self.fields["who"].offer([*family, *as_choices(professionals)])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.cleaned_data["with_consent"] = _CONSENTS[self.cleaned_data.pop("consent")]
            del self.cleaned_data["find"]
        return self.cleaned_data


class AdviceForm(Form):
    chair = SelectField(label="Who was asked?", required_message="Select who was asked")
    on = DateField(
        label="When?",
        required_message="Enter the day on which they were asked",
        called="The day",
        past=True,
    )
    advice = TextareaField(
        label="What did they advise?",
        required_message="Enter what they advised",
    )

    def __init__(
        self, *args: Any, chairs: Collection["Professional"], called: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].label = f"Which {called} was asked?"
        self.fields["chair"].offer([(str(one.public_id), one.name) for one in chairs])  # type: ignore[attr-defined]


class OutcomeForm(Form):
    """Both conditions of a conference are asked apart."""

    concerns_substantiated = YesNoField(
        label="Are the concerns substantiated?",
        required_message="Select whether the concerns are substantiated",
        look={"inline": False},
    )
    harms = CheckboxesField(
        label="What harm has the child suffered, or is likely to suffer?",
        hint="Select all that apply. A child who sees or hears violence at home is harmed, and so"
        " is one whom nobody protects from another person.",
        choices=HARMS,
        required=False,
    )
    harmed_by = TextField(
        label="Who harmed the child, if it is known?",
        hint="It may be somebody else than a parent.",
        required=False,
        max_length=200,
        called="This",
    )
    continuing_risk = YesNoField(
        label="Is the child at continuing risk of significant harm?",
        required=False,
        look={"inline": False},
    )
    interim_safety_plan = TextareaField(
        label="What keeps the child safe until the conference?",
        hint="Who does what, from today. A plan never waits for a meeting.",
        required=False,
    )
    findings = TextareaField(
        label="What did the enquiry find, and why do you decide so?",
        required_message="Enter what the enquiry found and why you decide so",
        rows=6,
    )
    not_alone_reason = TextField(
        label="The child was not seen alone. Why not?",
        required=False,
        max_length=500,
    )
    on = DateField(
        label="When was this decided?",
        required_message="Enter the day on which it was decided",
        called="The day",
        past=True,
    )

    def __init__(self, *args: Any, was_seen_alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_seen_alone:
            del self.fields["not_alone_reason"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("concerns_substantiated"):
            self.need("harms", "Select what harm the child has suffered or is likely to suffer")
            self.need(
                "continuing_risk",
                "Select whether the child is at continuing risk of significant harm",
            )
        elif given.get("concerns_substantiated") is False:
            # What was typed under an answer that was changed is not part of the answer.
            given |= {"harms": [], "harmed_by": "", "continuing_risk": False}
        if given.get("continuing_risk"):
            self.need("interim_safety_plan", "Enter what keeps the child safe until the conference")
        elif given.get("continuing_risk") is False:
            given["interim_safety_plan"] = ""
        return given


class CancelEnquiryForm(Form):
    reason = TextareaField(
        label="Why should it never have been opened?",
        hint="For example that it was recorded for the wrong child.",
        required_message="Enter why it should never have been opened",
        rows=3,
    )
    data_officer = SelectField(
        label="Which data officer agreed?",
        hint="Their name is kept, and that you say so.",
        coerce=int,
        required_message="Select the data officer who agreed",
    )

    def __init__(self, *args: Any, officers: Collection["Professional"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("data_officer", [(str(one.pk), one.name) for one in officers])
