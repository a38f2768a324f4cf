"""
A report as a partner works on it and reads it: their own as the author, others' when handed in.

Every function asks the database a constant number of times.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import participants_of, with_what_makes_a_reader
from roundtable.casework.conferences.readers import reader_for, reader_of_participant
from roundtable.casework.people.models import Person
from roundtable.casework.plans.partner_queries import may_know, seat_of
from roundtable.casework.reports.earlier import (
    answered_then,
    belongs_in,
    report_to_begin_from,
)
from roundtable.casework.reports.guidance import Guidance, guidance_of
from roundtable.casework.reports.models import Report, ReportVersion
from roundtable.casework.reports.page_queries import content_of_page, one_version
from roundtable.casework.reports.queries import (
    clocks_of,
    get_report,
    read_report,
    read_to_sign_off,
    read_version,
    sharings_of,
    versions_of,
)
from roundtable.casework.reports.shown import ReportPage, Shared
from roundtable.casework.statements.actions import is_over
from roundtable.casework.statements.models import StatementVersion
from roundtable.casework.statements.shown import ShownReply, ShownStatement
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission, Role
from roundtable.rules.disclosure import Reader
from roundtable.rules.report_states import HANDED_IN, WRITABLE, State, shortcomings

SHARED_WITH = frozenset({ParticipantRole.PARENT, ParticipantRole.FAMILY, ParticipantRole.CHILD})


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report somebody else wrote, as far as this reader may read it."""

    report: Report
    page: ReportPage
    on_the_list: bool
    may_sign_off: bool = False


@dataclass(frozen=True, slots=True)
class ReportInHand:
    """The author's own report: what is written, what it lacks, and when it is due."""

    report: Report
    page: ReportPage
    lacking: Sequence[str]
    due: Clock | None
    guidance: Guidance
    versions: Sequence[ReportVersion] = ()
    begins_from: Report | None = None
    """The last report, while this one can still begin from it."""
    answered_then: Mapping[int, tuple[ShownReply, ...]] = field(default_factory=dict)
    stands_in: bool = False
    """Somebody else writes it for its author, who shares it, and whose versions they are."""

    @property
    def is_received(self) -> bool:
        return self.report.submitted_at is not None

    @property
    def can_be_written(self) -> bool:
        """A report that was considered stays as it was; one that never came still can."""
        if State(self.report.state) not in WRITABLE:
            return False
        return not (self.is_received and is_over(self.report.conference))

    @property
    def can_begin_again(self) -> bool:
        is_handed_in = State(self.report.state) in HANDED_IN
        return is_handed_in and not is_over(self.report.conference)


def is_author(report: Report, actor: Actor) -> bool:
    """Return whether it is theirs to write: their own, or of whom they stand in for till the end."""
    facts = facts_on(report)
    return facts.author or (facts.deputising and facts.own_agency)


def find_report(*, public_id: uuid.UUID, actor: Actor) -> ReportInHand | ReportRead:
    """
    Return a report as its author works on it, or as another reader has it.

    :raises RecordNotFound: if it is not theirs to read.
    """
    report = get_report(public_id=public_id, actor=actor)
    if actor.role is not Role.AGENCY_LEAD and is_author(report, actor):
        return _in_hand(report, actor, stands_in=not facts_on(report).author)
    if actor.role is Role.PARTNER:
        participants = participants_of(report.conference, with_withdrawn=True)
        reader = reader_of_participant(seat_of(actor, participants))
        if not knows(reader, report.participant):
            raise RecordNotFound("report")
        page = read_report(reader, report, participants=participants)
        return ReportRead(report, page, on_the_list=True)
    # A lead reads for their agency, and is none of its authors: drafts stay drafts.
    reader = replace(reader_for(actor, report.conference), professional_id=actor.professional_id)
    may_sign_off = may(actor, Permission.SIGN_OFF_REPORT, facts_on(report))
    waits = report.state == State.WITH_AGENCY and may_sign_off
    read = read_to_sign_off if waits else read_report
    page = read(reader, report, participants=[report.participant])
    return ReportRead(report, page, on_the_list=False, may_sign_off=may_sign_off)


def _in_hand(report: Report, actor: Actor, *, stands_in: bool = False) -> ReportInHand:
    reader = reader_of_participant(report.participant)
    page = _as_its_author(report, reader)
    is_carried = any(section.carried_over for section in page.sections)
    return ReportInHand(
        report=report,
        page=page,
        lacking=shortcomings(content_of_page(report, page)),
        due=clocks_of([report]).get(report.pk),
        guidance=guidance_of(report, user_id=actor.user_id),
        versions=versions_of(report) if report.handed_in_at and not stands_in else (),
        stands_in=stands_in,
        begins_from=None if is_carried else report_to_begin_from(report),
        answered_then=answered_then(reader, report) if is_carried else {},
    )


def _as_its_author(report: Report, reader: Reader) -> ReportPage:
    return read_report(reader, report, participants=[report.participant])


def own_report(*, public_id: uuid.UUID, actor: Actor) -> Report:
    """
    Return the report for the one who writes it.

    :raises RecordNotFound: for everybody else.
    """
    return _own(public_id, actor, Permission.WRITE_REPORT)


def report_in_hand(*, public_id: uuid.UUID, actor: Actor) -> ReportInHand:
    """
    Return the report with what is written in it, for the one who writes it.

    :raises RecordNotFound: for everybody else.
    """
    return _in_hand(own_report(public_id=public_id, actor=actor), actor)


def _own(public_id: uuid.UUID, actor: Actor, permission: Permission) -> Report:
    report = get_report(public_id=public_id, actor=actor, permission=permission)
    if not is_author(report, actor):
        raise RecordNotFound("report")
    return report


