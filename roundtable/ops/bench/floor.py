"""The floor: the least a page of ours can cost. Same stack, base layout, one query."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roundtable.foundation.access.gate import decided
from roundtable.foundation.core.models import Authority


def floor(request: HttpRequest) -> HttpResponse:
    decided.set(True)
    name = Authority.objects.get(pk=request.actor.authority_id).name  # type: ignore[attr-defined]
    return render(request, "bench/floor.jinja", {"name": name})
