"""The form that pages fill in, and its errors as the summary lists them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from roundtable.web.design_system.fields.shown import first_error


class Form(forms.Form):
    """A plain form: it checks the shape of one page's answers and never saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The id of an input is its name, as in the components.
        super().__init__(*args, **{"auto_id": "%s", "label_suffix": ""} | kwargs)

    def as_typed(self) -> "Form":
        """Show what was typed so far, and look for no mistake in it: it has not been sent."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    def offer(self, name: str, choices: Iterable[Any]) -> None:
        """Offer the choices of this record in the field `name`."""
        field: Any = self.fields[name]
        field.offer(choices)

    def need(self, name: str, message: str) -> None:
        """Ask for `name` after all, because another answer calls for it (use it in `clean`)."""
        if name not in self.errors and self.cleaned_data.get(name) in (None, "", []):
            self.add_error(name, message)


def errors_of(*forms_of_page: forms.Form) -> list[tuple[str, str]]:
    """Return every error as (text, link to the field), in the order of the page."""
    found: list[tuple[str, str]] = []
    for form in forms_of_page:
        found += [(str(error), "") for error in form.non_field_errors()]
        for bound in form:
            if bound.errors:
                first_id = getattr(bound.field, "first_id", lambda one: one.id_for_label)(bound)
                found.append((first_error(bound), f"#{first_id}"))
    return found
