from typing import Any

from roundtable.web.design_system.fields import DateField
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.agreement import AgreementForm


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
    """Nothing is asked but who agreed, where a limit is not kept."""
