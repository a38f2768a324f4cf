"""Reads of reports: the door, the lists, and what each reader has of one."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from roundtable.casework.cases.facts import NOT_BARRED, used_by
from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.people.models import Person
from roundtable.casework.reports.choices import how_shared
from roundtable.casework.reports.facts import REPORTS, report_facts
from roundtable.casework.reports.models import Reading, Report, ReportItem, ReportVersion, Sharing
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.reports.shown import (
    ReportPage,
    Shared,
    SharedReport,
    ShownReport,
    ShownSection,
)
from roundtable.casework.statements.queries import statements_as_kept, statements_by_id
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import NAMED_ONE_BY_ONE, Permission, Role
from roundtable.rules.disclosure import NEVER_TOLD, Reader
from roundtable.rules.report_states import State

_ON_LIST = (Q(fact_invited=True) | Q(fact_deputising=True)) & Q(
    fact_involvement_open=True, fact_excluded_whole=False
)
_READABLE = (
    Q(fact_author=True) | Q(fact_released=True) | Q(fact_deputising=True, fact_own_agency=True)
)
_ALLOCATED = Q(fact_allocated=True)
_RELEASED = Q(fact_released=True)

# The same conditions as VIEW_REPORT in `rules.grants`; a test holds the two together.
_SEEN_BY: Mapping[Role, Q] = {
    Role.CHAIR: _ALLOCATED | Q(fact_on_duty=True),
    Role.SOCIAL_WORKER: _ALLOCATED,
    Role.MANAGER: _ALLOCATED,
    Role.SOLICITOR: _ALLOCATED,
    Role.HEAD_OF_SERVICE: Q(),
    Role.MINUTE_TAKER: _ALLOCATED & Q(fact_open_window=True),
    Role.PARTNER: _ON_LIST & _READABLE,
    Role.AGENCY_LEAD: Q(fact_own_agency=True),
    Role.FAMILY: _RELEASED,
    Role.CHILD: _RELEASED,
    Role.ADVOCATE: _RELEASED & Q(fact_involvement_open=True),
}
_PREPARES = frozenset(
    {Role.CHAIR, Role.SOCIAL_WORKER, Role.MANAGER, Role.HEAD_OF_SERVICE, Role.MINUTE_TAKER}
)
_SHOWS_NOTHING_OF_IT = frozenset({Permission.RETURN_REPORT})
GONE = frozenset({State.WITHDRAWN})


def reports_visible_to(actor: Actor) -> QuerySet[Report]:
    """Return the reports that `actor` may open, and no trace of any other."""
    if actor.role not in _SEEN_BY:
        return Report.objects.none()
    unrestricted = Q(fact_restricted=False) | _ALLOCATED
    conditions = (
        _SEEN_BY[actor.role],
        Q() if actor.role in NAMED_ONE_BY_ONE else unrestricted,
        NOT_BARRED,
    )
    return Report.objects.alias(**used_by(report_facts(actor), *conditions)).filter(*conditions)


def get_report(
    *, public_id: uuid.UUID, actor: Actor, permission: Permission = Permission.VIEW_REPORT
) -> Report:
    """
    Return the report with its conference and author, if `actor` holds `permission` on it.

    One query.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    report = REPORTS.open(actor, public_id, permission)
    if permission not in _SHOWS_NOTHING_OF_IT:
        audit.note_read("report", report.pk)
    return report


