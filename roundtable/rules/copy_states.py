"""
A printed, numbered copy of the papers: from the printer to the shredder.

Only professionals' copies are counted back. The family's are theirs (amendment A15).
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from roundtable.rules.reasons import Reason, hard


class State(StrEnum):
    PRINTED = "PRINTED"
    HANDED_OUT = "HANDED_OUT"
    RETURNED = "RETURNED"
    SHREDDED = "SHREDDED"
    LOST = "LOST"


FIRST = State.PRINTED

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "hand_out": (frozenset({State.PRINTED}), State.HANDED_OUT),
    # A copy that was lost can turn up again.
    "take_back": (frozenset({State.HANDED_OUT, State.LOST}), State.RETURNED),
    # Its reader may shred it themselves and say so; one nobody fetched is shredded too.
    "shred": (
        frozenset({State.PRINTED, State.HANDED_OUT, State.RETURNED, State.LOST}),
        State.SHREDDED,
    ),
    "lose": (frozenset({State.PRINTED, State.HANDED_OUT, State.RETURNED}), State.LOST),
}


def what_can_follow(state: State, *, is_counted_back: bool) -> tuple[str, ...]:
    """Return what can be noted next of a copy; of the family's, that they were given it."""
    return tuple(
        event
        for event, (before, _) in TRANSITIONS.items()
        if state in before and (is_counted_back or event == "hand_out")
    )


def is_overdue(state: State, *, is_counted_back: bool, back_by: date, today: date) -> bool:
    """Return whether a copy should have come back by now."""
    return is_counted_back and state is State.HANDED_OUT and today > back_by


def is_outdated(*, printed_at: datetime, changed_at: Iterable[datetime | None]) -> bool:
    """Return whether a report came, changed or was taken out after the copy was printed."""
    return any(one is not None and one > printed_at for one in changed_at)


def reasons_cannot_note(
    event: str, *, is_counted_back: bool, on: date, printed_on: date, today: date, words: str
) -> list[Reason]:
    """Return why this cannot be noted of a copy."""
    reasons = []
    if not is_counted_back and event != "hand_out":
        reasons.append(hard("THEIRS", "The family's copies are theirs: nobody counts them back."))
    if on > today:
        reasons.append(hard("IN_FUTURE", "The day cannot be in the future."))
    if on < printed_on:
        reasons.append(hard("BEFORE_PRINTED", "It was not printed yet on that day."))
    if event == "lose" and not words.strip():
        reasons.append(hard("SAY_HOW", "Say what happened, and who was told."))
    return reasons
