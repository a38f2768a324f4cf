"""What is true of an actor and a plan: the case's facts, and who is on its lists."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef

from roundtable.casework.cases.facts import Expressions, case_facts, read_facts
from roundtable.casework.conferences.models import Participant
from roundtable.casework.plans.models import CoreGroupMember, Plan
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Facts


def plan_facts(actor: Actor) -> Expressions:
    """Return the facts as expressions over `Plan`."""
    in_core_group = CoreGroupMember.objects.filter(
        outline=OuterRef("outline_id"), professional_id__in=actor.professional_ids, left_on=None
    )
    invited = Participant.objects.filter(
        conference__children__child=OuterRef("child_id"),
        professional_id__in=actor.professional_ids,
        withdrawn_at=None,
        invited_at__isnull=False,
    )
    on_list = ExpressionWrapper(
        Exists(in_core_group) | Exists(invited), output_field=BooleanField()
    )
    return {
        **case_facts(actor, path="case__"),
        "fact_invited": on_list,
        "fact_involvement_open": on_list,
    }


def facts_about_plan(actor: Actor, plan_id: int) -> Facts:
    """Return the facts for the access table."""
    return read_facts(Plan.objects.all(), plan_facts(actor), plan_id)
