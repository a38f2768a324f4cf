"""
What somebody needs in order to take part, from asked to done.

"Sought, and none to be had" is an answer too. Whether a supporter comes is for the chair to say;
a solicitor of the family may advise, and does not speak for them.
"""

from dataclasses import dataclass
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    ASKED = "ASKED"
    BOOKED = "BOOKED"
    CONFIRMED = "CONFIRMED"
    DONE = "DONE"
    FAILED = "FAILED"
    NOT_TO_BE_HAD = "NOT_TO_BE_HAD"
    REFUSED = "REFUSED"


FIRST = State.ASKED
OPEN = frozenset({State.ASKED, State.FAILED})
"""Somebody has something to do about it: nothing is arranged, or what was arranged fell through."""
ARRANGED = frozenset({State.BOOKED, State.CONFIRMED, State.DONE})

_NOT_OVER = frozenset(State) - {State.DONE}

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "book": (_NOT_OVER - {State.REFUSED}, State.BOOKED),
    "confirm": (frozenset({State.BOOKED}), State.CONFIRMED),
    "finish": (frozenset({State.BOOKED, State.CONFIRMED}), State.DONE),
    "fail": (frozenset({State.BOOKED, State.CONFIRMED, State.DONE}), State.FAILED),
    "give_up": (_NOT_OVER, State.NOT_TO_BE_HAD),
    # The chair, of a supporter or solicitor whom the family would bring; and may decide again.
    "accept": (frozenset({State.ASKED, State.REFUSED}), State.CONFIRMED),
    "refuse": (frozenset({State.ASKED, State.CONFIRMED}), State.REFUSED),
}


@dataclass(frozen=True, slots=True)
class Supporter:
    """Somebody whom a person of the family would bring, as the chair is about to decide."""

    who: str
    is_accepted: bool
    reason: str = ""
    is_subject_or_alleged_abuser: bool = False
    confidentiality_acknowledged: bool = False


def reasons_cannot_decide_supporter(supporter: Supporter) -> list[Reason]:
    """Return why this cannot be decided so."""
    reasons = []
    if not supporter.who.strip():
        reasons.append(hard("NO_NAME", "Enter who would come."))
    if not supporter.is_accepted:
        if not supporter.reason.strip():
            reasons.append(hard("NO_REASON", "Enter why they cannot come: the person is told."))
        return reasons
    if supporter.is_subject_or_alleged_abuser:
        reasons.append(hard("NOT_SUITABLE", "They are part of what the meeting is about."))
    if not supporter.confidentiality_acknowledged:
        reasons.append(
            hard(
                "CONFIDENTIALITY_OPEN",
                "Ask them first to keep what they hear to themselves.",
            )
        )
    return reasons


def reasons_interpreter_unclear(
    *, language: str, is_family: bool, is_in_time: bool
) -> list[Reason]:
    """Return what has to be clear before an interpreter is booked."""
    reasons = []
    if not language.strip():
        reasons.append(hard("NO_LANGUAGE", "Enter the language, or British Sign Language."))
    if is_family and not is_in_time:
        reasons.append(
            soft(
                "AGREED_LATE",
                "A relative who interprets is agreed a few days ahead.",
                Role.CHAIR,
            )
        )
    return reasons
