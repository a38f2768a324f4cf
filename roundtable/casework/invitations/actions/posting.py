"""What no program sends: somebody posts it, brings it or tells it, and says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.queries import facts_about_case
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging import outcomes
from roundtable.foundation.messaging.gate import sending_gate
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.access import Facts, Permission


class CannotMarkPosted(CannotProceed):
    """Nothing was chosen, or it has gone, or does not wait for anybody."""


class CannotSettle(CannotProceed):
    """It did not come back, or somebody has seen to it."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What went, and what was held back at the last look."""

    sent: tuple[OutboxMessage, ...]
    held: tuple[OutboxMessage, ...]


@transaction.atomic
def mark_posted(*, message_ids: Collection[int], actor: Actor, now: datetime) -> Posted:
    """
    Say that these were posted, brought or told.

    Each is looked at once more: what must not go as things stand is held, and has not gone.

    :raises CannotMarkPosted: if nothing was chosen, or one of them went or was stopped meanwhile.
    """
    messages = [lock_message(pk, actor) for pk in sorted(message_ids)]
    if not messages:
        raise CannotMarkPosted("Choose what you have posted, brought or told.")
    if any(not waits_for_a_person(one) for one in messages):
        raise CannotMarkPosted("One of them has gone or was stopped meanwhile. Look again.")
    sent, held = [], []
    for message in messages:
        reasons = sending_gate().reasons_to_hold(message, now=now)
        if reasons:
            outcomes.hold(message, reasons, now=now)
            held.append(message)
            continue
        outcomes.mark_sent(message, now=now, by_user_id=actor.user_id)
        sent.append(message)
        audit.record(
            actor=actor,
            verb="message.posted",
            subject=message,
            now=now,
            channel=message.channel,
            document=message.document_id,
        )
    return Posted(tuple(sent), tuple(held))


@transaction.atomic
def settle_message(*, message_id: int, actor: Actor, now: datetime) -> OutboxMessage:
    """
    Say that the reader of a message that came back was reached another way.

    :raises CannotSettle: if it did not come back, or somebody has seen to it.
    """
    message = lock_message(message_id, actor)
    if not message.failed_because or message.settled_at is not None:
        raise CannotSettle("It did not come back, or somebody has seen to it.")
    outcomes.settle(message, now=now, by_user_id=actor.user_id)
    audit.record(actor=actor, verb="message.settled", subject=message, now=now)
    return message


def waits_for_a_person(message: OutboxMessage) -> bool:
    return message.by_hand_at is not None and message.sent_at is message.stopped_at is None


def lock_message(message_id: int, actor: Actor) -> OutboxMessage:
    """Return a message for somebody who may send it, and let nobody else change it."""
    message = OutboxMessage.objects.select_for_update().get(pk=message_id)
    facts = (
        facts_about_case(actor, message.case_id)
        if message.case_id is not None
        else Facts(same_authority=message.authority_id in actor.authority_ids)
    )
    authorise(actor, Permission.SEND_LETTERS, facts)
    return message
