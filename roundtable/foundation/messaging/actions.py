"""Queueing what must be sent. Nothing is sent here: the worker delivers after the commit."""

from datetime import datetime

from django.db import models

from roundtable.foundation.messaging import tasks
from roundtable.foundation.messaging.models import OutboxMessage


def queue(
    *,
    reference: str,
    kind: str,
    channel: str,
    subject: models.Model,
    subject_line: str,
    now: datetime,
    body: str = "",
    case_id: int | None = None,
    person_id: int | None = None,
    professional_id: int | None = None,
    document_id: int | None = None,
    is_secret: bool = False,
    calendar: str = "",
) -> OutboxMessage:
    """
    Queue one message to one reader, in the transaction of the act that decided it.

    Queueing the same `reference` again changes nothing and returns what is there: it is sent once.
    """
    authority_id = subject.authority_id  # type: ignore[attr-defined]
    message, is_new = OutboxMessage.objects.get_or_create(
        authority_id=authority_id,
        reference=reference,
        defaults={
            "kind": kind,
            "channel": channel,
            "subject_line": subject_line,
            "body": body,
            "queued_at": now,
            "case_id": case_id,
            "person_id": person_id,
            "professional_id": professional_id,
            "document_id": document_id,
            "is_secret": is_secret,
            "calendar": calendar,
        },
    )
    if is_new:
        tasks.deliver.defer(authority_id=authority_id, message_id=message.pk)
    return message


def stop_messages(*, authority_id: int, case_id: int, now: datetime) -> int:
    """Stop what is queued for a case and not yet sent; return how many."""
    waiting = OutboxMessage.objects.filter(
        authority_id=authority_id, case_id=case_id, sent_at=None, stopped_at=None
    )
    return waiting.update(stopped_at=now)
