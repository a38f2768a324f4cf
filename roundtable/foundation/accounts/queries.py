"""Reads about who is acting."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from roundtable.foundation.accounts.models import Actor, Appointment, User
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role


def actor_for(user: User, *, role: str | None = None, today: date) -> Actor | None:
    """
    Return the actor `user` is today, or None if no appointment is open.

    A police officer or head teacher may serve several authorities in one role: the actor then
    carries all of them. `role` picks one where the user holds several; else the first by id.
    """
    known = user.held if user.held is not None and user.held[0] == today else None
    rows: Sequence[Appointment] = known[1] if known else _OPEN.rows(user_id=user.pk, today=today)
    if not rows:
        return None
    chosen = next((row.role for row in rows if row.role == role), rows[0].role)
    held = [row for row in rows if row.role == chosen]
    return Actor(
        user_id=user.pk,
        name=user.name,
        role=Role(chosen),
        authority_id=held[0].authority_id,
        authority_ids=tuple(sorted({row.authority_id for row in held})),
        professional_ids=frozenset(r.professional_id for r in held if r.professional_id),
        person_id=held[0].person_id,
        agency_ids=frozenset(row.agency_id for row in held if row.agency_id),
    )


def with_appointments(user_id: int, *, today: date) -> User | None:
    """Return a user with the appointments open today, None where there is none. One query."""
    rows: list[Appointment] = _OPEN.rows(user_id=user_id, today=today)
    if not rows:
        return None
    user = rows[0].user
    user.held = (today, rows)
    return user


def system_actor(authority: Authority, name: str) -> Actor:
    """Return who acts when nobody does: a process of ours, by its name."""
    return Actor(
        user_id=0,
        name=name,
        role=Role.ADMINISTRATOR,
        authority_id=authority.pk,
        authority_ids=(authority.pk,),
    )


def _open(given: type[Slot]) -> QuerySet[Appointment]:
    today = given("today")
    open_today = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    held = Appointment.objects.filter(open_today, user_id=given("user_id"))
    return held.select_related("user").order_by("pk")


_OPEN = Kept(_open)


def list_demo_users() -> list[tuple[User, list[str]]]:
    """Return the invented people of the demo with their roles, in the order to show them."""
    users = User.objects.exclude(demo_description="").order_by("demo_order", "pk")
    users = users.prefetch_related("appointments")
    return [(user, [row.role for row in user.appointments.all()]) for user in users]
