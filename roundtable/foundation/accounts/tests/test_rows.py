"""A row of ours is made without Django's own ceremony, and is the row that Django would make."""

from datetime import date

import pytest
from django.db import models

from roundtable.foundation.accounts.models import Appointment, User
from roundtable.foundation.core.models import Authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment() -> Appointment:
    authority = Authority.objects.create(code="NEAR", name="Near", settings={"a": [1]})
    user = User.objects.create(email="one@town.example", name="One")
    return Appointment.objects.create(
        authority=authority, user=user, role="chair", starts_on=date(2026, 1, 1)
    )


def test_a_row_that_was_read_is_what_django_would_have_made(appointment: Appointment) -> None:
    row = Appointment.objects.select_related("authority").get()
    columns = [one.attname for one in Appointment._meta.concrete_fields]
    values = [getattr(appointment, one) for one in columns]
    theirs = models.Model.from_db.__func__(Appointment, "default", columns, values)  # type: ignore[attr-defined]

    assert {one: vars(row)[one] for one in columns} == {one: vars(theirs)[one] for one in columns}
    assert (row._state.adding, row._state.db) == (theirs._state.adding, theirs._state.db)
    assert row.authority.settings == {"a": [1]}


def test_a_column_left_out_is_read_when_it_is_asked_for(appointment: Appointment) -> None:
    row = Appointment.objects.only("user").get()

    assert row.get_deferred_fields() == {
        one.attname for one in Appointment._meta.concrete_fields
    } - {"id", "user_id"}
    assert (row.role, row.starts_on) == ("chair", date(2026, 1, 1))


def test_a_row_that_was_read_is_changed_and_not_made_twice(appointment: Appointment) -> None:
    row = Appointment.objects.get()
    row.role = "manager"
    row.save()

    assert [one.role for one in Appointment.objects.all()] == ["manager"]
