"""How the children take part: settled before the day, and coded by what really happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.preparing.actions.childs_part import settle_childs_part
from roundtable.casework.preparing.choices import MEANS
from roundtable.casework.preparing.queries import childrens_parts, workers_for_a_child
from roundtable.casework.room.agenda import default_agenda
from roundtable.casework.room.participation import codes_of
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Permission
from roundtable.rules.participation import TEXTS
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.preparing.forms import ChildsPartForm
from roundtable.web.staff.preparing.presenters import PartShown


class ChildrensParts(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(
            public_id=public_id, actor=actor, permission=Permission.SETTLE_CHILDS_PART
        )
        parts = childrens_parts(frame.children)
        codes = codes_of(frame.conference, frame.children) if frame.conference.ending else {}
        shown = {
            "header": HeaderShown.of(frame),
            "parts": [
                PartShown.of(
                    held,
                    parts.get(held.pk),
                    means=dict(MEANS),
                    href=reverse("staff:settle-part", args=[public_id, held.public_id]),
                    took_part=f"{codes[held.pk]}: {TEXTS[codes[held.pk]]}" if codes else "",
                )
                for held in frame.children
                if not held.child.is_unborn
            ],
            "was_held": bool(frame.conference.ending),
        }
        return render(request, "staff/preparing/childrens_parts.jinja", shown)


class SettlePart(OfConference):
    form_class = ChildsPartForm
    permission = Permission.SETTLE_CHILDS_PART
    tab = "How a child takes part"
    button = "Save"
    done = "Saved"
    back_text = "How the children take part"
    beside = {"NO_REASON": "reason", "NO_MEANS": "means", "NO_WORKER": "with_worker"}

    def load(self) -> None:
        super().load()
        self.held = self.frame.child(self.kwargs["child_id"])
        self.part = childrens_parts([self.held]).get(self.held.pk)
        self.workers = workers_for_a_child(self.conference)
        self.title = f"How {self.held.child.name} takes part"

    def back(self) -> str:
        return self.address("staff:childrens-parts")

    def form_options(self) -> dict[str, Any]:
        return {
            "parts": default_agenda(self.conference.authority),
            "workers": [(str(one.public_id), one.name) for one in self.workers],
        }

    def edits(self) -> str:
        return f"childs part {self.held.pk}"

    def initial(self) -> dict[str, Any]:
        if self.part is None:
            return {}
        worker = self.part.with_worker
        return {
            "is_invited": self.part.is_invited,
            "comes_to": self.part.comes_to,
            "reason": self.part.reason,
            "means": self.part.means,
            "with_worker": str(worker.public_id) if worker else "",
            "kept_where": self.part.kept_where,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("with_worker", None)
        return settle_childs_part(
            conference_child_id=self.held.pk,
            with_worker=next((w for w in self.workers if str(w.public_id) == chosen), None),
            **answers,
            actor=self.actor,
            now=self.now,
        )
