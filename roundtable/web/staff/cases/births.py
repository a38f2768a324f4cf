"""A child who was expected is born."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.cases.queries import get_child
from roundtable.casework.people.choices import SEXES
from roundtable.casework.plans.actions.births import record_birth
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.design_system.fields import DateField, RadiosField, TextField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form


class BirthForm(Form):
    birth_on = DateField(
        label="When was the child born?",
        required_message="Enter when the child was born",
        called="The date of birth",
        past=True,
    )
    forename = TextField(
        label="First name",
        required_message="Enter the child's first name",
        max_length=80,
        called="The first name",
        look={"width": "20", "spellcheck": False},
    )
    surname = TextField(
        label="Surname",
        required_message="Enter the child's surname",
        max_length=80,
        called="The surname",
        look={"width": "20", "spellcheck": False},
    )
    sex = RadiosField(
        label="Sex",
        choices=SEXES,
        required_message="Select the child's sex, or that it is not known",
        look={"inline": True},
    )


class RecordBirth(FormPage):
    """The same child, with a name: what is arranged stays, and no limit moves."""

    template_name = "staff/form.jinja"
    form_class = BirthForm
    title = "Record the birth"
    button = "Save the birth"

    def load(self) -> None:
        self.child = get_child(
            public_id=self.kwargs["public_id"],
            actor=self.actor,
            permission=Permission.EDIT_PEOPLE,
        )
        if not self.child.is_unborn:
            raise RecordNotFound("unborn child")

    def edits(self) -> str:
        return f"birth {self.child.pk}"

    def initial(self) -> dict[str, Any]:
        return {"surname": self.child.surname}

    def context(self) -> dict[str, Any]:
        explain = (
            "A conference that was asked for before the birth stays as it is arranged: it becomes"
            " an initial conference, and its limit does not move.",
        )
        return {"back": self._childs_page(), "caption": self.child.name, "explain": explain}

    def _childs_page(self) -> str:
        return reverse("staff:child", args=[self.child.public_id])

    def act(self, answers: dict[str, Any]) -> Any:
        return record_birth(child_id=self.child.pk, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "The birth was saved.")
        return self._childs_page()
