"""What is complete for each child at the end of the meeting: the facts the guard looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.decisions.models import ProposedDecision, Threshold
from roundtable.casework.decisions.queries import Opinions, opinions_of, proposals_of
from roundtable.casework.people.models import AgencyKind
from roundtable.casework.plans.models import OutcomeReview, Outline, Plan
from roundtable.casework.plans.queries import outline_prefetches
from roundtable.casework.room.models import Views
from roundtable.casework.room.queries import quorum_of
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules import timescales
from roundtable.rules.ages import is_adult
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import ChildToDecide, Meeting, Outcome, OutlineAction
from roundtable.rules.opinions import goes_against
from roundtable.rules.working_days import Calendar

HAS_A_VIEW = frozenset({Threshold.MET, Threshold.NOT_MET})


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A meeting as the guard sees it, and the rows it was read from."""

    meeting: Meeting
    children: tuple[ConferenceChild, ...]
    proposals: Mapping[int, ProposedDecision]
    outlines: Mapping[int, Outline]  # by conference child
    plans: Mapping[int, Plan]  # the open ones, by child


@dataclass(frozen=True, slots=True)
class _Table:
    """What is on the table, read once for all the children."""

    conference: Conference
    day: date
    calendar: Calendar
    proposals: Mapping[int, ProposedDecision]
    opinions: Opinions
    views: Mapping[int, Sequence[Views]]
    outlines: Mapping[int, Outline]
    plans: Mapping[int, Plan]
    reviewed: frozenset[int]
    outcomes_reviewed: frozenset[tuple[int, int]]  # conference child and outcome


def held_on(conference: Conference, now: datetime) -> date:
    """Return the day the conference is held: the day it opened, whatever the time is now."""
    return clock.day_of(conference.opened_at or now)


def what_to_decide(conference: Conference, *, now: datetime) -> ToDecide:
    """Return everything the guard of the decision looks at, in a constant number of queries."""
    children = tuple(
        ConferenceChild.objects.filter(conference=conference)
        .select_related("child")
        .order_by("position", "pk")
    )
    table = _read(conference, children, now)
    meeting = Meeting(
        held_on=table.day,
        children=tuple(_child(table, child) for child in children),
        is_quorate=not quorum_of(conference).reasons,
        went_on_inquorate=bool(conference.inquorate_reason),
        end_at_first_review=str(
            conference.authority.effective_settings["end_at_first_review_allowed"]
        ),
    )
    return ToDecide(meeting, children, table.proposals, table.outlines, table.plans)


def _read(conference: Conference, children: Sequence[ConferenceChild], now: datetime) -> _Table:
    child_ids = [child.child_id for child in children]
    plans = {
        plan.child_id: plan
        for plan in Plan.objects.filter(child_id__in=child_ids, ends_on=None).prefetch_related(
            "reviews"
        )
    }
    views: dict[int, list[Views]] = {child.pk: [] for child in children}
    for one in Views.objects.filter(conference_child__in=children).select_related("statement"):
        views[one.conference_child_id].append(one)
    return _Table(
        conference=conference,
        day=held_on(conference, now),
        calendar=calendar_of(conference.authority),
        proposals=proposals_of(conference),
        opinions=opinions_of(conference),
        views=views,
        outlines=_outlines(children, plans),
        plans=plans,
        reviewed=frozenset(child for child, plan in plans.items() if plan.reviews.all()),
        outcomes_reviewed=frozenset(
            OutcomeReview.objects.filter(conference_child__in=children).values_list(
                "conference_child_id", "outcome_id"
            )
        ),
    )


def _outlines(children: Sequence[ConferenceChild], plans: Mapping[int, Plan]) -> dict[int, Outline]:
    """Return each child's outline: of the open plan, or the one begun in this room."""
    of_plans = {plan.outline_id for plan in plans.values() if plan.outline_id}
    in_room = Outline.objects.filter(conference_child__in=children)
    found = (Outline.objects.filter(pk__in=of_plans) | in_room).prefetch_related(
        *outline_prefetches()
    )
    by_id = {outline.pk: outline for outline in found}
    by_child = {outline.child_id: outline for outline in by_id.values()}
    outlines = {}
    for child in children:
        plan = plans.get(child.child_id)
        own = by_child.get(child.child_id)
        outline = by_id.get(plan.outline_id or 0) if plan else own
        if outline is not None:
            outlines[child.pk] = outline
    return outlines


