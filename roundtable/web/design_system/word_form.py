"""A report that comes back as a Word form: what was read in it is shown before it is saved."""

from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roundtable.casework.plans.partner_word import Comparison, compare
from roundtable.casework.reports.actions.word import TakenIn, take_in_word
from roundtable.casework.reports.word import HOW_KNOWN, KINDS, MOST_STATEMENTS, CannotReadWord
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.files.kinds import FileKind
from roundtable.web.design_system.fields import FileField, HiddenField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.wording import listed

if TYPE_CHECKING:
    from roundtable.casework.plans.partner_reports import Writing

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SALT = "a report that was read"
_A_DAY = 24 * 60 * 60


def as_word(content: bytes, name: str) -> HttpResponse:
    """Return a Word document to keep. Its name stays on the device: it says nothing."""
    response = HttpResponse(content, content_type=_WORD)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """Return a PDF to be shown, under a name that says nothing."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


class WordForm(Form):
    """The file; or, the second time, what was read in it."""

    file = FileField(
        label="The Word form you filled in",
        hint="A Word document (.docx).",
        required=False,
        only=frozenset({FileKind.WORD}),
    )
    read = HiddenField(required=False, max_length=None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("read"):
            self.add_error("file", "Choose the Word form you filled in")
        return cleaned


class TakesInWord(FormPage):
    """Send a filled-in form back. `found` is the report, for the one who writes it."""

    form_class = WordForm
    check_template_name: str
    title = "Send back your Word form"
    button = "Read it"
    found: "Writing"
    section_titles: dict[str, str]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.new_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form)
        if form.cleaned_data["read"]:
            return self.carry_out(form)
        try:
            data = form.cleaned_data["file"].data
            compared = compare(data, public_id=kwargs["public_id"], actor=self.actor)
        except CannotReadWord as refusal:
            form.add_error("file", str(refusal))
            return self.page(form)
        return self._what_was_read(form, compared)

    def _what_was_read(self, form: Form, compared: Comparison) -> HttpResponse:
        found = (*compared.new, *compared.changed)
        shown = self._context(form) | {
            "title": "What we read in your form",
            "rows": [self._row(one) for one in found],
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
            packed = signing.loads(answers["read"], salt=self._salt(), max_age=_A_DAY)
        except signing.BadSignature:
            raise RecordNotFound("form") from None
        statements = [
            TakenIn(**{**one, "children": tuple(children[key] for key in one["children"])})
            for one in packed[:MOST_STATEMENTS]
        ]
        return take_in_word(
            report_id=self.found.report.pk, statements=statements, actor=self.actor, now=self.now
        )

    def _row(self, one: TakenIn) -> tuple[str, str, str, str]:
        known = HOW_KNOWN.get(one.provenance, "Not marked")
        return (
            self.section_titles[one.section],
            one.text + (" (changed)" if one.statement_id else ""),
            f"{KINDS.get(one.kind, 'Not marked')} · {known}"
            + (f": {one.source}" if one.source else ""),
            listed([child.name for child in one.children]) or "No child named",
        )


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
