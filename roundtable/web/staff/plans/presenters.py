"""What the plan's pages show, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from roundtable.casework.plans.choices import PROGRESS
from roundtable.casework.plans.page_queries import CLOSED_ACTIONS, PlanPage
from roundtable.foundation.clocks.models import Clock
from roundtable.rules.access import Permission
from roundtable.rules.categories import Category
from roundtable.rules.timescales import timescale
from roundtable.rules.working_days import Calendar
from roundtable.web.design_system.presenters import DueDate, Event
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.design_system.wording import listed

if TYPE_CHECKING:
    from roundtable.casework.plans.models import (
        CoreGroupMeeting,
        CoreGroupMember,
        Outline,
        Plan,
        PlanAction,
        PlanOutcome,
        PlanReview,
        Visit,
    )

CATEGORY_WORDS = {
    Category.NEG: "neglect",
    Category.PHY: "physical abuse",
    Category.SAB: "sexual abuse",
    Category.EMO: "emotional abuse",
}
NEAR_DAYS = 60
STATE_TAGS = {
    "PROPOSED": ("Proposed", "grey"),
    "AGREED": ("To do", "blue"),
    "IN_PROGRESS": ("Under way", "light-blue"),
    "SAID_DONE": ("Family says done", "yellow"),
    "DONE": ("Done", "green"),
    "NOT_DONE": ("Not done", "red"),
    "DROPPED": ("Given up", "grey"),
}


def categories_in_words(categories: list[str], code: str) -> str:
    """Return the categories as people say them; a reported MUL says that they are not known."""
    if categories:
        return listed([CATEGORY_WORDS[Category(one)] for one in categories]).capitalize()
    return "More than one, not reported which" if code == "MUL" else "Not known"


@dataclass(frozen=True, slots=True)
class ActionRow:
    public_id: str
    what: str
    who: str
    due: str
    is_late: bool
    tag: tuple[str, str]
    evidence: str
    is_open: bool
    is_for_safety: bool


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    public_id: str
    what: str
    term: str
    how_we_will_know: str
    by: str
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review conference, what came of it, and how far each outcome had come."""

    title: str
    outcomes: tuple[tuple[str, str, str], ...]  # what, how far, what shows it