def report_to_sign_off(*, public_id: uuid.UUID, actor: Actor) -> Report:
    """
    Return a report for the lead of the agency that wrote it.

    :raises RecordNotFound: for everybody else.
    """
    return get_report(public_id=public_id, actor=actor, permission=Permission.SIGN_OFF_REPORT)


@dataclass(frozen=True, slots=True)
class Beginning:
    """One's own report, the last one it can begin from, and how many statements belong in it."""

    report: Report
    last: Report
    statements: int


def beginning(*, public_id: uuid.UUID, actor: Actor) -> Beginning:
    """
    Return what an author can begin their report from.

    :raises RecordNotFound: if there is nothing, or the report is another's.
    """
    report = own_report(public_id=public_id, actor=actor)
    last = report_to_begin_from(report)
    if last is None:
        raise RecordNotFound("report")
    return Beginning(report, last, len(belongs_in(report, last)))


@dataclass(frozen=True, slots=True)
class VersionRead:
    """A version of their own report, as its author has it."""

    report: Report
    version: ReportVersion
    page: ReportPage


def own_version(*, public_id: uuid.UUID, number: int, actor: Actor) -> VersionRead:
    """
    Return a version of one's own report, as it was when it came to the chair.

    :raises RecordNotFound: if there is none, or the report is another's.
    """
    report = _own(public_id, actor, Permission.VIEW_REPORT_VERSIONS)
    version = one_version(report, number=number)
    reader = reader_of_participant(report.participant)
    return VersionRead(
        report, version, read_version(reader, version, participants=[report.participant])
    )


@dataclass(frozen=True, slots=True)
class Writing:
    """What the page of one statement needs: the report, and of whom it can speak."""

    report: Report
    page: ReportPage
    children: Sequence[Person]
    family: Sequence[Person]


def writing(*, public_id: uuid.UUID, actor: Actor) -> Writing:
    """
    Return what an author writes a statement with.

    :raises RecordNotFound: if the report is another's.
    """
    report = own_report(public_id=public_id, actor=actor)
    author = Q(pk=report.participant_id)
    seats = with_what_makes_a_reader(
        Participant.objects.filter(
            author | Q(role__in=SHARED_WITH, withdrawn_at=None), conference=report.conference
        ).order_by("pk")
    )
    report.participant = next(one for one in seats if one.pk == report.participant_id)
    report.participant.conference = report.conference
    reader = reader_of_participant(report.participant)
    return Writing(
        report=report,
        page=_as_its_author(report, reader),
        children=[one.child for one in _children(report.conference, reader)],
        family=[one.person for one in seats if one.person and knows(reader, one)],
    )


def _children(conference: Conference, reader: Reader) -> list[ConferenceChild]:
    rows = conference.children.select_related("child").order_by("position", "pk")
    return [one for one in rows if may_know(reader, one.child_id)]


@dataclass(frozen=True, slots=True)
class Revising:
    """A statement of one's own report with its marks, which disclosure puts into words."""

    writing: Writing
    section: str
    statement_id: int
    version: StatementVersion
    child_ids: tuple[int, ...]
    kept_from: frozenset[int]
    meant_for: frozenset[int]


def revising(*, public_id: uuid.UUID, statement_id: uuid.UUID, actor: Actor) -> Revising:
    """
    Return what an author puts a statement right with.

    :raises RecordNotFound: if the report is another's, or the statement is not in it.
    """
    found = writing(public_id=public_id, actor=actor)
    for section in found.page.sections:
        for one in section.statements:
            if one.public_id == statement_id and one.statement_id is not None:
                return _revising(found, section.code, one.statement_id, one)
    raise RecordNotFound("statement")


def _revising(found: Writing, section: str, pk: int, shown: ShownStatement) -> Revising:
    named = {
        name: ArrayAgg("readers__person_id", filter=Q(readers__may_read=may), default=[])
        for name, may in (("kept_from", False), ("meant_for", True))
    }
    version: Any = StatementVersion.objects.annotate(**named).get(statement=pk, number=shown.number)
    return Revising(
        writing=found,
        section=section,
        statement_id=pk,
        version=version,
        child_ids=shown.child_ids,
        kept_from=frozenset(version.kept_from),
        meant_for=frozenset(version.meant_for),
    )


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """Somebody of the family a report can be given to, and whether they come to the meeting."""

    person: Person
    what: str
    is_kept_out: bool


@dataclass(frozen=True, slots=True)
class SharingPage:
    """An author's report, who it can be shared with, and what was recorded so far."""

    report: Report
    family: Sequence[FamilyMember]
    sharings: Sequence[Shared]


def sharing_page(*, public_id: uuid.UUID, actor: Actor) -> SharingPage:
    """
    Return with whom an author can share their report, and with whom they have.

    :raises RecordNotFound: if the report is another's.
    """
    report = _own(public_id, actor, Permission.SHARE_REPORT)
    participants = participants_of(report.conference)
    reader = reader_of_participant(seat_of(actor, participants))
    adults = [
        FamilyMember(one.person, str(one.get_role_display()), one.part == "none")
        for one in participants
        if one.person is not None and one.role in SHARED_WITH and knows(reader, one)
    ]
    listed = {one.person.pk for one in adults}
    children = [
        FamilyMember(one.child, "Child", is_kept_out=False)
        for one in _children(report.conference, reader)
        if one.child_id not in listed and not one.child.is_unborn
    ]
    return SharingPage(
        report=report,
        family=[*adults, *children],
        sharings=sharings_of([report]).get(report.pk, ()),
    )
