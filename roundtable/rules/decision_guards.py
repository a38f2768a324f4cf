"""
Why the chair cannot decide yet, child by child. Other ways to end a meeting: `meeting_guards`.

The order of the meeting is the authority's own (plan first or decision first): these guards look
at what is complete, not at what came first. For reconstructed history only what the database
itself would refuse is looked at, because a return cannot say the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roundtable.rules.categories import Category
from roundtable.rules.explanations import in_words
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class Outcome(StrEnum):
    """What a conference can decide for one child. Legal planning may come on top of any."""

    PLAN = "plan"
    CONTINUE = "continue"
    CHANGE_CATEGORY = "change_category"
    END = "end"
    END_NO_SERVICES = "end_no_services"
    END_LOOKED_AFTER = "end_looked_after"
    CHILD_IN_NEED = "child_in_need"
    EARLY_HELP = "early_help"
    NO_FURTHER_ACTION = "no_further_action"

    @property
    def label(self) -> str:
        """What the family reads."""
        return _LABELS[self]


_LABELS = {
    Outcome.PLAN: "Child protection plan",
    Outcome.CONTINUE: "The plan continues",
    Outcome.CHANGE_CATEGORY: "The plan continues with other categories",
    Outcome.END: "The plan ends, with support agreed with the family",
    Outcome.END_NO_SERVICES: "The plan ends, with no further services",
    Outcome.END_LOOKED_AFTER: "The plan ends, because the child is looked after",
    Outcome.CHILD_IN_NEED: "Child in need plan, with the family's consent",
    Outcome.EARLY_HELP: "Early help or another agency",
    Outcome.NO_FURTHER_ACTION: "No further action",
}
STARTS_PLAN = frozenset({Outcome.PLAN})
KEEPS_PLAN = frozenset({Outcome.CONTINUE, Outcome.CHANGE_CATEGORY})
ENDS_PLAN = frozenset({Outcome.END, Outcome.END_NO_SERVICES, Outcome.END_LOOKED_AFTER})
WITHOUT_PLAN = frozenset({Outcome.CHILD_IN_NEED, Outcome.EARLY_HELP, Outcome.NO_FURTHER_ACTION})
ON_PLAN = STARTS_PLAN | KEEPS_PLAN


@dataclass(frozen=True, slots=True)
class OutlineAction:
    what: str
    has_owner: bool = False
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChildToDecide:
    """Everything that is complete, or not, for one child at the end of the meeting."""

    child_id: int
    name: str
    outcome: Outcome | None = None
    reasons: str = ""
    is_adult: bool = False

    childs_views: str = ""
    no_childs_views_because: str = ""
    parents_views: str = ""
    no_parents_views_because: str = ""
    opinions_missing: tuple[str, ...] = ()
    """Names of the professionals present who have given no answer at all."""
    against: tuple[str, ...] = ()
    """Whom the decision goes against (`opinions.goes_against`), once the opinions are open."""
    why_against: str = ""

    childs_needs: str = ""
    parents_capacity: str = ""
    family_circumstances: str = ""
    likelihood_of_harm: str = ""
    outcomes_not_reviewed: int = 0
    """Of the plan there is: how many outcomes nobody has said of how far they have come."""

    categories: frozenset[Category] = frozenset()
    has_key_worker: bool = False
    core_group_has_social_worker: bool = False
    core_group_others: int = 0
    first_core_group_on: date | None = None
    first_core_group_limit: date | None = None
    review_on: date | None = None
    review_limit: date | None = None
    actions: tuple[OutlineAction, ...] = ()
    protection: str = ""
    contingency: str = ""
    recommendation: str = ""
    """What support is recommended where there is no plan, or none any longer; may be "none"."""

    plan_starts_on: date | None = None
    """Of the child's open plan here; None if there is none."""
    earlier_categories: frozenset[Category] = frozenset()
    """Of that plan. Empty where it was imported with a code only."""
    is_first_review: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """The conference as it stands when the chair decides."""

    held_on: date
    children: tuple[ChildToDecide, ...]
    is_quorate: bool = True
    went_on_inquorate: bool = False
    """The chair has said why it is safe to go on with too few agencies."""
    end_at_first_review: str = "with reason"
    """The setting `end_at_first_review_allowed`."""


