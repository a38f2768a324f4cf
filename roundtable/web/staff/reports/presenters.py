"""What the pages about reports show, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.plans.review_record import is_filled_in_from_record
from roundtable.casework.reports.choices import RETURNED_FOR
from roundtable.casework.reports.guidance import Guidance
from roundtable.casework.reports.page_queries import OneReport, ReportLine
from roundtable.casework.reports.shown import ReportPage, Shared
from roundtable.casework.statements.shown import ShownReply, ShownStatement
from roundtable.foundation.core import clock
from roundtable.rules.access import Permission
from roundtable.rules.reading import Reading
from roundtable.rules.report_states import HANDED_IN, WRITABLE, State
from roundtable.web.design_system.presenters import DueDate, Row
from roundtable.web.design_system.wording import count, day, listed, moment
from roundtable.web.staff.conferences.presenters import report_tag
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag, categories_in_words

if TYPE_CHECKING:
    from roundtable.casework.reports.models import (
        CouldHaveSeen,
        DisclosureCheck,
        Report,
        ReportVersion,
    )
    from roundtable.foundation.clocks.models import Clock

NOTHING: Mapping[int, Sequence[ShownReply]] = {}
_TOLD_TO = ", told to "
_STATES: dict[str, Tag] = {
    State.REQUESTED: ("Not begun", "grey"),
    State.DRAFT: ("Draft", "yellow"),
    State.WITH_AGENCY: ("With the agency, to be signed off", "yellow"),
    State.SUBMITTED: ("Handed in", "green"),
    State.SIGNED_OFF: ("Signed off", "green"),
    State.ACCEPTED: ("Accepted", "green"),
    State.RETURNED: ("Sent back to its author", "orange"),
    State.WITHDRAWN: ("Taken out", "grey"),
}


@dataclass(frozen=True, slots=True)
class StatementShown:
    """A statement as it stands in a report, with its marks in words."""

    text: str
    whose: str
    marks: tuple[str, ...]
    unmarked: tuple[str, ...]
    about: str
    audience: str
    replies: tuple[str, ...]
    is_withheld: bool
    is_later: bool
    href: str
    answer_href: str
    statement_id: str = ""
    is_carried: bool = False
    answered_then: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        one: ShownStatement,
        *,
        report_id: object,
        may_change: bool,
        may_write_down: bool = False,
        is_carried: bool = False,
        answered_then: Sequence[ShownReply] = (),
    ) -> "StatementShown":
        known = f"{one.how_known}, {day(one.happened_on)}" if one.happened_on else one.how_known
        marks = [mark for mark in (one.kind, known) if mark]
        return cls(
            text=one.text,
            whose=one.said_by.split(_TOLD_TO)[0] if _TOLD_TO in one.said_by else "",
            marks=tuple(marks),
            unmarked=_unmarked(one) if may_change else (),
            about=listed(one.children),
            audience="" if one.audience_code == "EVERYONE" else one.audience,
            replies=_replies(one.replies),
            statement_id=str(one.public_id or ""),
            is_carried=is_carried,
            answered_then=_replies(answered_then),
            is_withheld=one.is_withheld,
            is_later=one.is_after_decision,
            href=reverse("staff:revise-statement", args=[report_id, one.public_id])
            if may_change and one.is_mine
            else "",
            answer_href=reverse("staff:write-down-reply", args=[report_id, one.public_id])
            if may_write_down and one.is_given
            else "",
        )


def _replies(replies: Sequence[ShownReply]) -> tuple[str, ...]:
    return tuple(reply.in_words for reply in replies)


def _unmarked(one: ShownStatement) -> tuple[str, ...]:
    """Return what the author has not said of it yet. It never stops the report."""
    open_marks = (("what it is", one.kind), ("how you know", one.how_known), ("where", one.domain))
    return tuple(name for name, value in open_marks if not value)


@dataclass(frozen=True, slots=True)
class SectionShown:
    code: str
    title: str
    guidance: str
    statements: tuple[StatementShown, ...]

    @property
    def waits(self) -> int:
        """How much of it was carried over, and has not been looked at."""
        return sum(one.is_carried for one in self.statements)


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version of a report that came to the chair, with when it did."""

    title: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class ReportPageShown:
    """A report, as its author writes it or as somebody else reads it."""

    title: str
    agency: str
    state: Tag
    is_author: bool
    may_write: bool
    may_submit: bool
    may_share: bool
    due: DueDate | None
    sections: tuple[SectionShown, ...]
    lacking: tuple[str, ...]
    withheld: str
    rows: tuple[Row, ...]
    waits_for_chair: bool
    decides: bool
    links: tuple[tuple[str, str], ...]
    versions: tuple[VersionShown, ...]
    guidance: str
    guidance_is_read: bool
    carried: int
    last_came: str
    has_words: bool
    from_record_href: str

    @classmethod
    def of(
        cls,
        one: OneReport,
        page: ReportPage,
        *,
        due: DueDate | None,
        lacking: Sequence[str],
        guidance: Guidance,
        versions: "Sequence[ReportVersion]" = (),
        last: "Report | None" = None,
        answered_then: Mapping[int, Sequence[ShownReply]] = NOTHING,
    ) -> "ReportPageShown":
        report = one.report
        is_received = report.submitted_at is not None
        may_write = one.is_author and report.state in WRITABLE
        return cls(
            title=report.participant.name,
            agency=report.agency.name,
            state=_STATES[report.state],
            is_author=one.is_author,
            may_write=may_write,
            may_submit=one.is_author and report.state in (State.DRAFT, State.RETURNED),
            may_share=one.may(Permission.SHARE_REPORT),
            due=due,
            sections=tuple(
                SectionShown(
                    section.code,
                    section.title,
                    " ".join(guidance.beside.get(section.code, ())[:1]),
                    tuple(
                        StatementShown.of(
                            statement,
                            report_id=report.public_id,
                            may_change=may_write,
                            may_write_down=one.may(Permission.RECORD_VIEWS),
                            is_carried=may_write and statement.statement_id in section.carried_over,
                            answered_then=answered_then.get(statement.statement_id or 0, ()),
                        )
                        for statement in section.statements
                    ),
                )
                for section in page.sections
            ),
            lacking=tuple(lacking),
            withheld=count(page.withheld, "statement") if page.withheld else "",
            rows=_rows(one, page, is_received=is_received),
            waits_for_chair=bool(report.sharing_difficulty and not report.chair_sharing_decision),
            decides=one.may(Permission.DECIDE),
            links=_links(one),
            versions=tuple(version_shown(version, report.public_id) for version in versions),
            guidance=_guidance(guidance) if one.is_author else "",
            guidance_is_read=guidance.is_read,
            carried=sum(len(section.carried_over) for section in page.sections) if may_write else 0,
            from_record_href=reverse("staff:report-from-record", args=[report.public_id])
            if may_write and is_filled_in_from_record(report)
            else "",
            has_words=any(section.statements for section in page.sections),
            last_came=day(last.conference.on) if last is not None and last.conference.on else "",
        )


