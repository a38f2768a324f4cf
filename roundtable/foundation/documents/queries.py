"""Reads of documents. Who may read which is decided above, where people are known."""

from collections.abc import Collection

from django.db.models import QuerySet

from roundtable.foundation.core.kept import Slot
from roundtable.foundation.documents.models import Document


def documents_of(subject_type: str, subject_id: int, *, kind: str = "") -> QuerySet[Document]:
    """Return the documents made about one subject, oldest first, without their PDFs."""
    found = Document.objects.filter(subject_type=subject_type, subject_id=subject_id)
    if kind:
        found = found.filter(kind=kind)
    return found.defer("pdf").order_by("pk")


def released_to_person(person_id: int) -> QuerySet[Document]:
    """Return what was released to a member of the family, newest first."""
    return (
        Document.objects.filter(reader_person_id=person_id, released_at__isnull=False)
        .defer("pdf")
        .order_by("-released_at", "-pk")
    )


def released_to_professional(professional_ids: Collection[int] | Slot) -> QuerySet[Document]:
    """Return what was released to a professional, newest first."""
    return (
        Document.objects.filter(
            reader_professional_id__any=professional_ids, released_at__isnull=False
        )
        .defer("pdf")
        .order_by("-released_at", "-pk")
    )
