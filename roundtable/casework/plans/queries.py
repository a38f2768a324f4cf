"""Reads of plans. Every page starts from `get_plan`, every list from `plans_visible_to`."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from roundtable.casework.cases.facts import NOT_BARRED, used_by
from roundtable.casework.plans.facts import PLANS, last_likelihood, plan_facts
from roundtable.casework.plans.models import CoreGroupMember, Outline, Plan, PlanAction, PlanOutcome
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import NAMED_ONE_BY_ONE, Permission, Role

# The same conditions as VIEW_PLAN in `rules.grants`; a test holds the two together.
_SEEN_BY: Mapping[Role, Q] = {
    Role.CHAIR: Q(fact_allocated=True) | Q(fact_on_duty=True),
    Role.SOCIAL_WORKER: Q(fact_allocated=True),
    Role.MANAGER: Q(fact_allocated=True),
    Role.SOLICITOR: Q(fact_allocated=True),
    Role.HEAD_OF_SERVICE: Q(),
    Role.PARTNER: Q(fact_invited=True, fact_involvement_open=True),
}


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """Return the plans whose page `actor` may open, and no trace of any other."""
    if actor.role not in _SEEN_BY:
        return Plan.objects.none()
    unrestricted = Q(fact_restricted=False) | Q(fact_allocated=True)
    conditions = (
        _SEEN_BY[actor.role],
        Q() if actor.role in NAMED_ONE_BY_ONE else unrestricted,
        NOT_BARRED,
    )
    return Plan.objects.alias(**used_by(plan_facts(actor), *conditions)).filter(*conditions)


def outline_prefetches() -> "list[Prefetch[Any]]":
    """Return what is needed to show an outline: three queries, however long the plan."""
    actions = PlanAction.objects.select_related("professional__agency", "person")
    with_actions = Prefetch("actions", actions.order_by("position", "pk"))
    outcomes = PlanOutcome.objects.order_by("position", "pk").prefetch_related(with_actions)
    members = CoreGroupMember.objects.filter(left_on=None).order_by("pk")
    return [
        Prefetch("outcomes", outcomes),
        Prefetch("core_group", members.select_related("professional__agency", "person")),
    ]


def get_outline(outline_id: int) -> Outline:
    """Return an outline with all it says. For acts and pages that opened its plan or meeting."""
    found: Outline | None = _OUTLINE.first(pk=outline_id)
    if found is None:
        raise Outline.DoesNotExist
    return found


_OUTLINE = Kept(
    lambda given: (
        Outline.objects.select_related("key_worker__agency")
        .prefetch_related(*outline_prefetches())
        .filter(pk=given("pk"))
    )
)


def outcomes_incomplete(plan: Plan) -> int:
    """Return how many outcomes lack a measure, or an action that somebody does by some day."""
    if plan.outline_id is None:
        return 0
    outcomes = get_outline(plan.outline_id).outcomes.all()
    return sum(not _can_be_carried_out(one) for one in outcomes if one.closed_on is None)


def _can_be_carried_out(outcome: PlanOutcome) -> bool:
    return bool(outcome.how_we_will_know.strip()) and any(
        action.due_on is not None and (action.professional_id or action.person_id)
        for action in outcome.actions.all()
    )


def get_plan(*, public_id: uuid.UUID, actor: Actor, permission: Permission) -> Plan:
    """
    Return the plan, if `actor` holds `permission` on it. Pages have no other door. One query.

    It carries `likelihood_of_harm`, as the last conference on it judged that.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    plan = PLANS.open(actor, public_id, permission)
    audit.note_read("person", plan.child_id)
    audit.note_read("plan", plan.pk)
    return plan


def plan_content(plan: Plan) -> dict[str, Any]:
    """Return what the plan says now, as plain values: what a version keeps."""
    content: dict[str, Any] = {
        "categories": plan.latest_categories,
        "code": plan.latest_code,
        "likelihood_of_harm": Plan.objects.values_list(last_likelihood()).get(pk=plan.pk)[0],
        "key_worker": plan.key_worker_id,
        "state": plan.state,
        "ends_on": plan.ends_on.isoformat() if plan.ends_on else None,
    }
    if plan.outline_id is not None:
        content["outline"] = _outline_content(get_outline(plan.outline_id))
    return content


def _outline_content(outline: Outline) -> dict[str, Any]:
    return {
        "protection": outline.protection,
        "contingency": outline.contingency,
        "monitoring": outline.monitoring,
        "support": outline.support_to_family,
        "what_would_end_it": outline.what_would_end_it,
        "visit_every_working_days": outline.visit_every_working_days,
        "unannounced_visits": outline.unannounced_visits,
        "outcomes": [
            {
                "what": outcome.what_must_change,
                "term": outcome.term,
                "how_we_will_know": outcome.how_we_will_know,
                "by": outcome.by.isoformat() if outcome.by else None,
                "actions": [
                    {
                        "what": action.what,
                        "professional": action.professional_id,
                        "person": action.person_id,
                        "due_on": action.due_on.isoformat() if action.due_on else None,
                        "state": action.state,
                        "evidence": action.evidence,
                    }
                    for action in outcome.actions.all()
                ],
            }
            for outcome in outline.outcomes.all()
        ],
        "core_group": [
            {"professional": member.professional_id, "person": member.person_id}
            for member in outline.core_group.all()
        ],
    }
