"""One's own papers for a meeting, and how much there is to read in them."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import (
    Case,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    When,
)

from roundtable.casework.conferences.facts import is_actor
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import get_conference, participants_of
from roundtable.casework.reports.bundle import Papers, may_have_papers, papers_for
from roundtable.casework.reports.models import ON_ITS_WAY, Report, ReportVersionLine
from roundtable.casework.reports.queries import GONE, reports_visible_to
from roundtable.casework.statements.models import StatementVersion
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.reading import Reading, to_read


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
    Return how much there is in the chair's papers for each conference, without putting them
    together: the words of every report as the chair has it. One query.
    """
    words: dict[int, list[int]] = {pk: [] for pk in conference_ids}
    for conference_id, now, before in _WORDS.rows(conference_ids=list(conference_ids)):
        words[conference_id].append((now if before is None else before) or 0)
    return {pk: to_read(theirs) for pk, theirs in words.items()}


class _WordCount(Func):
    """As Python counts the words of a text that it splits."""

    template = r"cardinality(regexp_split_to_array(trim(%(expressions)s), '\s+'))"
    output_field = IntegerField()


def _words(given: type[Slot]) -> QuerySet[Report, tuple[int, int | None, int | None]]:
    """While a new version is being written, the chair has the one before."""
    in_newest = (
        ReportVersionLine.objects.filter(
            version__report=OuterRef(OuterRef("pk")), statement=OuterRef("statement")
        )
        .order_by("-version__number")
        .values("number")[:1]
    )
    return (
        Report.objects.filter(
            conference_id__any=given("conference_ids"), submitted_at__isnull=False
        )
        .exclude(state__in=[state.value for state in GONE])
        .values_list(
            "conference_id",
            _words_of(number=F("statement__current_number")),
            Case(
                When(state__in=sorted(ON_ITS_WAY), then=_words_of(number=Subquery(in_newest))),
                default=None,
            ),
        )
        .order_by("pk")
    )


def _words_of(**version: Any) -> Subquery:
    """Return the words of a report, of each statement in this version."""
    each = "statement__report_items__report"
    versions = StatementVersion.objects.filter(**{each: OuterRef("pk")}, **version).order_by()
    counted = versions.values(each).annotate(words=Sum(_WordCount("text")))
    return Subquery(counted.values("words")[:1])


_WORDS = Kept(_words)
