"""What every field adds to Django's: the component that shows it, and plain words."""

from typing import Any

from django import forms


class Shown:
    """What every field adds to Django's: its component, and its words."""

    component = ""
    called: str

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        """Return what the component is called with: label, hint, first error, what was typed."""
        return {
            "name": bound.html_name,
            "label": bound.label,
            "hint": bound.help_text,
            "error": first_error(bound),
            "id": bound.id_for_label,
            "value": bound.value(),
        }

    def first_id(self, bound: forms.BoundField) -> str:
        """Return the id that the error summary leads to."""
        return bound.id_for_label

    def display(self, value: Any) -> str:
        """Return an answer in words, for "check your answers"."""
        return "" if value is None else str(value)


def first_error(bound: forms.BoundField) -> str:
    """Return the one error to show beside a field; the summary shows the same."""
    return str(bound.errors[0]) if bound.errors else ""


def words_of(
    required_message: str, label: str, verb: str = "Enter", *, required: bool
) -> dict[str, str]:
    """Return Django's `required` message in our words, made from the label where none is given."""
    if not required:
        return {}
    if label.endswith("?"):
        return {"required": required_message or f"Answer this question: {label}"}
    return {"required": required_message or f"{verb} {label[:1].lower()}{label[1:]}"}
