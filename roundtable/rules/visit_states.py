"""A visit to the child under a plan. A core group is no visit, even where the child is seen."""

from enum import StrEnum


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
