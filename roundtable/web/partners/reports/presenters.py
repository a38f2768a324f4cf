"""A report as its author works on it, and as others read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from roundtable.casework.plans.partner_reports import ReportInHand, ReportRead, SharingPage
from roundtable.casework.reports.shown import ReportPage, Shared
from roundtable.casework.statements.shown import ShownStatement
from roundtable.rules.plain_words import Term, advice, read
from roundtable.rules.statement_marks import FACT, OBSERVATION, OPINION
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.design_system.wording import count, listed
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.partners import words
from roundtable.web.partners.dates import Days, when
from roundtable.web.partners.reports.guidance import SECTIONS
from roundtable.web.partners.words import Tag

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

    @classmethod
    def of(cls, found: ReportRead) -> "ReportShown":
        report, page = found.report, found.page
        return cls(
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
        )


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
            can_be_handed_in=not found.is_received and bool(written),
            came=in_words(report.submitted_at) if report.submitted_at else "",
            view=view_in_words(page),
            lacking=(*found.lacking, *_without_child(written)),
            statements=count(len(written), "statement"),
            unmarked=sum(not one.kind_code for one in written),
            waits_for_chair=bool(report.sharing_difficulty and not report.chair_sharing_decision),
            sections=tuple(
                _section(page, one.code, one.statements, str(report.public_id), terms)
                if can_write
                else _section(page, one.code, one.statements)
                for one in page.sections
            ),
        )


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
) -> SectionShown:
    guidance, supported = SECTIONS[code], supported_by(page)
    return SectionShown(
        code=code,
        title=guidance.title,
        guidance=guidance.lines,
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
