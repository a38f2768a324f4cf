"""A child protection plan, one for each child. An ended plan is never opened again."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    OUTLINE = "OUTLINE"
    DETAILED = "DETAILED"
    ENDED = "ENDED"


FIRST = State.OUTLINE

OPEN = frozenset({State.OUTLINE, State.DETAILED})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "detail": (frozenset({State.OUTLINE}), State.DETAILED),
    "revise": (frozenset({State.DETAILED}), State.DETAILED),
    "end": (OPEN, State.ENDED),
}


class EndReason(StrEnum):
    RISK_REDUCED = "risk_reduced"
    MOVED_LA = "moved_la"
    AGE_18 = "age_18"
    DIED = "died"
    LEFT_UK = "left_uk"
    LOOKED_AFTER = "looked_after"
    PREGNANCY_ENDED = "pregnancy_ended"
    ADOPTED = "adopted"
    STARTED_IN_ERROR = "started_in_error"
    NOT_REPORTED = "not_reported"


AGENCIES_ARE_ASKED = frozenset(
    {EndReason.MOVED_LA, EndReason.AGE_18, EndReason.LEFT_UK, EndReason.LOOKED_AFTER}
)
"""Ended by a manager without a conference: the agencies are consulted first."""


@dataclass(frozen=True, slots=True)
class PlanStart:
    """What a new plan rests on."""

    conference_held: bool
    decided_on_a_plan: bool
    starts_on: date
    decided_on: date | None
    has_open_plan: bool = False
    is_adult: bool = False


def reasons_cannot_start(start: PlanStart, *, reconstructed: bool = False) -> list[Reason]:
    """
    Return why there can be no plan. All are hard: only a conference makes one.

    A plan reconstructed from a return or from paper may have no conference on file.
    """
    reasons = []
    if not reconstructed:
        if not (start.conference_held and start.decided_on_a_plan):
            reasons.append(
                hard("NO_CONFERENCE", "Only a conference can decide on a child protection plan.")
            )
        if start.starts_on != start.decided_on:
            reasons.append(
                hard("NOT_ON_CONFERENCE_DAY", "The plan starts on the day of the conference.")
            )
        if start.is_adult:
            reasons.append(hard("NOT_A_CHILD", "A person of 18 or over has no plan."))
    if start.has_open_plan:
        reasons.append(hard("PLAN_ALREADY_OPEN", "This child has a plan that is open."))
    return reasons


def reasons_cannot_detail(*, first_core_group_held: bool, outcomes_incomplete: int) -> list[Reason]:
    """Return why the outline plan is not a detailed one yet."""
    reasons = []
    if not first_core_group_held:
        reasons.append(
            soft("NO_CORE_GROUP", "The core group has not met for the first time.", Role.MANAGER)
        )
    if outcomes_incomplete:
        reasons.append(
            soft(
                "OUTCOMES_INCOMPLETE",
                "Outcomes without an action, an owner, a date or a measure:"
                f" {outcomes_incomplete}.",
                Role.MANAGER,
            )
        )
    return reasons


@dataclass(frozen=True, slots=True)
class PlanEnd:
    """A plan about to end, in a review conference or by a manager."""

    reason: EndReason
    starts_on: date
    ends_on: date
    in_conference: bool = False
    is_quorate: bool = True
    childs_views: str = ""
    recommendation: str = ""
    agencies_consulted: bool = False
    receiving_conference_held: bool = False
    responsibility_confirmed_in_writing: bool = False
    objections_end_on: date | None = None
    """The last day on which agencies can object to the letter; None if no letter has gone."""
    objection_raised: bool = False
    birthday_review_held: bool = False
    appeal_upheld: bool = False


def reasons_cannot_end(end: PlanEnd, *, reconstructed: bool = False) -> list[Reason]:
    """Return why the plan cannot end so. After a death nobody and nothing is waited for."""
    reasons = []
    if end.ends_on <= end.starts_on:
        reasons.append(
            hard("ENDS_ON_START_DAY", "A plan ends at the earliest on the day after its start.")
        )
    if reconstructed:
        return reasons
    if end.reason in AGENCIES_ARE_ASKED and not end.in_conference and not end.agencies_consulted:
        reasons.append(
            soft("AGENCIES_NOT_ASKED", "The agencies have not been asked.", Role.HEAD_OF_SERVICE)
        )
    return reasons + _REASONS_BY_END.get(end.reason, _nothing_more)(end)


def _nothing_more(end: PlanEnd) -> list[Reason]:
    return []


def _risk_reduced(end: PlanEnd) -> list[Reason]:
    if not end.in_conference:
        return [hard("NEEDS_A_CONFERENCE", "Only a review conference can find risk reduced.")]
    reasons = []
    if not end.is_quorate:
        reasons.append(
            soft(
                "ENDS_INQUORATE",
                "A plan should not end at a review that is not quorate.",
                Role.HEAD_OF_SERVICE,
            )
        )
    if not end.childs_views.strip():
        reasons.append(hard("NO_CHILD_VIEWS", "Record the child's views, or why there are none."))
    if not end.recommendation.strip():
        reasons.append(
            hard("NO_RECOMMENDATION", "Say what support is recommended, if only that none is.")
        )
    return reasons


def _moved(end: PlanEnd) -> list[Reason]:
    if end.receiving_conference_held and end.responsibility_confirmed_in_writing:
        return []
    return [
        hard(
            "NOT_TAKEN_OVER",
            "The new authority must have held its conference and confirmed in writing that it is"
            " responsible.",
        )
    ]


def _looked_after(end: PlanEnd) -> list[Reason]:
    if end.in_conference:
        return []
    if end.objections_end_on is None:
        return [soft("NO_LETTER", "The letter to the agencies has not gone.", Role.HEAD_OF_SERVICE)]
    if end.objection_raised:
        return [hard("OBJECTION_RAISED", "An agency objects: hold a review conference.")]
    if end.ends_on <= end.objections_end_on:
        return [soft("OBJECTIONS_OPEN", "The agencies can still object.", Role.HEAD_OF_SERVICE)]
    return []


def _of_age(end: PlanEnd) -> list[Reason]:
    if end.birthday_review_held:
        return []
    text = "No review has been held around the 18th birthday."
    return [soft("NO_BIRTHDAY_REVIEW", text, Role.HEAD_OF_SERVICE)]


def _in_error(end: PlanEnd) -> list[Reason]:
    if end.appeal_upheld:
        return []
    return [hard("NO_UPHELD_APPEAL", "Only an upheld appeal says that a plan began in error.")]


def _not_reported(end: PlanEnd) -> list[Reason]:
    return [hard("REASON_NEEDED", "Only imported history may leave the reason open.")]


_REASONS_BY_END = {
    EndReason.RISK_REDUCED: _risk_reduced,
    EndReason.MOVED_LA: _moved,
    EndReason.LOOKED_AFTER: _looked_after,
    EndReason.AGE_18: _of_age,
    EndReason.STARTED_IN_ERROR: _in_error,
    EndReason.NOT_REPORTED: _not_reported,
}


def reasons_cannot_change_category(*, by_conference: bool) -> list[Reason]:
    """Return why the categories cannot change: only a conference changes them."""
    if by_conference:
        return []
    return [hard("NEEDS_A_CONFERENCE", "Only a conference changes the categories.")]