_CAN_BE_SIGNED_OFF = frozenset({State.WITH_AGENCY, State.SUBMITTED})


def _links(one: OneReport) -> tuple[tuple[str, str], ...]:
    """Return what can be done with the report besides reading it, in words."""
    report = one.report
    offered = (
        (
            "Sign it off for the agency",
            "sign-off-report",
            Permission.SIGN_OFF_REPORT,
            _CAN_BE_SIGNED_OFF,
        ),
        ("Send it back to its author", "return-report", Permission.RETURN_REPORT, HANDED_IN),
        (
            "Take it out: it should not be here",
            "withdraw-report",
            Permission.WITHDRAW_REPORT,
            HANDED_IN | {State.DRAFT, State.RETURNED},
        ),
        (
            "Who could have seen it",
            "disclosure-check",
            Permission.CHECK_DISCLOSURE,
            frozenset({State.WITHDRAWN}),
        ),
    )
    found = [
        (text, reverse(f"staff:{name}", args=[report.public_id]))
        for text, name, permission, states in offered
        if one.may(permission) and report.state in states
    ]
    if one.is_author and report.state in HANDED_IN:
        found.append(
            ("Begin a new version", reverse("staff:begin-version", args=[report.public_id]))
        )
    return tuple(found)


def version_shown(one: "ReportVersion", report_id: object) -> "VersionShown":
    late = one.due_on is not None and clock.day_of(one.came_at) > one.due_on
    said = [f"came {moment(one.came_at)}"]
    if late and one.due_on is not None:
        why = f": {one.late_reason}" if one.late_reason else ""
        said.append(f"late, due {day(one.due_on)}{why}")
    if one.is_after_decision:
        said.append("after the decision, not considered")
    if one.signed_off_by is not None:
        said.append(f"signed off by {one.signed_off_by.name}")
    return VersionShown(
        f"Version {one.number}",
        ", ".join(said),
        reverse("staff:report-version", args=[report_id, one.number]),
    )


