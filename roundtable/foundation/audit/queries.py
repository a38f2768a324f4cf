"""What the events say, for the few that ask: who has seen a record, and whether it was acted on."""

from collections.abc import Set
from typing import Any

from django.db.models import OuterRef, QuerySet

from roundtable.foundation.audit.models import AccessEvent, AuditEvent
from roundtable.foundation.core.kept import Kept, Slot


def users_who_read(subject_type: str, subject_id: int) -> Set[int]:
    """Return the ids of the users to whom a page has shown the record. One query, by the index."""
    events = AccessEvent.objects.filter(subjects__contains=[f"{subject_type}:{subject_id}"])
    readers = events.exclude(kind="denied").values_list("user_id", flat=True)
    return {one for one in readers if one is not None}


def latest_act_on(subject_type: str, subject_id: int, *, authority_id: int) -> int:
    """
    Return the number of the latest act recorded on a record; 0 if there is none. One query.

    Acts that lock the record are numbered in the order they are committed: whoever has seen this
    number has seen everything before it.
    """
    found: int | None = _LATEST.first(
        subject_type=subject_type, subject_id=subject_id, authority_id=authority_id
    )
    return found or 0


def latest_act_with(subject_type: str, outer: str) -> QuerySet[AuditEvent, Any]:
    """Return the same as a subquery of a query that reads records; `outer` is their key there."""
    events = AuditEvent.objects.filter(
        authority_id=OuterRef("authority_id"),
        subject_type=subject_type,
        subject_id=OuterRef(outer),
    )
    return events.order_by("-pk").values_list("pk", flat=True)[:1]


def _latest(given: type[Slot]) -> QuerySet[AuditEvent, int]:
    events = AuditEvent.objects.filter(
        authority_id=given("authority_id"),
        subject_type=given("subject_type"),
        subject_id=given("subject_id"),
    )
    return events.order_by("-pk").values_list("pk", flat=True)[:1]


_LATEST = Kept(_latest)
