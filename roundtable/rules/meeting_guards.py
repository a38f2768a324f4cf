"""Why a meeting cannot end without a decision, have a closed part, or hand out its record yet."""

from dataclasses import dataclass
from datetime import date

from roundtable.rules.explanations import in_words
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """A meeting that ends without a decision. `latest_on` is the last day early enough."""

    reason: str = ""
    interim_plan: str = ""
    next_on: date | None = None
    latest_on: date | None = None


def reasons_cannot_stand_down(end: EarlyEnd) -> list[Reason]:
    """Return why the chair cannot stand the meeting down, as the family may ask."""
    return _end_without_decision(end)


def reasons_cannot_adjourn(end: EarlyEnd) -> list[Reason]:
    """Return why the meeting cannot be adjourned. The children keep their status meanwhile."""
    return _end_without_decision(end)


def reasons_cannot_close_inquorate(end: EarlyEnd) -> list[Reason]:
    """Return why the meeting cannot be closed for want of agencies."""
    return _end_without_decision(end)


def _end_without_decision(end: EarlyEnd) -> list[Reason]:
    reasons = []
    if not end.reason.strip():
        reasons.append(hard("NO_REASON", "Say why."))
    if not end.interim_plan.strip():
        reasons.append(
            hard("NO_INTERIM_PLAN", "Say what keeps the children safe until it meets again.")
        )
    if end.next_on is None:
        reasons.append(hard("NO_NEXT_DATE", "Set the date on which it meets again."))
    elif end.latest_on is not None and end.next_on > end.latest_on:
        reasons.append(
            soft(
                "NEXT_DATE_TOO_LATE",
                f"The next date is after {in_words(end.latest_on)}.",
                Role.CHAIR,
                Role.MANAGER,
            )
        )
    return reasons


def reasons_cannot_begin_closed_part(*, who_is_out: int, reason: str) -> list[Reason]:
    """Return why the chair cannot ask people out for a part of the meeting."""
    reasons = []
    if not who_is_out:
        reasons.append(hard("NOBODY_OUT", "Say who leaves for this part."))
    if not reason.strip():
        reasons.append(hard("NO_REASON", "Say why."))
    return reasons


# The record


def reasons_cannot_approve_record(*, open_queries: int) -> list[Reason]:
    """Return why the chair cannot approve the record."""
    if not open_queries:
        return []
    return [soft("QUERIES_OPEN", f"Open queries: {open_queries}.", Role.CHAIR)]


def reasons_cannot_distribute_record(*, copies_unchecked: int) -> list[Reason]:
    """Return why the copies cannot go out: each was made for one reader and is looked at once."""
    if not copies_unchecked:
        return []
    text = f"Copies not yet checked for their reader: {copies_unchecked}."
    return [soft("COPIES_NOT_CHECKED", text, Role.HEAD_OF_SERVICE)]


def reasons_cannot_correct_record(*, correction_accepted: bool, reason: str) -> list[Reason]:
    """Return why a new version cannot be issued."""
    reasons = []
    if not correction_accepted:
        reasons.append(hard("NOT_ACCEPTED", "The chair has not accepted the correction."))
    if not reason.strip():
        reasons.append(hard("NO_REASON", "Say why."))
    return reasons


def reasons_cannot_reconvene(*, ended_without_decision: bool, appeal_upheld: bool) -> list[Reason]:
    """Return why there is nothing to meet again about."""
    if ended_without_decision or appeal_upheld:
        return []
    return [
        hard(
            "DECISION_STANDS",
            "It was decided. Only an upheld appeal brings it together again.",
        )
    ]
