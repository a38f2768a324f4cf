"""What the list of sent messages shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.cases.sent_messages import SentMessage, SentMessages
from roundtable.web.design_system.presenters import Pagination
from roundtable.web.design_system.wording import count, moment
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.foundation.messaging.models import OutboxMessage

CHANNELS = {
    "post": "Post",
    "email": "E-mail",
    "hand": "By hand",
    "portal": "Sign-in page",
    "phone": "Telephone",
    "text": "Text message",
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    recipient: str
    subject: str
    href: str
    channel: str
    tag: Tag
    when: str
    body: str
    why_held: tuple[str, ...]
    doing: tuple[str, str]
    """What can be done about it, as (text, address); empty texts where there is nothing."""


@dataclass(frozen=True, slots=True)
class MessagesShown:
    rows: Sequence[MessageRow]
    summary: str
    pages: Pagination

    @classmethod
    def of(cls, found: SentMessages) -> "MessagesShown":
        return cls(
            rows=[_row(one, may_send=found.may_send) for one in found.messages],
            summary=count(found.count, "message"),
            pages=Pagination.of(found.page, found.pages, link=lambda n: f"?page={n}"),
        )


def _row(sent: SentMessage, *, may_send: bool) -> MessageRow:
    message = sent.message
    return MessageRow(
        recipient=sent.recipient,
        subject=message.subject_line,
        href=reverse("staff:letter", args=[sent.document.public_id]) if sent.document else "",
        channel=CHANNELS.get(message.channel, message.channel),
        tag=_state(message),
        when=moment(message.sent_at or message.queued_at),
        body="It opens something for its reader alone, and is not shown."
        if message.is_secret
        else message.body,
        why_held=_why(message),
        doing=_doing(message) if may_send else ("", ""),
    )


def _doing(message: "OutboxMessage") -> tuple[str, str]:
    if message.sent_at is not None:
        return "", ""
    if message.held_at is not None or message.stopped_at is not None:
        return "Let it go", reverse("staff:send-again", args=[message.public_id])
    return "Call it back", reverse("staff:call-back", args=[message.public_id])


def _why(message: "OutboxMessage") -> tuple[str, ...]:
    """Return what keeps a message that has not gone, or what became of one that had."""
    if message.sent_at is None and message.by_hand_at is not None and message.stopped_at is None:
        return (message.by_hand_because,)
    return (*message.held_because, *(one for one in _troubles(message) if one))


def _troubles(message: "OutboxMessage") -> tuple[str, str]:
    return message.delayed_because, message.failed_because


def _state(message: "OutboxMessage") -> Tag:
    if message.stopped_at is not None:
        return "Stopped", "grey"
    if message.failed_because:
        return ("Came back", "red") if message.settled_at is None else ("Reached", "green")
    if message.held_at is not None:
        return "Held back", "red"
    if message.sent_at is not None:
        return "Sent", "green"
    if message.by_hand_at is not None:
        return "To post", "yellow"
    return ("Delayed", "orange") if message.delayed_because else ("Waiting", "yellow")
