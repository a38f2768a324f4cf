"""What was sent, and the letters themselves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roundtable.casework.cases.sent_messages import get_letter, sent_messages
from roundtable.foundation.documents.actions import pdf_of
from roundtable.web.staff.messages.presenters import MessagesShown
from roundtable.web.staff.paging import page_of


def sent(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    shown = MessagesShown.of(sent_messages(actor, page=page_of(request)))
    return render(request, "staff/messages/messages.jinja", {"sent": shown})


def letter(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Return the PDF. Its file name says nothing: it stays in folders and on printers."""
    document = get_letter(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
    response = HttpResponse(pdf_of(document), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letter.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
