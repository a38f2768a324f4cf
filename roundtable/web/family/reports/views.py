"""A report that was given to a member of the family, and what they answer to it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from roundtable.casework.plans.family_queries import FamilyReport, family_report
from roundtable.casework.reports import one_paper
from roundtable.casework.reports.actions.sharing import say_read
from roundtable.casework.statements.actions import reply_to_statement
from roundtable.casework.statements.queries import has_been_told
from roundtable.casework.statements.shown import ShownStatement
from roundtable.casework.statements.words import terms_for
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.rules.replies import TOLD_FIRST
from roundtable.web.design_system.fields import HiddenField, RadiosField, TextareaField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.reading import explained
from roundtable.web.design_system.word_form import as_pdf, as_word
from roundtable.web.family.reports.presenters import ANSWERS, ReportShown
from roundtable.web.family.whereabouts import AsksFamily


class ReportView(View):
    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        found = family_report(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        shown = ReportShown.of(found, terms_for([found.report.authority_id]))
        return render(request, "family/reports/report.jinja", {"report": shown})


def printed(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Return a report that was given to them, as a PDF: what they may read of it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = family_report(public_id=public_id, actor=actor)
    try:
        content = one_paper.as_pdf(found.page, found.report, copy_for=actor.name)
    except CannotRender:
        return redirect("family:report", public_id)
    return as_pdf(content, "letter.pdf")


def in_word(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Return the same in Word, for whoever has it read aloud or makes the letters bigger."""
    actor = request.actor  # type: ignore[attr-defined]
    found = family_report(public_id=public_id, actor=actor)
    return as_word(one_paper.as_word(found.page, found.report, copy_for=actor.name), "letter.docx")


class SayRead(View):
    """They say that they have read it: nobody else can say so for them."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        found = family_report(public_id=public_id, actor=actor)
        if not found.said_read:
            say_read(report_id=found.report.pk, actor=actor, now=clock.now())
        messages.success(request, "Thank you for telling us.")
        return HttpResponseRedirect(
            reverse("family:meeting", args=[found.report.conference.public_id])
        )


class ReplyForm(Form):
    answer = RadiosField(
        label="Your answer",
        choices=ANSWERS,
        required_message="Select your answer",
    )
    text = TextareaField(
        label="What do you want to say about it?", required=False, rows=4, max_length=2000
    )
    told = HiddenField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "more":
            self.need("text", "Write what you want to say")
        return cleaned


class ReplyToStatement(AsksFamily, FormPage):
    form_class = ReplyForm
    layout = "layouts/family.jinja"
    template_name = "family/reports/reply.jinja"
    keeps_draft = True
    title = "Answer this"
    button = "Send my answer"
    found: FamilyReport

    def load(self) -> None:
        self.found = family_report(public_id=self.kwargs["public_id"], actor=self.actor)
        self.statement = self._statement()

    def _statement(self) -> ShownStatement:
        for section in self.found.page.sections:
            for one in section.statements:
                if one.public_id == self.kwargs["statement_id"] and not one.is_withheld:
                    return one
        raise RecordNotFound("statement")

    def initial(self) -> dict[str, Any]:
        return {"answer": self.request.GET.get("answer", ""), "told": "yes"}

    def context(self) -> dict[str, Any]:
        terms = terms_for([self.found.report.authority_id])
        return {
            "text": explained(self.statement.text, terms),
            "back": self.address(),
            "told_first": TOLD_FIRST,
            "is_first": not has_been_told(
                self.actor.person_id or 0, self.found.report.conference_id
            ),
        }

    def address(self) -> str:
        return reverse("family:report", args=[self.found.report.public_id])

    def act(self, answers: dict[str, Any]) -> Any:
        if self.statement.statement_id is None:
            raise RecordNotFound("statement")
        return reply_to_statement(
            statement_id=self.statement.statement_id,
            is_told=answers.pop("told") == "yes",
            **answers,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "We have kept your answer. It stands beside what was said.")
        return self.address()
