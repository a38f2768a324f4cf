"""Nothing is open for a family any more: those who only worked with it get a last day."""

from datetime import date, datetime, timedelta

from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import Conference
from roundtable.casework.plans.models import Plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.models import Authority
from roundtable.rules.settings import number


def involvement_ends(
    case_id: int, *, authority: Authority, on: date, actor: Actor, now: datetime
) -> int:
    """
    Give those who work with the family a last day, as part of the act that ended the last of it.

    Until then they can read what they were sent. Another conference lets them in anew. Return for
    how many it ends.
    """
    if _something_is_open(case_id):
        return 0
    last_day = on + timedelta(days=number(authority.effective_settings, "access_after_end_days"))
    involved = Allocation.objects.filter(
        case_id=case_id, capacity=Capacity.INVOLVED, ends_on=None, starts_on__lte=last_day
    )
    ids = sorted(involved.values_list("pk", flat=True))
    for allocation in involved:
        audit.record(
            actor=actor,
            verb="case.involvement_ends",
            subject=allocation,
            now=now,
            last_day=last_day.isoformat(),
        )
    Allocation.objects.filter(pk__in=ids).update(ends_on=last_day)
    return len(ids)


def _something_is_open(case_id: int) -> bool:
    plans = Plan.objects.filter(case_id=case_id, ends_on=None)
    conferences = Conference.objects.filter(case_id=case_id, state__in=NOT_OVER)
    return plans.exists() or conferences.exists()
