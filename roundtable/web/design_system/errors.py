"""
Pages for when something went wrong, in the reader's own tone of voice.

What is absent and what is forbidden get the same page, word for word. None of these pages asks
the database anything: it may be what has failed.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from roundtable.web.design_system.audiences import FAMILY, audience_of_path


@dataclass(frozen=True, slots=True)
class Message:
    """What an error page says."""

    title: str
    paragraphs: tuple[str, ...]
    way_on: str
    address: str = ""  # where that is, if not home


_FOR_WORKERS = {
    400: Message(
        "The address or what was sent could not be read",
        ("Go back and try again. If you followed a link, it may be incomplete.",),
        "Go to your first page",
    ),
    403: Message(
        "You cannot open this page",
        (
            "Your account has no part in this work today.",
            "If you have changed jobs, or should have access, ask your team's administrator.",
        ),
        "Sign in as someone else",
        "/sign-in/",
    ),
    404: Message(
        "This page was not found",
        (
            "It does not exist, or it is not open to you.",
            "If you typed the address, check it. If someone sent it to you, ask them"
            " what you should be able to see.",
        ),
        "Go to your first page",
    ),
    405: Message(
        "This page cannot be opened that way",
        ("Go back to the page you came from and use its buttons and links.",),
        "Go to your first page",
    ),
    500: Message(
        "Something went wrong",
        (
            "Nothing was half done: what you were saving has not been saved.",
            "Use your browser's back button: what you typed should still be there. Then try again.",
        ),
        "Go to your first page",
    ),
}
_FOR_FAMILIES = {
    400: Message(
        "We could not read that",
        ("Please go back and try again.",),
        "Go to your meeting page",
    ),
    403: Message(
        "You cannot open this page",
        ("If you think you should be able to, ring the number on your letter.",),
        "Sign in again",
        "/sign-in/",
    ),
    404: Message(
        "We cannot find this page",
        (
            "It may have moved, or it may not be for you.",
            "If you need help, ring the number on your letter.",
        ),
        "Go to your meeting page",
    ),
    405: Message(
        "We cannot open this page that way",
        ("Please go back and use the buttons on the page.",),
        "Go to your meeting page",
    ),
    500: Message(
        "Sorry, something is not working",
        (
            "It is not your fault. What you were saving has not been saved.",
            "Go back: your words should still be there. Then try again.",
            "If it still does not work, ring the number on your letter.",
        ),
        "Go to your meeting page",
    ),
}
_FORM_TOO_OLD = Message(
    "This page was open for too long, or in two places",
    (
        "To keep you safe, we did not save what you sent.",
        "Use your browser's back button: what you typed should still be there."
        " Copy it if it matters, open the page again, and send it once more.",
    ),
    "Go to your first page",
)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for what does not exist or is not theirs: the two look the same."""
    return error_page(request, 404)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an account that has no role here today."""
    return error_page(request, 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for what could not be read."""
    return error_page(request, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for our own fault."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that is not, or no longer, ours."""
    return error_page(request, 403, _FORM_TOO_OLD)


def error_page(request: HttpRequest, status: int, message: Message | None = None) -> HttpResponse:
    """Return the error page of a status, for whoever reads at this address."""
    audience = audience_of_path(request.path)
    messages = _FOR_FAMILIES if audience is FAMILY else _FOR_WORKERS
    shown = {
        "audience": audience,
        "message": message or messages[status],
        "request_id": getattr(request, "id", "") if status >= 500 else "",
    }
    # Without the request: nothing here may look at the session or the database.
    body = render_to_string("errors/error.jinja", shown)
    return HttpResponse(body, status=status)