def _rows(one: OneReport, page: ReportPage, *, is_received: bool) -> tuple[Row, ...]:
    report = one.report
    rows = []
    if report.state == State.RETURNED:
        why = RETURNED_FOR.get(report.returned_for, "")
        rows.append(Row("Sent back", f"{why}. {report.returned_reason}"))
    if report.state == State.WITHDRAWN:
        rows.append(Row("Taken out", report.withdrawn_reason))
    if one.report.signed_off_by is not None and report.signed_off_at is not None:
        rows.append(
            Row("Signed off", f"{report.signed_off_by.name}, {moment(report.signed_off_at)}")
        )
    if report.submitted_at and is_received:
        later = ", after the decision" if report.is_after_decision else ""
        rows.append(Row("Handed in", f"{moment(report.submitted_at)}{later}"))
    if page.provisional_threshold is not None:
        codes = page.provisional_categories
        met = f"Met: {categories_in_words(codes)}" if page.provisional_threshold else "Not met"
        rows.append(Row("Threshold, so far", met))
    rows.append(Row("Anything that cannot be shared", _restriction(report.cannot_share_something)))
    if report.sharing_difficulty:
        rows.append(Row("The difficulty", report.sharing_difficulty))
        decision = report.chair_sharing_decision or "Not decided yet"
        rows.append(Row("How it is shared (the chair)", decision))
    return tuple(rows)


def _restriction(answer: bool | None) -> str:
    return "Not answered yet" if answer is None else "Yes" if answer else "No"


@dataclass(frozen=True, slots=True)
class LineShown:
    """A report in the list of a conference, with what can be done about it."""

    author: str
    agency: str
    status: Tag
    due: DueDate | None
    given: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]


def line_shown(
    one: ReportLine,
    *,
    running: "Clock | None",
    days: Days,
    given: Sequence[str],
    allowed: frozenset[Permission],
) -> LineShown:
    """Return a line; the actions are those that the reader may open."""
    is_late = running is not None and (running.stopped_on or days.today) > running.due_on
    actions = []
    if Permission.VIEW_REPORT in allowed:
        actions.append(("Read", reverse("staff:report", args=[one.public_id])))
    if Permission.SHARE_REPORT in allowed and one.state != State.REQUESTED:
        actions.append(("Record sharing", reverse("staff:share-report", args=[one.public_id])))
    if Permission.DECIDE in allowed and one.waits_for_chair:
        actions.append(("Decide sharing", reverse("staff:decide-sharing", args=[one.public_id])))
    return LineShown(
        author=one.author,
        agency=one.agency,
        status=report_tag(one, is_late=is_late),
        due=days.due(running) if running else None,
        given=tuple(given),
        actions=tuple(actions),
    )


def sharing_row(one: Shared) -> list[str]:
    """Return what was last recorded of one member of the family."""
    if one.shared_on is None:
        return [one.name, "Not given", one.not_shared_reason, ""]
    read = f"Says they have read it, {day(one.said_read_at)}" if one.said_read_at else ""
    late = f"Not before the day: {one.not_shared_reason}" if one.not_shared_reason else ""
    said = ". ".join(part for part in (one.reaction, read, late) if part)
    return [one.name, f"Given {day(one.shared_on)}", one.method, said]


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A disclosure check: everybody on it, and what was done."""

    opened: str
    reason: str
    rows: tuple[tuple[str, str, str], ...]
    closed: str


def check_shown(check: "DisclosureCheck") -> CheckShown:
    closed = ""
    if check.closed_at is not None:
        closed = f"Closed {moment(check.closed_at)} by {check.closed_by}. {check.conclusion}"
    return CheckShown(
        opened=f"{moment(check.opened_at)} by {check.opened_by}",
        reason=check.reason,
        rows=tuple(
            (_exposed(one), one.how, "Yes" if one.has_opened else "No")
            for one in check.people.all()
        ),
        closed=closed,
    )


def _exposed(one: "CouldHaveSeen") -> str:
    if one.person is not None:
        return str(one.person.name)
    if one.professional is None:
        return ""
    return f"{one.professional.name}, {one.professional.agency.name}"


def _guidance(guidance: Guidance) -> str:
    if guidance.read_at is None:
        return ""
    said = f"{guidance.read_by} read on {day(guidance.read_at)}: {guidance.what}."
    return f"{said} It has changed since." if guidance.is_newer else said


def reading_in_words(reading: Reading) -> str:
    """Return "41 pages, about 55 minutes"."""
    return f"{count(reading.pages, 'page')}, about {count(reading.minutes, 'minute')}"
