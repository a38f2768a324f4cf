"""A letter that was released to this reader, as a PDF, and what came with it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.information.queries import as_shown
from roundtable.casework.plans.family_queries import (
    get_agreed,
    get_enclosed,
    get_letter,
    list_enclosed,
)
from roundtable.foundation.documents.actions import pdf_of
from roundtable.web.design_system.agreed import AgreedShown
from roundtable.web.design_system.served import as_download


class LetterView(View):
    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        letter = get_letter(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        response = HttpResponse(pdf_of(letter), content_type="application/pdf")
        # The name says nothing: it stays on the device.
        response["Content-Disposition"] = 'inline; filename="letter.pdf"'
        return response


class AgreedView(View):
    """What they take home from the meeting, to read on a telephone; the paper is one tap away."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        agreed = get_agreed(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        shown = {"agreed": AgreedShown.of(agreed), "letter_id": public_id}
        return render(request, "family/letters/agreed.jinja", shown)


class EnclosedView(View):
    """Everything that came with a letter: leaflets and files in one list."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        enclosed = list_enclosed(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        shown = {
            "letter_id": public_id,
            "enclosed": [(one.public_id, one.title, one.file is not None) for one in enclosed],
        }
        return render(request, "family/letters/enclosed.jinja", shown)


class EnclosureView(View):
    """A leaflet as it was then, to be read; or a file, to be saved and opened."""

    def get(
        self, request: HttpRequest, public_id: uuid.UUID, enclosure_id: uuid.UUID
    ) -> HttpResponse:
        found = get_enclosed(
            public_id=public_id,
            enclosure_id=enclosure_id,
            actor=request.actor,  # type: ignore[attr-defined]
        )
        if found.file is None:
            shown = {"text": as_shown(found.version), "letter_id": public_id}
            return render(request, "family/letters/leaflet.jinja", shown)
        return as_download(bytes(found.file.leaves), kind=found.file.kind)
