"""The worker's side of the outbox."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.documents.actions import print_document
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.gate import sending_gate
from roundtable.foundation.messaging.models import OutboxMessage

# Half a minute longer each time: soon at first, and still trying a week later. Whatever is down for
# a day or two costs no message.
UNTIL_IT_IS_THERE = RetryStrategy(max_attempts=200, linear_wait=30)


@app.task(name="messaging.deliver", queue="default", retry=UNTIL_IT_IS_THERE)
def deliver(*, authority_id: int, message_id: int) -> None:
    """
    Deliver one message, once, in a transaction of its own.

    1. Lock the message, unless it was sent or stopped meanwhile.
    2. Ask whether it may leave as things stand now; if not, hold it and say why.
    3. Print its document.
    4. Mark it sent. No channel to the outside exists yet: what is sent is listed on the
       "Sent messages" page, with its PDF.
    """
    with authority_context([authority_id]):
        message = (
            OutboxMessage.objects.select_for_update()
            .filter(pk=message_id, sent_at=None, stopped_at=None, held_at=None)
            .first()
        )
        if message is None:
            return
        now = clock.now()
        reasons = sending_gate().reasons_to_hold(message, now=now)
        if reasons:
            message.held_at, message.held_because = now, reasons
            message.save(update_fields=["held_at", "held_because"])
            return
        if message.document_id is not None:
            _print(message.document_id)
        message.sent_at = now
        if message.is_secret:
            message.body = ""
        message.save(update_fields=["sent_at", "body"])


def _print(document_id: int) -> None:
    print_document(Document.objects.get(pk=document_id))


@app.periodic(cron="*/2 * * * *")
@app.task(
    name="messaging.take_up_again",
    queue="default",
    queueing_lock="messaging.take_up_again",
    pass_context=True,
)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Take up again the jobs of a worker that was killed: `deliver` sends nothing twice."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
