"""What the plan's pages show, each in a constant number of queries."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from roundtable.casework.people.models import Person, Professional
from roundtable.casework.plans.facts import plan_facts
from roundtable.casework.plans.models import (
    CoreGroupMeeting,
    CoreGroupMember,
    Outline,
    Plan,
    PlanAction,
    PlanOutcome,
    PlanReview,
    PlanVersion,
    Visit,
)
from roundtable.casework.plans.queries import get_outline, plans_visible_to
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Permission
from roundtable.rules.action_states import State as ActionState
from roundtable.rules.core_group_states import State as CoreGroupState

CLOSED_ACTIONS = frozenset({ActionState.DONE, ActionState.NOT_DONE, ActionState.DROPPED})


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with all that its page shows."""

    plan: Plan
    outline: Outline | None
    clocks: Sequence[Clock]
    core_groups: Sequence[CoreGroupMeeting]
    visits: Sequence[Visit]
    reviews: Sequence[PlanReview]
    versions: Sequence[PlanVersion]
    likelihood_of_harm: str


# What the page of a plan offers to do, where the reader may.
OFFERED = (
    Permission.EDIT_PLAN,
    Permission.UPDATE_ACTION,
    Permission.RECORD_VISIT,
    Permission.RECORD_CORE_GROUP,
    Permission.END_PLAN_OUTSIDE_CONFERENCE,
)


def what_may(actor: Actor, plan: Plan) -> frozenset[Permission]:
    """Return what the page of this plan, opened through `get_plan`, offers. No query."""
    facts = facts_on(plan)
    return frozenset(one for one in OFFERED if may(actor, one, facts))


def plan_page(plan: Plan) -> PlanPage:
    """Return what the page of a plan that was opened through `get_plan` shows."""
    return PlanPage(
        plan=plan,
        outline=get_outline(plan.outline_id) if plan.outline_id else None,
        clocks=_CLOCKS.rows(plan_id=plan.pk, today=clock.today()),
        core_groups=_CORE_GROUPS.rows(plan_id=plan.pk),
        visits=_VISITS.rows(plan_id=plan.pk),
        reviews=_REVIEWS.rows(plan_id=plan.pk),
        versions=_VERSIONS.rows(plan_id=plan.pk),
        likelihood_of_harm=plan.likelihood_of_harm,  # type: ignore[attr-defined]
    )


_CLOCKS = Kept(
    lambda given: running_clocks(subject_type="plan", today=given("today")).filter(
        subject_id=given("plan_id")
    )
)
_CORE_GROUPS = Kept(
    lambda given: (
        CoreGroupMeeting.objects.filter(plans__plan_id=given("plan_id"))
        .select_related("led_by")
        .order_by("-planned_on", "-pk")[:10]
    )
)
_VISITS = Kept(
    lambda given: (
        Visit.objects.filter(plan_id=given("plan_id"))
        .select_related("by")
        .order_by("-visited_at", "-pk")[:10]
    )
)
_REVIEWS = Kept(
    lambda given: PlanReview.objects.filter(plan_id=given("plan_id")).order_by("-held_on", "-pk")
)
_VERSIONS = Kept(
    lambda given: (
        PlanVersion.objects.filter(plan_id=given("plan_id")).order_by("-number").defer("content")
    )
)


@dataclass(frozen=True, slots=True)
class CoreGroupPage:
    """A planned core group and who belongs to it."""

    meeting: CoreGroupMeeting
    plans: Sequence[Plan]
    members: Sequence[CoreGroupMember]


def get_core_group(*, public_id: uuid.UUID, actor: Actor) -> CoreGroupPage:
    """
    Return a core group meeting, with those of its plans for which `actor` may record it.

    :raises RecordNotFound: if there is none.
    """
    found = (
        plans_visible_to(actor)
        .filter(core_groups__meeting__public_id=public_id)
        .annotate(**plan_facts(actor))
        .select_related("child", "case")
        .order_by("pk")
    )
    plans = [plan for plan in found if may(actor, Permission.RECORD_CORE_GROUP, facts_on(plan))]
    if not plans:
        raise RecordNotFound("core group")
    meeting = CoreGroupMeeting.objects.get(public_id=public_id)
    members = (
        CoreGroupMember.objects.filter(
            outline_id__in=[plan.outline_id for plan in plans], left_on=None
        )
        .select_related("professional__agency", "person")
        .order_by("pk")
    )
    once = {(member.professional_id, member.person_id): member for member in members}
    return CoreGroupPage(meeting, plans, list(once.values()))


def planned_core_group(plan: Plan) -> CoreGroupMeeting | None:
    """Return the core group that is planned next, or None."""
    return (
        CoreGroupMeeting.objects.filter(plans__plan=plan, state=CoreGroupState.PLANNED.value)
        .order_by("planned_on", "pk")
        .first()
    )


def get_action(*, public_id: uuid.UUID, plan: Plan) -> PlanAction:
    """
    Return an action of the plan that was opened.

    :raises RecordNotFound: if the action is of another plan.
    """
    action = (
        PlanAction.objects.filter(public_id=public_id, outcome__outline__plans=plan)
        .select_related("professional", "person", "outcome")
        .first()
    )
    if action is None:
        raise RecordNotFound("action")
    return action


def get_outcome(*, public_id: uuid.UUID, plan: Plan) -> PlanOutcome:
    """
    Return an outcome of the plan that was opened.

    :raises RecordNotFound: if the outcome is of another plan.
    """
    outcome = PlanOutcome.objects.filter(public_id=public_id, outline__plans=plan).first()
    if outcome is None:
        raise RecordNotFound("outcome")
    return outcome


def get_outcome_of(outline: Outline, *, public_id: uuid.UUID) -> PlanOutcome:
    """
    Return an outcome of an outline that was opened.

    :raises RecordNotFound: if the outcome is of another outline.
    """
    outcome = PlanOutcome.objects.filter(public_id=public_id, outline=outline).first()
    if outcome is None:
        raise RecordNotFound("outcome")
    return outcome


def get_version(*, plan: Plan, number: int) -> PlanVersion:
    """
    Return one version of the plan, with what it said.

    :raises RecordNotFound: if there is no such version.
    """
    version = plan.versions.filter(number=number).first()
    if version is None:
        raise RecordNotFound("version")
    return version


def names_of(content: dict[str, object]) -> dict[tuple[str, int], str]:
    """Return the names of the people a version speaks of, by kind and id; two queries."""
    people: set[int] = set()
    professionals: set[int] = set()
    _collect(content, people, professionals)
    names: dict[tuple[str, int], str] = {
        ("person", one.pk): one.name for one in Person.objects.filter(pk__in=people)
    }
    for post in Professional.objects.filter(pk__in=professionals):
        names["professional", post.pk] = f"{post.name}, {post.job_title.lower()}"
    return names


def _collect(value: object, people: set[int], professionals: set[int]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "person" and isinstance(inner, int):
                people.add(inner)
            elif key in ("professional", "key_worker") and isinstance(inner, int):
                professionals.add(inner)
            else:
                _collect(inner, people, professionals)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, people, professionals)


def open_actions_of(professional_ids: Collection[int] | Slot) -> QuerySet[PlanAction]:
    """Return the open actions that are these professionals' to do, soonest first."""
    return (
        PlanAction.objects.filter(
            professional_id__any=professional_ids,
            closed_on=None,
            outcome__outline__plans__ends_on=None,
        )
        .select_related("outcome")
        .order_by("due_on", "pk")
    )
