"""Children whose plan began before Roundtable: taken over from paper, or read from a return."""

import hashlib
from collections.abc import Sequence
from datetime import date, time, timedelta

from roundtable.casework.cases.actions.household import name_child
from roundtable.casework.cases.actions.membership import allocate
from roundtable.casework.cases.models import Capacity, Case
from roundtable.casework.people.models import Origin, Person
from roundtable.casework.plans.actions.import_child import import_child
from roundtable.casework.plans.actions.outline import (
    add_action,
    add_outcome,
    join_core_group,
    outline_of_plan,
    write_outline,
)
from roundtable.casework.plans.history import ChildHistory, PastEnquiry, PastPlan, PastReferral
from roundtable.casework.plans.models import Plan
from roundtable.ops.demo.convening import DESK
from roundtable.ops.demo.story import Story, add_adult_to_case, settle_at_home
from roundtable.rules.working_days import ENGLAND_AND_WALES, add_months

WHO_READS = "data_officer"


def read_history(
    story: Story,
    on: date,
    *,
    starts_on: date | None,
    ends_on: date | None = None,
    reviews: Sequence[date] = (),
    code: str = "",
    origin: Origin = Origin.PAPER,
    is_in_doubt: bool = False,
    previous_plans: int = 0,
    la_child_id: str = "",
) -> Person:
    """Read what an earlier file says of the family's first child: no name comes with it."""
    la_child_id = la_child_id or story.family.reference
    family, child = story.family, story.family.children[0]
    today = story.stage.today
    story.go_to(on, time(8, 30))
    plans = []
    if starts_on is not None:
        category = code or family.theme.categories[0]
        plans.append(
            PastPlan(
                starts_on=starts_on,
                ends_on=ends_on,
                initial_code=category,
                latest_code=category,
                review_dates=tuple(reviews),
                previous_plans=previous_plans,
            )
        )
    received_on = (starts_on or on) - timedelta(days=40)
    history = ChildHistory(
        la_child_id=la_child_id,
        sex=child.sex,
        digest=hashlib.sha256(la_child_id.encode()).hexdigest(),
        birth_on=add_months(today, -(12 * child.years + child.months)) - timedelta(days=9),
        expected_on=None,
        died_on=None,
        plan_in_doubt=is_in_doubt,
        flags=("A plan's start date could not be read.",) if is_in_doubt else (),
        referrals=(
            PastReferral(
                received_on=received_on,
                source="2B",
                primary_need="N1",
                no_further_action=False,
                closed_on=ends_on,
                closure_reason="RC7" if ends_on else "",
                enquiries=(
                    PastEnquiry(
                        started_on=received_on + timedelta(days=14),
                        conference_on=starts_on,
                        conference_not_required=starts_on is None,
                    ),
                ),
                plans=tuple(plans),
            ),
        ),
    )
    story.do(
        WHO_READS,
        import_child,
        authority=story.stage.cast.authority,
        calendar=ENGLAND_AND_WALES,
        history=history,
        origin=origin,
    )
    person = Person.objects.get(la_child_id=la_child_id)
    story.case = Case.objects.get(members__person=person)
    return person


def take_over(story: Story, on: date, *, starts_on: date, reviews: Sequence[date] = ()) -> Plan:
    """Take a plan over from paper: the child gets their name, the case its people."""
    family, cast = story.family, story.stage.cast
    person = read_history(story, on, starts_on=starts_on, reviews=reviews)
    child = family.children[0]
    story.people[child.key] = story.do(
        WHO_READS,
        name_child,
        child_id=person.pk,
        forename=child.forename,
        surname=child.surname or family.surname,
    )
    for key, capacity in (
        (family.worker, Capacity.SOCIAL_WORKER),
        (family.manager, Capacity.MANAGER),
    ):
        story.do(
            DESK,
            allocate,
            case=story.case,
            professional=cast.professional(key),
            capacity=capacity,
            starts_on=on,
            has_direct_contact=capacity is Capacity.SOCIAL_WORKER,
        )
    for adult in family.adults:
        add_adult_to_case(story, adult)
    settle_at_home(story)
    return Plan.objects.get(child=person)


def write_up_plan(story: Story, plan: Plan, on: date) -> None:
    """Enter what the paper plan said: who holds it, what must change, and who is in the group."""
    story.go_to(on, time(11))
    theme, cast, worker = story.family.theme, story.stage.cast, story.family.worker
    outline = story.by_worker(outline_of_plan, plan_id=plan.pk)
    story.by_worker(
        write_outline,
        outline_id=outline.pk,
        changes={
            "key_worker": cast.professional(worker),
            "contingency": story.tell(theme.contingency),
            "monitoring": story.tell(theme.monitoring),
            "visit_every_working_days": 10,
        },
    )
    aim = theme.aims[0]
    outcome = story.by_worker(
        add_outcome,
        outline_id=outline.pk,
        what_must_change=story.tell(aim.what),
        term="short",
        how_we_will_know=story.tell(aim.known_by),
        by=add_months(on, 3),
    )
    story.by_worker(
        add_action,
        outcome_id=outcome.pk,
        what=story.tell(aim.tasks[0].what),
        professional=cast.professional(worker),
        due_on=on + timedelta(days=30),
    )
    for member in (
        {"professional": cast.professional(worker)},
        {"professional": cast.professional(story.family.table[-1])},
        {"person": story.people[story.mother.forename]},
    ):
        story.by_worker(join_core_group, outline_id=outline.pk, on=on, **member)
