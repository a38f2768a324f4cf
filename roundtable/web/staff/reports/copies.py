"""Printed copies of the papers: the desk prints them, hands them out and counts them back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.reports.actions.copies import note_copy, print_paper_copies
from roundtable.casework.reports.copies import (
    can_have_a_copy,
    copies_of,
    copies_overdue,
    get_copy,
    state_of,
)
from roundtable.foundation.core import clock
from roundtable.foundation.documents.actions import pdf_of
from roundtable.rules.access import Permission
from roundtable.rules.copy_states import what_can_follow
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.wording import count
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.letters.printed import as_pdf
from roundtable.web.staff.reports import copy_forms as forms
from roundtable.web.staff.reports.copy_presenters import copy_shown, note_title


class Copies(OfConference):
    """What was printed and where it is; and printing for whom it is chosen."""

    form_class = forms.PrintForm
    permission = Permission.BUNDLE_REPORTS
    template_name = "staff/reports/copies.jinja"
    title = "Printed copies"
    button = "Print these copies"

    def load(self) -> None:
        super().load()
        self.readers = can_have_a_copy(participants_of(self.conference))

    def form_options(self) -> dict[str, Any]:
        return {"readers": [(str(one.public_id), one.name) for one in self.readers]}

    def context(self) -> dict[str, Any]:
        copies = copies_of(self.conference, today=clock.today())
        return super().context() | {"copies": [copy_shown(one) for one in copies]}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = set(answers["readers"])
        return print_paper_copies(
            conference_id=self.conference.pk,
            participant_ids=[one.pk for one in self.readers if str(one.public_id) in chosen],
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, f"{count(len(result), 'copy', 'copies')} ready to print")
        return self.address("staff:copies")


class NoteCopy(FormPage):
    form_class = forms.NoteForm
    template_name = "staff/reports/copy.jinja"
    title = "What became of this copy?"
    button = "Save"

    def load(self) -> None:
        self.copy = get_copy(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return {
            "back": self.back(),
            "about": note_title(self.copy.number, self.copy.participant.name),
        }

    def back(self) -> str:
        return reverse("staff:copies", args=[self.copy.participant.conference.public_id])

    def form_options(self) -> dict[str, Any]:
        counted = self.copy.number is not None
        return {"events": what_can_follow(state_of(self.copy), is_counted_back=counted)}

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def act(self, answers: dict[str, Any]) -> Any:
        return note_copy(copy_id=self.copy.pk, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Saved")
        return self.back()


class PrintCopy(View):
    """The copy as it was printed, whatever was written afterwards."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        copy = get_copy(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        return as_pdf(pdf_of(copy.document))


class Overdue(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        found = copies_overdue(request.actor, today=clock.today())  # type: ignore[attr-defined]
        shown = {"copies": [copy_shown(one) for one in found]}
        return render(request, "staff/reports/copies_overdue.jinja", shown)
