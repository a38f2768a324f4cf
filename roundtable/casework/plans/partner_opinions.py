"""Opinions at the table, as one professional who gives theirs has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantChild,
)
from roundtable.casework.conferences.queries import get_conference, participants_of
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.decisions.models import Opinion
from roundtable.casework.decisions.queries import are_opened_early
from roundtable.casework.plans.partner_queries import may_know, seat_of
from roundtable.casework.room.queries import present_professionals
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import UNDER_WAY


@dataclass(frozen=True, slots=True)
class OwnOpinions:
    """The children that somebody gives an opinion on, and what they gave already."""

    conference: Conference
    me: Participant
    children: Sequence[ConferenceChild]
    given: Mapping[int, Opinion]  # by conference child


def own_opinions(*, public_id: UUID, actor: Actor) -> OwnOpinions:
    """
    Return every child that `actor` is asked for an opinion on.

    :raises RecordNotFound: if they give none.
    """
    conference = get_conference(
        public_id=public_id, actor=actor, permission=Permission.RECORD_OPINION
    )
    me = seat_of(actor, participants_of(conference))
    if not me.gives_opinion:
        raise RecordNotFound("opinions")
    reader = reader_of_participant(me)
    children = conference.children.select_related("child").order_by("position", "pk")
    given = Opinion.objects.filter(conference_child__conference=conference, participant=me)
    return OwnOpinions(
        conference=conference,
        me=me,
        children=[one for one in children if may_know(reader, one.child_id)],
        given={one.conference_child_id: one for one in given},
    )


def news_of_opinions(conference: Conference, *, actor: Actor) -> str:
    """
    Return in a few letters what there is to see of the opinions; the same, nothing has changed.

    Made from what this person sees of them and from nothing else of the meeting. Four queries.
    """
    if conference.state not in UNDER_WAY:
        return _letters(conference.state)
    seen = _opinions_seen_by(actor, conference).aggregate(Count("pk"), Max("given_at"))
    here = [one.pk for one in present_professionals(conference) if one.gives_opinion]
    return _letters(repr((seen, here, are_opened_early(conference))))


def _opinions_seen_by(actor: Actor, conference: Conference) -> QuerySet[Opinion]:
    known = ParticipantChild.objects.filter(
        participant__conference=conference,
        participant__professional_id__in=actor.professional_ids,
    )
    return Opinion.objects.filter(
        conference_child__conference=conference,
        conference_child__child_id__in=known.values("child_id"),
    )


def _letters(text: str) -> str:
    return blake2s(text.encode(), digest_size=8).hexdigest()
