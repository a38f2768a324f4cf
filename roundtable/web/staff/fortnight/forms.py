from collections.abc import Mapping
from typing import Any

from django.core.validators import URLValidator

from roundtable.web.design_system.fields import DateField, SelectField, TextField
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.agreement import AgreementForm
from roundtable.web.staff.conferences.forms import Pairs


class DaysForm(Form):
    first_on = DateField(
        label="From which day?",
        required_message="Enter the first day",
        called="The first day",
        future=True,
    )
    last_on = DateField(
        label="Until which day?",
        hint="Four weeks at most. The later the days, the more notice families have.",
        required_message="Enter the last day",
        called="The last day",
        future=True,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first is not None and last is not None and last < first:
            self.add_error("last_on", "Enter a last day after the first")
        return cleaned


class AcceptForm(AgreementForm):
    """Nothing is asked but a link where there is no room, and who agreed to what is not kept."""

    link = TextField(
        label="Link to join by video",
        required_message="Enter the link: there is no room",
        called="The link",
        look={"width": "full", "type": "url", "spellcheck": False},
        validators=[
            URLValidator(schemes=["https"], message="Enter a link that begins with https://")
        ],
    )

    def __init__(self, *args: Any, has_room: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_room:
            del self.fields["link"]


class AdjustForm(AgreementForm):
    """Another time of the plan, and other people or another room."""

    start = SelectField(label="When", required_message="Select when it is")
    chair = SelectField(label="Chair", required_message="Select who chairs it")
    minute_taker = SelectField(label="Minute taker", required_message="Select who takes minutes")
    room = SelectField(label="Room", empty="No room: by video link", required=False)

    def __init__(self, *args: Any, offers: Mapping[str, Pairs], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offers.items():
            self.offer(name, choices)
