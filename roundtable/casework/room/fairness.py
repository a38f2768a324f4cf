"""Whose turn it is, how long agencies and family have had the word, and whom to ask."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.room.course import CLOSED_PART, RECESS, Course
from roundtable.casework.room.models import Turn
from roundtable.casework.room.queries import AgendaStep
from roundtable.foundation.core.kept import Kept
from roundtable.rules.fair_turns import (
    Section,
    Side,
    SpokenTurn,
    sections_to_ask_about,
    side_of,
    time_used,
)

_PAUSES = frozenset({RECESS, CLOSED_PART})


@dataclass(frozen=True, slots=True)
class FairTurns:
    """Minutes used by each side; `ask_about` are the positions of the steps of the agenda."""

    speaking: int | None = None
    agencies: int = 0
    family: int = 0
    ask_about: tuple[int, ...] = ()


def fair_turns(
    conference: Conference,
    *,
    participants: Collection[Participant],
    course: Course,
    agenda: Sequence[AgendaStep],
    now: datetime,
) -> FairTurns:
    """Return how the turns have gone so far; one query."""
    turns: list[Turn] = _TURNS.rows(conference_id=conference.pk)
    sides = {one.pk: side_of(one.role) for one in participants}
    spoken = [SpokenTurn(one.at, sides.get(one.participant_id or 0)) for one in turns]
    stops = [one.at for one in course.events if one.event in _PAUSES]
    stops += [conference.closed_at] if conference.closed_at else []
    used = time_used(spoken, stops=stops, now=now)
    return FairTurns(
        speaking=_speaking(turns, stops),
        agencies=int(used.agencies.total_seconds() // 60),
        family=int(used.family.total_seconds() // 60),
        ask_about=sections_to_ask_about(
            [
                Section(one.position, one.began_at, one.ended_at, is_asked=one.is_asked)
                for one in agenda
                if one.began_at is not None
            ],
            family_spoke_at=max(
                (one.at for one in spoken if one.side is Side.FAMILY), default=None
            ),
            family_is_here=_family_is_here(sides, course),
        ),
    )


_TURNS = Kept(
    lambda given: Turn.objects.filter(conference_id=given("conference_id")).order_by("at", "pk")
)


def _speaking(turns: Sequence[Turn], stops: Collection[datetime]) -> int | None:
    last = turns[-1] if turns else None
    if last is None or any(stop >= last.at for stop in stops):
        return None
    speaking: int | None = last.participant_id
    return speaking


def _family_is_here(sides: Mapping[int, Side | None], course: Course) -> bool:
    return any(sides.get(pk) is Side.FAMILY for pk in course.present)
