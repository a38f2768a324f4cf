from datetime import date
from typing import Any

from roundtable.casework.plans.identities import FOUND_OUT
from roundtable.foundation.clocks.holidays import CannotAddBankHoliday, check_bank_holiday
from roundtable.foundation.core import clock
from roundtable.rules.working_days import Calendar
from roundtable.web.design_system.fields import DateField, RadiosField, TextField
from roundtable.web.design_system.forms import Form


class BankHolidayForm(Form):
    day = DateField(
        label="Which day will nobody work?",
        hint="For example, 8 5 2028",
        required_message="Enter the day on which nobody will work",
        called="The day",
        future=True,
    )
    name = TextField(
        label="What is it called?",
        hint="A coronation, for example, or a local closing day",
        required_message="Enter what the day is called",
        max_length=100,
        called="The name",
    )

    def __init__(self, *args: Any, calendar: Calendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def clean(self) -> dict[str, Any]:
        """Refuse the day before the page says what would move."""
        day, name = self.cleaned_data.get("day"), self.cleaned_data.get("name", "")
        if day is not None and name:
            try:
                check_bank_holiday(self.calendar, day=day, name=name, today=clock.today())
            except CannotAddBankHoliday as refusal:
                self.add_error("day", str(refusal))
        return self.cleaned_data


class TakeAwayDayForm(Form):
    day = RadiosField(
        label="Which day is worked after all?",
        required_message="Select the day that is worked after all",
        coerce=date.fromisoformat,
    )

    def __init__(self, *args: Any, days: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("day", days)


class FoundOutForm(Form):
    found = RadiosField(
        label="What did you find out?",
        required_message="Select what you found out",
        choices=FOUND_OUT,
    )
