"""What need not meet again: every child it was about has been decided on, or is out of reach."""

from datetime import date, datetime

from django.db.models import Q

from roundtable.casework.conferences.limits import MEET_AGAIN_CLOCK
from roundtable.casework.conferences.models import Conference
from roundtable.casework.decisions.models import Decision
from roundtable.casework.plans.models import Plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.rules.enquiry_states import State as EnquiryState


def stop_meeting_again(case_id: int, *, on: date, actor: Actor, now: datetime) -> None:
    """
    Stop the clocks of meetings that ended without a decision, where no child waits for one.

    A child waits while an enquiry says continuing risk or a plan is open, until a later meeting
    has decided: the one that goes on with it, or any other.
    """
    running = running_clocks(
        subject_type=Conference._meta.model_name, case_ids=[case_id], rules={MEET_AGAIN_CLOCK}
    )
    for conference in Conference.objects.filter(pk__in=running.values("subject_id")):
        if not _somebody_waits(conference):
            stop_clocks(
                subject=conference,
                rules={MEET_AGAIN_CLOCK},
                on=on,
                how="no longer needed",
                actor=actor,
                now=now,
            )


def _somebody_waits(conference: Conference) -> bool:
    at_risk = Q(enquiry__state=EnquiryState.SUBSTANTIATED_CONTINUING_RISK)
    on_a_plan = Q(child__in=Plan.objects.filter(ends_on=None).values("child"))
    decided = Decision.objects.filter(decided_at__gt=conference.closed_at, superseded_at=None)
    waiting = conference.children.filter(at_risk | on_a_plan, child__died_on=None)
    return waiting.exclude(child__in=decided.values("child")).exists()
