"""An action of a plan. Overdue is no state: it is a clock."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    IN_PROGRESS = "IN_PROGRESS"
    SAID_DONE = "SAID_DONE"
    DONE = "DONE"
    NOT_DONE = "NOT_DONE"
    DROPPED = "DROPPED"


FIRST = State.PROPOSED

_OPEN = frozenset({State.AGREED, State.IN_PROGRESS, State.SAID_DONE})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "agree": (frozenset({State.PROPOSED}), State.AGREED),
    "start": (frozenset({State.AGREED}), State.IN_PROGRESS),
    # A parent says "we have done this"; the social worker confirms it.
    "say_done": (frozenset({State.AGREED, State.IN_PROGRESS}), State.SAID_DONE),
    "complete": (_OPEN, State.DONE),
    "mark_not_done": (_OPEN, State.NOT_DONE),
    # A new due date with its reason; the old one is kept.
    "change": (_OPEN | {State.NOT_DONE}, State.AGREED),
    "drop": (_OPEN | {State.PROPOSED, State.NOT_DONE}, State.DROPPED),
}


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action as it is about to be changed."""

    has_owner: bool = False
    due_on: date | None = None
    evidence: str = ""
    reason: str = ""
    done_by_family: bool = False
    confirmed_by_worker: bool = False
    is_for_safety: bool = False
    chair_told: bool = False


def reasons_cannot_agree(action: ActionFacts) -> list[Reason]:
    """Return why nobody could be held to this action."""
    reasons = []
    if not action.has_owner:
        reasons.append(hard("NO_OWNER", "Name who does it: a person, of an agency or the family."))
    return reasons + _no_date(action)


def reasons_cannot_complete(action: ActionFacts) -> list[Reason]:
    """Return why the action is not done yet."""
    reasons = []
    if not action.evidence.strip():
        reasons.append(
            soft("NO_EVIDENCE", "Say what shows that it has been done.", Role.SOCIAL_WORKER)
        )
    if action.done_by_family and not action.confirmed_by_worker:
        reasons.append(
            hard("NOT_CONFIRMED", "The family says it is done; the social worker confirms it.")
        )
    return reasons


def reasons_cannot_mark_not_done(action: ActionFacts) -> list[Reason]:
    """Return why the action cannot be closed as not done."""
    return _no_reason(action)


def reasons_cannot_change(action: ActionFacts) -> list[Reason]:
    """Return why the action cannot get another date. The old one is kept."""
    return _no_reason(action) + _no_date(action)


def reasons_cannot_drop(action: ActionFacts) -> list[Reason]:
    """Return why the action cannot be given up."""
    reasons = _no_reason(action)
    if action.is_for_safety and not action.chair_told:
        reasons.append(soft("CHAIR_NOT_TOLD", "It keeps a child safe: tell the chair.", Role.CHAIR))
    return reasons


def _no_reason(action: ActionFacts) -> list[Reason]:
    return [] if action.reason.strip() else [hard("NO_REASON", "Say why.")]


def _no_date(action: ActionFacts) -> list[Reason]:
    return [] if action.due_on is not None else [hard("NO_DUE_DATE", "Say by when.")]
