"""The same table at its next conference, for who goes on from what was written for the last."""

import uuid
from datetime import timedelta

from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantChild,
)
from roundtable.casework.statements.tests.table import Table


def meet_again(table: Table, *names: str) -> Table:
    """Hold the conference, and invite the same people to a review of these children in spring."""
    last, children = table.conference, {table.person(name).pk for name in names}
    Conference.objects.filter(pk=last.pk).update(state="DECIDED")
    conference = Conference.objects.get(pk=last.pk)
    conference.pk, conference.public_id = None, uuid.uuid4()
    conference.starts_at += timedelta(days=91)
    conference.ends_at += timedelta(days=91)
    conference.save(force_insert=True)
    for child in ConferenceChild.objects.filter(conference=last, child__in=children):
        child.pk, child.public_id = None, uuid.uuid4()
        child.conference, child.kind = conference, "review"
        child.save(force_insert=True)
    seats = {}
    for name, before in table.seats.items():
        seat = Participant.objects.get(pk=before.pk)
        seat.pk, seat.public_id, seat.conference = None, uuid.uuid4(), conference
        seat.save(force_insert=True)
        seats[name] = seat
        for row in ParticipantChild.objects.filter(participant=before, child__in=children):
            row.pk, row.public_id, row.participant = None, uuid.uuid4(), seat
            row.save(force_insert=True)
    return Table(table.cast, conference, seats)
