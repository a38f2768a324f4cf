"""Reads of the outbox."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from roundtable.foundation.core.kept import Slot
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage


def list_messages() -> QuerySet[OutboxMessage]:
    """Return all messages of the context's authorities, newest first."""
    return OutboxMessage.objects.order_by("-queued_at", "-pk")


def arrived(documents: QuerySet[Document], *, now: datetime | Slot) -> QuerySet[Document]:
    """
    Leave out what can still be called back, what was called back, and what was held.

    Wherever a reader looks, they do not see it yet: what was read meanwhile could not be called
    back. This is the one place that says so.
    """
    on_the_way = OutboxMessage.objects.filter(
        Q(leaves_at__gt=now) | Q(held_at__isnull=False) | Q(stopped_at__isnull=False),
        document_id=OuterRef("pk"),
        sent_at=None,
    )
    return documents.filter(~Exists(on_the_way))


def leaves_with(document_id: int | None) -> datetime | None:
    """Return until when a letter waits, if it is still waiting: what goes along leaves no sooner."""
    waiting = OutboxMessage.objects.filter(document_id__in=[document_id], sent_at=None)
    return waiting.order_by("pk").values_list("leaves_at", flat=True).last()