def reasons_cannot_decide(meeting: Meeting, *, reconstructed: bool = False) -> list[Reason]:
    """Return why the chair cannot decide yet; each reason about a child names that child."""
    if not meeting.children:
        return [hard("NO_CHILDREN", "There is no child to decide about.")]
    reasons = []
    if not (meeting.is_quorate or meeting.went_on_inquorate or reconstructed):
        reasons.append(
            soft(
                "INQUORATE",
                "The conference is not quorate. Say why it is safe to decide all the same.",
                Role.CHAIR,
            )
        )
    for child in meeting.children:
        reasons += _structure(meeting, child)
        if not reconstructed:
            reasons += _content(meeting, child)
    return reasons


# What the database would refuse too


def _structure(meeting: Meeting, child: ChildToDecide) -> Iterator[Reason]:
    if child.outcome is None:
        yield _hard(child, "NO_DECISION", "the decision is missing")
        return
    has_plan = child.plan_starts_on is not None
    if has_plan and child.outcome not in KEEPS_PLAN | ENDS_PLAN:
        yield _hard(child, "HAS_A_PLAN", "has a plan, so it continues, changes or ends")
    if not has_plan and child.outcome in KEEPS_PLAN | ENDS_PLAN:
        yield _hard(child, "HAS_NO_PLAN", "has no plan that could continue or end")
    if child.outcome in STARTS_PLAN and child.is_adult:
        yield _hard(child, "NOT_A_CHILD", "is 18 or over: there can be no plan")
    if child.outcome in ENDS_PLAN and meeting.held_on <= (child.plan_starts_on or date.min):
        yield _hard(child, "ENDS_ON_START_DAY", "a plan cannot end on the day it started")


# What our own decisions must hold


def _content(meeting: Meeting, child: ChildToDecide) -> Iterator[Reason]:
    yield from _voices(child)
    yield from _weighing(child)
    if child.outcome is None:
        return
    if not child.reasons.strip():
        yield _hard(child, "NO_REASONS", "give the reasons for the decision")
    if child.against and not child.why_against.strip():
        whom = " and ".join(child.against)
        text = f"the decision is not what {whom} would have decided: say why"
        yield _soft(child, "AGAINST_OPINIONS", text, Role.CHAIR)
    if child.outcome in ON_PLAN:
        yield from _categories(child)
        yield from _plan(child)
        yield from _dates(meeting, child)
    else:
        yield from _no_plan(meeting, child)


def _voices(child: ChildToDecide) -> Iterator[Reason]:
    if not (child.childs_views.strip() or child.no_childs_views_because.strip()):
        yield _hard(
            child, "NO_CHILD_VIEWS", "record the child's views, or why they could not be had"
        )
    if not (child.parents_views.strip() or child.no_parents_views_because.strip()):
        yield _soft(
            child, "NO_PARENT_VIEWS", "record the parents' views, or why there are none", Role.CHAIR
        )
    if child.opinions_missing:
        who = ", ".join(child.opinions_missing)
        yield _soft(child, "OPINIONS_MISSING", f"no opinion yet from {who}", Role.CHAIR)


def _weighing(child: ChildToDecide) -> Iterator[Reason]:
    weighed = {
        "what the child needs": child.childs_needs,
        "how far the parents can meet it": child.parents_capacity,
        "the circumstances of the family": child.family_circumstances,
        "how likely harm is": child.likelihood_of_harm,
    }
    open_questions = [question for question, words in weighed.items() if not words.strip()]
    if open_questions:
        text = f"not written yet: {', '.join(open_questions)}"
        yield _soft(child, "NOT_WEIGHED", text, Role.CHAIR)
    if child.outcomes_not_reviewed:
        yield _soft(
            child,
            "OUTCOMES_NOT_REVIEWED",
            f"outcomes of the plan that have not been looked at: {child.outcomes_not_reviewed}",
            Role.CHAIR,
        )


def _categories(child: ChildToDecide) -> Iterator[Reason]:
    if not child.categories:
        yield _hard(child, "NO_CATEGORY", "choose at least one category of abuse")
        return
    changed = bool(child.earlier_categories) and child.categories != child.earlier_categories
    if child.outcome is Outcome.CONTINUE and changed:
        yield _hard(
            child,
            "CATEGORY_CHANGED",
            "the categories are others than before: decide that the plan continues with other"
            " categories",
        )
    if child.outcome is Outcome.CHANGE_CATEGORY and child.categories == child.earlier_categories:
        yield _hard(child, "CATEGORY_UNCHANGED", "the categories are the same as before")


