"""
When papers reached somebody they were not for: what has to be done, and by when.

What has left cannot be called back. So who has what is written down at once, the risk to the child
is looked at first, and whether the Information Commissioner is told is decided within 72 hours.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from roundtable.rules import sources as src
from roundtable.rules.reasons import Reason, hard
from roundtable.rules.sources import Source

BREACH_CLOCK: Final = "breach_report"
TELL_ICO_WITHIN: Final = timedelta(hours=72)
TELL_ICO_SOURCE: Final[Source] = src.UK_GDPR


class Step(StrEnum):
    """What is done about an incident, each with its day and the words of who did it."""

    RISK = "risk"
    CONTAINED = "contained"
    TOLD = "told"
    ICO_TOLD = "ico_told"
    ICO_NOT_TOLD = "ico_not_told"
    OTHER = "other"
    CLOSED = "closed"


ICO_DECIDED: Final = frozenset({Step.ICO_TOLD, Step.ICO_NOT_TOLD})


def decide_about_ico_by(found_at: datetime) -> datetime:
    """Return until when it is decided whether the Information Commissioner is told."""
    return found_at + TELL_ICO_WITHIN


def reasons_cannot_close_incident(done: Collection[Step]) -> list[Reason]:
    """Return what has not been done yet, so that an incident cannot be closed."""
    reasons = []
    if Step.RISK not in done:
        reasons.append(hard("RISK_NOT_LOOKED_AT", "Say what the risk to the child is, first."))
    if Step.CONTAINED not in done:
        reasons.append(hard("NOT_CONTAINED", "Say what was done so that it goes no further."))
    if Step.TOLD not in done:
        reasons.append(hard("NOBODY_TOLD", "Say who was told that their details got out."))
    if not ICO_DECIDED & set(done):
        text = "Say whether the Information Commissioner was told, and why."
        reasons.append(hard("ICO_NOT_DECIDED", text))
    return reasons
