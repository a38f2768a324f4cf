"""
What is true of an actor and a plan: the case's facts, and who is on its lists.

A professional of another agency has a plan by being in its core group, or by having been invited
to a conference and told of this very child, for as long as they are involved with the family.
"""

from dataclasses import replace

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from roundtable.casework.cases.facts import (
    CAPACITIES,
    case_facts,
    open_on,
)
from roundtable.casework.cases.models import Allocation
from roundtable.casework.conferences.models import Participant
from roundtable.casework.decisions.models import Decision
from roundtable.casework.plans.models import CoreGroupMember, Plan, PlanAction
from roundtable.foundation.access.doors import Door, Expressions
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Facts, Role


def plan_facts(actor: Actor) -> Expressions:
    """Return the facts as expressions over `Plan`."""
    in_core_group = CoreGroupMember.objects.filter(
        outline=OuterRef("outline_id"), professional_id__any=actor.professional_ids, left_on=None
    )
    invited = Participant.objects.filter(
        may_know__child=OuterRef("child_id"),
        professional_id__any=actor.professional_ids,
        withdrawn_at=None,
        invited_at__lte=actor.now,
    )
    involved = Allocation.objects.filter(
        open_on(actor.today),
        case_id=OuterRef("case_id"),
        professional_id__any=actor.professional_ids,
        capacity=CAPACITIES[Role.PARTNER],
    )
    return {
        **case_facts(actor, path="case__"),
        "fact_invited": _is(Q(Exists(in_core_group)) | Q(Exists(invited))),
        "fact_involvement_open": _is(Q(Exists(in_core_group)) | Q(Exists(involved))),
    }


def _is(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, output_field=BooleanField())


def facts_about_action(actor: Actor, plan_id: int, action: PlanAction) -> Facts:
    """Return the facts for the access table, about one action of a plan: whose it is to do."""
    owner = action.professional
    return replace(
        facts_about_plan(actor, plan_id),
        about_self=action.professional_id in actor.professional_ids
        or (action.person_id is not None and action.person_id == actor.person_id),
        own_agency=owner is not None and owner.agency_id in actor.agency_ids,
    )


def facts_about_plan(actor: Actor, plan_id: int) -> Facts:
    """Return the facts for the access table."""
    return PLANS.facts(actor, plan_id)


def last_likelihood() -> Coalesce:
    """What the last conference on a plan said: how likely harm is. "" if none did."""
    decided = Decision.objects.filter(
        child_id=OuterRef("child_id"),
        superseded_at=None,
        decided_on__gte=OuterRef("starts_on"),
        # No later than the plan's end, if it has one.
        decided_on__lte=Coalesce(OuterRef("ends_on"), F("decided_on")),
    )
    last = decided.order_by("-decided_on", "-pk").values("likelihood_of_harm")[:1]
    return Coalesce(Subquery(last), Value(""), output_field=TextField())


PLANS = Door(
    "plan",
    lambda: Plan.objects.select_related(
        "authority", "child", "case", "key_worker__agency", "started_by", "ended_by"
    ).annotate(likelihood_of_harm=last_likelihood()),
    plan_facts,
)
