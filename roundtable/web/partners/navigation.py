"""The links at the top of every partner page: what is theirs."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from roundtable.rules.access import Role
from roundtable.web.design_system.presenters import NavItem

_FIRST_PAGE = {
    Role.PARTNER: "My conferences and dates",
    Role.AGENCY_LEAD: "My agency",
    Role.INTERPRETER: "My bookings",
}


def items(request: HttpRequest) -> Sequence[NavItem]:
    """Return the links of whoever is signed in."""
    role: Role = request.actor.role  # type: ignore[attr-defined]
    shown = [(_FIRST_PAGE[role], reverse("partners:home"))] if role in _FIRST_PAGE else []
    if role is Role.PARTNER:
        shown.append(("All my dates", reverse("partners:dates")))
        shown.append(("Shared with me", reverse("partners:shared")))
        shown.append(("Ask for a conference", reverse("partners:ask-for-conference")))
    return [NavItem(text, href, current=request.path == href) for text, href in shown]