def _with_author(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.select_related(
        "conference__authority", "participant__professional", "participant__conference", "agency"
    )


def reports_for(actor: Actor, conference: Conference) -> tuple[ShownReport, ...]:
    """
    Return the reports of a conference that `actor` may open, in the order they were asked for.

    Four queries. Who was given which report is shown to those who prepare the conference alone.
    """
    reports = _with_author(reports_visible_to(actor).filter(conference=conference))
    return _listed(actor, reports)


def own_reports(actor: Actor) -> tuple[ShownReport, ...]:
    """Return the reports that `actor` writes and has not handed in, the first due first."""
    reports = reports_visible_to(actor).filter(
        participant__professional_id__any=actor.professional_ids,
        participant__withdrawn_at=None,
        state__in=[State.REQUESTED.value, State.DRAFT.value, State.RETURNED.value],
    )
    shown = _listed(actor, _with_author(reports))
    return tuple(sorted(shown, key=lambda one: (one.due_on or date.max, one.report_id)))


def sharing_decisions_waiting(actor: Actor) -> QuerySet[Report]:
    """Return the reports that are difficult to share and wait for this chair, oldest first."""
    waiting = reports_visible_to(actor).filter(
        conference__chair_id__any=actor.professional_ids, chair_sharing_decision=""
    )
    return _with_author(waiting.exclude(sharing_difficulty="")).order_by("pk")


def _listed(actor: Actor, reports: QuerySet[Report]) -> tuple[ShownReport, ...]:
    rows = list(reports.order_by("pk"))
    clocks = clocks_of(rows)
    sharings = sharings_of(rows) if actor.role in _PREPARES else {}
    return tuple(
        ShownReport(
            report_id=row.pk,
            public_id=row.public_id,
            author=row.participant.name,
            agency=row.agency.name,
            state=row.state,
            due_on=clocks[row.pk].due_on if row.pk in clocks else None,
            steps=tuple(clocks[row.pk].steps) if row.pk in clocks else (),
            received_at=row.submitted_at,
            is_received=row.submitted_at is not None,
            is_late=is_late(row, clocks.get(row.pk)),
            is_after_decision=row.is_after_decision,
            is_mine=row.participant.professional_id in actor.professional_ids,
            is_difficult_to_share=bool(row.sharing_difficulty),
            waits_for_chair=bool(row.sharing_difficulty and not row.chair_sharing_decision),
            sharings=tuple(sharings.get(row.pk, ())),
        )
        for row in rows
    )


def clocks_of(reports: Iterable[Report]) -> dict[int, Clock]:
    """Return each report's latest clock, running or stopped."""
    rows = _CLOCKS.rows(report_ids=[one.pk for one in reports])
    return {row.subject_id: row for row in rows}


_CLOCKS = Kept(
    lambda given: Clock.objects.filter(
        subject_type="report", subject_id__any=given("report_ids")
    ).order_by("pk")
)


def is_late(report: Report, running: Clock | None) -> bool:
    if running is None:
        return False
    came_on = clock.day_of(report.submitted_at) if report.submitted_at else clock.today()
    return came_on > running.due_on


def sharings_of(reports: Collection[Report]) -> dict[int, list[Shared]]:
    """Return what was last recorded of each person, by report."""
    ids = [one.pk for one in reports]
    read = {(one.report_id, one.person_id): one.said_at for one in _READINGS.rows(report_ids=ids)}
    latest: dict[tuple[int, int], Sharing] = {}
    for row in _SHARINGS.rows(report_ids=ids):
        latest[row.report_id, row.person_id] = row
    found: dict[int, list[Shared]] = defaultdict(list)
    for (report_id, person_id), row in latest.items():
        found[report_id].append(
            Shared(
                person_id=person_id,
                name=row.person.name,
                shared_on=row.shared_on,
                method=how_shared(row.way, with_interpreter=row.with_interpreter, more=row.method),
                reaction=row.reaction,
                not_shared_reason=row.not_shared_reason,
                said_read_at=read.get((report_id, person_id)),
            )
        )
    return found


_READINGS = Kept(lambda given: Reading.objects.filter(report_id__any=given("report_ids")))
_SHARINGS = Kept(
    lambda given: (
        Sharing.objects.filter(report_id__any=given("report_ids"))
        .select_related("person")
        .order_by("recorded_at", "pk")
    )
)


def read_report(
    reader: Reader, report: Report, *, participants: Collection[Participant] | None = None
) -> ReportPage:
    """
    Return a report as `reader` has it: what is absent for them leaves no gap in it.

    The author has every section, written or not. While they write a new version, everybody else
    has the one before. A constant number of queries.
    """
    items = list(
        ReportItem.objects.filter(report=report).order_by("statement__position", "statement_id")
    )
    shown = statements_by_id(
        reader,
        report.conference,
        ids=[item.statement_id for item in items],
        participants=participants,
    )
    return page_of(reader, report, items, shown, participants)


def page_of(
    reader: Reader,
    report: Report,
    items: Collection[ReportItem],
    shown: Mapping[int, ShownStatement],
    participants: Collection[Participant] | None = None,
) -> ReportPage:
    """
    Return a report as `reader` has it, of statements that are shown to them.

    No query, unless a new version is being written: then all but its author have the one before.
    """
    if report.is_being_rewritten and not _writes(reader, report):
        shown = _as_it_came(reader, report, shown, participants)
    return _page(
        reader,
        report,
        [(item.section, item.statement_id) for item in items],
        shown,
        carried_over=frozenset(one.statement_id for one in items if one.is_carried_over),
    )


def read_to_sign_off(
    reader: Reader, report: Report, *, participants: Collection[Participant] | None = None
) -> ReportPage:
    """Return a report for who signs it off: as it is going to the chair, before anybody has it."""
    items = ReportItem.objects.filter(report=report).order_by("statement__position", "statement_id")
    placed = list(items.values_list("section", "statement_id"))
    numbers = dict(items.values_list("statement_id", "statement__current_number"))
    shown = statements_as_kept(
        reader, report.conference, numbers=numbers, participants=participants
    )
    return _page(reader, report, placed, shown)


def _writes(reader: Reader, report: Report) -> bool:
    writer = report.participant.professional_id
    return writer is not None and writer == reader.professional_id


def _as_it_came(
    reader: Reader,
    report: Report,
    now: Mapping[int, ShownStatement],
    participants: Collection[Participant] | None,
) -> Mapping[int, ShownStatement]:
    """Return what the chair has. What its author has closed to this reader meanwhile is closed."""
    version = ReportVersion.objects.filter(report=report).order_by("number").last()
    if version is None:
        return now
    kept = _kept_by(version, reader, participants)
    return {pk: one for pk, one in kept.items() if pk in now and not now[pk].is_withheld} | {
        pk: one for pk, one in now.items() if pk in kept and one.is_withheld
    }


def _kept_by(
    version: ReportVersion, reader: Reader, participants: Collection[Participant] | None
) -> Mapping[int, ShownStatement]:
    numbers = dict(version.lines.values_list("statement_id", "number"))
    return statements_as_kept(
        reader, version.report.conference, numbers=numbers, participants=participants
    )


def _page(
    reader: Reader,
    report: Report,
    placed: Collection[tuple[str, int]],
    shown: Mapping[int, ShownStatement],
    *,
    carried_over: frozenset[int] = frozenset(),
) -> ReportPage:
    is_author = _writes(reader, report)
    sections = (
        ShownSection(
            code=asked.code,
            title=asked.heading,
            statements=tuple(
                shown[pk] for section, pk in placed if section == asked.code and pk in shown
            ),
            carried_over=carried_over & {pk for section, pk in placed if section == asked.code},
        )
        for asked in sections_of(report.form)
    )
    has_view = is_author or (report.submitted_at is not None and reader.kind not in NEVER_TOLD)
    return ReportPage(
        report_id=report.pk,
        public_id=report.public_id,
        author=report.participant.name,
        agency=report.agency.name,
        sections=tuple(one for one in sections if one.statements or is_author),
        withheld=sum(shown[pk].is_withheld for _, pk in placed if pk in shown),
        provisional_threshold=report.provisional_threshold if has_view else None,
        provisional_categories=tuple(report.provisional_categories) if has_view else (),
    )


def versions_of(report: Report) -> list[ReportVersion]:
    """Return every version that came to the chair, the newest first. One query."""
    rows = ReportVersion.objects.filter(report=report).select_related("signed_off_by")
    return list(rows.order_by("-number"))


def read_version(
    reader: Reader,
    version: ReportVersion,
    *,
    participants: Collection[Participant] | None = None,
) -> ReportPage:
    """Return a report as it was in one of its versions, as `reader` has it."""
    placed = list(version.lines.order_by("pk").values_list("section", "statement_id"))
    shown = _kept_by(version, reader, participants)
    return _page(reader, version.report, placed, shown)


def reports_shared_with(
    person: Person, conference: Conference, reader: Reader, participants: Collection[Participant]
) -> tuple[SharedReport, ...]:
    """
    Return the reports that were given to this person, the first given first.

    An author of whom they may not know is not named. Two queries.
    """
    read = {
        one.report_id: one.said_at
        for one in Reading.objects.filter(person=person, report__conference=conference)
    }
    known = {one.pk for one in participants if knows(reader, one)}
    rows = (
        Sharing.objects.filter(
            person=person, report__conference=conference, shared_on__isnull=False
        )
        .exclude(report__state__in=[state.value for state in GONE])
        .select_related("report__participant__professional", "report__agency")
        .order_by("shared_on", "pk")
    )
    first: dict[int, Sharing] = {}
    for row in rows:
        first.setdefault(row.report_id, row)
    return tuple(
        SharedReport(
            report_id=report_id,
            public_id=row.report.public_id,
            author=f"{row.report.participant.name}, {row.report.agency.name}",
            shared_on=row.shared_on,
            said_read_at=read.get(report_id),
        )
        for report_id, row in first.items()
        if row.shared_on is not None and row.report.participant_id in known
    )
