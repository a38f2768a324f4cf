"""What somebody is asked about an action of theirs."""

from collections.abc import Sequence
from typing import Any

from roundtable.web.design_system.fields import RadiosField, TextareaField
from roundtable.web.design_system.forms import Form


class ActionForm(Form):
    event = RadiosField(label="How far is it?", choices=(), required_message="Select how far it is")
    evidence = TextareaField(
        label="What shows it, or why was it not done?",
        hint="What you did, when, and what difference it made for the child.",
        required_message="Enter what shows it, or why it was not done",
        rows=4,
        max_length=2000,
    )

    def __init__(self, *args: Any, events: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("event", events)
