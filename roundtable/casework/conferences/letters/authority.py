"""What an authority prints in every letter: its letterhead, its routes, who else can help."""

from datetime import date
from typing import Any

from roundtable.casework.conferences.letters.parts import Appeal, Complaints
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.models import Authority
from roundtable.foundation.documents.rendition import CannotRender, Contact, Letterhead, Signpost
from roundtable.rules import timescales


def _branding(authority: Authority, key: str) -> Any:
    value = authority.branding.get(key)
    if not value:
        raise CannotRender(key, "has not been set for this authority")
    return value


def letterhead(authority: Authority) -> Letterhead:
    """Return the authority's letterhead."""
    return Letterhead(
        authority_name=authority.name,
        team=_branding(authority, "team"),
        address=tuple(_branding(authority, "address")),
        phone=_branding(authority, "phone"),
        email=authority.branding.get("email"),
        colour=authority.branding.get("colour", "#1d3f58"),
    )


def conference_service(authority: Authority) -> Contact:
    """Return whom to ring about a conference: the team, never a person's own number."""
    return Contact(
        name=_branding(authority, "team"),
        job="conference service",
        phone=_branding(authority, "phone"),
        email=authority.branding.get("email"),
    )


def complaints(authority: Authority) -> Complaints:
    """Return the route for complaints. Every authority has one, so its absence stops the letter."""
    route = _branding(authority, "complaints")
    return Complaints(to=route["to"], how=tuple(route["how"]))


def appeal(authority: Authority, *, decided_on: date) -> Appeal | None:
    """
    Return the authority's own route of appeal and its last day; without a route, no promise.

    Amendment A11: there is no default, so both the route and the window must be the authority's.
    """
    route = authority.branding.get("appeal")
    settings = authority.effective_settings
    if not route or not settings["appeal_enabled"] or settings["appeal_days"] is None:
        return None
    due = timescales.due("appeal", decided_on, calendar=calendar_of(authority), settings=settings)
    return Appeal(
        to=route["to"],
        how=tuple(route["how"]),
        grounds=tuple(route["grounds"]),
        last_day=due.due_on,
    )


def advice(authority: Authority) -> tuple[Signpost, ...]:
    """Return who outside the authority can help a family."""
    return tuple(Signpost(**one) for one in _branding(authority, "advice"))
