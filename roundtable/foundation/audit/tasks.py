"""The worker's side of the audit: sealing what has been written since the last time."""

from datetime import datetime

from procrastinate.contrib.django import app

from roundtable.foundation.accounts.models import Actor, Appointment, User
from roundtable.foundation.audit.actions import record
from roundtable.foundation.audit.sealing import TABLES, seal_next
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role


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


@app.task(name="audit.sign_in_refused", queue="default")
def sign_in_refused(*, user_id: int, was_last: bool, at: str) -> None:
    """
    Record that a password was wrong for an account, in each authority that knows it.

    Whoever typed it is not known, so no user is named as the one who did it. An account that does
    not exist (0) has nobody whose audit it belongs in. Done here, and not in the request, so that
    a refusal takes as long for one as for the other.
    """
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return
    known = Appointment.objects.filter(user=user).order_by("authority_id", "pk")
    for held in known.distinct("authority_id"):
        with authority_context([held.authority_id]):
            record(
                actor=Actor(0, "sign-in", Role(held.role), held.authority_id, ()),
                verb="sign_in.refused",
                subject=user,
                now=datetime.fromisoformat(at),
                was_last=was_last,
            )
