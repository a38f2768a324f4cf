"""
An agency's report for a conference.

Lateness and sharing are no states. Lateness is a clock; sharing with the family is recorded
whenever it happens, from draft on.
"""

from dataclasses import dataclass
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    REQUESTED = "REQUESTED"
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    SIGNED_OFF = "SIGNED_OFF"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


FIRST = State.REQUESTED

RECEIVED = frozenset({State.SUBMITTED, State.SIGNED_OFF, State.ACCEPTED})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "draft": (frozenset({State.REQUESTED, State.RETURNED}), State.DRAFT),
    "submit": (frozenset({State.DRAFT}), State.SUBMITTED),
    "sign_off": (frozenset({State.SUBMITTED}), State.SIGNED_OFF),
    "accept": (frozenset({State.SUBMITTED, State.SIGNED_OFF}), State.ACCEPTED),
    "send_back": (frozenset({State.SUBMITTED, State.SIGNED_OFF}), State.RETURNED),
    # The new version is another report; this one stays readable as what it was.
    "supersede": (frozenset({State.ACCEPTED}), State.SUPERSEDED),
    "withdraw": (RECEIVED | {State.DRAFT, State.RETURNED}, State.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What a report still lacks. None of it stops the report from being sent in."""

    sections_missing: tuple[str, ...] = ()
    statements_unmarked: int = 0
    statements_without_source: int = 0
    opinions_without_facts: int = 0
    restricted_question_answered: bool = True
    has_childs_wishes: bool = True


def shortcomings(content: ReportContent) -> list[str]:
    """Return what to put right, in words for the author. Shown and counted, never a block."""
    found = [f"Section not written: {section}." for section in content.sections_missing]
    counted = (
        ("Statements not marked fact, observation, allegation or opinion", "statements_unmarked"),
        ("Second- or third-hand statements without a source", "statements_without_source"),
        ("Opinions without a fact to support them", "opinions_without_facts"),
    )
    found += [
        f"{text}: {getattr(content, name)}." for text, name in counted if getattr(content, name)
    ]
    if not content.restricted_question_answered:
        found.append("Say whether anything in it cannot be shared with the family.")
    if not content.has_childs_wishes:
        found.append("The child's wishes and feelings are missing.")
    return found


def reasons_cannot_draft(*, conference_is_decided: bool, was_received: bool) -> list[Reason]:
    """Return why the report cannot be changed: what was considered stays as it was."""
    if conference_is_decided and was_received:
        return [hard("DECIDED", "The conference has been decided. Add a correction instead.")]
    return []


def reasons_cannot_share(
    *, difficulty_raised: bool, chair_has_decided_how: bool, restricted_question_answered: bool
) -> list[Reason]:
    """Return why the report cannot be given to the family yet. A late day is not one of them."""
    reasons = []
    if difficulty_raised and not chair_has_decided_how:
        reasons.append(soft("CHAIR_TO_DECIDE", "The chair decides how this is shared.", Role.CHAIR))
    if not restricted_question_answered:
        reasons.append(
            soft(
                "RESTRICTION_UNKNOWN",
                "Nobody has said whether anything in it cannot be shared.",
                Role.CHAIR,
            )
        )
    return reasons


def reasons_cannot_sign_off(*, signs_own_report: bool) -> list[Reason]:
    """Return why this person cannot sign the report off."""
    if signs_own_report:
        return [hard("OWN_REPORT", "Somebody else signs off a report.")]
    return []


def reasons_cannot_send_back(*, reason: str) -> list[Reason]:
    """Return why the report cannot be returned to its author."""
    return [] if reason.strip() else [hard("NO_REASON", "Say what to put right.")]


def reasons_cannot_withdraw(*, reason: str) -> list[Reason]:
    """Return why the report cannot be taken out; a wrong child also means a breach check."""
    return [] if reason.strip() else [hard("NO_REASON", "Say why.")]
