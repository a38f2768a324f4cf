"""The three doors of the house: who comes in by which, and how long a session of theirs lasts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from roundtable.rules.access import Role


@dataclass(frozen=True, slots=True)
class Audience:
    """A door: the package under `web/` that holds its pages, and its rules for sessions."""

    name: str
    title: str
    home: str
    idle: timedelta
    longest: timedelta
    warned: timedelta
    """How long before it runs out a page says so, and offers to go on."""


_MINUTES = timedelta(minutes=1)
STAFF = Audience("staff", "Staff", "/", 30 * _MINUTES, timedelta(hours=12), 5 * _MINUTES)
PARTNERS = Audience(
    "partners", "Partners", "/partners/", 20 * _MINUTES, timedelta(hours=8), 5 * _MINUTES
)
FAMILY = Audience("family", "Family", "/family/", 10 * _MINUTES, 60 * _MINUTES, 3 * _MINUTES)
AUDIENCES = (STAFF, PARTNERS, FAMILY)

# Everyone who is not listed works for the authority.
_DOORS = {
    Role.PARTNER: PARTNERS,
    Role.AGENCY_LEAD: PARTNERS,
    Role.INTERPRETER: PARTNERS,
    Role.FAMILY: FAMILY,
    Role.CHILD: FAMILY,
    Role.ADVOCATE: FAMILY,
}
_BY_NAME = {audience.name: audience for audience in AUDIENCES}


def audience_of(role: Role) -> Audience:
    """Return the door that people with this role come in by."""
    return _DOORS.get(role, STAFF)


def audience_of_view(view: Callable[..., Any]) -> Audience | None:
    """Return whose page a view is, by the package it lives in; None if it is everyone's."""
    module = getattr(view, "view_class", view).__module__
    folders = module.split(".")
    return _BY_NAME.get(folders[2]) if folders[:2] == ["roundtable", "web"] else None


def audience_of_path(path: str) -> Audience:
    """Return in whose tone of voice to speak about an address, known or not."""
    for audience in (PARTNERS, FAMILY):
        if path.startswith(audience.home):
            return audience
    return STAFF
