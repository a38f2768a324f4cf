"""What became of a message, kept with it."""

from datetime import datetime

from roundtable.foundation.messaging.models import OutboxMessage


def hold(message: OutboxMessage, reasons: list[str], *, now: datetime) -> None:
    """Keep a message back, with why. Whoever sends it puts that right and lets it go."""
    message.held_at, message.held_because, message.by_hand_at = now, reasons, None
    message.save(update_fields=["held_at", "held_because", "by_hand_at"])


def mark_sent(message: OutboxMessage, *, now: datetime, by_user_id: int | None = None) -> None:
    """Keep that a message has gone, and who took it if no program did. A secret is not kept."""
    message.sent_at, message.by_user_id, message.delayed_because = now, by_user_id, ""
    if message.is_secret:
        message.body = ""
    message.save(update_fields=["sent_at", "by_user_id", "delayed_because", "body"])


def mark_failed(message: OutboxMessage, *, because: str) -> None:
    """Keep that a message came back, or was refused for good."""
    message.failed_because, message.delayed_because = because[:200], ""
    message.save(update_fields=["failed_because", "delayed_because"])


def settle(message: OutboxMessage, *, now: datetime, by_user_id: int) -> None:
    """Keep that the reader of a message that came back was reached another way."""
    message.settled_at, message.by_user_id = now, by_user_id
    message.save(update_fields=["settled_at", "by_user_id"])


def leave_to_a_person(message: OutboxMessage, *, because: str, now: datetime) -> None:
    """Keep that no program sends it, and what somebody has to do."""
    message.by_hand_at, message.by_hand_because, message.delayed_because = now, because, ""
    message.save(update_fields=["by_hand_at", "by_hand_because", "delayed_because"])