@dataclass(frozen=True, slots=True)
class DueRow:
    what: str
    due: DueDate


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The page of one plan."""

    child: str
    born: str
    case_id: str
    child_id: str
    public_id: str
    is_open: bool
    period: str
    stage: str
    categories: str
    key_worker: str
    is_reconstructed: bool
    previous_plans: int
    likelihood_of_harm: str
    protection: str
    contingency: str
    support: str
    monitoring: str
    what_would_end_it: str
    visits_rule: str
    next_review: str
    outcomes: tuple[OutcomeCard, ...]
    core_group: tuple[str, ...]
    due: tuple[DueRow, ...]
    later: tuple[DueRow, ...]
    meetings: tuple[tuple[str, str, str, bool], ...]
    visits: tuple[Event, ...]
    reviews: tuple[ReviewRow, ...]
    versions: tuple[tuple[int, str], ...]
    has_outline: bool
    may_edit: bool
    may_update: bool
    may_visit: bool
    may_meet: bool
    may_end: bool

    @classmethod
    def of(
        cls, page: PlanPage, *, allowed: frozenset[Permission], today: date, calendar: Calendar
    ) -> "PlanShown":
        plan, outline = page.plan, page.outline
        return cls(
            child=plan.child.name,
            born=_born(plan),
            case_id=str(plan.case.public_id),
            child_id=str(plan.child.public_id),
            public_id=str(plan.public_id),
            is_open=plan.is_open,
            period=_period(plan),
            stage=plan.state.capitalize(),
            categories=categories_in_words(plan.latest_categories, plan.latest_code),
            key_worker=plan.key_worker.name if plan.key_worker else "",
            is_reconstructed=plan.origin != "own",
            previous_plans=plan.previous_plans,
            likelihood_of_harm=page.likelihood_of_harm,
            protection=outline.protection if outline else "",
            contingency=outline.contingency if outline else "",
            support=outline.support_to_family if outline else "",
            monitoring=outline.monitoring if outline else "",
            what_would_end_it=outline.what_would_end_it if outline else "",
            visits_rule=_visits_rule(outline),
            next_review=in_words(outline.review_on)
            if plan.is_open and outline is not None and outline.review_on is not None
            else "",
            outcomes=tuple(_outcome(one, today) for one in outline.outcomes.all())
            if outline
            else (),
            core_group=tuple(_member(one) for one in outline.core_group.all()) if outline else (),
            due=tuple(
                due_row(clock, today=today, calendar=calendar)
                for clock in page.clocks
                if not _is_far(clock, today)
            ),
            later=tuple(
                due_row(clock, today=today, calendar=calendar)
                for clock in page.clocks
                if _is_far(clock, today)
            ),
            meetings=tuple(_meeting(one) for one in page.core_groups),
            visits=tuple(_visit(one) for one in page.visits),
            reviews=tuple(_review(one) for one in page.reviews),
            versions=tuple(
                (
                    one.number,
                    f"Version {one.number}: {one.because.lower()}, {in_words(one.made_at)}",
                )
                for one in page.versions
            ),
            has_outline=outline is not None,
            may_edit=plan.is_open and Permission.EDIT_PLAN in allowed,
            may_update=plan.is_open and Permission.UPDATE_ACTION in allowed,
            may_visit=plan.is_open and Permission.RECORD_VISIT in allowed,
            may_meet=plan.is_open and Permission.RECORD_CORE_GROUP in allowed,
            may_end=plan.is_open and Permission.END_PLAN_OUTSIDE_CONFERENCE in allowed,
        )


def _is_far(clock: Clock, today: date) -> bool:
    """The months after which somebody looks at a plan that is still open, unless one is near."""
    return clock.rule.startswith("plan_open_") and (clock.due_on - today).days > NEAR_DAYS


def due_row(clock: Clock, *, today: date, calendar: Calendar) -> DueRow:
    """Return a running clock as a page shows it: what is due, when, and why then."""
    return DueRow(
        what=timescale(clock.rule).text,
        due=DueDate.of(
            clock.due_on,
            today=today,
            calendar=calendar,
            steps=clock.steps,
            source=clock.source,
            provisional=clock.provisional,
        ),
    )


def _born(plan: "Plan") -> str:
    child = plan.child
    if child.birth_on:
        return f"Born {in_words(child.birth_on)}"
    return f"Expected {in_words(child.expected_on)}" if child.expected_on else "Age not known"


def _period(plan: "Plan") -> str:
    if plan.ends_on is None:
        return f"Since {in_words(plan.starts_on)}"
    return f"{in_words(plan.starts_on)} to {in_words(plan.ends_on)}"


def _visits_rule(outline: "Outline | None") -> str:
    if outline is None or outline.visit_every_working_days is None:
        return ""
    text = f"At least every {outline.visit_every_working_days} working days"
    return f"{text}, some without notice" if outline.unannounced_visits else text


def _outcome(outcome: "PlanOutcome", today: date) -> OutcomeCard:
    return OutcomeCard(
        public_id=str(outcome.public_id),
        what=outcome.what_must_change,
        term=outcome.get_term_display(),
        how_we_will_know=outcome.how_we_will_know,
        by=in_words(outcome.by) if outcome.by else "",
        actions=tuple(_action(one, today) for one in outcome.actions.all()),
    )


def _action(action: "PlanAction", today: date) -> ActionRow:
    is_open = action.state not in CLOSED_ACTIONS
    return ActionRow(
        public_id=str(action.public_id),
        what=action.what,
        who=_owner(action),
        due=in_words(action.due_on) if action.due_on else "No date",
        is_late=is_open and action.due_on is not None and action.due_on < today,
        tag=STATE_TAGS[action.state],
        evidence=action.evidence,
        is_open=is_open,
        is_for_safety=action.is_for_safety,
    )


def _owner(action: "PlanAction") -> str:
    if action.person is not None:
        return str(action.person.name)
    if action.professional is not None:
        return f"{action.professional.name}, {action.professional.job_title.lower()}"
    return "Nobody yet"


def _member(member: "CoreGroupMember") -> str:
    if member.person is not None:
        return f"{member.person.name} (family)"
    if member.professional is None:
        return ""
    return f"{member.professional.name}, {member.professional.job_title.lower()}"


def _meeting(meeting: "CoreGroupMeeting") -> tuple[str, str, str, bool]:
    planned = meeting.state == "PLANNED"
    day = meeting.held_on or meeting.planned_on
    what = {"PLANNED": "Planned", "CANCELLED": "Did not meet"}.get(meeting.state, "Held")
    return str(meeting.public_id), in_words(day), what, planned


def _review(review: "PlanReview") -> ReviewRow:
    return ReviewRow(
        title=f"{in_words(review.held_on)}: {review.result.replace('_', ' ')}",
        outcomes=tuple(
            (one["what"], PROGRESS[one["progress"]], one["words"]) for one in review.ratings
        ),
    )


def _visit(visit: "Visit") -> Event:
    seen = "Child seen alone" if visit.seen_alone else "Child seen"
    title = seen if visit.child_seen else "Child not seen"
    notice = "announced" if visit.was_announced else "without notice"
    return Event(
        title=title,
        at=visit.visited_at,
        byline=f"{visit.by.name}, {notice}",
        text=visit.observations or visit.not_seen_reason,
    )
