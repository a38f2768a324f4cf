"""The first page of a parent, a child or an advocate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.conferences.letters.authority import complaints
from roundtable.casework.plans.family_queries import family_home
from roundtable.casework.plans.family_routes import authority_of
from roundtable.casework.plans.family_voice import conferences_to_speak_to
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.web.family.home.presenters import HomeShown


class Home(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        decided.set(True)  # the queries show only what is theirs
        actor: Actor = request.actor  # type: ignore[attr-defined]
        shown = HomeShown.of(
            family_home(actor), today=clock.today(), voices=conferences_to_speak_to(actor)
        )
        return render(request, "family/home/home.jinja", {"home": shown})


class Unhappy(View):
    """How to complain: every authority has a route."""

    def get(self, request: HttpRequest) -> HttpResponse:
        decided.set(True)
        route = complaints(authority_of(request.actor))  # type: ignore[attr-defined]
        return render(
            request, "family/home/unhappy.jinja", {"to": route.to, "how": list(route.how)}
        )
