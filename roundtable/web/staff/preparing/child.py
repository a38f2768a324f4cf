"""How the children take part: settled before the day, and coded by what really happened."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.plans.childs_words import childs_words
from roundtable.casework.preparing.actions.childs_letter import go_through_letter
from roundtable.casework.preparing.actions.childs_part import settle_childs_part
from roundtable.casework.preparing.choices import HEARS_REPORTS, MEANS
from roundtable.casework.preparing.queries import (
    childrens_parts,
    get_letter_for_a_child,
    letters_for_a_child,
    who_goes_through_letters,
    workers_for_a_child,
)
from roundtable.casework.room.agenda import default_agenda
from roundtable.casework.room.participation import codes_of
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Permission
from roundtable.rules.participation import TEXTS
from roundtable.web.design_system.childs_words import ChildsWordsShown
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.preparing.forms import ChildsPartForm, GoThroughForm
from roundtable.web.staff.preparing.presenters import LetterShown, PartShown

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import ConferenceChild


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
                    hears=dict(HEARS_REPORTS),
                    href=reverse("staff:settle-part", args=[public_id, held.public_id]),
                    words_href=reverse("staff:childs-words", args=[public_id, held.public_id]),
                    took_part=f"{codes[held.pk]}: {TEXTS[codes[held.pk]]}" if codes else "",
                )
                for held in frame.children
                if not held.child.is_unborn
            ],
            "letters": [
                letter
                for held in frame.children
                if not held.child.is_unborn
                for letter in _letters(held, public_id)
            ],
            "was_held": bool(frame.conference.ending),
        }
        return render(request, "staff/preparing/childrens_parts.jinja", shown)


class Words(View):
    """What a child said and what came of it, for the worker to go through with them."""

    def get(self, request: HttpRequest, public_id: Any, child_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(
            public_id=public_id, actor=actor, permission=Permission.SETTLE_CHILDS_PART
        )
        words = childs_words(frame, frame.child(child_id), actor=actor)
        shown = {
            "header": HeaderShown.of(frame),
            "words": ChildsWordsShown.of(words),
            "worker": words.tells_the_child,
            "why_none": words.why_none,
            "who_tells": words.came_of_it.who_tells if words.came_of_it else "",
        }
        return render(request, "staff/preparing/childs_words.jinja", shown)


def _letters(held: "ConferenceChild", public_id: Any) -> list[LetterShown]:
    return [
        LetterShown.of(
            held,
            one,
            go_through=reverse(
                "staff:go-through-letter", args=[public_id, held.public_id, one.document.public_id]
            ),
        )
        for one in letters_for_a_child(held)
    ]


class SettlePart(OfConference):
    form_class = ChildsPartForm
    template_name = "staff/preparing/settle_part.jinja"
    permission = Permission.SETTLE_CHILDS_PART
    tab = "How a child takes part"
    button = "Save"
    done = "Saved"
    back_text = "How the children take part"
    beside = {
        "NO_REASON": "reason",
        "NO_MEANS": "means",
        "NO_WORKER": "with_worker",
        "NO_REPORTS_REASON": "no_reports_reason",
    }

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
            "hears_reports": self.part.hears_reports,
            "no_reports_reason": self.part.no_reports_reason,
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


class GoThroughLetter(OfConference):
    """A letter for a child is on their own page once somebody has gone through it with them."""

    form_class = GoThroughForm
    permission = Permission.SETTLE_CHILDS_PART
    title = "A letter was gone through"
    button = "Save"
    done = "Saved. It is on the child's own page now."
    back_text = "How the children take part"
    beside = {"IN_THE_FUTURE": "on", "NO_PLACE": "kept_where"}

    def load(self) -> None:
        super().load()
        self.held = self.frame.child(self.kwargs["child_id"])
        self.letter = get_letter_for_a_child(public_id=self.kwargs["letter_id"], held=self.held)

    def back(self) -> str:
        return self.address("staff:childrens-parts")

    def context(self) -> dict[str, Any]:
        worker = who_goes_through_letters(self.held)
        about = f"For {self.held.child.name}: {self.letter.title}."
        if worker is not None:
            about = f"{about} {worker.name} goes through it."
        return super().context() | {"about": about}

    def act(self, answers: dict[str, Any]) -> Any:
        return go_through_letter(
            conference_child_id=self.held.pk,
            document_id=self.letter.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )
