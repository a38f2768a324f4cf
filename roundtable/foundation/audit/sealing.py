"""
The tamper-evident chain over audit and access events.

Events are sealed in runs, in the background: no request waits for the head of a chain. Each seal's
digest stands for the rows of its run and for the seal before it, so a row that is changed, taken
out or put in between shows, and so does a seal that is missing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from roundtable.foundation.audit.models import AccessEvent, AuditEvent, AuditSeal

RUN = 1000
GENESIS = "0" * 64
TABLES: dict[str, type[models.Model]] = {"audit": AuditEvent, "access": AccessEvent}


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain does not hold: in which table, which run, and how."""

    table: str
    first_id: int
    last_id: int
    what: str


def seal_next(table: str, *, authority_id: int, now: datetime) -> AuditSeal | None:
    """
    Seal the next run of events of one authority, in the transaction of the caller.

    Return None when everything is sealed. A second sealer of the same authority waits for the
    first: an advisory lock, because rows that only grow cannot be locked by who may not change
    them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtext(%s), %s)", [f"seal {table}", authority_id]
        )
    last = AuditSeal.objects.filter(table=table, authority_id=authority_id).order_by("-pk").first()
    events = list(
        _events(table, authority_id).filter(pk__gt=last.last_id if last else 0).order_by("pk")[:RUN]
    )
    if not events:
        return None
    previous = last.digest if last else GENESIS
    return AuditSeal.objects.create(
        authority_id=authority_id,
        at=now,
        table=table,
        first_id=events[0].pk,
        last_id=events[-1].pk,
        count=len(events),
        previous=previous,
        digest=digest_of(events, previous),
    )


def verify(table: str, *, authority_id: int) -> Iterator[Fault]:
    """Yield every place where the chain of one authority does not hold; memory stays flat."""
    previous, sealed_to = GENESIS, 0
    for seal in AuditSeal.objects.filter(table=table, authority_id=authority_id).order_by("pk"):
        events = list(
            _events(table, authority_id)
            .filter(pk__gt=sealed_to, pk__lte=seal.last_id)
            .order_by("pk")
        )
        if seal.previous != previous:
            yield Fault(table, seal.first_id, seal.last_id, "a seal before it is missing")
        elif len(events) != seal.count:
            yield Fault(
                table, seal.first_id, seal.last_id, f"{len(events)} of {seal.count} rows are there"
            )
        elif digest_of(events, seal.previous) != seal.digest:
            yield Fault(table, seal.first_id, seal.last_id, "a row has been changed")
        previous, sealed_to = seal.digest, seal.last_id


def digest_of(events: Iterable[models.Model], previous: str) -> str:
    """Return the digest of a run, in the order given, on top of the digest before it."""
    chain = hashlib.sha256(previous.encode())
    for event in events:
        chain.update(json.dumps(_content(event), sort_keys=True, default=str).encode())
    return chain.hexdigest()


def _content(event: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields}


def _events(table: str, authority_id: int) -> models.QuerySet[Any]:
    return TABLES[table]._default_manager.filter(authority_id=authority_id)
