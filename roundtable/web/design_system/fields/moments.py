"""Days and times, as people type them."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from roundtable.foundation.core import clock
from roundtable.web.design_system.fields.shown import Shown, words_of
from roundtable.web.design_system.fields.text import TextField
from roundtable.web.design_system.typed import NotADate, read_date, read_time, split_date
from roundtable.web.design_system.wording import day, time_of_day


class _ThreeBoxes(forms.Widget):
    """Reads day, month and year; or one value under the field's own name."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> tuple[str, str, str]:
        boxes = [str(data.get(f"{name}-{part}", "")) for part in ("day", "month", "year")]
        return (boxes[0] or str(data.get(name, "")), boxes[1], boxes[2])

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return not any(key in data for key in (name, f"{name}-day", f"{name}-month"))


class DateField(Shown, forms.Field):
    """
    A day, in three boxes; a whole date typed or pasted into the first is understood too.

    `called` begins its messages ("The date of the visit must include a year").
    `past` and `future` say which days are allowed; today is both.
    """

    component = "date_input"
    widget = _ThreeBoxes

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required_message: str = "",
        required: bool = True,
        called: str = "The date",
        past: bool = False,
        future: bool = False,
        birth: bool = False,
        **rest: Any,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            error_messages=words_of(required_message, label, required=required),
            **rest,
        )
        self.called, self.past, self.future, self.birth = called, past, future, birth

    def clean(self, value: Any) -> date | None:
        boxes = tuple(str(part).strip() for part in _boxes(value))
        if not any(boxes):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        in_one_box = None if boxes[1] or boxes[2] else split_date(boxes[0])
        boxes = in_one_box or boxes
        try:
            found = read_date(*boxes)
        except NotADate as refusal:
            wrong = ("day",) if in_one_box else refusal.wrong
            raise self._refuse(refusal.must, wrong) from None
        return self._allowed(found, two_digits=len(boxes[2]) == 2)

    def _allowed(self, found: date, *, two_digits: bool) -> date:
        today = clock.today()
        if self.past and found > today and two_digits:
            found = found.replace(year=found.year - 100)
        if self.past and found > today:
            raise self._refuse("be today or in the past")
        if self.future and found < today:
            raise self._refuse("be today or in the future")
        return found

    def _refuse(self, must: str, wrong: tuple[str, ...] = ()) -> ValidationError:
        return ValidationError(f"{self.called} must {must}", code="date", params={"wrong": wrong})

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        given = super().arguments(bound)
        typed = _boxes(given.pop("value"))
        given["legend"] = given.pop("label")
        return given | dict(
            zip(("day", "month", "year"), typed, strict=True), wrong=_wrong(bound), birth=self.birth
        )

    def first_id(self, bound: forms.BoundField) -> str:
        return f"{bound.id_for_label}-{(_wrong(bound) or ('day',))[0]}"

    def display(self, value: Any) -> str:
        return day(value) if value else ""


class TimeField(TextField):
    """A time of day: `10`, `10:00`, `10am`, `10.30`. An hour that could be either is asked about."""

    def __init__(self, *, label: str, **rest: Any) -> None:
        super().__init__(label=label, max_length=20, look={"width": "5"}, **rest)

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        found = read_time(text)
        if isinstance(found, str):
            raise ValidationError(found, code="time")
        return found

    def prepare_value(self, value: Any) -> Any:
        return time_of_day(value) if isinstance(value, time) else value

    def display(self, value: Any) -> str:
        return time_of_day(value) if value else ""


def _boxes(value: Any) -> tuple[str, str, str]:
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    return tuple(value) if value else ("", "", "")


def _wrong(bound: forms.BoundField) -> tuple[str, ...]:
    errors = bound.form.errors.as_data().get(bound.name) if bound.form.is_bound else None
    params: dict[str, Any] = (errors[0].params if errors else None) or {}
    return tuple(params.get("wrong", ()))
