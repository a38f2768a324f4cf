"""Making, releasing and printing documents."""

import hashlib
from datetime import datetime

from django.db import models

from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.rendering import render_pdf
from roundtable.foundation.documents.rendition import Rendition


def make_document(
    rendition: Rendition,
    *,
    kind: str,
    subject: models.Model,
    now: datetime,
    case_id: int | None = None,
    person_id: int | None = None,
    professional_id: int | None = None,
    version: int = 1,
) -> Document:
    """
    Keep a rendition for its one reader. What it says is fixed now; its PDF follows.

    :raises CannotRender: if something that must be printed is empty.
    """
    return Document.objects.create(
        authority_id=subject.authority_id,  # type: ignore[attr-defined]
        kind=kind,
        template=rendition.TEMPLATE,
        title=rendition.TITLE,
        content=content_of(rendition),
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        case_id=case_id,
        reader_person_id=person_id,
        reader_professional_id=professional_id,
        version=version,
        made_at=now,
    )


def release(document: Document, *, now: datetime) -> None:
    """Let its reader see it. A document that is not released is shown to no reader."""
    document.released_at = now
    document.save(update_fields=["released_at"])


def print_document(document: Document) -> bytes:
    """Return the PDF, compiling and keeping it the first time. The worker's job."""
    if document.pdf is None:
        document.pdf = pdf_of(document)
        document.sha256 = hashlib.sha256(document.pdf).hexdigest()
        document.save(update_fields=["pdf", "sha256"])
    return bytes(document.pdf)


def pdf_of(document: Document) -> bytes:
    """Return the PDF without keeping it: the same content gives the same bytes."""
    if document.pdf is not None:
        return bytes(document.pdf)
    return render_pdf(
        document.template,
        document.content,
        title=document.title,
        authority_name=document.content["letterhead"]["authority_name"],
        language=document.content.get("language", "en"),
    )
