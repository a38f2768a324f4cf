"""
One request, one transaction, one actor.

`ActorMiddleware` comes last in MIDDLEWARE: it opens the transaction, shows it the rows of the
actor's authorities and no others, and commits before the response leaves. Refusals and pages not
found commit too, because that they were asked for must stay on record; only a server error rolls
back. `SignInRequiredMiddleware` stands where Django's own would, and keeps what was typed.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import transaction
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)

from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.web.design_system import errors
from roundtable.web.design_system.audiences import audience_of, audience_of_view
from roundtable.web.design_system.following import asks_for_news
from roundtable.web.design_system.sign_in import kept, sessions
from roundtable.web.design_system.sign_in.forms import SignInForm
from roundtable.web.design_system.sign_in.views import page as sign_in_page

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# Answered even while the database is away, and about nobody.
WITHOUT_A_TRANSACTION = ("/health/", "/theme/")


class AccessNotDecided(AssertionError):
    """A page was shown without anyone asking whether its reader may see it."""


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in wherever a view is not marked as public, and loses nothing typed."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        # Public first: Django's own asks who is signed in even there, and so the database.
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, args, kwargs)

    def handle_no_permission(  # type: ignore[override]  # theirs always redirects
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        ran_out = getattr(request, "ran_out", None)
        if request.method != "POST" and ran_out is None:
            return super().handle_no_permission(request, view_func)
        shown: dict[str, Any] = {"ran_out": True, "next": request.get_full_path(), "kept": ""}
        if request.method == "POST":
            shown["kept"] = kept.pack(request, user_id=ran_out)
        return sign_in_page(request, SignInForm(), status=401, **shown)


class ActorMiddleware:
    """Gives the request its transaction and its actor. Must be last in MIDDLEWARE."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]
        if request.path_info.startswith(WITHOUT_A_TRANSACTION):
            return _with_headers(self.get_response(request), "")
        request_id = getattr(request, "id", "") or secrets.token_hex(8)
        tokens = (audit.request_id.set(request_id), decided.set(False))
        try:
            return _with_headers(self._in_one_transaction(request), request_id)
        finally:
            audit.request_id.reset(tokens[0])
            decided.reset(tokens[1])

    def _in_one_transaction(self, request: HttpRequest) -> HttpResponseBase:
        with transaction.atomic():
            request.actor = _actor_of(request)  # type: ignore[attr-defined]
            audit.start_reading()
            response = _collected(self.get_response(request))
            if response.status_code >= 500:
                transaction.set_rollback(True)
                return response
            _record_reading(request, response)
        return _in_words(request, response)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Turn people away from doors that are not theirs, before the view loads anything."""
        if not getattr(view, "login_required", True):
            return None
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None:
            return errors.permission_denied(request)
        door, own = audience_of_view(view), audience_of(actor.role)
        if door is None or door is own:
            return None
        decided.set(True)
        if request.path == "/" and request.method == "GET":
            return HttpResponseRedirect(own.home)
        return errors.page_not_found(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer a refusal and a missing record with the same page. All else is our fault: 500."""
        if isinstance(exception, NotAuthorised | RecordNotFound):
            decided.set(True)
            return errors.page_not_found(request, exception)
        return None


def _actor_of(request: HttpRequest) -> Actor | None:
    """Return who is acting, and show this transaction the rows of their authorities alone."""
    if not request.user.is_authenticated:
        return None
    actor = actor_for(request.user, role=request.session.get("role"), today=clock.today())
    if actor is None:
        return None
    now = clock.now()
    if sessions.has_run_out(request.session, audience_of(actor.role), now=now):
        request.ran_out = actor.user_id  # type: ignore[attr-defined]
        logout(request)
        return None
    if not asks_for_news(request):
        sessions.touch(request.session, now=now)
    set_context(actor.authority_ids, actor.user_id)
    return actor


def _collected(response: HttpResponseBase) -> HttpResponseBase:
    """Return a streamed response with its rows read: after the transaction it would see none."""
    if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
        response.streaming_content = [b"".join(response)]
    return response


def _record_reading(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write the one access event of this request, if it read, or was refused, anything."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    match = request.resolver_match
    if actor is None or match is None:
        return
    refused = response.status_code in {403, 404}
    audit.record_reading(
        actor=actor, route=match.route, now=clock.now(), kind="denied" if refused else "view"
    )
    if getattr(settings, "ACCESS_NET", False) and not _was_decided(request, response):
        raise AccessNotDecided(match.route)


def _was_decided(request: HttpRequest, response: HttpResponseBase) -> bool:
    view = request.resolver_match.func  # type: ignore[union-attr]
    public = not getattr(view, "login_required", True)
    return public or decided.get() or response.status_code >= 300


def _in_words(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a page instead of the empty answer to a wrong method."""
    if response.status_code != 405 or not isinstance(response, HttpResponse):
        return response
    page = errors.error_page(request, 405)
    page["Allow"] = response.get("Allow", "")
    return page


def _with_headers(response: HttpResponseBase, request_id: str) -> HttpResponseBase:
    """Return it with what every page of ours says: keep no copy, tell no other site."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if request_id:
        response.headers.setdefault("X-Request-ID", request_id)
    return response
