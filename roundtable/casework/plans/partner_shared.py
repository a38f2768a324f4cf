"""What has been shared with a professional: others' reports and the letters to them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.facts import is_actor
from roundtable.casework.conferences.models import Conference, Participant, ParticipantChild
from roundtable.casework.conferences.queries import conferences_visible_to, with_what_makes_a_reader
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.people.models import Person
from roundtable.casework.plans.partner_letters import Letter, newest_letters
from roundtable.casework.plans.partner_queries import may_know
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import GONE, reports_visible_to
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Role

AT_MOST = 60


@dataclass(frozen=True, slots=True)
class SharedReport:
    """Somebody else's report, for which conference, and since when it can be read."""

    public_id: uuid.UUID
    author: str
    agency: str
    conference: Conference
    children: Sequence[Person]
    came: datetime


@dataclass(frozen=True, slots=True)
class SharedWithMe:
    reports: Sequence[SharedReport]
    letters: Sequence[Letter]


def shared_with(actor: Actor) -> SharedWithMe:
    """
    Return what others have shared with `actor` and they may still open, the newest first.

    What ended with their part in a case is not there any more. A constant number of queries.

    :raises RecordNotFound: for who comes by the same door with less of a part in it.
    """
    decided.set(True)
    if actor.role is not Role.PARTNER:
        raise RecordNotFound("page")
    rows = (
        reports_visible_to(actor)
        .filter(submitted_at__isnull=False)
        .exclude(participant__professional__in=actor.professional_ids)
        .exclude(state__in=[state.value for state in GONE])
        .select_related("conference", "agency")
        .order_by("-submitted_at", "-pk")[:AT_MOST]
    )
    reports = list(rows)
    seats = _seats({one.conference_id for one in reports}, actor)
    authors, children = _authors(reports), _children(seats.values())
    found = []
    for one in reports:
        seat, author = seats.get(one.conference_id), authors[one.participant_id]
        if seat is None or one.submitted_at is None:
            continue
        reader = reader_of_participant(seat)
        if knows(reader, author):
            found.append(
                SharedReport(
                    public_id=one.public_id,
                    author=author.name,
                    agency=one.agency.name,
                    conference=one.conference,
                    children=[
                        child for child in children.get(seat.pk, ()) if may_know(reader, child.pk)
                    ],
                    came=one.submitted_at,
                )
            )
    conferences = conferences_visible_to(actor).values_list("pk", flat=True)
    return SharedWithMe(found, newest_letters(actor, list(conferences)))


def _seats(conference_ids: set[int], actor: Actor) -> dict[int, Participant]:
    mine = Participant.objects.filter(
        is_actor(actor), conference__in=conference_ids, withdrawn_at=None
    )
    return {one.conference_id: one for one in with_what_makes_a_reader(mine)}


def _children(seats: Iterable[Participant]) -> dict[int, list[Person]]:
    """Return the children whom each seat may know of."""
    found: dict[int, list[Person]] = defaultdict(list)
    rows = ParticipantChild.objects.filter(participant__in=[one.pk for one in seats])
    for row in rows.select_related("child").order_by("pk"):
        found[row.participant_id].append(row.child)
    return found


def _authors(reports: Sequence[Report]) -> dict[int, Participant]:
    ids = [one.participant_id for one in reports]
    return {one.pk: one for one in with_what_makes_a_reader(Participant.objects.filter(pk__in=ids))}
