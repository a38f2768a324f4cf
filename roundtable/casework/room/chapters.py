"""
What the record takes from above: opinions, decisions and plans, and the reports before the meeting.

The room knows none of them. Who asks for a record hands them in, disclosed for the same reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from roundtable.casework.conferences.letters.parts import PlanOutline
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.room.letters.record import (
    OpinionGiven,
    OutcomeProgress,
    ReportHeard,
    Weighed,
)
from roundtable.rules.categories import Category
from roundtable.rules.disclosure import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was thought and decided for one child. Without `decision`, the meeting made none."""

    opinions: tuple[OpinionGiven, ...] = ()
    weighed: Weighed = field(default_factory=Weighed)
    progress: tuple[OutcomeProgress, ...] = ()
    decision: str | None = None
    reasons: str | None = None
    categories: tuple[Category, ...] = ()
    dissent: tuple[str, ...] = ()
    plan: PlanOutline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapters:
    """For one reader: what was decided, by conference child, and the reports they may know of."""

    decided: Mapping[int, Decided] = field(default_factory=dict)
    reports: tuple[ReportHeard, ...] = ()


class ChaptersFor(Protocol):
    """Whoever can say what one reader may have of what lies above the room."""

    def __call__(
        self, conference: Conference, reader: Reader, participant: Participant
    ) -> Chapters: ...
