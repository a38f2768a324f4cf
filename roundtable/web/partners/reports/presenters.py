"""A report as its author works on it, and as others read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.plans.partner_reports import ReportInHand, ReportRead, SharingPage
from roundtable.casework.reports.choices import RETURNED_FOR
from roundtable.casework.reports.guidance import Guidance
from roundtable.casework.reports.shown import ReportPage, Shared
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.core import clock
from roundtable.rules.plain_words import Term, advice, read
from roundtable.rules.statement_marks import FACT, OBSERVATION, OPINION
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.design_system.wording import count, listed
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.partners import words
from roundtable.web.partners.dates import Days, when
from roundtable.web.partners.reports.guidance import SECTIONS
from roundtable.web.partners.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.reports.models import Report, ReportVersion

_NOT_FOR_ALL = frozenset({"PROFESSIONALS", "SOCIAL_CARE", "CLOSED"})


@dataclass(frozen=True, slots=True)
class Line:
    """A statement: its words, in two words what it is and how it is known, and its readers."""

    text: str = ""
    marks: str = ""
    children: str = ""
    for_whom: str = ""
    said_by: str = ""
    advice: str = ""
    unsupported: str = ""
    change_href: str = ""
    answers: tuple[str, ...] = ()
    is_withheld: bool = False
    is_unmarked: bool = False
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class SectionShown:
    code: str
    title: str
    guidance: tuple[str, ...]
    lines: tuple[Line, ...]
    write_href: str = ""


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A report for somebody who reads it."""

    public_id: str
    author: str
    agency: str
    back: str
    back_href: str
    meeting: str
    came: str
    is_after_decision: bool
    is_received: bool
    view: str
    sections: tuple[SectionShown, ...]
    withheld: str
    state: Tag
    sign_href: str
    send_back_href: str

    @classmethod
    def of(cls, found: ReportRead) -> "ReportShown":
        report, page = found.report, found.page
        return cls(
            public_id=str(report.public_id),
            author=page.author,
            agency=page.agency,
            back="The conference" if found.on_the_list else "My agency",
            back_href=reverse("partners:meeting", args=[report.conference.public_id])
            if found.on_the_list
            else reverse("partners:home"),
            meeting=when(report.conference.starts_at),
            came=in_words(report.submitted_at) if report.submitted_at else "",
            is_after_decision=report.is_after_decision,
            is_received=report.submitted_at is not None,
            view=view_in_words(page),
            sections=tuple(_section(page, one.code, one.statements) for one in page.sections),
            withheld=count(page.withheld, "statement is", "statements are")
            if page.withheld
            else "",
            state=words.report_tag(report.state),
            sign_href=_for_lead(found, "sign-off", _TO_SIGN),
            send_back_href=_for_lead(found, "send-back", frozenset({"WITH_AGENCY"})),
        )


_TO_SIGN = frozenset({"WITH_AGENCY", "SUBMITTED"})


def _for_lead(found: ReportRead, name: str, states: frozenset[str]) -> str:
    if not found.may_sign_off or found.report.state not in states:
        return ""
    return reverse(f"partners:{name}", args=[found.report.public_id])


@dataclass(frozen=True, slots=True)
class VersionShown:
    title: str
    says: str
    href: str


def version_shown(one: "ReportVersion", report_id: object) -> VersionShown:
    """Return a version of one's own report, with when it came and whether that was late."""
    said = [f"came on {in_words(one.came_at)}"]
    if one.due_on is not None and clock.day_of(one.came_at) > one.due_on:
        said.append(f"late: it was due on {in_words(one.due_on)}")
    if one.is_after_decision:
        said.append("after the decision, so the conference did not consider it")
    if one.signed_off_by is not None:
        said.append(f"signed off by {one.signed_off_by.name}")
    href = reverse("partners:report-version", args=[report_id, one.number])
    return VersionShown(f"Version {one.number}", ", ".join(said), href)


@dataclass(frozen=True, slots=True)
class ReportInHandShown:
    """A report for its author: every section with its guidance, and what is still open."""

    public_id: str
    meeting_id: str
    meeting: str
    state: Tag
    due: DueDate | None
    is_received: bool
    can_be_written: bool
    can_be_handed_in: bool
    came: str
    view: str
    lacking: tuple[str, ...]
    statements: str
    unmarked: int
    waits_for_chair: bool
    sent_back: str
    taken_out: str
    with_agency: bool
    begin_href: str
    guidance: str
    guidance_is_read: bool
    versions: tuple[VersionShown, ...]
    sections: tuple[SectionShown, ...]

    @classmethod
    def of(cls, found: ReportInHand, days: Days, terms: Sequence[Term] = ()) -> "ReportInHandShown":
        report, page = found.report, found.page
        written = [one for section in page.sections for one in section.statements]
        can_write = found.can_be_written
        return cls(
            public_id=str(report.public_id),
            meeting_id=str(report.conference.public_id),
            meeting=when(report.conference.starts_at),
            state=words.report_tag(report.state),
            due=days.due(found.due) if found.due else None,
            is_received=found.is_received,
            can_be_written=can_write,
            can_be_handed_in=report.state in ("DRAFT", "RETURNED") and bool(written),
            came=in_words(report.submitted_at) if report.submitted_at else "",
            view=view_in_words(page),
            lacking=(*found.lacking, *_without_child(written)),
            statements=count(len(written), "statement"),
            unmarked=sum(not one.kind_code for one in written),
            waits_for_chair=bool(report.sharing_difficulty and not report.chair_sharing_decision),
            sent_back=_sent_back(found.report),
            taken_out=report.withdrawn_reason if report.state == "WITHDRAWN" else "",
            with_agency=report.state == "WITH_AGENCY",
            begin_href=reverse("partners:begin-version", args=[report.public_id])
            if found.can_begin_again
            else "",
            guidance=guidance_in_words(found.guidance),
            guidance_is_read=found.guidance.is_read,
            versions=tuple(version_shown(one, report.public_id) for one in found.versions),
            sections=tuple(
                _section(
                    page,
                    one.code,
                    one.statements,
                    str(report.public_id) if can_write else "",
                    terms if can_write else (),
                    beside=found.guidance.beside.get(one.code, ()),
                )
                for one in page.sections
            ),
        )


