"""The first page of a professional, of the lead of an agency, and of an interpreter."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roundtable.casework.plans.agency_home import agency_home
from roundtable.casework.plans.agency_record import agency_record
from roundtable.casework.plans.partner_home import bookings, partner_home
from roundtable.casework.plans.partner_shared import shared_with
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Role
from roundtable.web.partners.dates import Days
from roundtable.web.partners.home.agency import AgencyShown
from roundtable.web.partners.home.presenters import (
    BookingsShown,
    HomeShown,
)
from roundtable.web.partners.home.shared import SharedShown


def home(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _PAGES[actor.role](request, actor)


def _partner(request: HttpRequest, actor: Actor) -> HttpResponse:
    shown = HomeShown.of(partner_home(actor), Days.of(actor.authority_id))
    return render(request, "partners/home/home.jinja", {"home": shown})


def _agency(request: HttpRequest, actor: Actor) -> HttpResponse:
    shown = AgencyShown.of(agency_home(actor), Days.of(actor.authority_id), agency_record(actor))
    return render(request, "partners/home/agency.jinja", {"agency": shown})


def _interpreter(request: HttpRequest, actor: Actor) -> HttpResponse:
    shown = BookingsShown.of(bookings(actor))
    return render(request, "partners/home/bookings.jinja", {"bookings": shown})


_PAGES: dict[Role, Callable[[HttpRequest, Actor], HttpResponse]] = {
    Role.PARTNER: _partner,
    Role.AGENCY_LEAD: _agency,
    Role.INTERPRETER: _interpreter,
}


def shared(request: HttpRequest) -> HttpResponse:
    """What others have shared with them, for as long as it is theirs to read."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = SharedShown.of(shared_with(actor))
    return render(request, "partners/home/shared.jinja", {"shared": shown})


def dates(request: HttpRequest) -> HttpResponse:
    """All that is theirs by day: whoever missed a meeting looks up the next one here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = HomeShown.of(partner_home(actor), Days.of(actor.authority_id))
    return render(request, "partners/home/dates.jinja", {"days": shown.by_day})
