"""Filling in a booking form in the browser, page by page."""

from typing import Any

from django.test import Client
from django.urls import reverse

from roundtable.casework.cases.tests.town import Family
from roundtable.casework.convening.models import BookingForm
from roundtable.casework.people.models import Person
from roundtable.web.staff.tests.visiting import filled, opened


def asking(family: Family) -> str:
    return reverse("staff:request-conference", args=[family.case.public_id])


def begin(client: Client, family: Family) -> BookingForm:
    """Begin a booking form for the family, or go on with the one that was begun."""
    client.post(asking(family), filled())
    return BookingForm.objects.get(case=family.case, sent_at=None)


def page(form: BookingForm, key: str) -> str:
    return reverse("staff:answer-booking", args=[form.public_id, key])


def check(form: BookingForm) -> str:
    return reverse("staff:check-booking", args=[form.public_id])


def key_of(person: Person) -> str:
    return person.public_id.hex[:12]


def answer(client: Client, form: BookingForm, key: str, **answers: Any) -> Any:
    """Answer one page, as it was shown."""
    return client.post(page(form, key), opened(client, page(form, key)) | filled(**answers))


def about(family: Family, *children: str) -> dict[str, str]:
    """Return the answers about the children of the household: about these, and no others."""
    given = {}
    for name, child in family.children.items():
        is_subject = name in children
        given[f"standing_{key_of(child)}"] = "subject" if is_subject else "considered"
        given[f"reason_{key_of(child)}"] = "" if is_subject else "Lives with the grandmother."
    return given


def fill(client: Client, family: Family, *children: str, **changed: Any) -> BookingForm:
    """Answer what a request cannot be sent without."""
    form = begin(client, family)
    reason = {
        "reason": "Ava saw her mother being hit.",
        "expected_categories": ["NEG", "EMO"],
    }
    answer(client, form, "children", **about(family, *children))
    answer(client, form, "reason", **reason | changed)
    answer(client, form, "safety", interim_safety_plan="They stay with an aunt.")
    return form


def send(client: Client, form: BookingForm) -> Any:
    return client.post(check(form), filled())
