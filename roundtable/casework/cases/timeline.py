"""One line in a case's timeline, written by the act that made it happen."""

from datetime import date, datetime

from django.db import models

from roundtable.casework.cases.models import Case, TimelineEntry
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock


def note(
    *,
    case: Case | int,
    kind: str,
    title: str,
    subject: models.Model,
    actor: Actor,
    now: datetime,
    happened_on: date | None = None,
    detail: str = "",
    child_id: int | None = None,
    from_state: str = "",
    to_state: str = "",
) -> TimelineEntry:
    """
    Write a line. `happened_on` is the day of the event itself; when it was entered is kept too.

    The timeline is read by those who may open the case: titles name acts, never what a statement,
    an address or a closed part says.
    """
    return TimelineEntry.objects.create(
        authority_id=subject.authority_id,  # type: ignore[attr-defined]
        case_id=case if isinstance(case, int) else case.pk,
        child_id=child_id,
        happened_on=happened_on or clock.day_of(now),
        at=now,
        kind=kind,
        title=title,
        detail=detail,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        from_state=from_state,
        to_state=to_state,
        user_id=actor.user_id or None,
        by=actor.name,
    )
