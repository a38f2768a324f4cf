"""What the first page of the family shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from roundtable.casework.plans.agreed import KIND as AGREED
from roundtable.casework.plans.family_queries import FamilyHome, Letter
from roundtable.foundation.core.clock import LONDON
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.design_system.wording import long_day, time_of_day

if TYPE_CHECKING:
    from uuid import UUID

    from roundtable.casework.conferences.models import Conference


@dataclass(frozen=True, slots=True)
class MeetingLine:
    public_id: str
    when: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class LetterLine:
    public_id: str
    title: str
    came: str
    has_enclosures: bool = False
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class HomeShown:
    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    letters: tuple[LetterLine, ...]
    voices: tuple[str, ...]  # what they are kept out of, and can say what they think of

    @classmethod
    def of(cls, home: FamilyHome, *, today: date, voices: "Sequence[UUID]" = ()) -> "HomeShown":
        lines = [
            MeetingLine(
                public_id=str(one.conference.public_id),
                when=_when(one.begins_at),
                is_over=_is_over(one.conference, today=today),
            )
            for one in home.meetings
        ]
        return cls(
            coming=tuple(line for line in lines if not line.is_over),
            past=tuple(line for line in lines if line.is_over),
            letters=letter_lines(home.letters),
            voices=tuple(str(one) for one in voices),
        )


def _is_over(conference: "Conference", *, today: date) -> bool:
    return conference.on is not None and (conference.on < today or conference.closed_at is not None)


def letter_lines(letters: Sequence[Letter]) -> tuple[LetterLine, ...]:
    """Return each letter with the day it came."""
    return tuple(
        LetterLine(
            str(one.public_id),
            one.title,
            in_words(one.released_at),  # type: ignore[arg-type]
            has_enclosures=one.has_enclosures,
            is_page=one.kind == AGREED,
        )
        for one in letters
    )


def _when(moment) -> str:  # type: ignore[no-untyped-def]
    if moment is None:
        return "The day is not set yet"
    local = moment.astimezone(LONDON)
    return f"{long_day(local)} at {time_of_day(local)}"
