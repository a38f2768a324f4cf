"""The page of a conference, and the convening desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.invitations.incident_queries import incidents_to_see_to
from roundtable.casework.plans.conference_page import conference_page
from roundtable.casework.plans.desk import convening_desk
from roundtable.foundation.accounts.models import Actor
from roundtable.web.staff.conferences.desk import LISTS, DeskShown
from roundtable.web.staff.conferences.presenters import ConferenceShown
from roundtable.web.staff.dates import Days
from roundtable.web.staff.incidents.presenters import SeeToShown
from roundtable.web.staff.paging import page_of


class ConferenceView(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        page = conference_page(public_id=public_id, actor=actor)
        days = Days.of(page.conference.authority_id)
        shown = ConferenceShown.of(page, role=actor.role, days=days)
        return render(request, "staff/conferences/conference.jinja", {"conference": shown})


class ConveningDesk(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        days = Days.of(actor.authority_id)
        pages = {name: page_of(request, name) for name in LISTS}
        desk = convening_desk(actor, today=days.today, calendar=days.calendar, **pages)
        shown = DeskShown.of(desk, days)
        see_to = SeeToShown.of(incidents_to_see_to(actor, today=days.today), days)
        return render(request, "staff/conferences/desk.jinja", {"desk": shown, "see_to": see_to})
