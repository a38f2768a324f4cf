"""Before the day: what the children and parents think."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.room.actions.saying import record_views
from roundtable.casework.room.voices import get_voice, relatives_chosen, voices_of, words_of
from roundtable.foundation.access.doors import facts_on
from roundtable.rules.access import Permission
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.room.forms import ViewsForm


class ViewsView(View):
    """Whose views are in. What they say is read on the page where they are written down."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        frame = conference_frame(
            public_id=public_id,
            actor=request.actor,  # type: ignore[attr-defined]
            permission=Permission.RECORD_VIEWS,
        )
        voices = voices_of(frame.conference, frame.children)
        children = [
            (held.child.name, [_voice_row(public_id, one) for one in voices if one.held is held])
            for held in frame.children
        ]
        shown = {"header": HeaderShown.of(frame), "children": children}
        return render(request, "staff/conferences/views.jinja", shown)


def _voice_row(public_id: Any, one: Any) -> tuple[str, str, str]:
    """Return who, where their views are written, and how far that is."""
    address = reverse(
        "staff:record-views", args=[public_id, one.held.public_id, one.person.public_id]
    )
    if one.views is None:
        return one.person.name, address, "Not in yet"
    return one.person.name, address, "In" if one.views.statement_id else "Not obtained, with reason"


class RecordViews(OfConference):
    form_class = ViewsForm
    permission = Permission.RECORD_VIEWS
    tab = "Views"
    button = "Save these views"
    done = "Views saved"
    back_text = "Views"

    def load(self) -> None:
        super().load()
        self.voices = voices_of(self.conference, self.frame.children)
        self.voice = get_voice(
            self.voices, child_id=self.kwargs["child_id"], person_id=self.kwargs["person_id"]
        )
        self.title = f"What {self.voice.person.name} thinks"

    def back(self) -> str:
        return self.address("staff:views")

    def form_options(self) -> dict[str, Any]:
        others = self._family() if self.voice.is_the_childs else ()
        return {"family": [(str(one.public_id), one.name) for one in others]}

    def _family(self) -> list[Any]:
        """Return the parents who are here for this child."""
        return [
            one.person
            for one in self.voices
            if one.held is self.voice.held and not one.is_the_childs
        ]

    def edits(self) -> str:
        return f"views {self.voice.held.pk} {self.voice.person.pk}"

    def initial(self) -> dict[str, Any]:
        views = self.voice.views
        facts = facts_on(self.conference)
        reader = reader_for(self.actor, self.conference, facts=facts)
        text = words_of(self.voice, self.conference, reader=reader)
        # Whom the child has chosen already, for words that are shown here.
        chosen = relatives_chosen(views) if text and self.voice.is_the_childs else frozenset()
        return {
            "text": text,
            "how_given": views.how_given if views else "",
            "not_obtained_reason": views.not_obtained_reason if views else "",
            "meant_for": [str(one.public_id) for one in self._family() if one.pk in chosen],
        }

    def context(self) -> dict[str, Any]:
        about = f"About {self.voice.held.child.name}"
        return super().context() | {"about": "" if self.voice.is_the_childs else about}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = set(answers.pop("meant_for", ()))
        return record_views(
            conference_child_id=self.voice.held.pk,
            person=self.voice.person,
            meant_for=[one for one in self._family() if str(one.public_id) in chosen],
            **answers,
            actor=self.actor,
            now=self.now,
        )
