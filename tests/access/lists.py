"""Whether what a list shows and what the table grants are the same, for every record."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

from roundtable.casework.cases.facts import case_facts
from roundtable.casework.cases.models import Case
from roundtable.casework.cases.queries import cases_visible_to
from roundtable.casework.conferences.facts import conference_facts, participant_facts
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import invitations_visible_to
from roundtable.casework.plans.facts import plan_facts
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.queries import plans_visible_to
from roundtable.casework.reports.facts import report_facts
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import reports_visible_to
from roundtable.foundation.accounts.models import Actor
from roundtable.ops.demo.cast import CAST
from roundtable.rules.access import Facts, Permission, is_allowed
from tests.access.world import World

_SeenBy = Callable[[Actor], QuerySet[Any]]
_Facts = Callable[[Actor], dict[str, Any]]

# What is listed, how, by which permission, and the facts that the permission asks for.
LISTS: dict[str, tuple[type[Model], _SeenBy, Permission, _Facts]] = {
    "case": (Case, cases_visible_to, Permission.VIEW_CASE, case_facts),
    "conference": (
        Conference,
        conferences_visible_to,
        Permission.VIEW_CONFERENCE,
        conference_facts,
    ),
    "plan": (Plan, plans_visible_to, Permission.VIEW_PLAN, plan_facts),
    "report": (Report, reports_visible_to, Permission.VIEW_REPORT, report_facts),
    "invitation": (
        Invitation,
        invitations_visible_to,
        Permission.VIEW_INVITATION,
        lambda actor: participant_facts(actor, path="participant__"),
    ),
}


def disagreements(world: World, what: str) -> list[str]:
    """Return a line for each record that a list and the table do not agree about."""
    model, seen_by, permission, facts_of = LISTS[what]
    assert model.objects.count() > 2, f"too few of {what} to say anything"
    found = []
    for name in CAST:
        actor = world.cast.actor(name)
        listed = set(seen_by(actor).values_list("pk", flat=True))
        expressions = facts_of(actor)
        for row in model.objects.annotate(**expressions):
            true = {one.removeprefix("fact_"): bool(getattr(row, one)) for one in expressions}
            granted = is_allowed(permission, actor.role, Facts(**true))
            if granted != (row.pk in listed):
                seen = "shows" if row.pk in listed else "hides"
                found.append(f"the list {seen} {name} the {what} {row.pk}; granted: {granted}")
    return found
