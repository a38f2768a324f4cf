"""
A conference: one meeting about one or more children, each with a kind and a decision of their own.

Letters run beside this table, not through it: a decision letter waits for no record. How a
conference ended (decided, adjourned, stood down, closed inquorate) is a fact to keep beside the
state, because the record that follows moves the state on.
"""

from enum import StrEnum


class State(StrEnum):
    REQUESTED = "REQUESTED"
    RETURNED = "RETURNED"
    SCHEDULED = "SCHEDULED"
    INVITED = "INVITED"
    READY = "READY"
    DELAYED = "DELAYED"
    POSTPONED = "POSTPONED"
    CANCELLED = "CANCELLED"
    IN_SESSION = "IN_SESSION"
    RECESS = "RECESS"
    CLOSED_PART = "CLOSED_PART"
    STOOD_DOWN = "STOOD_DOWN"
    ADJOURNED = "ADJOURNED"
    INQUORATE_CLOSED = "INQUORATE_CLOSED"
    DECIDED = "DECIDED"
    RECORD_DRAFT = "RECORD_DRAFT"
    RECORD_APPROVED = "RECORD_APPROVED"
    DISTRIBUTED = "DISTRIBUTED"
    CORRECTED = "CORRECTED"


FIRST = State.REQUESTED

ARRANGED = frozenset({State.SCHEDULED, State.INVITED, State.READY, State.DELAYED})
"""Has a date and a room, and has not opened."""
BEFORE_OPENING = ARRANGED | {State.REQUESTED, State.RETURNED, State.POSTPONED}
UNDER_WAY = frozenset({State.IN_SESSION, State.RECESS, State.CLOSED_PART})
ENDED = frozenset({State.DECIDED, State.ADJOURNED, State.STOOD_DOWN, State.INQUORATE_CLOSED})
"""The ways an opened conference can end. All of them lead on to a record."""
ON_RECORD = frozenset(
    {State.RECORD_DRAFT, State.RECORD_APPROVED, State.DISTRIBUTED, State.CORRECTED}
)

_SITTING = frozenset({State.IN_SESSION, State.RECESS})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "return_request": (frozenset({State.REQUESTED}), State.RETURNED),
    "resubmit": (frozenset({State.RETURNED}), State.REQUESTED),
    "arrange": (frozenset({State.REQUESTED, State.POSTPONED}), State.SCHEDULED),
    "invite": (frozenset({State.SCHEDULED}), State.INVITED),
    "mark_ready": (frozenset({State.INVITED}), State.READY),
    "reschedule": (ARRANGED, State.SCHEDULED),
    "postpone": (ARRANGED, State.POSTPONED),
    "cancel": (BEFORE_OPENING, State.CANCELLED),
    "delay_start": (frozenset({State.INVITED, State.READY}), State.DELAYED),
    "open": (frozenset({State.INVITED, State.READY, State.DELAYED}), State.IN_SESSION),
    "recess": (frozenset({State.IN_SESSION}), State.RECESS),
    "begin_closed_part": (frozenset({State.IN_SESSION}), State.CLOSED_PART),
    "resume": (frozenset({State.RECESS, State.CLOSED_PART}), State.IN_SESSION),
    # From a closed part everybody comes back first: nobody hears the ending through a door.
    "stand_down": (_SITTING, State.STOOD_DOWN),
    "adjourn": (_SITTING, State.ADJOURNED),
    "close_inquorate": (_SITTING, State.INQUORATE_CLOSED),
    "decide": (frozenset({State.IN_SESSION}), State.DECIDED),
    "draft_record": (ENDED, State.RECORD_DRAFT),
    "approve_record": (frozenset({State.RECORD_DRAFT}), State.RECORD_APPROVED),
    "distribute_record": (
        frozenset({State.RECORD_APPROVED, State.CORRECTED}),
        State.DISTRIBUTED,
    ),
    # A new version is issued; the old one is kept.
    "correct_record": (frozenset({State.DISTRIBUTED}), State.CORRECTED),
}

FOLLOW_ON: dict[str, tuple[frozenset[State], State]] = {
    # Begins another conference, in the state named here; this one stays as it is.
    "reconvene": (ENDED | ON_RECORD, State.REQUESTED),
}
