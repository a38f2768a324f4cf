"""The conference room: the wall, what is said, whose views there are."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.plans.room_queries import (
    RoomPage,
    get_child_in_room,
    get_room,
    room_page,
    voices_on,
)
from roundtable.casework.room.actions.saying import record_item, record_views
from roundtable.casework.room.queries import news_of
from roundtable.casework.room.voices import relatives_chosen
from roundtable.casework.statements.queries import domain_titles
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.web.design_system.following import Followed
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.room import forms
from roundtable.web.staff.room.presenters import RoomShown
from roundtable.web.staff.whereabouts import AsksStaff

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import ConferenceChild


class Room(Followed, AsksStaff, FormPage):
    """The one screen of chair and minute taker; its form keeps what is being said."""

    form_class = forms.SayForm
    template_name = "staff/room/room.jinja"
    title = "Conference room"
    button = "Keep"
    restricts = True
    keeps_draft = True
    keeps_awake = True

    def load(self) -> None:
        self.conference = get_room(public_id=self.kwargs["public_id"], actor=self.actor)
        self.child = child_asked_for(self.request.GET.get("child", ""))

    def news(self) -> str:
        return news_of(self.conference, now=self.now)

    def _find_draft(self) -> None:
        """What is chosen stays chosen from item to item; with no words it is nothing typed."""
        super()._find_draft()
        if self.draft is not None and self.draft.typed is not None:
            words = self.draft.typed.get("text", "").strip()
            self.draft = replace(self.draft, typed=self.draft.typed if words else None)

    @cached_property
    def page_(self) -> RoomPage:
        return room_page(self.conference, actor=self.actor, child=self.child, now=self.now)

    def form_options(self) -> dict[str, Any]:
        return {
            "people": forms.who_speaks(self.page_.people),
            "children": forms.whom_it_is_about(self.page_.children),
            "domains": list(domain_titles(self.conference).items()),
        }

    def initial(self) -> dict[str, Any]:
        shown = [one for one in self.page_.children if one.public_id == self.child]
        only = self.page_.children if len(self.page_.children) == 1 else shown
        return {"children": [str(one.child_id) for one in only]}

    def context(self) -> dict[str, Any]:
        return {
            "room": RoomShown.of(self.page_, child=self.child),
            "asks_for_time": self._asks_for_time(),
            "news": self.page_.news,
        }

    def _asks_for_time(self) -> list[tuple[str, str]]:
        """Who has not had time to read, for the chair alone; it can be asked on the day too."""
        if not self.page_.decides:
            return []
        conference = self.page_.conference.public_id
        return [
            (one.name, reverse("staff:decide-on-time", args=[conference, asked]))
            for one, asked in self.page_.asks_for_time
        ]

    def act(self, answers: dict[str, Any]) -> Any:
        author_id, text, marks = said(answers, self.page_.children)
        return record_item(
            conference_id=self.conference.pk,
            author_id=author_id,
            text=text,
            **marks,
            at=self.said_at(),
            actor=self.actor,
            now=self.now,
        )

    def said_at(self) -> datetime:
        """Return when it was said: just now, by who sends the form as it stands."""
        return self.now

    def next_page(self, result: Any) -> str:
        address = reverse("staff:room", args=[self.conference.public_id])
        return f"{address}?child={self.child}" if self.child else address


def said(answers: dict[str, Any], children: "Sequence[ConferenceChild]") -> tuple[int, str, Any]:
    """Return who said what, and the marks of it, from what the form of an item holds."""
    chosen = {int(pk) for pk in answers.pop("children")}
    author_id, text = int(answers.pop("author")), answers.pop("text")
    marks = {name: value or "" for name, value in answers.items()}
    marks["children"] = [one.child for one in children if one.child_id in chosen]
    return author_id, text, marks


class OfChild(FormPage):
    """A form about one child of the conference, for those who run the meeting."""

    template_name = "staff/room/form.jinja"
    done = "Saved"
    back_to = "room-decision"

    def load(self) -> None:
        self.conference = get_room(public_id=self.kwargs["public_id"], actor=self.actor)
        self.child, self.children = get_child_in_room(
            conference=self.conference, public_id=self.kwargs["child_id"]
        )

    def address(self) -> str:
        """Return the page this one belongs to."""
        return reverse(
            f"staff:{self.back_to}", args=[self.conference.public_id, self.child.public_id]
        )

    def context(self) -> dict[str, Any]:
        return {"child": self.child.child.name, "back": self.address()}

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.address()


class RecordViews(AsksStaff, OfChild):
    form_class = forms.ViewsForm
    tab = "Views"
    button = "Save these views"
    done = "Views saved"

    def load(self) -> None:
        super().load()
        reader = reader_for(self.actor, self.conference)
        self.voices = voices_on(self.conference, self.child, reader=reader)
        found = [one for one in self.voices if one.person.public_id == self.kwargs["person_id"]]
        if not found:
            raise RecordNotFound("person")
        self.voice = found[0]
        self.title = f"What {self.voice.person.name} thinks"

    def form_options(self) -> dict[str, Any]:
        if not self.voice.is_the_childs:
            return {"family": ()}
        return {
            "family": [
                (str(one.person.public_id), one.person.name)
                for one in self.voices
                if not one.is_the_childs
            ]
        }

    def edits(self) -> str:
        return f"views {self.child.pk} {self.voice.person.pk}"

    def initial(self) -> dict[str, Any]:
        views, statement = self.voice.views, self.voice.statement
        return {
            "text": statement.text if statement else "",
            "how_given": views.how_given if views else "",
            "not_obtained_reason": views.not_obtained_reason if views else "",
            "meant_for": [str(one.public_id) for one in self.chosen_before()],
        }

    def chosen_before(self) -> list[Any]:
        """Return the relatives whom the child has chosen already, for words that are shown here."""
        if not self.voice.is_the_childs or self.voice.statement is None:
            return []
        chosen = relatives_chosen(self.voice.views)
        return [one.person for one in self.voices if one.person.pk in chosen]

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = set(answers.pop("meant_for", ()))
        return record_views(
            conference_child_id=self.child.pk,
            person=self.voice.person,
            meant_for=[one.person for one in self.voices if str(one.person.public_id) in chosen],
            **answers,
            actor=self.actor,
            now=self.now,
        )


def child_asked_for(text: str) -> uuid.UUID | None:
    """Return the child whom an address asks for, if it asks for one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
