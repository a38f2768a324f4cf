"""The people of the demo authority, as the sign-in page lists them."""

from dataclasses import dataclass

from roundtable.foundation.accounts.models import User
from roundtable.foundation.accounts.queries import list_demo_users
from roundtable.rules.access import Role
from roundtable.web.design_system.audiences import AUDIENCES, STAFF, audience_of


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person, one click."""

    key: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Group:
    """The demo people who come in by the same door."""

    title: str
    people: tuple[Person, ...]


def people() -> tuple[Group, ...]:
    """Return everyone in the demo, grouped by the door they come in by."""
    found: dict[str, list[Person]] = {audience.title: [] for audience in AUDIENCES}
    for user, roles in list_demo_users():
        audience = audience_of(Role(roles[0])) if roles else STAFF
        found[audience.title].append(Person(str(user.pk), user.name, user.demo_description))
    return tuple(Group(title, tuple(group)) for title, group in found.items() if group)


def find(key: str) -> User | None:
    """Return the demo person with this key; never a user who is not an invented person."""
    return next((user for user, _ in list_demo_users() if str(user.pk) == key), None)
