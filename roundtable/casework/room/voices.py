"""Whose views there are, and whose are missing: the child's own and those of each parent."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.people.models import Person
from roundtable.casework.room.models import Views
from roundtable.casework.statements.models import StatementReader
from roundtable.casework.statements.queries import statements_by_id
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.disclosure import Reader


@dataclass(frozen=True, slots=True)
class VoiceOn:
    """Somebody whose views on one child are to be heard, and what is recorded of them."""

    held: ConferenceChild
    person: Person
    views: Views | None

    @property
    def is_the_childs(self) -> bool:
        return self.person.pk == self.held.child_id


def voices_of(conference: Conference, children: Sequence[ConferenceChild]) -> list[VoiceOn]:
    """Return, for each child, the child first and then the parents here for them. Three queries."""
    recorded = {
        (one.conference_child_id, one.person_id): one
        for one in with_relatives_chosen(Views.objects.filter(conference_child__in=children))
    }
    parents = Participant.objects.filter(
        conference=conference,
        role=ParticipantRole.PARENT,
        person__isnull=False,
        withdrawn_at=None,
    )
    rows = list(parents.select_related("person").prefetch_related("may_know").order_by("pk"))
    found = []
    for held in children:
        people = [held.child]
        for one in rows:
            known = {row.child_id for row in one.may_know.all() if row.is_here_for}
            if one.person is not None and held.child_id in known:
                people.append(one.person)
        found += [VoiceOn(held, person, recorded.get((held.pk, person.pk))) for person in people]
    return found


def get_voice(voices: Sequence[VoiceOn], *, child_id: uuid.UUID, person_id: uuid.UUID) -> VoiceOn:
    """
    Return one of the voices of a conference that was opened.

    :raises RecordNotFound: if nobody's views on that child are asked of that person.
    """
    for one in voices:
        if one.held.public_id == child_id and one.person.public_id == person_id:
            return one
    raise RecordNotFound("views")


def words_of(voice: VoiceOn, conference: Conference, *, reader: Reader) -> str:
    """Return what was said so far, as far as `reader` has it."""
    statement_id = voice.views.statement_id if voice.views is not None else None
    if statement_id is None:
        return ""
    shown = statements_by_id(reader, conference, ids=[statement_id], participants=())
    return shown[statement_id].text if statement_id in shown else ""


def with_relatives_chosen(views: QuerySet[Views]) -> QuerySet[Views]:
    """Return them with the ids of the family who may read a child's words as they stand."""
    chosen = StatementReader.objects.filter(
        version__statement=OuterRef("statement"),
        version__number=F("version__statement__current_number"),
        may_read=True,
    )
    return views.annotate(chosen=ArraySubquery(chosen.values("person_id")))


def relatives_chosen(views: Views | None) -> frozenset[int]:
    """Return whom of the family the child has chosen, by id."""
    return frozenset(getattr(views, "chosen", ()))
