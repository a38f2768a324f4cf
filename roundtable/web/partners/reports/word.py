"""A report as a Word form to be filled in and sent back, and as a copy to keep."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from roundtable.casework.plans.partner_reports import find_report, writing
from roundtable.casework.plans.partner_word import form_of
from roundtable.casework.reports import one_paper
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.web.design_system.word_form import TakesInWord, as_pdf, as_word
from roundtable.web.partners.reports.guidance import SECTIONS
from roundtable.web.partners.reports.views import OfReport


def download(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Return one's own report as a Word form to fill in."""
    actor = request.actor  # type: ignore[attr-defined]
    return as_word(form_of(public_id=public_id, actor=actor), "report-form.docx")


def copy(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Return a report as this reader has it, as a Word document."""
    actor = request.actor  # type: ignore[attr-defined]
    found = find_report(public_id=public_id, actor=actor)
    return as_word(one_paper.as_word(found.page, found.report, copy_for=actor.name), "report.docx")


def printed(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Return a report as this reader has it, as a PDF."""
    actor = request.actor  # type: ignore[attr-defined]
    found = find_report(public_id=public_id, actor=actor)
    try:
        content = one_paper.as_pdf(found.page, found.report, copy_for=actor.name)
    except CannotRender:
        messages.info(request, "There is nothing in it to print yet.")
        return redirect("partners:report", public_id)
    return as_pdf(content, "report.pdf")


class TakeInWord(TakesInWord, OfReport):
    template_name = "partners/reports/word.jinja"
    check_template_name = "partners/reports/word_read.jinja"
    done = "Saved in your report. Look through it: who may read each statement is chosen there."
    section_titles = {code: one.title for code, one in SECTIONS.items()}

    def context(self) -> dict[str, Any]:
        return super().context() | {"public_id": self.kwargs["public_id"]}

    def load(self) -> None:
        self.found = writing(public_id=self.kwargs["public_id"], actor=self.actor)
