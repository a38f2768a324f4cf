"""Coming in and going out: by password, as a demo person, and in a hurry."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts import backend
from roundtable.foundation.accounts.models import User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.core import clock
from roundtable.web.design_system.audiences import FAMILY, audience_of, audience_of_path
from roundtable.web.design_system.sign_in import demo, kept, sessions
from roundtable.web.design_system.sign_in.forms import SignInForm

# Where "Exit this page" leads: something anyone might be reading.
NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"
FORGET_EVERYTHING = '"cache", "cookies", "storage"'


@method_decorator(login_not_required, name="dispatch")
class SignIn(View):
    """The sign-in page: a form, and in the demo everyone in it, one click each."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request.POST, request=request)
        if form.is_valid() and form.user is not None:
            return come_in(request, form.user)
        if form.wait is None:
            return page(request, form, status=422)
        response = page(request, form, status=429)
        response["Retry-After"] = str(int(form.wait.total_seconds()) + 1)
        return response


@method_decorator(login_not_required, name="dispatch")
class DemoSignIn(View):
    """Signs in as one of the demo's invented people; there is no such page without the demo."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO_MODE:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        user = demo.find(request.POST.get("person", ""))
        if user is None:
            return page(request, SignInForm(), status=422)
        return come_in(request, user)


class Stay(View):
    """Goes on with a session that is about to run out; as every request does, it counts anew."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        decided.set(True)
        return HttpResponse(status=204)


@method_decorator(login_not_required, name="dispatch")
class SignOut(View):
    """Signs out, by POST so that no link or picture can do it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        response = HttpResponseRedirect(settings.LOGIN_URL)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """
    End the session, wipe what the browser holds of us, and go to a neutral page.

    The one address that changes something by GET: it must work as a plain link, on any browser.
    Another site's link to it leads away too, but does not sign anyone out.
    """
    response = HttpResponseRedirect(getattr(settings, "NEUTRAL_PAGE", NEUTRAL_PAGE), status=303)
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        logout(request)
        response["Clear-Site-Data"] = FORGET_EVERYTHING
    return response


def page(request: HttpRequest, form: SignInForm, *, status: int = 200, **more: Any) -> HttpResponse:
    """Return the sign-in page; `kept` is what someone typed before their session ran out."""
    shown: dict[str, Any] = {
        "form": form,
        "people": demo.people() if settings.DEMO_MODE else (),
        "next": _own_address(request, request.POST.get("next") or request.GET.get("next", "")),
        "kept": request.POST.get("kept", ""),
        "ran_out": False,
    }
    shown |= more
    family = audience_of_path(shown["next"] or request.path) is FAMILY
    shown["layout"] = "layouts/family.jinja" if family else "base.jinja"
    return render(request, "sign_in/sign_in.jinja", shown, status=status)


def come_in(request: HttpRequest, user: User) -> HttpResponse:
    """Begin a session and go on: to what was typed before, to where they were going, or home."""
    login(request, user, backend=backend.NAME)
    sessions.begin(request.session, now=clock.now())
    if carried := kept.unpack(request.POST.get("kept", ""), user_id=user.pk):
        return render(request, "sign_in/carry_on.jinja", {"kept": carried})
    actor = actor_for(user, today=clock.today())
    home = audience_of(actor.role).home if actor else "/"
    return HttpResponseRedirect(_own_address(request, request.POST.get("next", "")) or home)


def _own_address(request: HttpRequest, address: str) -> str:
    """Return `address` if it is a page of ours, else nothing: no link of ours leads astray."""
    own = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own and address.startswith("/") else ""
