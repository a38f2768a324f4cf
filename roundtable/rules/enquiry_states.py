"""The section 47 enquiry, one for each child."""

from dataclasses import dataclass
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    OPEN = "OPEN"
    NOT_SUBSTANTIATED = "NOT_SUBSTANTIATED"
    SUBSTANTIATED_NO_CONTINUING_RISK = "SUBSTANTIATED_NO_CONTINUING_RISK"
    SUBSTANTIATED_CONTINUING_RISK = "SUBSTANTIATED_CONTINUING_RISK"
    COMPLETED = "COMPLETED"
    CANCELLED_IN_ERROR = "CANCELLED_IN_ERROR"


FIRST = State.OPEN
NOT_OVER = frozenset({State.OPEN, State.SUBSTANTIATED_CONTINUING_RISK})
"""Under way, or waiting for its conference."""

UNFINISHED = frozenset({State.OPEN, State.SUBSTANTIATED_CONTINUING_RISK})
"""It runs until its conference is held: meanwhile there is no other enquiry for the child."""

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    # A further strategy discussion joins the enquiry; it never starts the clock again.
    "add_strategy_discussion": (frozenset({State.OPEN}), State.OPEN),
    # Until its conference is held the outcome can change: then none is needed any more.
    "find_not_substantiated": (NOT_OVER, State.NOT_SUBSTANTIATED),
    "find_no_continuing_risk": (NOT_OVER, State.SUBSTANTIATED_NO_CONTINUING_RISK),
    "find_continuing_risk": (
        frozenset({State.OPEN}),
        State.SUBSTANTIATED_CONTINUING_RISK,
    ),
    "complete": (frozenset({State.SUBSTANTIATED_CONTINUING_RISK}), State.COMPLETED),
    "cancel_in_error": (frozenset({State.OPEN}), State.CANCELLED_IN_ERROR),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is recorded of an enquiry when it is opened or concluded."""

    has_strategy_discussion: bool = False
    has_other_open_enquiry: bool = False
    child_is_adult: bool = False
    concerns_substantiated: bool = False
    continuing_risk: bool = False
    harm_occurred: bool = False
    chair_consulted: bool = False
    interim_safety_plan: str = ""
    reason: str = ""
    conference_held: bool = False


def reasons_cannot_open(finding: Finding) -> list[Reason]:
    """Return why an enquiry cannot begin for this child."""
    reasons = []
    if not finding.has_strategy_discussion:
        reasons.append(
            hard("NO_STRATEGY_DISCUSSION", "Record the strategy discussion that started it.")
        )
    if finding.has_other_open_enquiry:
        reasons.append(
            hard(
                "ENQUIRY_ALREADY_OPEN",
                "Another enquiry is not finished for this child: its conference has not been held.",
            )
        )
    if finding.child_is_adult:
        reasons.append(
            hard("NOT_A_CHILD", "This person is 18 or over: adult safeguarding applies.")
        )
    return reasons


def reasons_cannot_find_not_substantiated(finding: Finding) -> list[Reason]:
    """Return why the enquiry cannot end without substantiated concerns."""
    return _without_reason(finding)


def reasons_cannot_find_no_continuing_risk(finding: Finding) -> list[Reason]:
    """Return why the enquiry cannot end with concerns, but no continuing risk."""
    reasons = _without_reason(finding)
    if finding.harm_occurred and not finding.chair_consulted:
        reasons.append(_chair_not_consulted())
    return reasons


def reasons_cannot_find_continuing_risk(finding: Finding) -> list[Reason]:
    """Return why the enquiry cannot lead to a conference. Consent is none of them."""
    reasons = []
    if not (finding.concerns_substantiated and finding.continuing_risk):
        reasons.append(
            hard(
                "CONDITIONS_NOT_MET",
                "Both are needed: concerns are substantiated, and the child is at continuing risk"
                " of significant harm.",
            )
        )
    if not finding.chair_consulted:
        reasons.append(_chair_not_consulted())
    if not finding.interim_safety_plan.strip():
        reasons.append(
            soft(
                "NO_SAFETY_PLAN",
                "Say what keeps the child safe until the conference.",
                Role.MANAGER,
            )
        )
    return reasons


def reasons_cannot_complete(finding: Finding) -> list[Reason]:
    """Return why the enquiry is not over: it is, once its conference has been held."""
    if finding.conference_held:
        return []
    return [hard("CONFERENCE_NOT_HELD", "Its initial conference has not been held yet.")]


def reasons_cannot_cancel_in_error(finding: Finding) -> list[Reason]:
    """Return why the enquiry cannot be struck as opened by mistake."""
    if finding.conference_held:
        return [hard("CONFERENCE_HELD", "A conference has been held on it.")]
    return [
        soft(
            "AGREEMENT_NEEDED",
            "The data officer and the team manager must both agree that it was opened in error.",
            Role.DATA_OFFICER,
            Role.MANAGER,
        )
    ]


def _without_reason(finding: Finding) -> list[Reason]:
    return [] if finding.reason.strip() else [hard("NO_REASON", "Say why.")]


def _chair_not_consulted() -> Reason:
    return soft(
        "CHAIR_NOT_CONSULTED", "Ask a conference chair for advice and record it.", Role.MANAGER
    )
