"""How far the reports of a conference are: what one lacks, and where all of them stand."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import F

from roundtable.casework.conferences.models import Participant, ParticipantRole
from roundtable.casework.reports.models import Report, ReportItem, Section
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.reports.queries import GONE, clocks_of, is_late, sharings_of
from roundtable.casework.reports.shown import FamilyHas, LateReport, ReportsAtAGlance, Shared
from roundtable.casework.statements.models import Kind, Provenance, StatementVersion
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.kept import Kept
from roundtable.rules.report_states import ReportContent

_SECOND_HAND = frozenset({Provenance.SECOND, Provenance.THIRD})
_FACTS = frozenset({Kind.FACT, Kind.OBSERVATION})


@dataclass(frozen=True, slots=True)
class Written:
    """What readiness looks at in one statement of a report."""

    section: str
    kind: str
    provenance: str
    source: str
    child_ids: Collection[int]
    is_carried_over: bool = False


def content_of(report: Report) -> ReportContent:
    """Return what the report lacks, as `rules.report_states.shortcomings` puts it in words."""
    items = {one.statement_id: one for one in ReportItem.objects.filter(report=report)}
    versions = StatementVersion.objects.filter(
        statement__in=items, number=F("statement__current_number")
    ).prefetch_related("about")
    return content_from(
        report,
        [
            Written(
                section=items[version.statement_id].section,
                kind=version.kind,
                provenance=version.provenance,
                source=version.source,
                child_ids=[about.child_id for about in version.about.all()],
                is_carried_over=items[version.statement_id].is_carried_over,
            )
            for version in versions
        ],
    )


def content_from(report: Report, written: Collection[Written]) -> ReportContent:
    """Return what the report lacks, of statements that a page has read already."""
    sections = {one.section for one in written}
    supported = {child for one in written if one.kind in _FACTS for child in one.child_ids}
    return ReportContent(
        sections_missing=_missing(report, sections),
        statements_unmarked=sum(not one.kind for one in written),
        statements_without_source=sum(
            one.provenance in _SECOND_HAND and not one.source for one in written
        ),
        opinions_without_facts=sum(
            one.kind == Kind.OPINION and supported.isdisjoint(one.child_ids) for one in written
        ),
        restricted_question_answered=report.cannot_share_something is not None,
        has_childs_wishes=Section.WISHES in sections,
        carried_over=sum(one.is_carried_over for one in written),
    )


def _missing(report: Report, written: Collection[str]) -> tuple[str, ...]:
    """Return the titles of the sections without a word; education is for schools to write."""
    return tuple(
        one.heading
        for one in sections_of(report.form)
        # The child's wishes are missed in words of their own.
        if one.section != Section.WISHES
        and one.code not in written
        and one.is_needed_from(report.agency.kind)
    )


def reports_at_a_glance(conference_ids: Collection[int]) -> Mapping[int, ReportsAtAGlance]:
    """
    Return where the reports of each conference stand; four queries for any number of them.

    For those who prepare the conference: it is not disclosed for a reader.
    """
    reports: dict[int, list[Report]] = defaultdict(list)
    for row in _REPORTS.rows(conference_ids=list(conference_ids)):
        reports[row.conference_id].append(row)
    everything = [one for theirs in reports.values() for one in theirs]
    clocks = clocks_of(everything)
    sharings = sharings_of(everything)
    parents: dict[int, list[Participant]] = defaultdict(list)
    for parent in _PARENTS.rows(conference_ids=list(conference_ids)):
        parents[parent.conference_id].append(parent)
    return {
        conference_id: _glance(reports[conference_id], parents[conference_id], clocks, sharings)
        for conference_id in conference_ids
    }


_REPORTS = Kept(
    lambda given: (
        Report.objects.filter(
            conference_id__any=given("conference_ids"), participant__withdrawn_at=None
        )
        .exclude(state__in=[state.value for state in GONE])
        .select_related("participant__professional", "participant__person")
        .order_by("pk")
    )
)
_PARENTS = Kept(
    lambda given: (
        Participant.objects.filter(
            conference_id__any=given("conference_ids"),
            role=ParticipantRole.PARENT,
            withdrawn_at=None,
        )
        .select_related("person")
        .order_by("pk")
    )
)


def _glance(
    reports: Collection[Report],
    parents: Collection[Participant],
    clocks: Mapping[int, Clock],
    sharings: Mapping[int, Collection[Shared]],
) -> ReportsAtAGlance:
    given: Counter[int] = Counter()
    said_read: Counter[int] = Counter()
    not_shared: Counter[int] = Counter()
    for report in reports:
        for one in sharings.get(report.pk, ()):
            given[one.person_id] += one.shared_on is not None
            said_read[one.person_id] += one.said_read_at is not None
            not_shared[one.person_id] += one.shared_on is None
    return ReportsAtAGlance(
        expected=len(reports),
        received=sum(one.submitted_at is not None for one in reports),
        late=tuple(
            LateReport(author=one.participant.name, due_on=clocks[one.pk].due_on)
            for one in reports
            if one.submitted_at is None and is_late(one, clocks.get(one.pk))
        ),
        family=tuple(
            FamilyHas(
                person_id=parent.person_id,
                name=parent.name,
                given=given[parent.person_id],
                said_read=said_read[parent.person_id],
                not_shared=not_shared[parent.person_id],
            )
            for parent in parents
            if parent.person_id is not None
        ),
        difficult=sum(
            bool(one.sharing_difficulty and not one.chair_sharing_decision) for one in reports
        ),
    )
