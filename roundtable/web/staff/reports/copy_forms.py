"""For whom copies are printed, and what became of one."""

from collections.abc import Sequence
from typing import Any

from roundtable.web.design_system.fields import (
    CheckboxesField,
    DateField,
    RadiosField,
    TextField,
)
from roundtable.web.design_system.forms import Form


class PrintForm(Form):
    readers = CheckboxesField(
        label="For whom?",
        hint="Each gets only what they may read. Professionals' copies are numbered.",
        required_message="Select whom to print for",
    )

    def __init__(self, *args: Any, readers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("readers", readers)


_EVENTS = {
    "hand_out": "It was handed out",
    "take_back": "It came back",
    "shred": "It was shredded",
    "lose": "It is lost",
}


class NoteForm(Form):
    event = RadiosField(label="What happened?", required_message="Select what happened")
    on = DateField(label="On which day?", required_message="Enter the day")
    words = TextField(
        label="Anything to add",
        hint="If it is lost: what happened, and who was told.",
        required=False,
        max_length=250,
    )

    def __init__(self, *args: Any, events: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of one that is shredded nothing can follow: whoever tries all the same is told so.
        self.offer("event", [(one, _EVENTS[one]) for one in events or _EVENTS])
