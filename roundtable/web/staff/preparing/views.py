"""How ready one conference is, line by line, and where each thing is put right."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import Frame, conference_frame
from roundtable.casework.plans.readiness import readiness_of
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Permission
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.preparing.lights import ReadinessShown

# Where a line leads for those who may put it right: address, the words, and what they may.
_LEADS = (
    ("time-to-read", "Time to read", Permission.VIEW_READINESS),
    ("reports", "Reports", Permission.VIEW_CONFERENCE),
    ("answers", "Answers", Permission.VIEW_CONFERENCE),
    ("needs", "What people need", Permission.VIEW_CONFERENCE),
    ("family-contact", "Speak with the family", Permission.RECORD_FAMILY_CONTACT),
    ("childrens-parts", "How the children take part", Permission.SETTLE_CHILDS_PART),
    ("views", "What the children and parents think", Permission.RECORD_VIEWS),
)


class ReadinessView(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(
            public_id=public_id, actor=actor, permission=Permission.VIEW_READINESS
        )
        found = readiness_of([frame.conference]).get(frame.conference.pk)
        shown = {
            "header": HeaderShown.of(frame),
            "ready": ReadinessShown.of(found) if found else None,
            "leads": _leads(frame),
        }
        return render(request, "staff/preparing/readiness.jinja", shown)


def _leads(frame: Frame) -> list[tuple[str, str]]:
    allowed = frame.allowed | {Permission.VIEW_CONFERENCE}
    return [
        (words, reverse(f"staff:{name}", args=[frame.conference.public_id]))
        for name, words, permission in _LEADS
        if permission in allowed
    ]
