"""A visit to the child under a plan. A core group is no visit, even where the child is seen."""

from dataclasses import dataclass
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    DUE = "DUE"
    DONE = "DONE"
    RECORDED = "RECORDED"
    MISSED = "MISSED"


FIRST = State.DUE

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    # A visit made late is still a visit: the clock keeps that it was late.
    "make": (frozenset({State.DUE, State.MISSED}), State.DONE),
    "record": (frozenset({State.DONE}), State.RECORDED),
    "miss": (frozenset({State.DUE}), State.MISSED),
}


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as it is written up."""

    child_seen: bool = False
    why_not_seen: str = ""
    seen_alone: bool = False
    why_not_alone: str = ""
    is_core_group: bool = False
    observations: str = ""


def reasons_cannot_record(visit: VisitFacts) -> list[Reason]:
    """Return why the visit is not written up yet."""
    reasons = []
    if visit.is_core_group:
        reasons.append(
            hard(
                "CORE_GROUP_IS_NO_VISIT", "A core group is not a visit, even if the child is there."
            )
        )
    if not visit.child_seen and not visit.why_not_seen.strip():
        reasons.append(hard("NOT_SEEN_WHY", "Say why the child was not seen."))
    if visit.child_seen and not visit.seen_alone and not visit.why_not_alone.strip():
        reasons.append(hard("NOT_ALONE_WHY", "Say why the child was not seen alone."))
    if not visit.observations.strip():
        reasons.append(soft("NO_OBSERVATIONS", "Say what was seen and heard.", Role.MANAGER))
    return reasons
