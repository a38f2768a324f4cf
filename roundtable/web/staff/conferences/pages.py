"""What every form about a conference has in common: its header, the way back, and agreement."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.urls import reverse

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Row
from roundtable.web.staff.conferences.agreement import AgreementForm, who_can_agree
from roundtable.web.staff.conferences.header import HeaderShown


class BesideFields(FormPage):
    """
    A form whose refusals stand beside the field they are about, and can be set aside together.

    `beside` names the field of a reason by its code; the others stand in the summary alone.
    """

    beside: Mapping[str, str] = {}

    def field_of(self, reason: Reason, form: Form) -> str | None:
        """Return the field that a reason stands beside."""
        return self.beside.get(reason.code)

    def new_form(self, *args: Any, **kwargs: Any) -> Form:
        if issubclass(self.form_class, AgreementForm):
            kwargs["who_can_agree"] = lambda: who_can_agree(self.actor, self.now)
        return super().new_form(*args, **kwargs)

    def page(self, form: Form, *, refusal: CannotProceed | None = None) -> HttpResponse:
        reasons = refusal.reasons if refusal is not None else ()
        if refusal is not None:
            form.errors.pop(NON_FIELD_ERRORS, None)
            for reason in reasons:
                form.add_error(self.field_of(reason, form), reason.text)
        if isinstance(form, AgreementForm):
            form.carry_over(self.agreed_before(reasons))
            self.agreement = form.agreement(reasons)
        return super().page(form, refusal=refusal)

    def agreed_before(self, reasons: Iterable[Reason]) -> Mapping[Role, tuple[int, str]]:
        """Return who has agreed to what stands in the way before this page: person and words."""
        return {}

    def answers(self, form: Form) -> list[Row]:
        if not isinstance(form, AgreementForm):
            return super().answers(form)
        rows = [
            Row(str(bound.label), bound.field.display(form.cleaned_data[bound.name]) or "Not given")
            for bound in form.asked
            if bound.name in form.cleaned_data and bound.field.component != "hidden"
        ]
        return rows + [Row(who, said) for who, said in form.agreements()]


class OfConference(BesideFields):
    """A form about one conference, which leads back to it."""

    permission = Permission.VIEW_CONFERENCE
    template_name = "staff/conferences/form.jinja"
    check_template_name = "staff/conferences/check.jinja"
    done = "Saved"
    back_text = "Conference"

    def load(self) -> None:
        self.frame = conference_frame(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=self.permission
        )
        self.conference = self.frame.conference

    def context(self) -> dict[str, Any]:
        return {
            "header": HeaderShown.of(self.frame),
            "back": self.back(),
            "back_text": self.back_text,
            "agreement": getattr(self, "agreement", None),
        }

    def back(self) -> str:
        """Return the page that this one was opened from."""
        return self.address("staff:conference")

    def address(self, name: str, *more: Any) -> str:
        return reverse(name, args=[self.conference.public_id, *more])

    def next_page(self, result: Any) -> str:
        if self.done:
            messages.success(self.request, self.done)
        return self.back()
