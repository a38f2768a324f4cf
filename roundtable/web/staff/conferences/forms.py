"""What the pages about arranging, moving and giving up a conference ask."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.validators import URLValidator

from roundtable.casework.conferences.choices import POSTPONED_FOR
from roundtable.rules.conference_guards import PostponedFor
from roundtable.web.design_system.fields import (
    Choice,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    TimeField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.agreement import AgreementForm

Pairs = Sequence[tuple[str, str]]
OTHER = "other"


class BookForm(AgreementForm):
    """One of the times that are free, or a day, place and people typed in."""

    slot = RadiosField(label="When should it be?", required_message="Select a time")
    on = DateField(label="Day", called="The day", future=True, required=False)
    starts = TimeField(label="From", required=False)
    ends = TimeField(label="Until", required=False)
    room = SelectField(label="Room", empty="No room", required=False)
    link = TextField(
        label="Link to join by video",
        hint="Needed where there is no room; with a room, for whoever joins from elsewhere.",
        required=False,
        called="The link",
        look={"width": "full", "type": "url", "spellcheck": False},
        validators=[
            URLValidator(schemes=["https"], message="Enter a link that begins with https://")
        ],
    )
    chair = SelectField(label="Chair", required=False)
    minute_taker = SelectField(label="Minute taker", empty="Nobody yet", required=False)

    def __init__(
        self,
        *args: Any,
        slots: Sequence[Choice],
        chairs: Pairs,
        minute_takers: Pairs,
        rooms: Pairs,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        divider = "or" if slots else ""
        other = Choice(OTHER, "Another day, time, place or people", divider=divider)
        self.offer("slot", [*slots, other])
        self.fields["slot"].error_messages["invalid_choice"] = (
            "That time is no longer free. Select another"
        )
        self.offer("chair", chairs)
        self.offer("minute_taker", minute_takers)
        self.offer("room", rooms)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("slot") == OTHER:
            self.need("on", "Enter the day")
            self.need("starts", "Enter the time it begins")
            self.need("ends", "Enter the time it ends")
            self.need("chair", "Select who chairs it")
        return cleaned


class ArrangeForm(BookForm):
    """The same, for a conference that has no place yet."""

    in_the_home = YesNoField(label="Is it held in the family's home?", required=False)
    home_venue_reason = TextareaField(
        label="Why in the home?",
        hint="A disability, for example. Somewhere neutral is usual.",
        required=False,
        rows=2,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("slot") == OTHER and cleaned.get("in_the_home"):
            self.need("home_venue_reason", "Enter why it is held in the home")
        return cleaned


class RescheduleForm(BookForm):
    """The same, with a reason that is kept. A place that is not a room stays what it was."""

    reason = TextareaField(
        label="Why is it moved?",
        hint="It is kept in the family's timeline, with the old date.",
        required_message="Enter why it is moved",
        max_length=500,
        rows=3,
    )

    field_order = ["reason"]


class PostponeForm(AgreementForm):
    why = RadiosField(
        label="Why is it postponed?",
        choices=POSTPONED_FOR,
        coerce=PostponedFor,
        required_message="Select why it is postponed",
    )
    words = TextareaField(label="Say more, if that helps", required=False, rows=3, max_length=500)
    interim_safety = TextareaField(
        label="What keeps the children safe until it is held?",
        hint="Who does what, from today on.",
        required_message="Enter what keeps the children safe until it is held",
    )
    new_on = DateField(
        label="Which day do you aim for?",
        hint="Leave empty if you do not know yet. It is arranged anew.",
        called="The new day",
        future=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("why") is PostponedFor.OTHER:
            self.need("words", "Enter why it is postponed")
        return cleaned


class CancelForm(AgreementForm):
    reason = TextareaField(
        label="Why is this conference not needed any more?",
        hint="If it is still needed, move or postpone it instead.",
        required_message="Enter why this conference is not needed any more",
        max_length=500,
    )


class DelayForm(Form):
    until = TimeField(
        label="When does it begin?",
        hint="Later on the same day.",
        required_message="Enter when it begins",
    )
    reason = TextareaField(
        label="Why does it begin later?",
        hint="For example: the mother is reading a report that came this morning.",
        required_message="Enter why it begins later",
        rows=3,
        max_length=500,
    )


def pairs(rows: Iterable[Any]) -> Pairs:
    """Return records with a name as the choices of a list."""
    return [(str(one.public_id), one.name) for one in rows]
