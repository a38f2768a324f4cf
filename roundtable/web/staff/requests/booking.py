"""The booking form in the browser: begin, answer page by page, leave and come back, check, send."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from roundtable.casework.conferences.actions.answer_request import resubmit_request
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.convening.actions.booking_form import keep_answers, start_booking_form
from roundtable.casework.convening.queries import unsent_form
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.booking_page import booking
from roundtable.casework.plans.request_page import what_to_request
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.rules.reasons import hard
from roundtable.web.design_system.editing import ChangedMeanwhile, fingerprints
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.cases.presenters import family_name
from roundtable.web.staff.dates import Days
from roundtable.web.staff.requests import forms
from roundtable.web.staff.requests.booking_answers import details_of
from roundtable.web.staff.requests.booking_forms import BookingPageForm
from roundtable.web.staff.requests.booking_pages import (
    Page,
    as_data,
    next_unanswered,
    page_called,
    pages_for,
)
from roundtable.web.staff.requests.booking_presenters import BesideShown, CheckShown
from roundtable.web.staff.requests.presenters import RequestFormShown

_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "_step", "_once", "_seen", "_later"})


class RequestConference(FormPage):
    """Where a request begins: what there is to ask for, child by child, and by when."""

    form_class = forms.AuthoriseForm
    template_name = "staff/requests/request_form.jinja"
    title = "Request a conference"

    def load(self) -> None:
        self.asked = what_to_request(public_id=self.kwargs["public_id"], actor=self.actor)
        self.case = self.asked.household.case
        self.begun = unsent_form(self.case)
        self.button = "Go on where it was left" if self.begun else "Start now"

    def context(self) -> dict[str, Any]:
        shown = RequestFormShown.of(self.asked, Days.of(self.case.authority_id))
        back = reverse("staff:case", args=[self.case.public_id])
        return {
            "back": back,
            "caption": family_name(self.case),
            "shown": shown,
            "begun": self.begun.saved_at if self.begun else None,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return start_booking_form(case_id=self.case.pk, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        return _way_on(booking(public_id=result.public_id, actor=self.actor))


class OfBooking(FormPage):
    """A page of one booking form."""

    def load(self) -> None:
        self.booking = booking(public_id=self.kwargs["public_id"], actor=self.actor)
        self.form = self.booking.form

    def context(self) -> dict[str, Any]:
        return {"caption": family_name(self.form.case), "back": self.way_back()}

    def way_back(self) -> str:
        if self.booking.returned is not None:
            return reverse("staff:request", args=[self.booking.returned.public_id])
        return reverse("staff:request-conference", args=[self.form.case.public_id])


class AnswerBookingPage(OfBooking):
    """One page of questions. What was typed is kept at once, finished or not."""

    template_name = "staff/requests/booking_page.jinja"
    button = "Save and continue"
    page_of_form: Page
    was_kept = False

    def load(self) -> None:
        super().load()
        found = page_called(self.kwargs["page"])
        if found is None or found not in pages_for(self.booking):
            raise RecordNotFound("page of the booking form")
        self.page_of_form = found
        self.title = found.title

    def new_form(self, *args: Any, **kwargs: Any) -> Form:
        return self.page_of_form.form_class(*args, booking=self.booking, **kwargs)

    def initial(self) -> dict[str, Any]:
        typed = self.page_of_form.typed(self.booking)
        if typed is None:
            return self.page_of_form.form_class.known(self.booking)
        fields: Mapping[str, Any] = self.new_form().fields
        return {
            name: field.widget.value_from_datadict(as_data(typed), {}, name)
            for name, field in fields.items()
        }

    def edits(self) -> str:
        return f"booking form {self.form.pk} {self.kwargs['page']}"

    def on_file(self) -> dict[str, Any]:
        return dict(self.page_of_form.typed(self.booking) or {})

    def context(self) -> dict[str, Any]:
        days = Days.of(self.form.authority_id)
        return super().context() | {
            "beside": BesideShown.of(self.booking, self.page_of_form.key, days)
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.new_form(request.POST)
        leaves = "_later" in request.POST
        if form.is_valid() and not leaves:
            return self.carry_out(form)
        try:
            self._check_unchanged()
            self._keep()
        except ChangedMeanwhile as meanwhile:
            self.meanwhile = meanwhile
            form.add_error(None, str(meanwhile))
            return self.page(form)
        except CannotProceed as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, refusal=refusal)
        if leaves:
            messages.success(request, "Your answers are kept. You can go on at any time.")
            return HttpResponseRedirect(self.way_back())
        return self.page(form)

    def _seen(self, form: Form) -> str:
        return fingerprints(self.on_file()) if self.was_kept else super()._seen(form)

    def _keep(self) -> None:
        typed = {
            name: values for name, values in self.request.POST.lists() if name not in _NOT_TYPED
        }
        self.booking.form = keep_answers(
            form_id=self.form.pk,
            page=self.page_of_form.key,
            typed=typed,
            actor=self.actor,
            now=self.now,
        )
        self.was_kept = True

    def act(self, answers: dict[str, Any]) -> Any:
        self._keep()

    def next_page(self, result: Any) -> str:
        return _way_on(self.booking, after=self.page_of_form.key)


def _way_on(of_form: Any, *, after: str = "") -> str:
    """Return the first page where nobody has been yet, or where all answers are checked."""
    page = next_unanswered(of_form, after)
    if page is None:
        return reverse("staff:check-booking", args=[of_form.form.public_id])
    return reverse("staff:answer-booking", args=[of_form.form.public_id, page.key])


class CheckBooking(OfBooking):
    """Every answer in words, each with a way to change it; and the button that sends them."""

    form_class = forms.AuthoriseForm
    template_name = "staff/requests/check_request.jinja"
    title = "Check your answers"
    button = "Send the request"

    def load(self) -> None:
        super().load()
        self.filled = {page.key: page.answered(self.booking) for page in pages_for(self.booking)}

    def context(self) -> dict[str, Any]:
        days = Days.of(self.form.authority_id)
        shown = CheckShown.of(self.booking, self.filled, days)
        return super().context() | {"shown": shown}

    def act(self, answers: dict[str, Any]) -> Any:
        given = {key: self._checked(form) for key, form in self.filled.items() if form is not None}
        unfinished = [
            page.title
            for page in pages_for(self.booking)
            if (page.is_needed and page.key not in given) or (given.get(page.key, {}) is None)
        ]
        if unfinished:
            raise CannotProceed(
                [hard("NOT_FINISHED", f"Finish this first: {title}") for title in unfinished]
            )
        checked = {key: value for key, value in given.items() if value is not None}
        request = {
            "reason": checked["reason"]["reason"],
            "expected_categories": checked["reason"]["expected_categories"],
            "interim_safety_plan": checked["safety"]["interim_safety_plan"],
            "details": details_of(self.booking, checked),
            "actor": self.actor,
            "now": self.now,
        }
        if self.booking.returned is not None:
            return resubmit_request(conference_id=self.booking.returned.pk, **request)
        return self._ask(request)

    def _checked(self, form: BookingPageForm) -> Mapping[str, Any] | None:
        return form.cleaned_data if form.is_valid() else None

    def _ask(self, request: dict[str, Any]) -> Any:
        subjects = {one.pk for one in self.booking.subjects}
        wanted = [one for one in self.booking.children if one.child.pk in subjects]
        earlier = self.booking.asked.earlier
        goes_on = any(one.kind == "reconvened" for one in wanted)
        return request_conference(
            case_id=self.form.case_id,
            children=[
                RequestedChild(child_id=one.child.pk, kind=one.kind) for one in wanted if one.kind
            ],
            earlier_id=earlier.pk if earlier is not None and goes_on else None,
            form_id=self.form.pk,
            **request,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "The request was sent.")
        return reverse("staff:request", args=[result.public_id])
