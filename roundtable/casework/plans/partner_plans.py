"""A plan as those who carry it out from other agencies see it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from roundtable.casework.plans.models import CoreGroupMeeting, Outline, Plan, PlanAction
from roundtable.casework.plans.page_queries import get_action
from roundtable.casework.plans.queries import get_outline, get_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission

_PLAN_CLOCKS = frozenset({"first_core_group", "next_core_group", "first_review", "next_review"})


@dataclass(frozen=True, slots=True)
class PartnerPlan:
    """A plan as one of those who carry it out sees it: no visits, no other child."""

    plan: Plan
    outline: Outline | None
    clocks: Sequence[Clock]
    core_groups: Sequence[CoreGroupMeeting]
    own_posts: frozenset[int]
    likelihood_of_harm: str


def partner_plan(*, public_id: uuid.UUID, actor: Actor) -> PartnerPlan:
    """
    Return a plan that `actor` helps to carry out or was invited to make.

    :raises RecordNotFound: if it is not theirs to see.
    """
    plan = get_plan(public_id=public_id, actor=actor, permission=Permission.VIEW_PLAN)
    return PartnerPlan(
        plan=plan,
        outline=get_outline(plan.outline_id) if plan.outline_id else None,
        clocks=list(running_clocks(subject_type="plan", subject_ids=[plan.pk], rules=_PLAN_CLOCKS)),
        core_groups=list(
            CoreGroupMeeting.objects.filter(plans__plan=plan).order_by("-planned_on", "-pk")[:6]
        ),
        own_posts=actor.professional_ids,
        likelihood_of_harm=plan.likelihood_of_harm,  # type: ignore[attr-defined]
    )


def own_action(*, plan_id: uuid.UUID, public_id: uuid.UUID, actor: Actor) -> PlanAction:
    """
    Return an action of a plan that is this professional's own to do.

    :raises RecordNotFound: if it is somebody else's.
    """
    plan = get_plan(public_id=plan_id, actor=actor, permission=Permission.VIEW_PLAN)
    action = get_action(public_id=public_id, plan=plan)
    if action.professional_id not in actor.professional_ids:
        raise RecordNotFound("action")
    return action
