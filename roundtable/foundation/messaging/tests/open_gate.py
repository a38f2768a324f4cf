"""A gate for tests that know no people: everything may leave, to an address made of its number."""

from datetime import datetime

from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.outcomes import mark_failed


def destination_of(person_id: int, channel: str) -> str:
    return f"person-{person_id}@example.org" if channel == "email" else "07700 900001"


def desk_of(professional_id: int, channel: str) -> str:
    return f"desk-{professional_id}@example.org"


def came_back(message: OutboxMessage, *, because: str, now: datetime) -> None:
    mark_failed(message, because=because)


def reasons_to_hold(message: OutboxMessage, *, now: datetime) -> list[str]:
    return []
