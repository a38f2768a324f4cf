"""The worker's side of the outbox."""

from collections.abc import Collection

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.documents.actions import print_document
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.delivery import IN_ORDER, carry
from roundtable.foundation.messaging.errors import NotNow, Refused
from roundtable.foundation.messaging.gate import sending_gate
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.outcomes import hold, leave_to_a_person, mark_sent


class UntilItIsThere(BaseRetryStrategy):
    """Soon at first, then every quarter of an hour, for as long as it takes: nothing is given up."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        return RetryDecision(retry_in={"seconds": wait_after(job.attempts)})


def wait_after(attempts: int) -> int:
    """Return the seconds to the next try."""
    return int(min(30 * 2 ** min(attempts, 5), 15 * 60))


@app.task(name="messaging.deliver", queue="default", retry=UntilItIsThere())
def deliver(*, authority_id: int, message_id: int) -> None:
    """
    Deliver one message, after what was queued before it for the same reader.

    A try that failed is kept with the message, so that it is seen, and is made again.
    """
    for number in [*_before(authority_id, message_id), message_id]:
        try:
            _deliver(authority_id, number)
        except Exception as trouble:
            _keep_trouble(authority_id, {number, message_id}, trouble)
            if number == message_id or isinstance(trouble, NotNow):
                raise


def _before(authority_id: int, message_id: int) -> Collection[int]:
    """Return what waits to go to the same reader the same way, and was queued earlier."""
    with authority_context([authority_id]):
        message = OutboxMessage.objects.filter(pk=message_id).first()
        if message is None or message.channel not in IN_ORDER:
            return []
        waiting = OutboxMessage.objects.filter(
            pk__lt=message.pk,
            person_id=message.person_id,
            professional_id=message.professional_id,
            channel=message.channel,
            leaves_at__lte=clock.now(),
            **_IS_TO_GO,
        )
        return list(waiting.order_by("pk").values_list("pk", flat=True))


_IS_TO_GO = {
    "sent_at": None,
    "stopped_at": None,
    "held_at": None,
    "by_hand_at": None,
    "failed_because": "",
}


def _deliver(authority_id: int, message_id: int) -> None:
    """
    Deliver one message, in a transaction of its own.

    1. Lock the message, unless it was sent or stopped meanwhile.
    2. Ask whether it may leave as things stand now; if not, hold it and say why.
    3. Print its document.
    4. Let it leave, and mark it sent; or leave it to somebody, with what they have to do.

    Whoever is killed between leaving and marking leaves it to be sent again, under the same
    number (ADR 13): what is sent twice can be told, what is never sent cannot.
    """
    with authority_context([authority_id]):
        message = (
            OutboxMessage.objects.select_for_update().filter(pk=message_id, **_IS_TO_GO).first()
        )
        if message is None:
            return
        now = clock.now()
        reasons = sending_gate().reasons_to_hold(message, now=now)
        if reasons:
            hold(message, reasons, now=now)
            return
        if message.document_id is not None:
            _print(message.document_id)
        try:
            why_by_hand = carry(message, today=clock.day_of(now))
        except Refused as refusal:
            sending_gate().came_back(message, because=str(refusal), now=now)
            return
        if why_by_hand:
            leave_to_a_person(message, because=why_by_hand, now=now)
        else:
            mark_sent(message, now=now)


def _print(document_id: int) -> None:
    print_document(Document.objects.get(pk=document_id))


def _keep_trouble(authority_id: int, numbers: Collection[int], trouble: Exception) -> None:
    """Keep why a try failed, in words that hold nothing of what the message says."""
    why = str(trouble) if isinstance(trouble, NotNow) else "Something went wrong on our side"
    with authority_context([authority_id]):
        OutboxMessage.objects.filter(pk__in=numbers, sent_at=None).update(delayed_because=why)


@app.periodic(cron="*/2 * * * *")
@app.task(
    name="messaging.take_up_again",
    queue="default",
    queueing_lock="messaging.take_up_again",
    pass_context=True,
)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Take up again the jobs of a worker that was killed: `deliver` passes over what has gone."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
