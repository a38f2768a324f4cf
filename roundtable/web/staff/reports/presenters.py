"""What the pages about reports show, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.reports.choices import GUIDANCE
from roundtable.casework.reports.page_queries import OneReport, ReportLine
from roundtable.casework.reports.shown import ReportPage, Shared
from roundtable.casework.statements.shown import ShownStatement
from roundtable.rules.access import Permission
from roundtable.rules.reading import Reading
from roundtable.rules.report_states import RECEIVED, State
from roundtable.web.design_system.presenters import DueDate, Row
from roundtable.web.design_system.wording import count, day, listed, moment
from roundtable.web.staff.conferences.presenters import report_tag
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag, categories_in_words

if TYPE_CHECKING:
    from roundtable.foundation.clocks.models import Clock

_TOLD_TO = ", told to "
_STATES: dict[str, Tag] = {
    State.REQUESTED: ("Not begun", "grey"),
    State.DRAFT: ("Draft: nobody but you reads it", "yellow"),
    State.SUBMITTED: ("Handed in", "green"),
    State.SIGNED_OFF: ("Signed off", "green"),
    State.ACCEPTED: ("Accepted", "green"),
    State.RETURNED: ("Sent back to its author", "orange"),
    State.SUPERSEDED: ("A newer one has taken its place", "grey"),
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

    @classmethod
    def of(
        cls,
        one: ShownStatement,
        *,
        report_id: object,
        may_change: bool,
        may_write_down: bool = False,
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
            replies=tuple(
                f"{reply.by}: {reply.answer}{f'. {reply.text}' if reply.text else ''}"
                for reply in one.replies
            ),
            is_withheld=one.is_withheld,
            is_later=one.is_after_decision,
            href=reverse("staff:revise-statement", args=[report_id, one.public_id])
            if may_change and one.is_mine
            else "",
            answer_href=reverse("staff:write-down-reply", args=[report_id, one.public_id])
            if may_write_down and one.is_given
            else "",
        )


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

    @classmethod
    def of(
        cls,
        one: OneReport,
        page: ReportPage,
        *,
        due: DueDate | None,
        lacking: Sequence[str],
    ) -> "ReportPageShown":
        report = one.report
        is_received = State(report.state) in RECEIVED
        return cls(
            title=report.participant.name,
            agency=report.agency.name,
            state=_STATES[report.state],
            is_author=one.is_author,
            may_write=one.is_author,
            may_submit=one.is_author and report.state == State.DRAFT,
            may_share=one.may(Permission.SHARE_REPORT),
            due=due,
            sections=tuple(
                SectionShown(
                    section.code,
                    section.title,
                    GUIDANCE[section.code],
                    tuple(
                        StatementShown.of(
                            statement,
                            report_id=report.public_id,
                            may_change=one.is_author,
                            may_write_down=one.may(Permission.RECORD_VIEWS),
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
        )


def _rows(one: OneReport, page: ReportPage, *, is_received: bool) -> tuple[Row, ...]:
    report = one.report
    rows = []
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


def reading_in_words(reading: Reading) -> str:
    """Return "41 pages, about 55 minutes"."""
    return f"{count(reading.pages, 'page')}, about {count(reading.minutes, 'minute')}"
