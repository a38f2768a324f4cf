"""Asking for a conference, and answering such a request."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.plans.request_page import Suggested
from roundtable.rules.categories import Category
from roundtable.web.design_system.fields import CheckboxesField, TextareaField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff import words
from roundtable.web.staff.requests.presenters import kind_in_words, why_not

_CATEGORIES = [(one.value, text.capitalize()) for one, text in words.CATEGORIES.items()]


class RequestConferenceForm(Form):
    children = CheckboxesField(
        label="For which children?",
        hint="What the meeting is for each child follows from what is on file about them.",
        required_message="Select the children it is for",
    )
    reason = TextareaField(
        label="Why is a conference needed?",
        hint="The conference service and the chair read this first.",
        required_message="Enter why a conference is needed",
        rows=6,
    )
    expected_categories = CheckboxesField(
        label="Under which categories might a plan be?",
        hint="What you expect. The conference decides.",
        choices=_CATEGORIES,
        required=False,
        coerce=Category,
    )
    interim_safety_plan = TextareaField(
        label="What keeps the children safe until the conference?",
        hint="Who does what, from today.",
        required=False,
    )

    def __init__(self, *args: Any, suggested: Sequence[Suggested], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].offer(  # type: ignore[attr-defined]
            Choice(str(one.child.public_id), one.child.name, hint=kind_in_words(one))
            for one in suggested
            if not why_not(one)
        )


class AuthoriseForm(Form):
    """Nothing to fill in: the page says what is authorised, the button does it."""


class ReturnForm(Form):
    gaps = CheckboxesField(
        label="What is missing?",
        required=False,
        choices=[
            Choice(one, one)
            for one in (
                "Addresses of everybody who is to be invited",
                "Who holds parental responsibility",
                "A safe way to reach each parent",
                "The professionals to invite",
                "Whether an interpreter is needed",
                "The interim safety plan",
                "Who else lives in the household",
            )
        ],
    )
    more = TextareaField(
        label="Anything else",
        hint="One on each line",
        required=False,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        lines = [line.strip() for line in given.get("more", "").splitlines() if line.strip()]
        if any(len(line) > 250 for line in lines):
            self.add_error("more", "Each line must be 250 characters or less")
        elif not lines:
            self.need("gaps", "Select or enter what is missing")
        return given


class ResubmitForm(Form):
    reason = TextareaField(
        label="Why is a conference needed?",
        required_message="Enter why a conference is needed",
        rows=6,
    )
    interim_safety_plan = TextareaField(
        label="What keeps the children safe until the conference?",
        required=False,
    )
