"""Fields that are typed: lines, longer words, addresses, counts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from roundtable.web.design_system.fields.shown import Shown, words_of


def _called(label: str) -> str:
    """Return what an error calls the answer: the summary has the errors of many fields."""
    shown = label.replace("%", "%%")
    return f"Your answer to \u201c{shown}\u201d" if shown.endswith("?") else shown


class TextField(Shown, forms.CharField):
    """One line. `width` is in characters, or `full`."""

    component = "input"

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required_message: str = "",
        required: bool = True,
        max_length: int | None = 200,
        called: str = "",
        look: Mapping[str, Any] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=max_length,
            error_messages=words_of(required_message, label, required=required)
            | {
                "max_length": f"{called or _called(label)} must be %(limit_value)d characters or less"
            },
            **rest,
        )
        self.look = dict(look or {})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        # A browser counts one character for a line's end, and sends two.
        return text.replace("\r\n", "\n").replace("\x00", "")

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().arguments(bound) | self.look


class TextareaField(TextField):
    """Several lines, with a count of what is left when there is a limit."""

    component = "textarea"

    def __init__(
        self, *, label: str, max_length: int | None = None, rows: int = 5, **rest: Any
    ) -> None:
        super().__init__(label=label, max_length=max_length, **rest)
        # The limit is shown and checked, not enforced while typing: nobody's words are cut off.
        self.look |= {"rows": rows, "max_length": max_length}


class EmailField(TextField):
    """An e-mail address."""

    def __init__(self, *, label: str, **rest: Any) -> None:
        look = {"type": "email", "autocomplete": "email", "spellcheck": False}
        super().__init__(label=label, max_length=254, look=look | rest.pop("look", {}), **rest)
        self.validators.append(
            EmailValidator("Enter an email address in the correct format, like name@example.com")
        )


class PasswordField(TextField):
    """A password: pasted or filled in by the browser as the person likes, and never sent back."""

    def __init__(self, *, label: str, **rest: Any) -> None:
        look = {"type": "password", "autocomplete": "current-password", "spellcheck": False}
        super().__init__(label=label, max_length=500, strip=False, look=look, **rest)

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().arguments(bound) | {"value": ""}


class HiddenField(TextField):
    """A value the page carries; an error about it can only stand in the summary."""

    component = "hidden"

    def __init__(self, *, label: str = "Hidden value", **rest: Any) -> None:
        super().__init__(label=label, **rest)

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        return {"name": bound.html_name, "value": bound.value()}


class WholeNumberField(TextField):
    """A count. Digits only, so that nobody's `1.5` becomes 15."""

    def __init__(
        self, *, label: str, least: int = 0, most: int = 1_000_000, width: str = "4", **rest: Any
    ) -> None:
        look = {"inputmode": "numeric", "spellcheck": False, "width": width}
        super().__init__(label=label, look=look, max_length=20, **rest)
        self.least, self.most = least, most

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).replace(",", "")
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or not self.least <= int(text) <= self.most:
            raise ValidationError(f"Enter a whole number between {self.least} and {self.most}")
        return int(text)
