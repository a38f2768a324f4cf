"""What a member of the family is asked, one thing at a time."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.invitations.choices import COMING_HOW, FROM_AFAR
from roundtable.casework.plans.family_choices import NEEDS, TIME_WANTED
from roundtable.web.design_system.fields import RadiosField, TextareaField, TextField, YesNoField
from roundtable.web.design_system.forms import Form


class AnswerForm(Form):
    answer = RadiosField(
        label="Will you come to the meeting?",
        choices=[("accept", "Yes, I will come"), ("decline", "No, I will not come")],
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
    note = TextField(
        label="Is there anything you want to tell us about it?", required=False, max_length=500
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "accept" and cleaned.get("how") in FROM_AFAR:
            self.need("in_their_room", "Enter who will be in the room with you, or that nobody is")
        return cleaned


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
        if len(children) == 1:
            del self.fields["child"]


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
    language = TextField(
        label="Which language?",
        hint="British Sign Language is one too.",
        required=False,
        max_length=60,
    )
    detail = TextField(
        label="Tell us more",
        hint="For example who will come with you. A solicitor can advise you in the meeting, but does"
        " not speak for you.",
        required=False,
        max_length=300,
    )


class CalendarForm(Form):
    wants = YesNoField(
        label="Do you want your meetings in your calendar?",
        hint='It says "Appointment" and the time. It does not say where or why. Say no if somebody'
        " who looks at your phone should not know.",
        required_message="Select yes if you want your meetings in your calendar",
    )
