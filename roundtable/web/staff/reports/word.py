"""A report to keep, as a PDF or in Word; and the social worker's own as a form to fill in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.plans.partner_reports import writing
from roundtable.casework.plans.partner_word import form_of
from roundtable.casework.reports import one_paper
from roundtable.casework.reports.choices import SECTIONS
from roundtable.casework.reports.page_queries import one_report
from roundtable.casework.reports.queries import read_report
from roundtable.casework.reports.shown import ReportPage
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.rules.access import Permission
from roundtable.web.design_system.word_form import TakesInWord, as_pdf, as_word
from roundtable.web.staff.reports.views import OfReport


class Printed(View):
    """A report as this reader has it."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        report, page = _report_of(public_id, actor)
        try:
            return as_pdf(one_paper.as_pdf(page, report, copy_for=actor.name), "report.pdf")
        except CannotRender:
            messages.info(request, "There is nothing in it to print yet.")
            return redirect("staff:report", public_id)


class Copy(View):
    """The same in Word."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        report, page = _report_of(public_id, actor)
        return as_word(one_paper.as_word(page, report, copy_for=actor.name), "report.docx")


def _report_of(public_id: Any, actor: Actor) -> tuple[Any, ReportPage]:
    one = one_report(public_id=public_id, actor=actor)
    reader = reader_for(actor, one.report.conference, facts=one.facts)
    return one.report, read_report(reader, one.report)


class WordForm(View):
    """One's own report as a Word form to fill in."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return as_word(form_of(public_id=public_id, actor=actor), "report-form.docx")


class TakeInWord(TakesInWord, OfReport):
    permission = Permission.WRITE_REPORT
    template_name = "staff/reports/word.jinja"
    check_template_name = "staff/reports/word_read.jinja"
    done = "Saved in your report. Look through it: who may read each statement is chosen there."
    section_titles = dict(SECTIONS)

    def load(self) -> None:
        super().load()
        self.found = writing(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return super().context() | {"public_id": self.report.public_id, "about": ""}
