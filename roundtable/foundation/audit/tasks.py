"""The worker's side of the audit: sealing what has been written since the last time."""

from procrastinate.contrib.django import app

from roundtable.foundation.audit.sealing import TABLES, seal_next
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority


@app.periodic(cron="*/5 * * * *")
@app.task(name="audit.seal", queue="default", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:
    """Seal everything, one authority and one run at a time, each in its own transaction."""
    for authority_id in Authority.objects.values_list("pk", flat=True):
        for table in TABLES:
            sealed = True
            while sealed:
                with authority_context([authority_id]):
                    sealed = (
                        seal_next(table, authority_id=authority_id, now=clock.now()) is not None
                    )
