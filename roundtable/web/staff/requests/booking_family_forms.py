"""The questions of the booking form about the family's part, needs and days; and about lateness."""

from datetime import date
from typing import TYPE_CHECKING, Any

from roundtable.casework.convening.choices import ATTENDS, NEEDS
from roundtable.casework.plans.booking_page import Booking, key_of
from roundtable.rules.ages import age_on
from roundtable.rules.permissions import Role
from roundtable.rules.settings import number
from roundtable.web.design_system.fields import (
    CheckboxesField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    TimeField,
    YesNoField,
)
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff.requests.booking_forms import NAME, BookingPageForm, Part
from roundtable.web.staff.requests.dates_typed import NotDays, read_days

if TYPE_CHECKING:
    from roundtable.casework.people.models import Person

_WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
]


class ChildPartForm(BookingPageForm):
    """Whether each child can come, how else their views are heard, and an advocate for them."""

    def ask(self, booking: Booking) -> None:
        for one in born(booking.subjects):
            key = key_of(one)
            self.fields[f"attends_{key}"] = RadiosField(
                label=f"Can {one.name} be at the meeting?",
                choices=ATTENDS,
                required_message=f"Select whether {one.name} can be at the meeting",
            )
            self.fields[f"note_{key}"] = TextField(
                label=f"How will {one.forename or one.name}'s views be heard?",
                hint="By themselves, a letter, a drawing, an advocate, or somebody they trust.",
                required=False,
                max_length=NAME,
                called="This answer",
                look={"width": "full"},
            )
            if _is_offered_advocate(booking, one):
                self.fields[f"advocate_{key}"] = RadiosField(
                    label=f"Does {one.forename or one.name} want an advocate?",
                    choices=[
                        ("yes", "Yes"),
                        ("no", "No"),
                        ("not_asked", "Not asked yet"),
                    ],
                    required=False,
                )

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        """Younger children do not come, unless somebody says that they can."""
        from_age = number(booking.form.case.authority.effective_settings, "child_invite_age")
        return {
            f"attends_{key_of(one)}": "no"
            for one in born(booking.subjects)
            if one.birth_on is not None and age_on(one.birth_on, booking.today) < from_age
        }

    @property
    def parts(self) -> list[Part]:
        keys = {key_of(one): one.name for one in born(self.booking.subjects)}
        return [
            Part([name for name in self.fields if name.endswith(key)], heading=name)
            for key, name in keys.items()
        ]


class NeedsForm(BookingPageForm):
    """What each of the family needs in order to take part."""

    def ask(self, booking: Booking) -> None:
        for one in booking.may_have_needs:
            key = key_of(one)
            self.fields[f"needs_{key}"] = CheckboxesField(
                label=f"What does {one.name} need?", choices=NEEDS, required=False
            )
            self.fields[f"language_{key}"] = TextField(
                label="Which language, and which dialect? Or British Sign Language",
                required=False,
                max_length=NAME,
                called="The language",
                look={"width": "20"},
            )
            self.fields[f"detail_{key}"] = TextField(
                label=f"Anything to know about this? ({one.name})",
                required=False,
                max_length=NAME,
                called="This answer",
                look={"width": "full"},
            )

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in booking.may_have_needs:
            key, language = key_of(one), one.interpreter_language
            found[f"needs_{key}"] = ["interpreter"] if language else []
            found[f"language_{key}"] = language
            found[f"detail_{key}"] = one.communication_needs[:NAME]
        return found

    @property
    def parts(self) -> list[Part]:
        return [
            Part(
                [f"needs_{key_of(one)}", f"detail_{key_of(one)}"],
                heading=one.name,
                under={f"needs_{key_of(one)}": {"interpreter": [f"language_{key_of(one)}"]}},
            )
            for one in self.booking.may_have_needs
        ]

    def clean(self) -> dict[str, Any]:
        for one in self.booking.may_have_needs:
            if "interpreter" in self.cleaned_data.get(f"needs_{key_of(one)}", ()):
                self.need(f"language_{key_of(one)}", "Enter the language")
        return self.cleaned_data


