"""An invitation to one person. Exclusion is no state of it: see `exclusions.py`."""

from enum import StrEnum


class State(StrEnum):
    DRAFTED = "DRAFTED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    DEPUTY_NAMED = "DEPUTY_NAMED"
    NO_REPLY = "NO_REPLY"
    ATTENDED = "ATTENDED"
    ABSENT_APOLOGY = "ABSENT_APOLOGY"
    ABSENT_NO_APOLOGY = "ABSENT_NO_APOLOGY"
    WITHDRAWN = "WITHDRAWN"


FIRST = State.DRAFTED

OUT = frozenset({State.SENT, State.DELIVERED, State.BOUNCED, State.NO_REPLY})
"""Sent, without an answer. A bounced one can still be answered: by telephone, or a colleague."""
ANSWERED = frozenset({State.ACCEPTED, State.DECLINED, State.DEPUTY_NAMED})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "send": (frozenset({State.DRAFTED, State.BOUNCED}), State.SENT),
    "confirm_delivery": (frozenset({State.SENT}), State.DELIVERED),
    "bounce": (frozenset({State.SENT}), State.BOUNCED),
    # People change their minds, up to the day.
    "accept": (OUT | ANSWERED, State.ACCEPTED),
    "decline": (OUT | ANSWERED, State.DECLINED),
    "name_deputy": (OUT | ANSWERED, State.DEPUTY_NAMED),
    "mark_no_reply": (frozenset({State.SENT, State.DELIVERED}), State.NO_REPLY),
    "record_attendance": (OUT | ANSWERED, State.ATTENDED),
    "record_apology": (OUT | ANSWERED, State.ABSENT_APOLOGY),
    "record_absence": (OUT | ANSWERED, State.ABSENT_NO_APOLOGY),
    "withdraw": (OUT | ANSWERED | {State.DRAFTED}, State.WITHDRAWN),
    # The meeting moved: the answer to the old date says nothing about the new one.
    "ask_again": (OUT | ANSWERED, State.SENT),
}
