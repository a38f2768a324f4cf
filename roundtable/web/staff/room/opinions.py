"""The opinions of all professionals on all children, and writing them down."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.decisions.actions import record_opinion, record_opinions
from roundtable.casework.plans.opinion_table import get_giver, table_page
from roundtable.casework.plans.room_queries import decision_page, get_room
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff.room import forms
from roundtable.web.staff.room.beside import BesideTheRoom
from roundtable.web.staff.room.table import TableShown
from roundtable.web.staff.room.views import OfChild


class Opinions(BesideTheRoom):
    """One table: who gives an opinion down the side, the children across, the family first."""

    template_name = "staff/room/opinions.jinja"

    def context(self) -> dict[str, Any]:
        return {"table": TableShown.of(table_page(self.conference, actor=self.actor))}


class GiveOpinion(OfChild):
    """One professional's opinion on one child, written down by those who run the meeting."""

    form_class = forms.OpinionForm
    keeps_draft = True
    tab = "An opinion"
    button = "Save this opinion"
    done = "Opinion saved"

    def load(self) -> None:
        super().load()
        page = decision_page(self.conference, self.child, actor=self.actor, now=self.now)
        self.giver = get_giver(page.opinions, public_id=self.kwargs["participant_id"])
        self.given = page.opinions.cells[self.child.pk, self.giver.pk]
        self.title = f"Opinion of {self.giver.name}"

    def edits(self) -> str:
        return f"opinions of {self.giver.pk}"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.given, name) for name in forms.OpinionForm.base_fields}

    def on_file(self) -> dict[str, Any]:
        """Not what it says, which stays hidden until all are in, but that it was given since."""
        return {"given_at": self.given.given_at}

    def act(self, answers: dict[str, Any]) -> Any:
        return record_opinion(
            conference_child_id=self.child.pk,
            participant_id=self.giver.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class GiveOpinions(FormPage):
    """What one professional thinks, where it is the same on several children."""

    form_class = forms.OpinionsForm
    template_name = "staff/room/form.jinja"
    keeps_draft = True
    tab = "An opinion on several children"
    button = "Save for these children"

    def load(self) -> None:
        self.conference = get_room(public_id=self.kwargs["public_id"], actor=self.actor)
        page = table_page(self.conference, actor=self.actor)
        self.children = page.children
        self.giver = get_giver(page.opinions, public_id=self.kwargs["participant_id"])
        self.given = {
            child.pk: page.opinions.cells[child.pk, self.giver.pk] for child in page.children
        }
        self.title = f"Opinion of {self.giver.name} on several children"

    def edits(self) -> str:
        return f"opinions of {self.giver.pk}"

    def on_file(self) -> dict[str, Any]:
        return {"given_at": [one.given_at for one in self.given.values()]}

    def form_options(self) -> dict[str, Any]:
        return {
            "children": [
                Choice(
                    str(child.pk),
                    child.child.name,
                    hint="Given already: this replaces it."
                    if self.given[child.pk].is_given
                    else "",
                )
                for child in self.children
            ]
        }

    def address(self) -> str:
        return reverse("staff:room-opinions", args=[self.conference.public_id])

    def context(self) -> dict[str, Any]:
        return {"child": "", "back": self.address()}

    def act(self, answers: dict[str, Any]) -> Any:
        return record_opinions(
            conference_child_ids=[int(pk) for pk in answers.pop("children")],
            participant_id=self.giver.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Opinions saved")
        return self.address()
