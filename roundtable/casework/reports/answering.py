"""A statement of a report that the family was given, for who writes down what they say to it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.sharing import SHARED_WITH
from roundtable.casework.reports.page_queries import OneReport, one_report
from roundtable.casework.reports.queries import read_report
from roundtable.casework.statements.models import Given
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A statement, and those of the family who were given it and are part of the conference."""

    one: OneReport
    statement: ShownStatement
    people: Sequence[Person]


def statement_to_answer(*, public_id: uuid.UUID, statement_id: uuid.UUID, actor: Actor) -> ToAnswer:
    """
    Return a statement that `actor` can write an answer down to.

    :raises RecordNotFound: if it is not theirs to read, or nobody of the family was given it.
    """
    one = one_report(public_id=public_id, actor=actor, permission=Permission.RECORD_VIEWS)
    conference = one.report.conference
    page = read_report(reader_for(actor, conference, facts=one.facts), one.report, participants=())
    for section in page.sections:
        for statement in section.statements:
            if statement.public_id == statement_id and statement.is_given:
                return ToAnswer(one, statement, _given(statement.statement_id, conference.pk))
    raise RecordNotFound("statement")


def _given(statement_id: int | None, conference_id: int) -> list[Person]:
    seated = Participant.objects.filter(
        conference_id=conference_id, role__in=SHARED_WITH, withdrawn_at=None
    )
    rows = Given.objects.filter(
        statement=statement_id, person__in=seated.values("person")
    ).select_related("person")
    return [row.person for row in rows.order_by("pk")]
