"""What waits for a person to post, bring or tell it, and what came back."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from roundtable.casework.cases.sent_messages import (
    SentMessage,
    described,
    messages_open_to,
)
from roundtable.casework.invitations.models import Enclosure
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.access import Facts, Permission

# As many as one person posts in an hour. What is posted makes room for the next.
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ToPost:
    """One message in somebody's hands, with what goes into its envelope."""

    sent: SentMessage
    enclosed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Post:
    """What there is to do by hand, the oldest first."""

    to_post: Sequence[ToPost]
    more: int
    """How many wait beyond those that are listed."""
    came_back: Sequence[SentMessage]
    delayed: int
    delayed_because: Sequence[str]


def post_to_do(actor: Actor) -> Post:
    """
    Return what waits for a person, what came back, and what a server's failure holds up.

    :raises RecordNotFound: if it is not for `actor`.
    """
    if not may(actor, Permission.SEND_LETTERS, Facts(same_authority=True)):
        raise RecordNotFound("post")
    open_to = messages_open_to(actor)
    to_go = open_to.filter(sent_at=None, stopped_at=None)
    waiting = to_go.filter(by_hand_at__isnull=False).order_by("by_hand_at", "pk")
    back = open_to.exclude(failed_because="").filter(settled_at=None).order_by("queued_at", "pk")
    delayed = to_go.exclude(delayed_because="")
    return Post(
        to_post=_to_post(list(waiting[:AT_ONCE])),
        more=max(0, waiting.count() - AT_ONCE),
        came_back=described(list(back[:AT_ONCE])),
        delayed=delayed.count(),
        delayed_because=_reasons(delayed),
    )


def _to_post(rows: list[OutboxMessage]) -> list[ToPost]:
    enclosed = _titles([one.document_id for one in rows if one.document_id])
    return [
        ToPost(sent=one, enclosed=enclosed.get(one.message.document_id or 0, ()))
        for one in described(rows)
    ]


def _titles(documents: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Return by letter what its envelope holds beside it. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Enclosure.objects.filter(document_id__in=documents, removed_at=None).order_by("pk")
    for document_id, title in rows.values_list("document_id", "title"):
        found[document_id or 0].append(title)
    return found


def _reasons(delayed: QuerySet[OutboxMessage]) -> list[str]:
    found = delayed.order_by("delayed_because").values_list("delayed_because", flat=True)
    return list(found.distinct())
