"""A plan as those who carry it out from other agencies see it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.plans.page_queries import CLOSED_ACTIONS
from roundtable.casework.plans.partner_plans import PartnerPlan
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.design_system.wording import listed
from roundtable.web.partners import words
from roundtable.web.partners.dates import Days
from roundtable.web.partners.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.plans.models import (
        CoreGroupMeeting,
        CoreGroupMember,
        Plan,
        PlanAction,
        PlanOutcome,
    )


@dataclass(frozen=True, slots=True)
class ActionRow:
    what: str
    who: str
    due: str
    is_late: bool
    is_mine: bool
    is_for_safety: bool
    tag: Tag
    evidence: str
    update_href: str


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    what: str
    by: str
    how_we_will_know: str
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What must change, who does what, and when everyone meets again."""

    child: str
    period: str
    is_open: bool
    categories: str
    key_worker: str
    likelihood_of_harm: str
    protection: str
    contingency: str
    support: str
    what_would_end_it: str
    outcomes: tuple[OutcomeCard, ...]
    core_group: tuple[str, ...]
    meetings: tuple[str, ...]
    due: tuple[tuple[str, DueDate], ...]
    next_review: str

    @classmethod
    def of(cls, page: PartnerPlan, days: Days) -> "PlanShown":
        plan, outline = page.plan, page.outline
        return cls(
            child=plan.child.name,
            period=_period(plan),
            is_open=plan.is_open,
            categories=_categories(plan),
            key_worker=plan.key_worker.name if plan.key_worker else "",
            likelihood_of_harm=page.likelihood_of_harm,
            protection=outline.protection if outline else "",
            contingency=outline.contingency if outline else "",
            support=outline.support_to_family if outline else "",
            what_would_end_it=outline.what_would_end_it if outline else "",
            outcomes=tuple(_outcome(page, one, days) for one in outline.outcomes.all())
            if outline
            else (),
            core_group=tuple(_member(one) for one in outline.core_group.all()) if outline else (),
            meetings=tuple(_meeting(one) for one in page.core_groups),
            due=tuple((words.RULES[one.rule], days.due(one)) for one in page.clocks),
            next_review=in_words(outline.review_on)
            if plan.is_open and outline is not None and outline.review_on is not None
            else "",
        )


def _period(plan: "Plan") -> str:
    if plan.ends_on is None:
        return f"since {in_words(plan.starts_on)}"
    return f"{in_words(plan.starts_on)} to {in_words(plan.ends_on)}"


def _categories(plan: "Plan") -> str:
    known = [words.CATEGORIES[one].lower() for one in plan.latest_categories]
    return listed(known).capitalize() or "Not known"


def _outcome(page: PartnerPlan, outcome: "PlanOutcome", days: Days) -> OutcomeCard:
    return OutcomeCard(
        what=outcome.what_must_change,
        by=in_words(outcome.by) if outcome.by else "",
        how_we_will_know=outcome.how_we_will_know,
        actions=tuple(_action(page, one, days) for one in outcome.actions.all()),
    )


def _action(page: PartnerPlan, action: "PlanAction", days: Days) -> ActionRow:
    is_open = page.plan.is_open and action.state not in CLOSED_ACTIONS
    is_mine = action.professional_id in page.own_posts
    ids = [page.plan.public_id, action.public_id]
    return ActionRow(
        what=action.what,
        who="You" if is_mine else _owner(action),
        due=f"by {in_words(action.due_on)}" if action.due_on else "no day agreed",
        is_late=is_open and action.due_on is not None and action.due_on < days.today,
        is_mine=is_mine,
        is_for_safety=action.is_for_safety,
        tag=words.ACTIONS[action.state],
        evidence=action.evidence,
        update_href=reverse("partners:update-action", args=ids) if is_mine and is_open else "",
    )


def _owner(action: "PlanAction") -> str:
    if action.person is not None:
        return action.person.name
    if action.professional is not None:
        return f"{action.professional.name}, {action.professional.job_title.lower()}"
    return "Nobody yet"


def _member(member: "CoreGroupMember") -> str:
    if member.professional is not None:
        return f"{member.professional.name}, {member.professional.job_title.lower()}"
    return f"{member.person.name} (family)" if member.person is not None else ""


def _meeting(meeting: "CoreGroupMeeting") -> str:
    what = {"PLANNED": "planned", "CANCELLED": "did not meet"}.get(meeting.state, "held")
    return f"{in_words(meeting.held_on or meeting.planned_on)}: {what}"
