"""Reads of the outbox."""

from django.db.models import QuerySet

from roundtable.foundation.messaging.models import OutboxMessage


def list_messages() -> QuerySet[OutboxMessage]:
    """Return all messages of the context's authorities, newest first."""
    return OutboxMessage.objects.order_by("-queued_at", "-pk")
