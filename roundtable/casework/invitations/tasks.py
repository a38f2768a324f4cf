"""What the worker does by itself: asking once for answers that are late, where that is wished for."""

from datetime import date, datetime

from procrastinate.contrib.django import app

from roundtable.casework.conferences.models import Conference
from roundtable.casework.invitations.actions.chasing import chase
from roundtable.casework.invitations.actions.send import REPLY_CLOCK
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import chaseable
from roundtable.foundation.accounts.queries import system_actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.rules.conference_states import ARRANGED
from roundtable.rules.invitation_states import is_chased_by_itself


@app.periodic(cron="30 8 * * *")
@app.task(name="invitations.chase", queue="default", queueing_lock="invitations.chase")
def chase_everywhere(timestamp: int = 0) -> None:
    """Ask for late answers in every authority whose setting says so, on its working days."""
    now = clock.now()
    for authority in Authority.objects.order_by("pk"):
        if authority.effective_settings["reminders_enabled"]:
            chase_late_answers(authority, now=now)


def chase_late_answers(authority: Authority, *, now: datetime) -> int:
    """Ask professionals once whose answer is late; return how many. The family is never late."""
    today = clock.day_of(now)
    actor = system_actor(authority, "reminders")
    number = 0
    with authority_context([authority.pk]):
        if not calendar_of(authority).is_working_day(today):
            return 0
        states = sorted(state.value for state in ARRANGED)
        for conference in Conference.objects.filter(state__in=states).order_by("pk"):
            found = chaseable(conference, today=today)
            late = _late(found)
            number += len(
                chase(
                    conference,
                    [
                        one
                        for one in found
                        if is_chased_by_itself(
                            due_on=late.get(one.pk), chased_on=one.chased_on, today=today
                        )
                    ],
                    actor=actor,
                    now=now,
                )
            )
    return number


def _late(invitations: list[Invitation]) -> dict[int, date | None]:
    """Return until when each of them was to be answered; nobody of the family has such a day."""
    found = Clock.objects.filter(
        rule=REPLY_CLOCK,
        subject_type=Invitation._meta.model_name,
        subject_id__in=[one.pk for one in invitations],
        stopped_on=None,
    )
    return dict(found.values_list("subject_id", "due_on"))
