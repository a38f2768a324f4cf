"""The page that asks something and then does one act: `FormPage`."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views import View

from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock, idempotency
from roundtable.foundation.core.drafts import forget_draft
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.core.turns import take_turn
from roundtable.web.design_system.drafts import DraftOfPage
from roundtable.web.design_system.editing import (
    SEEN,
    ChangedMeanwhile,
    check_unchanged,
    fingerprints,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Row

_OURS = {"csrfmiddlewaretoken", "_step"}


class FormPage(View):
    """
    Shows a form; when it is filled in well, does one act and goes on.

    A feature says what to `load`, how to `act` and where to go (`next_page`); the rest is here:
    errors beside the field, what was typed kept, refusals of the act listed in the summary, one
    act for a form sent twice, and a page to check the answers where `check_answers` is set. Where
    it says what it `edits`, nobody overwrites what somebody else saved meanwhile.
    """

    form_class: type[Form] = Form
    template_name = "design_system/form_page.jinja"
    check_template_name = "design_system/check_answers.jinja"
    layout = "layouts/staff.jinja"
    title = ""
    # What the browser's tab and history call the page, where its title names somebody.
    tab = ""
    button = "Save and continue"
    check_answers = False
    check_title = "Check your answers"
    check_button = "Confirm"
    # Whether what is typed is kept before it is sent: where somebody writes more than a line.
    keeps_draft = False

    actor: Actor
    now: datetime
    meanwhile: ChangedMeanwhile | None = None
    draft: DraftOfPage | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]
        self.now = clock.now()
        self.load()

    # What a feature says.

    def load(self) -> None:
        """Load what the page is about, once, through a query that may refuse it."""

    def act(self, answers: dict[str, Any]) -> Any:
        """Do the one act, and return what `next_page` wants to know. It may raise `CannotProceed`."""
        raise NotImplementedError

    def next_page(self, result: Any) -> str:
        """Return the address to go to, a page of ours; `result` is what `act` returned."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """Return what the fields hold when the page is first opened."""
        return {}

    def edits(self) -> str:
        """
        Name the one thing on file that this page changes, by kind and number. Empty if it adds.

        Pages that change the same thing say the same.
        """
        return ""

    def on_file(self) -> dict[str, Any] | None:
        """Return what is on file of what this page edits; None if that is `initial`."""
        return None

    def form_options(self) -> dict[str, Any]:
        """Return what the form's constructor asks for, such as the choices of this record."""
        return {}

    def context(self) -> dict[str, Any]:
        """Return what the template shows beside the form: presenters and plain values."""
        return {}

    # What is the same everywhere.

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._find_draft()
        if self.draft is not None and self.draft.typed is not None:
            return self.page(self.new_form(self.draft.typed, initial=self.initial()).as_typed())
        return self.page(self.new_form(initial=self.initial()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._find_draft()
        form = self.new_form(request.POST, request.FILES)
        step = request.POST.get("_step", "")
        if not form.is_valid() or step == "change":
            return self.page(form)
        if self.check_answers and step != "confirm":
            return self.check_page(form)
        return self.carry_out(form)

    def _find_draft(self) -> None:
        """Find what this person typed here and did not send. What they send now is newer."""
        if self.keeps_draft:
            is_fresh = self.request.method == "POST"
            self.draft = DraftOfPage.of(self.request, self.actor, is_fresh=is_fresh)

    @property
    def _carried(self) -> QueryDict:
        """Return what the form that is shown carries: as it was sent, or as it was typed."""
        if self.draft is not None and self.draft.typed is not None and not self.draft.is_fresh:
            return self.draft.typed
        return self.request.POST

    def new_form(self, *args: Any, **kwargs: Any) -> Form:
        """Return the form, empty or as it was sent."""
        return self.form_class(*args, **self.form_options(), **kwargs)

    def carry_out(self, form: Form) -> HttpResponse:
        """Do the act once, or say why it cannot be done."""
        key, user_id = self.request.POST.get("_once", ""), self.actor.user_id
        if not _is_key(key):
            form.add_error(
                None, "This page was out of date. Check your answers and send them again"
            )
            return self.page(form)
        try:
            with transaction.atomic():  # a refusal gives the key back, for the next try
                if not idempotency.claim(key, user_id=user_id, now=self.now):
                    return HttpResponseRedirect(idempotency.answer_to(key, user_id=user_id) or "/")
                self._check_unchanged()
                address = self.next_page(self.act(form.cleaned_data))
                idempotency.remember_answer(key, user_id=user_id, address=address)
                if self.draft is not None:
                    forget_draft(user_id=user_id, name=self.draft.name)
        except ChangedMeanwhile as meanwhile:
            self.meanwhile = meanwhile
            form.add_error(None, str(meanwhile))
            return self.page(form)
        except CannotProceed as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason.text)
            return self.page(form, refusal=refusal)
        return HttpResponseRedirect(address)

    def _check_unchanged(self) -> None:
        """Compare with what is on file once nobody else is changing it, and load that."""
        what = self.edits()
        if what:
            take_turn(what)
            self.load()
            check_unchanged(self.request.POST.get(SEEN, ""), self._on_file(self.initial))

    def page(self, form: Form, *, refusal: CannotProceed | None = None) -> HttpResponse:
        """Return the form's page, with status 422 when something has to be put right."""
        shown = self._context(form) | {"refusal": refusal}
        status = 422 if form.is_bound and form.errors else 200
        return render(self.request, self.template_name, shown, status=status)

    def check_page(self, form: Form) -> HttpResponse:
        """Return the answers to check. They travel in the page: none is stored before the act."""
        kept = [
            (name, value)
            for name, values in self.request.POST.lists()
            if name not in _OURS
            for value in values
        ]
        shown = self._context(form) | {"answers": self.answers(form), "kept": kept}
        return render(self.request, self.check_template_name, shown)

    def answers(self, form: Form) -> list[Row]:
        """Return each answer in words. Override to group them or to leave some out."""
        fields: Mapping[str, Any] = form.fields
        return [
            Row(str(fields[name].label), fields[name].display(value) or "Not given")
            for name, value in form.cleaned_data.items()
            if fields[name].component != "hidden"
        ]

    def _context(self, form: Form) -> dict[str, Any]:
        ours = {
            "form": form,
            "title": self.title,
            "tab": self.tab or self.title,
            "button": self.button,
            "layout": self.layout,
            "check_title": self.check_title,
            "check_button": self.check_button,
            "once": self._key(),
            "seen": self._seen(form),
            "changed": self._changed(form),
            "draft": self.draft,
        }
        return ours | self.context()

    def _seen(self, form: Form) -> str:
        """Return what the page carries of what is on file: as it was when it was first shown."""
        if not self.edits():
            return ""
        if self.meanwhile is not None:
            return fingerprints(self.meanwhile.on_file)
        if form.is_bound:
            return self._carried.get(SEEN, "")
        return fingerprints(self._on_file(lambda: form.initial))

    def _on_file(self, shown_first: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        on_file = self.on_file()
        return shown_first() if on_file is None else on_file

    def _changed(self, form: Form) -> list[Row]:
        """Return what somebody else saved meanwhile, as far as the page shows it."""
        if self.meanwhile is None:
            return []
        fields: Mapping[str, Any] = form.fields
        return [
            Row(
                str(fields[name].label),
                fields[name].display(self.meanwhile.on_file[name]) or "Nothing",
            )
            for name in self.meanwhile.names
            if name in fields and fields[name].component != "hidden"
        ]

    def _key(self) -> str:
        """Return the form's one-time key, the same one for as long as the act is not done."""
        key = self._carried.get("_once", "")
        return key if _is_key(key) else str(uuid.uuid4())


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