def guidance_in_words(guidance: Guidance) -> str:
    """Return who read the guidance and when; it stays with the report in that version."""
    if guidance.read_at is None:
        return ""
    said = f"{guidance.read_by} read on {in_words(guidance.read_at)}: {guidance.what}."
    return f"{said} It has changed since." if guidance.is_newer else said


def _sent_back(report: "Report") -> str:
    if report.state != "RETURNED" or report.returned_at is None:
        return ""
    why = RETURNED_FOR[report.returned_for]
    return f"Sent back on {in_words(report.returned_at)}. {why}. {report.returned_reason}"


def _without_child(written: Sequence[ShownStatement]) -> tuple[str, ...]:
    number = sum(not one.child_ids for one in written)
    text = "Statements that name no child, which the family cannot be given"
    return (f"{text}: {number}.",) if number else ()


def view_in_words(page: ReportPage) -> str:
    """Return what the author thinks of the threshold so far, "" if they have not said."""
    if page.provisional_threshold is None:
        return ""
    if not page.provisional_threshold:
        return "So far: the threshold is not met."
    kinds = listed([words.CATEGORIES[one].lower() for one in page.provisional_categories])
    return f"So far: the threshold is met{f' ({kinds})' if kinds else ''}."


def supported_by(page: ReportPage) -> frozenset[int]:
    """Return the children of whom the report says something that happened, or was seen."""
    written = (one for section in page.sections for one in section.statements)
    return frozenset(
        child for one in written if one.kind_code in (FACT, OBSERVATION) for child in one.child_ids
    )


def _section(
    page: ReportPage,
    code: str,
    statements: Sequence[ShownStatement],
    report_id: str = "",
    terms: Sequence[Term] = (),
    *,
    beside: tuple[str, ...] = (),
) -> SectionShown:
    supported = supported_by(page)
    return SectionShown(
        code=code,
        title=SECTIONS[code].title,
        guidance=beside,
        lines=tuple(line(one, report_id, terms, supported) for one in statements),
        write_href=reverse("partners:write", args=[report_id, code]) if report_id else "",
    )


def line(
    one: ShownStatement,
    report_id: str = "",
    terms: Sequence[Term] = (),
    supported: Collection[int] = (),
) -> Line:
    """Return a statement as a line, for its author with advice; what is withheld says only that."""
    if one.is_withheld:
        return Line(is_withheld=True)
    marks = [one.kind, one.how_known, in_words(one.happened_on) if one.happened_on else ""]
    return Line(
        text=one.text,
        marks=" · ".join(mark for mark in marks if mark),
        children=listed(list(one.children)),
        for_whom=one.audience if one.audience_code in _NOT_FOR_ALL else "",
        said_by=one.said_by if "told to" in one.said_by else "",
        advice="; ".join(advice(read(one.text, terms))) if report_id else "",
        unsupported=_unsupported(one, supported) if report_id else "",
        change_href=reverse("partners:revise", args=[report_id, one.public_id])
        if report_id
        else "",
        answers=tuple(
            f"{reply.by}: {reply.answer}" + (f". {reply.text}" if reply.text else "")
            for reply in one.replies
        ),
        is_unmarked=not one.kind_code,
        is_later=one.is_after_decision,
    )


def _unsupported(one: ShownStatement, supported: Collection[int]) -> str:
    """Return of whom nothing is written yet that this opinion could rest on."""
    if one.kind_code != OPINION or set(one.child_ids) & set(supported):
        return ""
    return listed(one.children) or "the child"


# Sharing


@dataclass(frozen=True, slots=True)
class SharedWith:
    name: str
    what: str
    state: Tag
    says: str


def shared_with(page: SharingPage) -> tuple[SharedWith, ...]:
    """Return each of the family with what was last recorded of them."""
    last = {one.person_id: one for one in page.sharings}
    return tuple(
        SharedWith(
            one.person.name,
            one.what
            + (", kept out of the meeting: ask the chair first" if one.is_kept_out else ""),
            *_sharing(last.get(one.person.pk)),
        )
        for one in page.family
    )


def _sharing(one: Shared | None) -> tuple[Tag, str]:
    if one is None:
        return ("Not yet", "yellow"), ""
    if one.shared_on is None:
        return ("Not shared", "grey"), one.not_shared_reason
    said = f" They said: “{one.reaction}”" if one.reaction else ""
    read = " They say they have read it." if one.said_read_at else ""
    how = f", {one.method}" if one.method else ""
    late = f" Not before the day: {one.not_shared_reason}" if one.not_shared_reason else ""
    return ("Shared", "green"), f"On {in_words(one.shared_on)}{how}.{said}{read}{late}"
