"""What pages show of the reports to one conference, in few queries."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.page_queries import Frame
from roundtable.casework.conferences.queries import children_of
from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.sharing import SHARED_WITH
from roundtable.casework.reports.models import (
    CouldHaveSeen,
    DisclosureCheck,
    Reading,
    Report,
    ReportVersion,
    Sharing,
)
from roundtable.casework.reports.queries import (
    GONE,
    get_report,
    versions_of,
)
from roundtable.casework.reports.readiness import Written, content_from
from roundtable.casework.reports.shown import ReportPage
from roundtable.casework.statements.models import Statement, StatementVersion
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Facts, Permission
from roundtable.rules.report_states import ReportContent, State


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
        return self.submitted_at is not None


def report_lines(conference: Conference) -> list[ReportLine]:
    """
    Return how far every report is, for those who prepare the conference; one query.

    It says who writes one and who of the family was given it, and nothing of what stands in it.
    """
    rows = _LINES.rows(conference_id=conference.pk)
    return [_line(row, row.given) for row in rows]


def _lines(given: type[Slot]) -> QuerySet[Report]:
    reports = Report.objects.filter(
        conference_id=given("conference_id"), participant__withdrawn_at=None
    )
    return (
        reports.exclude(state__in=[state.value for state in GONE])
        .select_related("participant__professional", "participant__person", "agency")
        .annotate(given=ArraySubquery(latest_sharings()))
        .order_by("pk")
    )


_LINES = Kept(_lines)


def latest_sharings() -> QuerySet[Any, Any]:
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
            method=F("method"),
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


# One report


@dataclass(frozen=True, slots=True)
class OneReport:
    """A report that was opened through its door, with its conference and what may be done to it."""

    report: Report
    frame: Frame
    allowed: frozenset[Permission]
    facts: Facts
    is_author: bool

    def may(self, permission: Permission) -> bool:
        return permission in self.allowed


_OFFERED = (
    Permission.WRITE_REPORT,
    Permission.SHARE_REPORT,
    Permission.VIEW_REPORT,
    Permission.SIGN_OFF_REPORT,
    Permission.RETURN_REPORT,
    Permission.WITHDRAW_REPORT,
    Permission.VIEW_REPORT_VERSIONS,
    Permission.CHECK_DISCLOSURE,
    Permission.RECORD_VIEWS,
)


def one_report(
    *, public_id: uuid.UUID, actor: Actor, permission: Permission = Permission.VIEW_REPORT
) -> OneReport:
    """
    Return a report with the conference and the children it is about. Two queries.

    :raises RecordNotFound: if it does not exist, is not theirs to see, or `permission` is refused.
    """
    report = get_report(public_id=public_id, actor=actor, permission=permission)
    conference = report.conference
    children = children_of(conference)
    for one in children:
        audit.note_read("person", one.child_id)
    facts = facts_on(report)
    allowed = frozenset(one for one in _OFFERED if may(actor, one, facts))
    decides = may(actor, Permission.DECIDE, facts)
    if decides:
        allowed |= {Permission.DECIDE}
    is_author = Permission.WRITE_REPORT in allowed and (
        facts.author or (facts.deputising and facts.own_agency)
    )
    return OneReport(report, Frame(conference, children, allowed), allowed, facts, is_author)


def report_clocks(report_ids: Collection[int]) -> dict[int, Clock]:
    """Return each report's clock, running or stopped; the latest if it was asked for twice."""
    rows = Clock.objects.filter(subject_type="report", subject_id__in=report_ids)
    return {row.subject_id: row for row in rows.order_by("pk")}


def content_of_page(report: Report, page: ReportPage) -> ReportContent:
    """Return what a report lacks, from its author's own page of it; no query."""
    return content_from(report, written_on(page))


def written_on(page: ReportPage) -> list[Written]:
    """Return what readiness looks at, of a report as its author has it."""
    return [
        Written(
            section=section.code,
            kind=one.kind_code,
            provenance=one.provenance_code,
            source=one.source,
            child_ids=one.child_ids,
            is_carried_over=one.statement_id in section.carried_over,
        )
        for section in page.sections
        for one in section.statements
    ]


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """One's own statement as it stands, to be put right."""

    statement: Statement
    version: StatementVersion
    child_ids: frozenset[int]


def own_statement(report: Report, *, public_id: uuid.UUID) -> OwnStatement:
    """
    Return a statement of the report that its author opened. Two queries.

    :raises RecordNotFound: if it stands in another report.
    """
    version = (
        StatementVersion.objects.filter(
            statement__public_id=public_id,
            statement__report_items__report=report,
            number=F("statement__current_number"),
        )
        .select_related("statement")
        .first()
    )
    if version is None:
        raise RecordNotFound("statement")
    about = version.about.values_list("child_id", flat=True)
    return OwnStatement(version.statement, version, frozenset(about))


def family_to_share_with(report: Report, children: Sequence[ConferenceChild]) -> list[Person]:
    """Return the family of the conference, and the children whom somebody can tell. One query."""
    listed = Participant.objects.filter(
        conference_id=report.conference_id,
        role__in=SHARED_WITH,
        person__isnull=False,
        withdrawn_at=None,
    ).select_related("person")
    people = [one.person for one in listed.order_by("pk") if one.person is not None]
    born = [one.child for one in children if not one.child.is_unborn]
    return list({one.pk: one for one in [*people, *born]}.values())


# Versions, and who could have seen a report that was taken out


def one_version(report: Report, *, number: int) -> ReportVersion:
    """
    Return a version of the report that was opened. One query.

    :raises RecordNotFound: if there is none with this number.
    """
    for version in versions_of(report):
        if version.number == number:
            version.report = report
            return version
    raise RecordNotFound("version")


def disclosure_checks_of(report: Report) -> list[DisclosureCheck]:
    """Return the checks that followed from the report, the newest first. Two queries."""
    people = Prefetch(
        "people",
        CouldHaveSeen.objects.select_related("person", "professional__agency").order_by("pk"),
    )
    rows = DisclosureCheck.objects.filter(report=report).prefetch_related(people)
    return list(rows.order_by("-opened_at", "-pk"))


def taken_out(conference: Conference) -> list[Report]:
    """Return the reports that were taken out of a conference, for those who prepare it."""
    rows = Report.objects.filter(conference=conference, state=State.WITHDRAWN.value)
    return list(rows.select_related("participant__professional", "agency").order_by("pk"))
