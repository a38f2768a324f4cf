"""Nothing is open for a family any more: those who only worked with it get a last day."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.plans.models import CoreGroupMember, Outline, Plan, PlanAction
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
    return _give_last_day(_involved(case_id), authority=authority, on=on, actor=actor, now=now)


def involvement_ends_with(conference: Conference, *, on: date, actor: Actor, now: datetime) -> int:
    """
    Do so as a conference is cancelled, as part of that act; return for how many it ends.

    While something else is open for the family, for those alone who were in it through this
    conference: they sit in no other one, and do nothing under a plan.
    """
    ended = involvement_ends(
        conference.case_id, authority=conference.authority, on=on, actor=actor, now=now
    )
    if ended:
        return ended
    through_it = _involved(conference.case_id).filter(
        professional__in=Participant.objects.filter(conference=conference).values("professional")
    )
    elsewhere = Participant.objects.filter(
        professional=OuterRef("professional"),
        conference__case=conference.case_id,
        withdrawn_at=None,
    ).exclude(conference=conference)
    open_plans = {"plans__case": conference.case_id, "plans__ends_on": None}
    in_core_group = CoreGroupMember.objects.filter(
        professional=OuterRef("professional"),
        left_on=None,
        outline__in=Outline.objects.filter(**open_plans),
    )
    has_action = PlanAction.objects.filter(
        professional=OuterRef("professional"),
        outcome__outline__in=Outline.objects.filter(**open_plans),
    )
    only = through_it.filter(~Exists(elsewhere), ~Exists(in_core_group), ~Exists(has_action))
    return _give_last_day(only, authority=conference.authority, on=on, actor=actor, now=now)


def _involved(case_id: int) -> QuerySet[Allocation]:
    return Allocation.objects.filter(case_id=case_id, capacity=Capacity.INVOLVED, ends_on=None)


def _give_last_day(
    allocations: QuerySet[Allocation],
    *,
    authority: Authority,
    on: date,
    actor: Actor,
    now: datetime,
) -> int:
    last_day = on + timedelta(days=number(authority.effective_settings, "access_after_end_days"))
    involved = allocations.filter(starts_on__lte=last_day)
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
