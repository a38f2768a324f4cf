"""Reads of the outbox."""

from datetime import datetime

from django.db.models import Q, QuerySet

from roundtable.foundation.messaging.models import OutboxMessage


def list_messages() -> QuerySet[OutboxMessage]:
    """Return all messages of the context's authorities, newest first."""
    return OutboxMessage.objects.order_by("-queued_at", "-pk")


def documents_on_their_way(person_id: int, *, now: datetime) -> QuerySet[OutboxMessage, int | None]:
    """
    Return the documents for somebody that can still be called back, or that were held.

    Their reader does not see them yet: what could be read meanwhile could not be called back.
    """
    waiting = OutboxMessage.objects.filter(
        Q(leaves_at__gt=now) | Q(held_at__isnull=False),
        person_id=person_id,
        document_id__isnull=False,
        sent_at=None,
    )
    return waiting.values_list("document_id", flat=True)
