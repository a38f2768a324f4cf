"""What the family can read about the meeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.information.queries import (
    FOR_FAMILIES,
    in_force,
    one_in_force,
)
from roundtable.casework.information.shown import Kind
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Role


class Leaflets(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        decided.set(True)  # the same for everybody
        actor: Actor = request.actor  # type: ignore[attr-defined]
        texts = in_force(actor.authority_id, kinds=FOR_FAMILIES)
        if actor.role is Role.CHILD:
            texts.sort(key=lambda one: one.kind is not Kind.YOUNG)
        return render(request, "family/information/leaflets.jinja", {"texts": texts})


class Leaflet(View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        text = one_in_force(actor.authority_id, code, kinds=FOR_FAMILIES)
        return render(request, "family/information/leaflet.jinja", {"text": text})
