"""A core group meeting."""

from enum import StrEnum


class State(StrEnum):
    PLANNED = "PLANNED"
    HELD = "HELD"
    RECORDED = "RECORDED"
    CIRCULATED = "CIRCULATED"
    CANCELLED = "CANCELLED"


FIRST = State.PLANNED

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "move": (frozenset({State.PLANNED}), State.PLANNED),
    "hold": (frozenset({State.PLANNED}), State.HELD),
    "cancel": (frozenset({State.PLANNED}), State.CANCELLED),
    "record": (frozenset({State.HELD}), State.RECORDED),
    "circulate": (frozenset({State.RECORDED}), State.CIRCULATED),
}
