"""A letter that was released to this reader, as a PDF, and what came with it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views import View

from roundtable.casework.plans.family_queries import get_enclosed, get_letter
from roundtable.foundation.documents.actions import pdf_of
from roundtable.web.design_system.served import as_download


class LetterView(View):
    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        letter = get_letter(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        response = HttpResponse(pdf_of(letter), content_type="application/pdf")
        # The name says nothing: it stays on the device.
        response["Content-Disposition"] = 'inline; filename="letter.pdf"'
        return response


class EnclosureView(View):
    """A leaflet or a translation, to be saved and opened."""

    def get(
        self, request: HttpRequest, public_id: uuid.UUID, enclosure_id: uuid.UUID
    ) -> HttpResponse:
        found = get_enclosed(
            public_id=public_id,
            enclosure_id=enclosure_id,
            actor=request.actor,  # type: ignore[attr-defined]
        )
        return as_download(bytes(found.file.data), kind=found.file.kind)
