"""A child on another authority's plan who has moved here."""

from dataclasses import dataclass
from enum import StrEnum

from roundtable.rules.reasons import Reason, hard


class State(StrEnum):
    NOTIFIED = "NOTIFIED"
    REQUESTED = "REQUESTED"
    ACCEPTED = "ACCEPTED"
    DECLINED_TEMPORARY = "DECLINED_TEMPORARY"
    DISPUTED = "DISPUTED"


FIRST = State.NOTIFIED
WAITING = frozenset({State.NOTIFIED, State.REQUESTED, State.DISPUTED})
"""Still to be answered, or the two authorities do not agree whose child it is."""

_ASKED = frozenset({State.REQUESTED, State.DISPUTED, State.DECLINED_TEMPORARY})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    # Word of mouth starts no clock: the written request does.
    "request_in_writing": (frozenset({State.NOTIFIED}), State.REQUESTED),
    # A move that was to be for a while can turn out to be for good; a dispute ends.
    "accept": (_ASKED, State.ACCEPTED),
    "decline_as_temporary": (
        frozenset({State.REQUESTED, State.DISPUTED}),
        State.DECLINED_TEMPORARY,
    ),
    "dispute": (frozenset({State.REQUESTED, State.DECLINED_TEMPORARY}), State.DISPUTED),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to the other authority."""

    event: str
    reason: str
    is_on_a_plan_here: bool = False


def reasons_against_answer(answer: Answer) -> list[Reason]:
    """Return why the other authority cannot be answered like that."""
    reasons = []
    if answer.event != "accept" and not answer.reason.strip():
        reasons.append(hard("NO_REASON", "Say why: the other authority is told."))
    if answer.event == "accept" and answer.is_on_a_plan_here:
        reasons.append(
            hard("ON_A_PLAN_HERE", "The child is subject to a plan of this authority already.")
        )
    return reasons
