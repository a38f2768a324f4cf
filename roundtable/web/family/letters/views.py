"""A letter that was released to this reader, as a PDF."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views import View

from roundtable.casework.plans.family_queries import get_letter
from roundtable.foundation.documents.actions import pdf_of


class LetterView(View):
    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        letter = get_letter(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        response = HttpResponse(pdf_of(letter), content_type="application/pdf")
        # The name says nothing: it stays on the device.
        response["Content-Disposition"] = 'inline; filename="letter.pdf"'
        return response
