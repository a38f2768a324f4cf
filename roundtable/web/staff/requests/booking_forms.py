"""The questions of the booking form: for whom, why, what keeps them safe, and who is to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roundtable.casework.cases.choices import CONSIDERED, NOT_CONSIDERED, SUBJECT
from roundtable.casework.convening.choices import GROUNDS
from roundtable.casework.plans.booking_page import Booking, can_be_asked_for, key_of
from roundtable.rules.categories import Category
from roundtable.web.design_system.fields import (
    CheckboxesField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff import words
from roundtable.web.staff.finding import as_choices
from roundtable.web.staff.requests.presenters import kind_in_words, why_not

_CATEGORIES = [(one.value, text.capitalize()) for one, text in words.CATEGORIES.items()]
_OTHERS = [
    (CONSIDERED, "No, but the conference thinks of them too"),
    (NOT_CONSIDERED, "No"),
]
NAME = 250


@dataclass(frozen=True, slots=True)
class Part:
    """Some questions of a page under one heading; `under` shows a question beneath an answer."""

    names: Sequence[str]
    heading: str = ""
    under: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)


class BookingPageForm(Form):
    """The questions of one page, about the family of one booking form."""

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.booking = booking
        self.ask(booking)

    def ask(self, booking: Booking) -> None:
        """Add the questions, and offer the answers, that depend on the family."""

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        """Return the answers that are on file already."""
        return {}

    @property
    def parts(self) -> list[Part]:
        return [Part(list(self.fields))]


def asks_about_children(booking: Booking) -> bool:
    """For whom a request is, is settled once it was sent: what it asks then is about the others."""
    return booking.returned is None or len(booking.subjects) < len(booking.children)


class ChildrenForm(BookingPageForm):
    """Every child of the household: subject, considered or not, with a reason."""

    def ask(self, booking: Booking) -> None:
        for one in booking.children:
            key, name = key_of(one.child), one.child.name
            asked = booking.returned is None and can_be_asked_for(one)
            if booking.returned is not None and one.child in booking.subjects:
                continue
            about = (SUBJECT, f"Yes. {kind_in_words(one)}")
            self.fields[f"standing_{key}"] = RadiosField(
                label=f"Is the conference about {name}?",
                hint="" if asked or booking.returned else f"{why_not(one)}.",
                choices=[about, *_OTHERS] if asked else _OTHERS,
                required_message=f"Select whether the conference is about {name}",
            )
            self.fields[f"reason_{key}"] = TextField(
                label=f"If it is not about {name}: why?",
                required=False,
                max_length=NAME,
                called="The reason",
                look={"width": "full"},
            )

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        found: dict[str, Any] = {}
        notes = {one.person_id: one.note for one in booking.asked.household.members}
        for one in booking.children:
            key = key_of(one.child)
            is_subject = one.standing == SUBJECT and can_be_asked_for(one)
            found[f"standing_{key}"] = (
                SUBJECT
                if is_subject
                else NOT_CONSIDERED
                if one.standing == NOT_CONSIDERED
                else CONSIDERED
            )
            found[f"reason_{key}"] = "" if is_subject else notes[one.child.pk] or why_not(one)
        return found

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        standings = [given.get(name) for name in self.fields if name.startswith("standing_")]
        for name in list(self.fields):
            key = name.removeprefix("standing_")
            if key != name and given.get(name) not in (None, SUBJECT):
                self.need(f"reason_{key}", "Enter why the conference is not about this child")
        if self.booking.returned is None and SUBJECT not in standings:
            self.add_error(None, "Choose at least one child whom the conference is about")
        return given


class ReasonForm(BookingPageForm):
    reason = TextareaField(
        label="Why is a conference needed?",
        hint="The conference service and the chair read this first.",
        required_message="Enter why a conference is needed",
        rows=6,
    )
    expected_categories = CheckboxesField(
        label="Under which categories might a plan be?",
        hint="What you expect. The conference decides.",
        choices=_CATEGORIES,
        required=False,
        coerce=Category,
    )


class SafetyForm(BookingPageForm):
    interim_safety_plan = TextareaField(
        label="What keeps the children safe until the conference?",
        hint="Who does what, from today. It does not wait for the conference.",
        required=False,
        rows=6,
    )

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        return {"interim_safety_plan": booking.asked.interim_safety_plan}

    def clean(self) -> dict[str, Any]:
        if self.booking.is_initial:
            self.need("interim_safety_plan", "Enter what keeps the children safe until then")
        return self.cleaned_data


class PeopleForm(BookingPageForm):
    is_complete = YesNoField(
        label="Is what is on file right and complete?",
        yes="Yes",
        no="No, something is not known yet",
        required_message="Select whether it is right and complete",
        look={"inline": False},
    )
    missing = TextareaField(
        label="What is not known yet, and who finds it out?",
        required=False,
        rows=3,
    )

    @property
    def parts(self) -> list[Part]:
        return [Part(["is_complete"], under={"is_complete": {"no": ["missing"]}})]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("is_complete") is False:
            self.need("missing", "Enter what is not known yet")
        return self.cleaned_data


class InviteForm(BookingPageForm):
    wanted = CheckboxesField(label="Which professionals should be invited?", required=False)
    others_to_invite = TextareaField(
        label="Who else should be invited?",
        hint="Name, job, agency and how to reach them. One on each line.",
        required=False,
        rows=3,
    )

    def ask(self, booking: Booking) -> None:
        self.offer("wanted", as_choices(booking.in_contact))
        if not booking.in_contact:
            del self.fields["wanted"]

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        return {"wanted": [str(one.public_id) for one in booking.in_contact]}


class ExclusionsForm(BookingPageForm):
    """Whom the social worker would keep out, on which ground. Nobody, unless it is said."""

    kept_out = CheckboxesField(
        label="Should somebody not be at the meeting, or not at all of it?",
        hint="The chair alone decides, for this meeting only. Leave all empty if everybody can come.",
        required=False,
    )

    def ask(self, booking: Booking) -> None:
        self.offer("kept_out", [Choice(key_of(one), one.name) for one in booking.adults])
        for one in booking.adults:
            self.fields[f"ground_{key_of(one)}"] = SelectField(
                label=f"On which ground? ({one.name})", choices=GROUNDS, required=False
            )
            self.fields[f"evidence_{key_of(one)}"] = TextareaField(
                label=f"On what evidence? ({one.name})", required=False, rows=3
            )

    @property
    def parts(self) -> list[Part]:
        keys = [key_of(one) for one in self.booking.adults]
        return [
            Part(
                ["kept_out"],
                under={"kept_out": {key: [f"ground_{key}", f"evidence_{key}"] for key in keys}},
            )
        ]

    def clean(self) -> dict[str, Any]:
        for key in self.cleaned_data.get("kept_out", ()):
            self.need(f"ground_{key}", "Select the ground")
            self.need(f"evidence_{key}", "Enter the evidence")
        return self.cleaned_data
