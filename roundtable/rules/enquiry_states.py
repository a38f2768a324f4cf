"""The section 47 enquiry, one for each child."""

from enum import StrEnum


class State(StrEnum):
    OPEN = "OPEN"
    NOT_SUBSTANTIATED = "NOT_SUBSTANTIATED"
    SUBSTANTIATED_NO_CONTINUING_RISK = "SUBSTANTIATED_NO_CONTINUING_RISK"
    SUBSTANTIATED_CONTINUING_RISK = "SUBSTANTIATED_CONTINUING_RISK"
    COMPLETED = "COMPLETED"
    CANCELLED_IN_ERROR = "CANCELLED_IN_ERROR"


FIRST = State.OPEN

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    # A further strategy discussion joins the enquiry; it never starts the clock again.
    "add_strategy_discussion": (frozenset({State.OPEN}), State.OPEN),
    "find_not_substantiated": (frozenset({State.OPEN}), State.NOT_SUBSTANTIATED),
    "find_no_continuing_risk": (
        frozenset({State.OPEN}),
        State.SUBSTANTIATED_NO_CONTINUING_RISK,
    ),
    "find_continuing_risk": (
        frozenset({State.OPEN}),
        State.SUBSTANTIATED_CONTINUING_RISK,
    ),
    "complete": (frozenset({State.SUBSTANTIATED_CONTINUING_RISK}), State.COMPLETED),
    "cancel_in_error": (frozenset({State.OPEN}), State.CANCELLED_IN_ERROR),
}
