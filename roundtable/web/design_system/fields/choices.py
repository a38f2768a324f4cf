"""Fields that are chosen: one of a few, one of many, some of a few, yes or no."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any

from django import forms

from roundtable.web.design_system.fields.shown import Shown, words_of
from roundtable.web.design_system.presenters import Choice
from roundtable.web.design_system.wording import listed

Offered = Choice | tuple[Any, str]


class Offers(Shown):
    """A field whose answer is one, or some, of the choices it offers."""

    items: tuple[Choice, ...]
    choices: Any

    def offer(self, offered: Iterable[Offered]) -> None:
        """Set the choices: `Choice`s, or (value, text) pairs. A form does this when it is made."""
        self.items = tuple(_as_choice(one) for one in offered)
        self.choices = [(item.value, item.text) for item in self.items]

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        given = super().arguments(bound)
        given |= {"items": self.items, "value": plain(given["value"])}
        if self.component != "select":
            given["legend"] = given.pop("label")
        return given

    def text_of(self, value: Any) -> str:
        return next((item.text for item in self.items if item.value == plain(value)), "")

    def display(self, value: Any) -> str:
        return self.text_of(value)


class RadiosField(Offers, forms.TypedChoiceField):
    """One of a few, all of them seen. `coerce` turns the value into what the act is given."""

    component = "radios"

    def __init__(
        self,
        *,
        label: str,
        choices: Iterable[Offered] = (),
        hint: str = "",
        required_message: str = "",
        required: bool = True,
        coerce: Callable[[Any], Any] = str,
        look: Mapping[str, Any] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            coerce=coerce,
            empty_value=None,
            error_messages=words_of(required_message, label, "Select", required=required)
            | {"invalid_choice": "Select one of the answers on the page"},
            **rest,
        )
        self.look = dict(look or {})
        self.offer(choices)

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().arguments(bound) | self.look


class SelectField(RadiosField):
    """One of many. Starts with an empty line, so that no answer is given by not looking."""

    component = "select"

    def __init__(self, *, label: str, empty: str = "Select", **rest: Any) -> None:
        self.empty = Choice("", empty)
        super().__init__(label=label, **rest)

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        given = super().arguments(bound)
        return given | {"items": (self.empty, *given["items"])}


class YesNoField(RadiosField):
    """Yes or no; the act is given a bool."""

    def __init__(self, *, label: str, yes: str = "Yes", no: str = "No", **rest: Any) -> None:
        look = {"inline": True} | rest.pop("look", {})
        super().__init__(
            label=label,
            choices=[("yes", yes), ("no", no)],
            coerce=lambda value: value == "yes",
            look=look,
            **rest,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def display(self, value: Any) -> str:
        return self.text_of(self.prepare_value(value))


class CheckboxesField(Offers, forms.TypedMultipleChoiceField):
    """Any of a few; the act is given a list, in the order of the choices."""

    component = "checkboxes"

    def __init__(
        self,
        *,
        label: str,
        choices: Iterable[Offered] = (),
        hint: str = "",
        required_message: str = "",
        required: bool = True,
        coerce: Callable[[Any], Any] = str,
        **rest: Any,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            coerce=coerce,
            error_messages=words_of(required_message, label, "Select", required=required)
            | dict.fromkeys(
                ("invalid_choice", "invalid_list"), "Select from the answers on the page"
            ),
            **rest,
        )
        self.offer(choices)

    def clean(self, value: Any) -> list[Any]:
        chosen = super().clean(value)
        order = {item.value: place for place, item in enumerate(self.items)}
        return sorted(chosen, key=lambda one: order[plain(one)])

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        given = super().arguments(bound)
        given.pop("value")
        return given | {"values": [plain(one) for one in bound.value() or ()]}

    def display(self, value: Any) -> str:
        return listed([self.text_of(one) for one in value or ()])


def _as_choice(one: Offered) -> Choice:
    return one if isinstance(one, Choice) else Choice(plain(one[0]), one[1])


def plain(value: Any) -> str:
    if value is None:
        return ""
    return str(value.value) if isinstance(value, Enum) else str(value)
