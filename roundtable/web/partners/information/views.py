"""What those who write a report read first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.information.queries import one_in_force
from roundtable.casework.information.shown import Kind
from roundtable.foundation.accounts.models import Actor


class Guidance(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        text = one_in_force(actor.authority_id, "report", kinds={Kind.GUIDANCE})
        return render(request, "partners/information/guidance.jinja", {"text": text})