class DaysForm(BookingPageForm):
    dates_to_avoid = TextareaField(
        label="On which dates can the family not come?",
        hint="One on each line, such as 7 December 2026, or 14 to 18 December 2026.",
        required=False,
        rows=3,
    )
    work_days = CheckboxesField(
        label="On which days does somebody work who should be there?",
        choices=_WEEKDAYS,
        required=False,
        coerce=int,
    )
    work_from = TimeField(label="From when?", hint="Empty for the whole day", required=False)
    work_until = TimeField(label="Until when?", required=False)
    run_until = TimeField(
        label="Taking children to school: from when are they free?",
        hint="Leave it empty if nobody takes a child to school or nursery.",
        required=False,
    )
    run_from = TimeField(
        label="Fetching children from school: when must they leave?", required=False
    )
    travel = TextareaField(
        label="How will they travel, and what makes that hard?",
        required=False,
        rows=2,
        max_length=500,
    )

    def clean_dates_to_avoid(self) -> str:
        text: str = self.cleaned_data["dates_to_avoid"]
        try:
            read_days(text)
        except NotDays as refusal:
            self.add_error("dates_to_avoid", str(refusal))
        return text

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        starts, ends = given.get("work_from"), given.get("work_until")
        if starts and ends and starts >= ends:
            self.add_error("work_until", "Work must end after it begins")
        if (starts or ends) and not given.get("work_days"):
            self.need("work_days", "Select the days on which they work")
        return given


class StaffForm(BookingPageForm):
    risk_to_staff = TextareaField(
        label="Is there a risk to staff?",
        hint="For whoever visits or meets the family. The family does not see it.",
        required=False,
        rows=3,
    )
    police_people = CheckboxesField(
        label="Whom should the police look up?",
        hint="Everybody in the household, and whoever visits often.",
        required=False,
    )
    police_others = TextareaField(
        label="Who else?",
        hint="Wider family and visitors: name and date of birth, one on each line.",
        required=False,
        rows=3,
    )

    def ask(self, booking: Booking) -> None:
        self.offer("police_people", [Choice(key_of(one), one.name) for one in booking.adults])
        if not booking.adults:
            del self.fields["police_people"]

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        at_home = [one for one in booking.asked.household.members if one.in_household]
        adults = {one.pk for one in booking.adults}
        return {"police_people": [key_of(one.person) for one in at_home if one.person_id in adults]}

    def clean_police_others(self) -> str:
        text: str = self.cleaned_data["police_others"]
        if any(len(line.strip()) > 160 for line in text.splitlines()):
            self.add_error("police_others", "Each line must be 160 characters or less")
        return text


class LateForm(BookingPageForm):
    """Never a block: why it will be late, and who agreed to that."""

    in_time = YesNoField(
        label="Will the conference be held by its limit?",
        no="No, it is late or will be",
        required_message="Select whether the conference will be held by its limit",
        look={"inline": False},
    )
    late_reason = TextareaField(label="Why will it be late?", required=False, rows=3)
    manager = SelectField(
        label="Which social care manager agreed?", empty="Nobody yet", required=False
    )
    chair = SelectField(label="Which chair agreed?", empty="Nobody yet", required=False)

    def ask(self, booking: Booking) -> None:
        for name, role in (("manager", Role.MANAGER), ("chair", Role.CHAIR)):
            people = booking.can_agree.get(role, ())
            self.offer(name, [(str(one.public_id), one.name) for one in people])

    @classmethod
    def known(cls, booking: Booking) -> dict[str, Any]:
        return {"in_time": not is_past(booking, booking.today)}

    @property
    def parts(self) -> list[Part]:
        return [Part(["in_time"], under={"in_time": {"no": ["late_reason", "manager", "chair"]}})]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("in_time") is False:
            self.need("late_reason", "Enter why it will be late")
        return self.cleaned_data


def born(children: list["Person"]) -> list["Person"]:
    return [one for one in children if not one.is_unborn]


def is_past(booking: Booking, today: date) -> bool:
    """Return whether the limit has passed already."""
    return booking.limit is not None and booking.limit.due_on < today


def _is_offered_advocate(booking: Booking, child: "Person") -> bool:
    from_age = number(booking.form.case.authority.effective_settings, "advocate_offer_age")
    return child.birth_on is not None and age_on(child.birth_on, booking.today) >= from_age