def _plan(child: ChildToDecide) -> Iterator[Reason]:
    if not child.has_key_worker:
        yield _hard(child, "NO_KEY_WORKER", "name the social worker who holds the plan")
    if not (child.core_group_has_social_worker and child.core_group_others):
        yield _hard(
            child, "NO_CORE_GROUP", "the core group needs the social worker and somebody else"
        )
    if not any(_is_complete(action) for action in child.actions):
        yield _hard(
            child, "NO_ACTION", "the plan needs at least one action with an owner and a date"
        )
    incomplete = sum(not _is_complete(action) for action in child.actions)
    if incomplete and incomplete < len(child.actions):
        yield _soft(
            child,
            "ACTION_INCOMPLETE",
            f"actions without an owner or a date: {incomplete}",
            Role.CHAIR,
        )
    if not child.protection.strip():
        yield _soft(child, "NO_PROTECTION", "say how the child is kept safe", Role.CHAIR)
    if not child.contingency.strip():
        yield _soft(
            child, "NO_CONTINGENCY", "say what happens if the plan does not work", Role.CHAIR
        )


def _is_complete(action: OutlineAction) -> bool:
    return bool(action.what.strip()) and action.has_owner and action.due_on is not None


def _dates(meeting: Meeting, child: ChildToDecide) -> Iterator[Reason]:
    if child.outcome in STARTS_PLAN:
        yield from _first_core_group(child)
    if child.review_on is None:
        yield _hard(child, "NO_REVIEW_DATE", "set the date of the next review")
    elif child.review_on <= meeting.held_on:
        yield _hard(child, "REVIEW_NOT_LATER", "the next review must be after today")
    elif child.review_limit is not None and child.review_on > child.review_limit:
        yield _soft(
            child,
            "REVIEW_TOO_LATE",
            f"the review is after the limit, {in_words(child.review_limit)}; a senior manager must"
            " agree, with a reason",
            Role.HEAD_OF_SERVICE,
        )


def _first_core_group(child: ChildToDecide) -> Iterator[Reason]:
    on, limit = child.first_core_group_on, child.first_core_group_limit
    if on is None:
        yield _soft(child, "NO_CORE_GROUP_DATE", "set the date of the first core group", Role.CHAIR)
    elif limit is not None and on > limit:
        yield _soft(
            child,
            "CORE_GROUP_TOO_LATE",
            f"the first core group is after the limit, {in_words(limit)}",
            Role.CHAIR,
        )


def _no_plan(meeting: Meeting, child: ChildToDecide) -> Iterator[Reason]:
    if not child.recommendation.strip():
        # Ending a plan always says what support is recommended, if only "none".
        text = "say what support is recommended, if only that none is"
        if child.outcome in ENDS_PLAN:
            yield _hard(child, "NO_RECOMMENDATION", text)
        else:
            yield _soft(child, "NO_RECOMMENDATION", text, Role.CHAIR)
    if child.outcome in ENDS_PLAN and not meeting.is_quorate:
        yield _soft(
            child,
            "ENDS_INQUORATE",
            "a plan should not end at a conference that is not quorate",
            Role.HEAD_OF_SERVICE,
        )
    if child.outcome in ENDS_PLAN and child.is_first_review:
        yield from _ends_at_first_review(meeting, child)


def _ends_at_first_review(meeting: Meeting, child: ChildToDecide) -> Iterator[Reason]:
    approvers = {"with reason": Role.CHAIR, "no": Role.HEAD_OF_SERVICE}
    if meeting.end_at_first_review in approvers:
        yield _soft(
            child,
            "ENDS_AT_FIRST_REVIEW",
            "a plan that ends at its first review needs an exceptional reason",
            approvers[meeting.end_at_first_review],
        )


def _hard(child: ChildToDecide, code: str, text: str) -> Reason:
    return hard(code, f"{child.name}: {text}.", child_id=child.child_id)


def _soft(child: ChildToDecide, code: str, text: str, *approvers: Role) -> Reason:
    return soft(code, f"{child.name}: {text}.", *approvers, child_id=child.child_id)