def _child(table: _Table, child: ConferenceChild) -> ChildToDecide:
    proposal = table.proposals.get(child.pk) or ProposedDecision()
    outline = table.outlines.get(child.pk)
    plan = table.plans.get(child.child_id)
    childs, no_childs = _voice(table.views[child.pk], is_the_childs=True)
    parents, no_parents = _voice(table.views[child.pk], is_the_childs=False)
    social_workers, others = _core_group(outline)
    outcome = Outcome(proposal.outcome) if proposal.outcome else None
    first = proposal.outcome == Outcome.PLAN
    return ChildToDecide(
        child_id=child.child_id,
        name=child.child.name,
        outcome=outcome,
        reasons=proposal.reasons,
        is_adult=is_adult(child.child.birth_on, table.day),
        childs_views=childs,
        no_childs_views_because=no_childs,
        parents_views=parents,
        no_parents_views_because=no_parents,
        opinions_missing=tuple(
            one.name
            for one in table.opinions.here
            if (child.pk, one.pk) not in table.opinions.given
        ),
        against=_against(table.opinions, child, outcome),
        why_against=proposal.against_majority,
        childs_needs=proposal.childs_needs,
        parents_capacity=proposal.parents_capacity,
        family_circumstances=proposal.family_circumstances,
        likelihood_of_harm=proposal.likelihood_of_harm,
        outcomes_not_reviewed=_not_reviewed(table, child, outline) if plan else 0,
        categories=frozenset(Category(code) for code in proposal.categories),
        has_key_worker=outline is not None and outline.key_worker_id is not None,
        core_group_has_social_worker=social_workers > 0,
        core_group_others=others,
        first_core_group_on=outline.core_group_on if outline else None,
        first_core_group_limit=_limit(table, "first_core_group"),
        review_on=outline.review_on if outline else None,
        review_limit=_limit(table, "first_review" if first else "next_review"),
        actions=_actions(outline),
        protection=outline.protection if outline else "",
        contingency=outline.contingency if outline else "",
        recommendation=proposal.recommended_support,
        plan_starts_on=plan.starts_on if plan else None,
        earlier_categories=frozenset(
            Category(code) for code in (plan.latest_categories if plan else ())
        ),
        is_first_review=plan is not None and child.child_id not in table.reviewed,
    )


def _against(
    opinions: Opinions, child: ConferenceChild, outcome: Outcome | None
) -> tuple[str, ...]:
    """Return whom the decision goes against. Before the opinions are open nobody learns it."""
    if child.pk not in opinions.open_for:
        return ()
    said = {
        giver.pk: opinions.given[child.pk, giver.pk].threshold == Threshold.MET
        for giver in opinions.givers
        if (child.pk, giver.pk) in opinions.given
        and opinions.given[child.pk, giver.pk].threshold in HAS_A_VIEW
    }
    workers = {
        one.pk
        for one in opinions.givers
        if one.professional and one.professional.agency.kind == AgencyKind.SOCIAL_CARE
    }
    return goes_against(
        outcome,
        said=list(said.values()),
        social_worker_says=[is_met for pk, is_met in said.items() if pk in workers],
    )


def _not_reviewed(table: _Table, child: ConferenceChild, outline: Outline | None) -> int:
    outcomes = outline.outcomes.all() if outline else ()
    return sum(
        one.closed_on is None and (child.pk, one.pk) not in table.outcomes_reviewed
        for one in outcomes
    )


def _voice(views: Sequence[Views], *, is_the_childs: bool) -> tuple[str, str]:
    """Return whether views were given, and if not, why not."""
    given, why_not = "", ""
    for one in views:
        if one.is_the_childs is is_the_childs:
            given = given or ("given" if one.statement_id is not None else "")
            why_not = why_not or one.not_obtained_reason
    return given, why_not


def _core_group(outline: Outline | None) -> tuple[int, int]:
    """Return how many of the core group are social workers, and how many are not."""
    members = list(outline.core_group.all()) if outline else []
    social_workers = sum(
        member.professional is not None
        and member.professional.agency.kind == AgencyKind.SOCIAL_CARE
        for member in members
    )
    return social_workers, len(members) - social_workers


def _actions(outline: Outline | None) -> tuple[OutlineAction, ...]:
    if outline is None:
        return ()
    return tuple(
        OutlineAction(
            what=action.what,
            has_owner=action.professional_id is not None or action.person_id is not None,
            due_on=action.due_on,
        )
        for outcome in outline.outcomes.all()
        for action in outcome.actions.all()
        if action.closed_on is None
    )


def _limit(table: _Table, rule: str) -> date:
    return timescales.due(
        rule,
        table.day,
        calendar=table.calendar,
        settings=table.conference.authority.effective_settings,
    ).due_on
