"""What was kept of what somebody said in the meeting, for those who put it right."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from roundtable.casework.conferences.coming import Coming, who_is_coming
from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.room.course import reader_in_room
from roundtable.casework.room.models import LiveItem
from roundtable.casework.statements.queries import statements_by_id
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound


@dataclass(frozen=True, slots=True)
class ItemInRoom:
    """What was kept of what somebody said in the meeting, to be put right."""

    live: LiveItem
    statement: ShownStatement
    people: Sequence[Coming]
    children: Sequence[ConferenceChild]


def item_in_room(conference: Conference, *, actor: Actor, public_id: uuid.UUID) -> ItemInRoom:
    """
    Return an item of the meeting by the public id of its statement.

    :raises RecordNotFound: if nothing was said there, or the actor does not have it.
    """
    found = LiveItem.objects.select_related("statement").filter(
        conference=conference, statement__public_id=public_id
    )
    live = found.first()
    if live is None:
        raise RecordNotFound("item")
    reader = reader_in_room(actor, conference)
    everyone = participants_of(conference, with_withdrawn=True)
    shown = statements_by_id(
        reader, conference, ids=[live.statement_id], participants=everyone
    ).get(live.statement_id)
    if shown is None or shown.is_withheld:
        raise RecordNotFound("item")
    return ItemInRoom(
        live=live,
        statement=shown,
        people=who_is_coming(conference, reader, everyone),
        children=children_of(conference),
    )
