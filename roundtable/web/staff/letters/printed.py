"""A PDF in the browser. What it is called there says nothing: the name stays on the device."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roundtable.casework.conferences.page_queries import Frame
from roundtable.foundation.documents.rendering import render as print_rendition
from roundtable.foundation.documents.rendition import CannotRender, Rendition
from roundtable.web.staff.conferences.header import HeaderShown


def as_pdf(content: bytes) -> HttpResponse:
    """Return a PDF to be shown, not saved."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return response


def preview(request: HttpRequest, frame: Frame, make: Callable[[], Rendition]) -> HttpResponse:
    """Return what `make` makes as a PDF, or a page that says why it cannot be printed yet."""
    try:
        return as_pdf(print_rendition(make()))
    except CannotRender as refusal:
        found = {"header": HeaderShown.of(frame), "why": str(refusal)}
        return render(request, "staff/letters/no_preview.jinja", found, status=422)
