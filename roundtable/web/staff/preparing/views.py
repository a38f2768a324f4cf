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
from roundtable.rules.readiness import Topic
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.preparing.lights import ReadinessShown

# Where a line is put right, by those who may.
_LEADS = {
    Topic.TIME: ("time-to-read", Permission.VIEW_READINESS),
    Topic.REPORTS: ("reports", Permission.VIEW_CONFERENCE),
    Topic.SHARED: ("reports", Permission.VIEW_CONFERENCE),
    Topic.ANSWERS: ("answers", Permission.VIEW_CONFERENCE),
    Topic.QUORUM: ("answers", Permission.VIEW_CONFERENCE),
    Topic.NEEDS: ("needs", Permission.VIEW_CONFERENCE),
    Topic.CHAIR: ("family-contact", Permission.RECORD_FAMILY_CONTACT),
    Topic.WORKER: ("family-contact", Permission.RECORD_FAMILY_CONTACT),
    Topic.ADVOCACY: ("family-contact", Permission.RECORD_FAMILY_CONTACT),
    Topic.CHILD: ("childrens-parts", Permission.SETTLE_CHILDS_PART),
    Topic.VIEWS: ("views", Permission.RECORD_VIEWS),
}


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


def _leads(frame: Frame) -> dict[Topic, str]:
    """Return where each line is put right, or "" where it is not theirs to do."""
    allowed = frame.allowed | {Permission.VIEW_CONFERENCE}
    return {
        topic: reverse(f"staff:{name}", args=[frame.conference.public_id])
        if permission in allowed
        else ""
        for topic, (name, permission) in _LEADS.items()
    }
