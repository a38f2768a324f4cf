"""All opinions of a meeting on one page, with what the family says beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import children_of
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.decisions.queries import OpinionTable, opinion_table
from roundtable.casework.room.voices import VoiceOn, voices_of
from roundtable.casework.statements.queries import statements_by_id
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission


@dataclass(frozen=True, slots=True)
class TablePage:
    """Every professional and everybody of the family, on every child."""

    conference: Conference
    children: Sequence[ConferenceChild]
    opinions: OpinionTable
    voices: Sequence[VoiceOn]
    words: Mapping[int, ShownStatement]  # of the family, by statement
    decides: bool


def table_page(conference: Conference, *, actor: Actor) -> TablePage:
    """Return the whole table as one of those who run the meeting may have it, in few queries."""
    reader = reader_for(actor, conference)
    children = children_of(conference)
    voices = voices_of(conference, children)
    said = [one.views.statement_id for one in voices if one.views is not None]
    ids = [pk for pk in said if pk is not None]
    return TablePage(
        conference=conference,
        children=children,
        opinions=opinion_table(conference, reader=reader),
        voices=voices,
        words=statements_by_id(reader, conference, ids=ids) if ids else {},
        decides=may(actor, Permission.DECIDE, facts_on(conference)),
    )


def get_giver(table: OpinionTable, *, public_id: UUID) -> Participant:
    """
    Return who gives an opinion at this meeting.

    :raises RecordNotFound: if nobody of that id does.
    """
    for giver in table.givers:
        if giver.public_id == public_id:
            return giver
    raise RecordNotFound("participant")
