"""Which page of a list was asked for."""

from django.http import HttpRequest


def page_of(request: HttpRequest, name: str = "page") -> int:
    """Return the page's number; whatever is no number means the first."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
