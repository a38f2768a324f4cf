"""
An agency's report for a conference.

Lateness and sharing are no states. Lateness is a clock; sharing with the family is recorded
whenever it happens, from draft on.
"""

from enum import StrEnum


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
