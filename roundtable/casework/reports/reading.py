"""One's own papers for a meeting, and how much there is to read in them."""

import uuid
from collections.abc import Collection, Mapping

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Length

from roundtable.casework.conferences.facts import is_actor
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import get_conference, participants_of
from roundtable.casework.reports.bundle import Papers, may_have_papers, papers_for
from roundtable.casework.reports.models import ReportItem
from roundtable.casework.reports.queries import reports_visible_to
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.reading import NOTHING, Reading, to_read


def own_papers(*, public_id: uuid.UUID, actor: Actor) -> Papers | None:
    """
    Return what `actor` has to read for a meeting, or None where there is nothing yet.

    :raises RecordNotFound: if they have no place at it, or none any longer.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    seats = _seats(conference, actor)
    mine = [one for one in participants_of(conference) if one.pk in seats]
    if not any(may_have_papers(one) for one in mine):
        raise RecordNotFound("papers")
    may_open = reports_visible_to(actor).filter(conference=conference)
    found = papers_for(conference, mine, only=frozenset(may_open.values_list("pk", flat=True)))
    for report_id in found[0].report_ids if found else ():
        audit.note_read("report", report_id)
    return found[0] if found else None


def has_a_seat(conference: Conference, actor: Actor) -> bool:
    """Return whether `actor` is on the list, and so has papers of their own. One query."""
    return bool(_seats(conference, actor))


def _seats(conference: Conference, actor: Actor) -> frozenset[int]:
    seats = conference.participants.filter(is_actor(actor), withdrawn_at=None)
    return frozenset(seats.values_list("pk", flat=True))


def reading_of(conference_ids: Collection[int]) -> Mapping[int, Reading]:
    """
    Return how much the chair has to read for each conference: all that was handed in. One query.

    It counts letters, and is near to what the printed papers come to.
    """
    counted = dict(_LETTERS.rows(conference_ids=list(conference_ids)))
    return {pk: to_read(counted[pk]) if pk in counted else NOTHING for pk in conference_ids}


def _letters(given: type[Slot]) -> QuerySet[ReportItem, tuple[int, int]]:
    return (
        ReportItem.objects.filter(
            report__conference_id__any=given("conference_ids"),
            report__submitted_at__isnull=False,
            statement__versions__number=F("statement__current_number"),
        )
        .values_list("report__conference_id")
        .annotate(letters=Sum(Length("statement__versions__text")))
        .order_by()
    )


_LETTERS = Kept(_letters)
