"""Queueing what must be sent. Nothing is sent here: the worker delivers after the commit."""

from datetime import datetime, timedelta

from django.db import models

from roundtable.foundation.core.models import Authority
from roundtable.foundation.messaging import tasks
from roundtable.foundation.messaging.gate import sending_gate
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.settings import number


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
    not_before: datetime | None = None,
    is_told_in_the_room: bool = False,
    authority: Authority | None = None,
) -> OutboxMessage:
    """
    Queue one message to one reader, in the transaction of the act that decided it.

    Queueing the same `reference` again changes nothing and returns what is there: it is sent once.
    A letter waits until it can no longer be called back; a notice goes at once, or `not_before` the
    letter that it goes along with. What somebody is told face to face as it is released is not
    called back either. `authority`, where it is at hand, saves a query for each letter.
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
            "leaves_at": now
            if is_told_in_the_room
            else max(not_before or now, _leaves_at(authority or authority_id, document_id, now)),
            "destination": _destination(person_id, professional_id, channel),
            "case_id": case_id,
            "person_id": person_id,
            "professional_id": professional_id,
            "document_id": document_id,
            "is_secret": is_secret,
            "calendar": calendar,
        },
    )
    if is_new:
        _defer(message, now=now)
    return message


def _destination(person_id: int | None, professional_id: int | None, channel: str) -> str:
    if person_id is not None:
        return sending_gate().destination_of(person_id, channel)
    if professional_id is not None:
        return sending_gate().desk_of(professional_id, channel)
    return ""


def _leaves_at(whose: Authority | int, document_id: int | None, now: datetime) -> datetime:
    if document_id is None:
        return now
    authority = whose if isinstance(whose, Authority) else Authority.objects.get(pk=whose)
    return recall_ends(authority, now=now)


def recall_ends(authority: Authority, *, now: datetime) -> datetime:
    """Return until when what is released now can be called back."""
    return now + timedelta(minutes=number(authority.effective_settings, "recall_minutes"))


def _defer(message: OutboxMessage, *, now: datetime) -> None:
    at = message.leaves_at
    job = tasks.deliver if at is None or at <= now else tasks.deliver.configure(schedule_at=at)
    job.defer(authority_id=message.authority_id, message_id=message.pk)


def call_back(message: OutboxMessage, *, now: datetime) -> None:
    """Stop a message that has not left; it can be sent again."""
    message.stopped_at = now
    message.save(update_fields=["stopped_at"])


def send_after_all(message: OutboxMessage, *, now: datetime) -> None:
    """Let a message go that was called back or held: to where its reader is reached now."""
    message.destination = _destination(message.person_id, message.professional_id, message.channel)
    message.stopped_at = message.held_at = message.by_hand_at = None
    message.held_because, message.leaves_at = [], now
    message.save(
        update_fields=[
            "destination",
            "stopped_at",
            "held_at",
            "held_because",
            "by_hand_at",
            "leaves_at",
        ]
    )
    _defer(message, now=now)


def stop_messages(*, authority_id: int, case_id: int, now: datetime) -> int:
    """Stop what is queued for a case and not yet sent; return how many."""
    waiting = OutboxMessage.objects.filter(
        authority_id=authority_id, case_id=case_id, sent_at=None, stopped_at=None
    )
    return waiting.update(stopped_at=now)
