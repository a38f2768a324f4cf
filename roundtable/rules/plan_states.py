"""A child protection plan, one for each child. An ended plan is never opened again."""

from enum import StrEnum


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
