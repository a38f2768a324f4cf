"""Writing events. Always inside the transaction of what they tell of."""

import json
from collections.abc import Collection
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection, models

from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AccessEvent, AuditEvent

request_id: ContextVar[str] = ContextVar("request_id", default="")
# The subjects read during this request; the middleware writes them as one event.
_read: ContextVar[set[str] | None] = ContextVar("subjects_read", default=None)


def record(
    *,
    actor: Actor,
    verb: str,
    subject: models.Model,
    now: datetime,
    authority_id: int | None = None,
    **details: Any,
) -> AuditEvent:
    """Record one act. `details` hold ids, codes and counts, never a name or free text."""
    return AuditEvent.objects.create(
        authority_id=int(
            authority_id or getattr(subject, "authority_id", None) or actor.authority_id
        ),
        at=now,
        user_id=actor.user_id or None,
        process=actor.name if not actor.user_id else "",
        role=actor.role.value,
        verb=verb,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        details=details,
        request_id=request_id.get(),
    )


def start_reading() -> None:
    """Begin to collect what a request reads."""
    _read.set(set())


def note_read(subject_type: str, subject_id: int) -> None:
    """Note that this request showed the actor a person, conference or document."""
    subjects = _read.get()
    if subjects is not None:
        subjects.add(f"{subject_type}:{subject_id}")


def record_reading(*, actor: Actor, route: str, now: datetime, kind: str = "view") -> None:
    """Write one access event for all that was read since `start_reading`; none if nothing was."""
    subjects = sorted(_read.get() or ())
    _read.set(None)
    if subjects or kind == "denied":
        with connection.cursor() as cursor:
            cursor.execute(
                _KEEP_READING,
                {
                    "authority_id": actor.authority_id,
                    "at": now,
                    "user_id": actor.user_id or None,
                    "role": actor.role.value,
                    "kind": kind,
                    "route": route,
                    "subjects": json.dumps(subjects),
                    "details": "{}",
                    "request_id": request_id.get(),
                },
            )


# Nearly every page ends with this. Put together by Django it takes a tenth of the page's time.
_COLUMNS = tuple(one.attname for one in AccessEvent._meta.concrete_fields if not one.primary_key)
_KEEP_READING = (
    f'insert into "{AccessEvent._meta.db_table}" ({", ".join(_COLUMNS)})'
    f" values ({', '.join(f'%({one})s' for one in _COLUMNS)})"
)


def record_look_up(
    *, actor: Actor, subjects: Collection[str], now: datetime, **question: Any
) -> AccessEvent:
    """
    Write that somebody asked whether a child is subject to a plan, and what they were told.

    Here alone an event holds what was typed: every enquiry is logged with the child it was about,
    also one who is not on file.
    """
    return AccessEvent.objects.create(
        authority_id=actor.authority_id,
        at=now,
        user_id=actor.user_id or None,
        role=actor.role.value,
        kind="look_up",
        subjects=sorted(subjects),
        details=question,
        request_id=request_id.get(),
    )
