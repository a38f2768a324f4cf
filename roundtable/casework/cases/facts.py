"""
What is true of an actor and a case: the facts the access table asks for, as SQL.

Every list scopes by these expressions and every door reads them in one query, so that the list
and the door cannot disagree about a fact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.expressions import Combinable

from roundtable.casework.cases.models import (
    Allocation,
    Capacity,
    CaseMember,
    Denial,
    DutyTurn,
)
from roundtable.foundation.access.doors import Expressions, as_facts
from roundtable.foundation.accounts.models import Actor, AnyActor, Appointment, slots_of
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Facts, Role

# The capacity in which each staff role is allocated to a case.
CAPACITIES = {
    Role.CHAIR: Capacity.CHAIR,
    Role.SOCIAL_WORKER: Capacity.SOCIAL_WORKER,
    Role.MANAGER: Capacity.MANAGER,
    Role.SOLICITOR: Capacity.SOLICITOR,
    Role.PARTNER: Capacity.INVOLVED,
    Role.ADMINISTRATOR: Capacity.ADMINISTRATOR,
    Role.HEAD_OF_SERVICE: Capacity.HEAD_OF_SERVICE,
}
# Here for their own family, or for somebody of it: to them it is no conflict that it is theirs.
_OF_THE_FAMILY = frozenset({Role.FAMILY, Role.CHILD, Role.ADVOCATE})
# What every list asks for first, as the access table does.
NOT_BARRED = Q(fact_same_authority=True, fact_denied=False, fact_conflicted=False)
CONFERENCE_CLOCKS = ("initial_conference", "first_review", "next_review", "transfer_in_conference")


def open_on(day: date | Slot) -> Q:
    """Rows with a span of days that are current on `day`."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def case_facts(actor: Actor, *, path: str = "") -> Expressions:
    """
    Return the facts about `actor` and a case, as expressions for `annotate` or `alias`.

    `path` leads from the model to its case: "" on `Case` itself, "case__" on what belongs to one.
    """
    case_id = OuterRef(f"{path}pk" if not path else f"{path[:-2]}_id")
    allocations = Allocation.objects.filter(
        open_on(actor.today),
        case_id=case_id,
        professional_id__any=actor.professional_ids,
        capacity=CAPACITIES.get(actor.role, ""),
    )
    return {
        "fact_same_authority": _is(Q(**{f"{path}authority_id__any": actor.authority_ids})),
        "fact_allocated": Exists(allocations),
        "fact_on_duty": Exists(
            DutyTurn.objects.filter(
                professional_id__any=actor.professional_ids,
                starts_on__lte=actor.today,
                ends_on__gte=actor.today,
            )
        ),
        "fact_restricted": F(f"{path}is_restricted"),
        "fact_denied": Exists(
            Denial.objects.filter(case_id=case_id, user_id=actor.user_id, ended_on=None)
        ),
        "fact_conflicted": _has_own_family_in(actor, case_id),
        "fact_open_window": Exists(
            Clock.objects.filter(case_id=case_id, stopped_on=None, rule__in=CONFERENCE_CLOCKS)
        ),
    }


def _has_own_family_in(actor: Actor, case_id: OuterRef) -> Combinable:
    """Return whether who acts for an agency or the authority belongs to the family themselves."""
    if actor.role in _OF_THE_FAMILY:
        return Value(False)
    themselves = Appointment.objects.filter(user_id=actor.user_id, person_id__isnull=False)
    return Exists(
        CaseMember.objects.filter(case_id=case_id, person_id__in=themselves.values("person_id"))
    )


def used_by(expressions: Expressions, *conditions: Q) -> Expressions:
    """
    Return the expressions that conditions name, for a list's `alias`.

    The others would not reach the database, but putting them together costs more than asking it.
    """
    named = {name for condition in conditions for name in _names_in(condition)}
    return {name: one for name, one in expressions.items() if name in named}


def _names_in(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _names_in(child)
        elif isinstance(child, tuple):
            yield str(child[0])


def _is(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, output_field=BooleanField())


def facts_about_member(actor: Actor, person_id: int) -> Facts:
    """
    Return the facts about a child or adult, by the case of theirs that opens most to `actor`.

    Whoever is denied one of their cases, or belongs to it, is denied the person; of a person
    without a case, nothing is true. One query.
    """
    rows = _BY_MEMBERSHIP.rows(actor.role, person_id=person_id, **slots_of(actor))
    return best_of([as_facts(row) for row in rows])


def _by_membership(given: type[Slot], role: Role) -> Any:
    expressions = case_facts(AnyActor(role), path="case__")
    memberships = CaseMember.objects.filter(person_id=given("person_id"), ended_on=None)
    return memberships.annotate(**expressions).values(*expressions).order_by("pk")


_BY_MEMBERSHIP = Kept(_by_membership)


def best_of(rows: Sequence[Facts]) -> Facts:
    """Return the facts that open most, of a person's cases; barred from one is barred from all."""
    if not rows:
        return Facts()
    best = max(rows, key=lambda facts: (facts.allocated, not facts.restricted, facts.open_window))
    return replace(
        best,
        denied=any(facts.denied for facts in rows),
        conflicted=any(facts.conflicted for facts in rows),
    )
