"""A child on a plan, as a return or a paper file would have them: no conference is on file."""

from datetime import date

from roundtable.casework.cases.models import Case, CaseMember, Standing
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import Plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.actions import start_clock
from roundtable.foundation.core import clock


def put_on_plan(
    child: Person,
    case: Case,
    *,
    by: Actor,
    since: date = date(2026, 9, 3),
    categories: tuple[str, ...] = ("NEG",),
    key_worker_id: int | None = None,
) -> Plan:
    """Return an open plan of this child, with the clock of its first review."""
    plan = Plan.objects.create(
        authority_id=child.authority_id,
        case=case,
        child=child,
        origin="paper",
        starts_on=since,
        state="DETAILED",
        key_worker_id=key_worker_id,
        initial_categories=list(categories),
        latest_categories=list(categories),
        initial_code=categories[0],
        latest_code=categories[0],
    )
    start_clock(
        "first_review",
        subject=plan,
        authority=plan.authority,
        starts_on=since,
        case_id=case.pk,
        child_id=child.pk,
        actor=by,
        now=clock.now(),
    )
    return plan


def nameless_child(authority_id: int, local_id: str = "C100", **details: object) -> Person:
    """Return a child as a return leaves them: a local number and a birth date, no name."""
    given = {"birth_on": date(2020, 1, 1), **details}
    child = Person.objects.create(
        authority_id=authority_id,
        la_child_id=local_id,
        search_name=local_id.lower(),
        identity_complete=False,
        origin="census",
        **given,
    )
    case = Case.objects.create(
        authority_id=authority_id, reference=local_id, opened_on=date(2024, 4, 1), origin="census"
    )
    CaseMember.objects.create(
        authority_id=authority_id, case=case, person=child, standing=Standing.SUBJECT
    )
    return child


def case_of(child: Person) -> Case:
    return Case.objects.get(members__person=child)
