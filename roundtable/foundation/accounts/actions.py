"""Giving people a way in."""

from datetime import date

from django.db import transaction

from roundtable.foundation.accounts.models import Appointment, User
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role


@transaction.atomic
def appoint(
    *,
    user: User,
    authority: Authority,
    role: Role,
    starts_on: date,
    professional_id: int | None = None,
    person_id: int | None = None,
    agency_id: int | None = None,
) -> Appointment:
    """Give `user` a role in `authority` from `starts_on`, inclusive."""
    return Appointment.objects.create(
        user=user,
        authority=authority,
        role=role.value,
        starts_on=starts_on,
        professional_id=professional_id,
        person_id=person_id,
        agency_id=agency_id,
    )


@transaction.atomic
def end_appointment(*, appointment: Appointment, on: date) -> None:
    """End a role: `on` is the last day it holds."""
    Appointment.objects.filter(pk=appointment.pk, ends_on=None).update(ends_on=on)
