"""The post of the past: what was queued before the last working day has long arrived."""

from datetime import timedelta

from django.db.models import F

from roundtable.foundation.core import clock
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.ops.demo.stage import Stage


def deliver_past_post(stage: Stage) -> int:
    """
    Mark as sent, shortly after it was queued, what a worker would have sent by then.

    What was queued on the last working day or since is left to the worker, which prints it while
    a visitor looks on. Letters of the past are printed when somebody opens them.
    """
    until = clock.at(stage.working_day(-1), 0)
    past = OutboxMessage.objects.filter(sent_at=None, stopped_at=None, queued_at__lt=until)
    return past.update(sent_at=F("queued_at") + timedelta(minutes=2))
