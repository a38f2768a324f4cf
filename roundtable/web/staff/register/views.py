"""The register, and the question whether a child is subject to a plan."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.plans.register import (
    Question,
    desk_of,
    look_up_plan_status,
    may_look_up,
    register,
)
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.shell import branding_of
from roundtable.web.staff.dates import Days
from roundtable.web.staff.paging import page_of
from roundtable.web.staff.register.forms import LookUpForm, SearchForm
from roundtable.web.staff.register.presenters import LookUpShown, RegisterShown

# What is searched for stands in the session, never in an address.
_SEARCH = "register_search"


class Register(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        name_begins = request.session.get(_SEARCH, "")
        page = register(actor, name_begins=name_begins, page=page_of(request))
        shown = RegisterShown.of(page, Days.of(actor.authority_id))
        form = SearchForm(initial={"name_begins": name_begins})
        context = {"register": shown, "form": form, "searched": name_begins}
        return render(request, "staff/register/register.jinja", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        register(request.actor, per_page=1)  # type: ignore[attr-defined]  # or it is not theirs
        form = SearchForm(request.POST)
        request.session[_SEARCH] = form.cleaned_data["name_begins"] if form.is_valid() else ""
        return HttpResponseRedirect(reverse("staff:register"))


class LookUp(FormPage):
    """Every look-up is logged, so the answer comes with the form that was sent, and only then."""

    form_class = LookUpForm
    template_name = "staff/register/look_up.jinja"
    title = "Is this child subject to a plan?"
    button = "Look up"

    def load(self) -> None:
        may_look_up(self.actor)

    def carry_out(self, form: Form) -> HttpResponse:
        try:
            found = look_up_plan_status(
                question=Question(**form.cleaned_data), actor=self.actor, now=self.now
            )
        except CannotProceed as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, refusal=refusal)
        shown = LookUpShown.of(
            found,
            desk=desk_of(self.actor),
            key_worker=branding_of(self.actor.authority_id).key_worker,
            today=clock.today(),
        )
        context = {"found": shown, "asked": self.answers(form)}
        return render(self.request, "staff/register/answer.jinja", context)
