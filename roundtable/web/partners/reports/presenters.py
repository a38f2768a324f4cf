"""A report as its author works on it, and as others read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
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
from roundtable.web.partners.dates import Days, on_day
from roundtable.web.partners.reports.guidance import SECTIONS
from roundtable.web.partners.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.reports.models import Report, ReportVersion
    from roundtable.casework.reports.shown import ShownSection
    from roundtable.casework.statements.shown import ShownReply

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
    statement_id: str = ""
    is_carried: bool = False
    answered_then: tuple[str, ...] = ()
    answer_href: str = ""


@dataclass(frozen=True, slots=True)
class SectionShown:
    code: str
    title: str
    guidance: tuple[str, ...]
    lines: tuple[Line, ...]
    write_href: str = ""
    look_over_href: str = ""

    @property
    def waits(self) -> int:
        """How much of it was carried over, and has not been looked at."""
        return sum(one.is_carried for one in self.lines)


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
            meeting=on_day(report.conference.starts_at),
            came=in_words(report.submitted_at) if report.submitted_at else "",
            is_after_decision=report.is_after_decision,
            is_received=report.submitted_at is not None,
            view=view_in_words(page),
            sections=tuple(
                _section(
                    page,
                    one.code,
                    one.statements,
                    answered_in=str(report.public_id) if found.on_the_list else "",
                )
                for one in page.sections
            ),
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
    has_words: bool
    unmarked: int
    waits_for_chair: bool
    sent_back: str
    taken_out: str
    with_agency: bool
    begin_href: str
    guidance: str
    guidance_is_read: bool
    last_came: str
    last_href: str
    carried: int
    in_place_of: str
    versions: tuple[VersionShown, ...]
    sections: tuple[SectionShown, ...]

    @classmethod
    def of(cls, found: ReportInHand, days: Days, terms: Sequence[Term] = ()) -> "ReportInHandShown":
        report, page = found.report, found.page
        written = [one for section in page.sections for one in section.statements]
        can_write = found.can_be_written
        last = found.begins_from
        return cls(
            public_id=str(report.public_id),
            meeting_id=str(report.conference.public_id),
            meeting=on_day(report.conference.starts_at),
            state=words.report_tag(report.state),
            due=days.due(found.due) if found.due else None,
            is_received=found.is_received,
            can_be_written=can_write,
            can_be_handed_in=report.state in ("DRAFT", "RETURNED") and bool(written),
            came=in_words(report.submitted_at) if report.submitted_at else "",
            view=view_in_words(page),
            lacking=(*found.lacking, *_without_child(written)),
            statements=count(len(written), "statement"),
            has_words=bool(written),
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
            last_came=on_day(last.conference.starts_at) if last is not None else "",
            last_href=reverse("partners:begin-from-last", args=[report.public_id])
            if last is not None
            else "",
            carried=sum(len(one.carried_over) for one in page.sections),
            in_place_of=report.participant.name if found.stands_in else "",
            versions=tuple(version_shown(one, report.public_id) for one in found.versions),
            sections=tuple(
                _to_write(found, one, terms)
                if can_write
                else _section(
                    page,
                    one.code,
                    one.statements,
                    answered_in=str(report.public_id),
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


def _to_write(found: ReportInHand, section: "ShownSection", terms: Sequence[Term]) -> SectionShown:
    """Return a section for its author: with advice, and what was carried over to be looked at."""
    report_id = str(found.report.public_id)
    shown = _section(
        found.page,
        section.code,
        section.statements,
        report_id,
        terms,
        beside=found.guidance.beside.get(section.code, ()),
    )
    lines = zip(section.statements, shown.lines, strict=True)
    return replace(
        shown,
        look_over_href=reverse("partners:look-over", args=[report_id]),
        lines=tuple(
            replace(
                line,
                is_carried=True,
                answered_then=_answers(found.answered_then.get(one.statement_id or 0, ())),
            )
            if one.statement_id in section.carried_over
            else line
            for one, line in lines
        ),
    )


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
    answered_in: str = "",
) -> SectionShown:
    supported = supported_by(page)
    return SectionShown(
        code=code,
        title=SECTIONS[code].title,
        guidance=beside,
        lines=tuple(
            line(one, report_id, terms, supported, answered_in=answered_in) for one in statements
        ),
        write_href=reverse("partners:write", args=[report_id, code]) if report_id else "",
    )


def line(
    one: ShownStatement,
    report_id: str = "",
    terms: Sequence[Term] = (),
    supported: Collection[int] = (),
    *,
    answered_in: str = "",
) -> Line:
    """
    Return a statement as a line, for its author with advice; what is withheld says only that.

    `answered_in`: the report in which its reader can write down what the family says to it.
    """
    if one.is_withheld:
        return Line(is_withheld=True)
    written_down_in = answered_in or report_id
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
        answers=_answers(one.replies),
        statement_id=str(one.public_id or ""),
        answer_href=reverse("partners:write-down-reply", args=[written_down_in, one.public_id])
        if written_down_in and one.is_given
        else "",
        is_unmarked=not one.kind_code,
        is_later=one.is_after_decision,
    )


def _answers(replies: "Sequence[ShownReply]") -> tuple[str, ...]:
    return tuple(reply.in_words for reply in replies)


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
