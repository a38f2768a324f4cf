"""
What one of the family says they think of it: whoever is asked to come, and whoever is kept out.

Who is kept out has a voice from the day they have the letter that says so, and no look at the
meeting: their page names their own children, and neither when nor where it is, nor who comes.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.letters.exclusion import KIND as EXCLUSION_LETTER
from roundtable.casework.conferences.models import Conference, ConferenceChild, Part, Participant
from roundtable.casework.conferences.queries import facts_for_views
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.plans.family_queries import family_meeting, letters_arrived
from roundtable.casework.plans.papers import about
from roundtable.casework.room.models import Views
from roundtable.casework.statements.queries import statements_by_id
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.rules.access import Permission, Role


@dataclass(frozen=True, slots=True)
class Voice:
    """Of which children somebody can say what they think, and what they have said of each."""

    conference: Conference
    children: Sequence[ConferenceChild]
    said: dict[int, str]
    is_kept_out: bool = False


def own_voice(*, public_id: uuid.UUID, actor: Actor) -> Voice:
    """
    Return what somebody says what they think with.

    :raises RecordNotFound: if they are neither invited, nor kept out with a letter that says so.
    """
    seat = _kept_out_of(actor, public_id)
    if seat is None:
        page = family_meeting(public_id=public_id, actor=actor)
        return Voice(page.conference, page.children, _said(page.conference, actor))
    audit.note_read("conference", seat.conference_id)
    children = seat.conference.children.filter(child__in=seat.may_know.values("child"))
    return Voice(
        seat.conference,
        list(children.select_related("child").order_by("position", "pk")),
        _said(seat.conference, actor),
        is_kept_out=True,
    )


def conferences_to_speak_to(actor: Actor) -> list[uuid.UUID]:
    """Return the coming conferences that the actor is kept out of, and has a voice in."""
    return [one.conference.public_id for one in _seats_kept_out(actor) if _has_voice(actor, one)]


def _kept_out_of(actor: Actor, public_id: uuid.UUID) -> Participant | None:
    for seat in _seats_kept_out(actor):
        if seat.conference.public_id == public_id and _has_voice(actor, seat):
            return seat
    return None


def _seats_kept_out(actor: Actor) -> list[Participant]:
    """Return where an adult of the family is kept out of the whole of what is still to come."""
    if actor.role is not Role.FAMILY:
        return []
    seats = Participant.objects.filter(
        person_id__in=actor.person_ids,
        part=Part.NONE,
        withdrawn_at=None,
        conference__state__in=NOT_OVER,
    )
    return list(seats.select_related("conference__authority").order_by("pk"))


def _has_voice(actor: Actor, seat: Participant) -> bool:
    """Return whether they may speak, and the letter that says so can be called back no more."""
    if not may(actor, Permission.GIVE_VIEWS, facts_for_views(actor, seat.conference_id)):
        return False
    letters = about(letters_arrived(seat.person_id or 0), [seat.conference_id])
    return letters.filter(kind=EXCLUSION_LETTER).exists()


def _said(conference: Conference, actor: Actor) -> dict[int, str]:
    """Return what they have said themselves, by the child of the conference it is about."""
    own = Views.objects.filter(
        conference_child__conference=conference,
        person_id__in=actor.person_ids,
        statement__isnull=False,
    )
    mine = dict(own.values_list("conference_child_id", "statement_id"))
    reader = reader_for(actor, conference)
    shown = statements_by_id(reader, conference, ids=mine.values(), participants=())
    return {child: shown[one].text for child, one in mine.items() if one in shown}
