"""What a report still lacks, counted for its author."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from roundtable.casework.people.models import AgencyKind
from roundtable.casework.reports.models import Report, ReportItem, Section
from roundtable.casework.statements.models import Kind, Provenance, StatementVersion
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


def content_of(report: Report) -> ReportContent:
    """Return what the report lacks, as `rules.report_states.shortcomings` puts it in words."""
    sections = dict(ReportItem.objects.filter(report=report).values_list("statement_id", "section"))
    versions = StatementVersion.objects.filter(
        statement__in=sections, number=F("statement__current_number")
    ).prefetch_related("about")
    return content_from(
        report,
        [
            Written(
                section=sections[version.statement_id],
                kind=version.kind,
                provenance=version.provenance,
                source=version.source,
                child_ids=[about.child_id for about in version.about.all()],
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
    )


def _missing(report: Report, written: Collection[str]) -> tuple[str, ...]:
    """Return the titles of the sections without a word; education is for schools to write."""
    not_needed = {Section.WISHES}
    if report.agency.kind != AgencyKind.EDUCATION:
        not_needed.add(Section.EDUCATION)
    return tuple(str(one.label) for one in Section if one not in {*written, *not_needed})
