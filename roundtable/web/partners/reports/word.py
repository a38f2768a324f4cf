"""A report as a Word form: taken away to be filled in, sent back, looked at, and then saved."""

import uuid
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roundtable.casework.plans.partner_reports import find_report, writing
from roundtable.casework.plans.partner_word import Comparison, compare, form_of
from roundtable.casework.reports.actions.word import TakenIn, take_in_word
from roundtable.casework.reports.word import (
    HOW_KNOWN,
    KINDS,
    MOST_STATEMENTS,
    CannotReadWord,
    to_read,
)
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.files.kinds import FileKind
from roundtable.foundation.documents.files.uploads import UploadRefused, check_upload
from roundtable.web.design_system.fields import HiddenField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.design_system.wording import listed
from roundtable.web.partners.dates import when
from roundtable.web.partners.reports import presenters
from roundtable.web.partners.reports.guidance import SECTIONS
from roundtable.web.partners.reports.views import OfReport

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SALT = "a report that was read"


def download(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Return one's own report as a Word form to fill in."""
    actor = request.actor  # type: ignore[attr-defined]
    return _as_word(form_of(public_id=public_id, actor=actor), "report-form.docx")


def copy(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Return a report as this reader has it, as a Word document."""
    actor = request.actor  # type: ignore[attr-defined]
    found = find_report(public_id=public_id, actor=actor)
    page, report = found.page, found.report
    came = in_words(report.submitted_at) if report.submitted_at else "not handed in yet"
    content = to_read(
        title="Report to the child protection conference",
        facts=[
            ("Agency", page.agency),
            ("Author", page.author),
            ("Conference on", when(report.conference.starts_at)),
            ("Handed in", came),
            ("This copy is for", actor.name),
        ],
        sections=[
            (section.title, [_line(presenters.line(one)) for one in section.statements])
            for section in page.sections
            if section.statements
        ],
    )
    return _as_word(content, "report.docx")


def _line(line: presenters.Line) -> tuple[str, str]:
    if line.is_withheld:
        return "Something is said here that is not for you to read.", ""
    about = f"About {line.children}" if line.children else ""
    marks = [line.marks, about, f"Words of {line.said_by}" if line.said_by else "", line.for_whom]
    return line.text, " · ".join(one for one in marks if one)


def _as_word(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_WORD)
    # The name stays on the device: it says nothing of the family.
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class WordForm(Form):
    """The file; or, the second time, what was read in it."""

    file = django_forms.FileField(
        label="The Word form you filled in", required=False, allow_empty_file=True
    )
    read = HiddenField(required=False, max_length=None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("read"):
            self.add_error("file", "Choose the Word form you filled in")
        return cleaned


class TakeInWord(OfReport):
    """Send a filled-in form back. What was read in it is shown before anything is saved."""

    form_class = WordForm
    template_name = "partners/reports/word.jinja"
    check_template_name = "partners/reports/word_read.jinja"
    title = "Send back your Word form"
    button = "Read it"
    done = "Saved in your report. Look through it: who may read each statement is chosen there."

    def context(self) -> dict[str, Any]:
        return super().context() | {"public_id": self.kwargs["public_id"]}

    def load(self) -> None:
        self.found = writing(public_id=self.kwargs["public_id"], actor=self.actor)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.new_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form)
        if form.cleaned_data["read"]:
            return self.carry_out(form)
        try:
            upload = check_upload(form.cleaned_data["file"].read(), only=frozenset({FileKind.WORD}))
            compared = compare(upload.data, public_id=kwargs["public_id"], actor=self.actor)
        except UploadRefused as refusal:
            for reason in refusal.reasons:
                form.add_error("file", reason)
            return self.page(form)
        except CannotReadWord as refusal:
            form.add_error("file", str(refusal))
            return self.page(form)
        return self._what_was_read(form, compared)

    def _what_was_read(self, form: Form, compared: Comparison) -> HttpResponse:
        found = (*compared.new, *compared.changed)
        shown = self._context(form) | {
            "title": "What we read in your form",
            "rows": [_row(one) for one in found],
            "unchanged": compared.unchanged,
            "not_placed": compared.not_placed,
            "read": signing.dumps([_packed(one) for one in found], salt=self._salt(), compress=True)
            if found
            else "",
        }
        return render(self.request, self.check_template_name, shown)

    def _salt(self) -> str:
        """What was read for one author and report is worth nothing for another."""
        return f"{_SALT} {self.actor.user_id} {self.found.report.pk}"

    def act(self, answers: dict[str, Any]) -> Any:
        children = {str(one.public_id): one for one in self.found.children}
        try:
            packed = signing.loads(answers["read"], salt=self._salt(), max_age=24 * 60 * 60)
        except signing.BadSignature:
            raise RecordNotFound("form") from None
        statements = [
            TakenIn(**{**one, "children": tuple(children[key] for key in one["children"])})
            for one in packed[:MOST_STATEMENTS]
        ]
        return take_in_word(
            report_id=self.found.report.pk, statements=statements, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.address()


def _packed(one: TakenIn) -> dict[str, Any]:
    return {
        "section": one.section,
        "text": one.text,
        "kind": one.kind,
        "provenance": one.provenance,
        "source": one.source,
        "children": [str(child.public_id) for child in one.children],
        "statement_id": one.statement_id,
        "based_on": one.based_on,
    }


def _row(one: TakenIn) -> tuple[str, str, str, str]:
    known = HOW_KNOWN.get(one.provenance, "Not marked")
    return (
        SECTIONS[one.section].title,
        one.text + (" (changed)" if one.statement_id else ""),
        f"{KINDS.get(one.kind, 'Not marked')} · {known}"
        + (f": {one.source}" if one.source else ""),
        listed([child.name for child in one.children]) or "No child named",
    )
