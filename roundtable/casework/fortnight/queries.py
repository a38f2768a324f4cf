"""Reads of plans: for those who arrange conferences, and of each plan what they may see."""

import uuid

from django.db.models import Count, Q, QuerySet

from roundtable.casework.cases.queries import cases_visible_to
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.fortnight.models import FortnightPlan, LineState, PlannedConference
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Facts, Permission

_LISTED = 5


def latest_plans(actor: Actor) -> list[FortnightPlan]:
    """
    Return the last few plans, the newest first, each with how many lines are `open_lines`.

    :raises RecordNotFound: if `actor` does not arrange conferences.
    """
    _check(actor)
    waiting = Q(
        lines__in=_open_to(actor), lines__state__in=[LineState.PROPOSED, LineState.NO_PLACE]
    )
    rows = FortnightPlan.objects.filter(authority_id=actor.authority_id)
    counted = rows.annotate(open_lines=Count("lines", filter=waiting)).select_related("asked_by")
    return list(counted.order_by("-asked_at", "-pk")[:_LISTED])


def get_plan(*, public_id: uuid.UUID, actor: Actor) -> FortnightPlan:
    """
    Return a plan.

    :raises RecordNotFound: if it does not exist, or `actor` does not arrange conferences.
    """
    _check(actor)
    plans = FortnightPlan.objects.filter(authority_id=actor.authority_id, public_id=public_id)
    found = plans.select_related("asked_by").first()
    if found is None:
        raise RecordNotFound("fortnight")
    return found


def lines_visible_to(actor: Actor, plan: FortnightPlan) -> QuerySet[PlannedConference]:
    """Return the lines whose family `actor` may see: a restricted case shows in no plan of others."""
    return plan.lines.filter(pk__in=_open_to(actor).values("pk"))


def _open_to(actor: Actor) -> QuerySet[PlannedConference]:
    return PlannedConference.objects.filter(
        Q(conference__in=conferences_visible_to(actor))
        | Q(conference=None, case__in=cases_visible_to(actor))
    )


def lines_of(actor: Actor, plan: FortnightPlan) -> list[PlannedConference]:
    """Return the lines with all that a page says of them, in the order of the plan. One query."""
    rows = lines_visible_to(actor, plan).select_related(
        "case", "conference", "chair", "minute_taker", "room"
    )
    return list(rows.order_by("position", "pk"))


def get_line(*, public_id: uuid.UUID, plan: FortnightPlan, actor: Actor) -> PlannedConference:
    """
    Return one line of the plan that was opened.

    :raises RecordNotFound: if it is of another, or not theirs to see.
    """
    for one in lines_of(actor, plan):
        if one.public_id == public_id:
            return one
    raise RecordNotFound("planned conference")


def _check(actor: Actor) -> None:
    arranges = Facts(same_authority=True)
    if not may(actor, Permission.SEND_INVITATIONS, arranges):
        raise RecordNotFound("fortnight")
