"""A core group meeting."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roundtable.rules.explanations import in_words
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


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


@dataclass(frozen=True, slots=True)
class CoreGroupMove:
    """A core group that is not held as planned. `limit` is the last day that is early enough."""

    reason: str = ""
    new_on: date | None = None
    limit: date | None = None
    cancelled_before: bool = False


def reasons_cannot_move(move: CoreGroupMove) -> list[Reason]:
    """Return why the core group cannot be moved."""
    return _to_another_day(move)


def reasons_cannot_cancel(move: CoreGroupMove) -> list[Reason]:
    """Return why the core group cannot be cancelled: there is always a next one."""
    reasons = _to_another_day(move)
    if move.cancelled_before:
        reasons.append(
            soft(
                "SECOND_IN_A_ROW",
                "It is the second in a row: the chair and the team manager must know.",
                Role.CHAIR,
                Role.MANAGER,
            )
        )
    return reasons


def reasons_cannot_record(*, present: int, next_on: date | None) -> list[Reason]:
    """Return why the record of the core group is not complete."""
    reasons = []
    if not present:
        reasons.append(hard("NOBODY_PRESENT", "Say who was there."))
    if next_on is None:
        reasons.append(
            soft("NO_NEXT_DATE", "Set the date of the next core group.", Role.SOCIAL_WORKER)
        )
    return reasons


def _to_another_day(move: CoreGroupMove) -> list[Reason]:
    reasons = []
    if not move.reason.strip():
        reasons.append(hard("NO_REASON", "Say why."))
    if move.new_on is None:
        reasons.append(hard("NO_NEXT_DATE", "Set the new date."))
    elif move.limit is not None and move.new_on > move.limit:
        reasons.append(
            soft("TOO_LATE", f"The new date is after {in_words(move.limit)}.", Role.CHAIR)
        )
    return reasons
