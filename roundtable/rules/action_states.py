"""An action of a plan. Overdue is no state: it is a clock."""

from enum import StrEnum


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
