"""What pages show of the reports to one conference, in few queries."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date

from roundtable.casework.conferences.models import Conference
from roundtable.casework.reports.models import Reading, Report, Sharing
from roundtable.casework.reports.queries import GONE
from roundtable.rules.report_states import RECEIVED, State


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTo:
    """What was last recorded of one member of the family and one report."""

    person_id: int
    name: str
    shared_on: date | None
    not_shared_reason: str
    said_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report in the list of a conference: who writes it, and how far it is."""

    report_id: int
    public_id: uuid.UUID
    professional_id: int | None
    author: str
    agency: str
    state: State
    submitted_at: datetime | None
    is_after_decision: bool
    waits_for_chair: bool
    given: tuple[GivenTo, ...]

    @property
    def is_received(self) -> bool:
        return self.state in RECEIVED


def report_lines(conference: Conference) -> list[ReportLine]:
    """
    Return how far every report is, for those who prepare the conference; one query.

    It says who writes one and who of the family was given it, and nothing of what stands in it.
    """
    reports = Report.objects.filter(conference=conference, participant__withdrawn_at=None)
    rows = (
        reports.exclude(state__in=[state.value for state in GONE])
        .select_related("participant__professional", "agency")
        .annotate(given=ArraySubquery(_latest_sharings()))
    )
    return [_line(row, row.given) for row in rows.order_by("pk")]


def _latest_sharings() -> QuerySet[Any, Any]:
    said = Reading.objects.filter(report=OuterRef("report"), person=OuterRef("person"))
    latest = Sharing.objects.filter(report=OuterRef("pk")).order_by(
        "person_id", "-recorded_at", "-pk"
    )
    return latest.distinct("person_id").values(
        json=JSONObject(
            person_id=F("person_id"),
            forename=F("person__forename"),
            surname=F("person__surname"),
            shared_on=F("shared_on"),
            not_shared_reason=F("not_shared_reason"),
            said_read=Exists(said),
        )
    )


def _line(report: Report, given: Collection[dict[str, object]]) -> ReportLine:
    return ReportLine(
        report_id=report.pk,
        public_id=report.public_id,
        professional_id=report.participant.professional_id,
        author=report.participant.name,
        agency=report.agency.name,
        state=State(report.state),
        submitted_at=report.submitted_at,
        is_after_decision=report.is_after_decision,
        waits_for_chair=bool(report.sharing_difficulty and not report.chair_sharing_decision),
        given=tuple(_given(row) for row in given),
    )


def _given(row: dict[str, object]) -> GivenTo:
    return GivenTo(
        person_id=int(str(row["person_id"])),
        name=f"{row['forename']} {row['surname']}".strip() or "Name not known",
        shared_on=parse_date(str(row["shared_on"])) if row["shared_on"] else None,
        not_shared_reason=str(row["not_shared_reason"]),
        said_read=bool(row["said_read"]),
    )
