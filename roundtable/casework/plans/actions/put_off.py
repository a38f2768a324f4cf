"""Putting a conference off or giving it up, with the answers and reports that were waited for."""

from datetime import datetime
from typing import Any

from django.db import transaction

from roundtable.casework.conferences.actions import put_off
from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.invitations.actions.answer import stop_waiting_for_answers
from roundtable.casework.invitations.actions.interpreters import give_needs_back
from roundtable.casework.plans.actions.letting_go import involvement_ends_with
from roundtable.casework.plans.actions.request_review import open_plan_holders
from roundtable.casework.reports.actions.requesting import stop_waiting_for_reports
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock


@transaction.atomic
def postpone_conference(
    *, conference_id: int, actor: Actor, now: datetime, **postponed: Any
) -> Conference:
    """Put a conference off: no answer and no report is late until it is arranged anew."""
    conference = put_off.postpone_conference(
        conference_id=conference_id, actor=actor, now=now, **postponed
    )
    give_needs_back(conference, "The conference is postponed.", actor=actor, now=now)
    stop_waiting_for_answers(conference, actor=actor, now=now)
    stop_waiting_for_reports(conference, actor=actor, now=now)
    return conference


@transaction.atomic
def cancel_conference(
    *, conference_id: int, actor: Actor, now: datetime, **cancelled: Any
) -> Conference:
    """
    Give a conference up, if no child of it is on a plan that needs its review.

    Whoever was in the family's case only through it gets a last day.
    """
    children = ConferenceChild.objects.filter(conference_id=conference_id)
    conference = put_off.cancel_conference(
        conference_id=conference_id,
        children_on_a_plan=open_plan_holders(set(children.values_list("child_id", flat=True))),
        actor=actor,
        now=now,
        **cancelled,
    )
    give_needs_back(conference, "The conference is cancelled.", actor=actor, now=now)
    stop_waiting_for_answers(conference, actor=actor, now=now)
    stop_waiting_for_reports(conference, actor=actor, now=now)
    involvement_ends_with(conference, on=clock.day_of(now), actor=actor, now=now)
    return conference
