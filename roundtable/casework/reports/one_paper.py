"""
One report on paper, as one reader has it: in a bundle, as a PDF of its own, or in Word.

What is printed is the reader's own page, so nothing is decided here about who may read what.
"""

from roundtable.casework.conferences.letters import authority as house
from roundtable.casework.reports.letters.paper import Paper, PaperSection, Sentence
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import clocks_of, is_late
from roundtable.casework.reports.shown import ReportPage, ShownSection
from roundtable.casework.reports.word import to_read
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.core import clock
from roundtable.foundation.documents.plain_values import date_in_words
from roundtable.foundation.documents.rendering import render
from roundtable.foundation.documents.rendition import Letterhead
from roundtable.rules.categories import LABELS, Category
from roundtable.rules.disclosure import Audience


def as_pdf(page: ReportPage, report: Report, *, copy_for: str) -> bytes:
    """
    Return the report as a PDF for the reader of `page`. One query.

    :raises CannotRender: if there is nothing in it for them to read.
    """
    late = is_late(report, clocks_of([report]).get(report.pk))
    letterhead = house.letterhead(report.conference.authority)
    return render(paper_of(page, report, letterhead, is_late=late, copy_for=copy_for))


def as_word(page: ReportPage, report: Report, *, copy_for: str) -> bytes:
    """Return the report as a Word document for the reader of `page`; no query."""
    meeting, came = report.conference.on, report.submitted_at
    return to_read(
        title="Report to the child protection conference",
        facts=[
            ("Agency", page.agency),
            ("Author", page.author),
            ("Conference on", date_in_words(meeting) if meeting else "a day to be set"),
            ("Handed in", date_in_words(clock.day_of(came)) if came else "not handed in yet"),
            ("This copy is for", copy_for),
        ],
        sections=[
            (section.title, [_in_word(_sentence(one)) for one in section.statements])
            for section in page.sections
            if section.statements
        ],
    )


def _in_word(sentence: Sentence) -> tuple[str, str]:
    return sentence.text, "\n".join(filter(None, (" · ".join(sentence.marks), *sentence.replies)))


def paper_of(
    page: ReportPage,
    report: Report,
    letterhead: Letterhead,
    *,
    is_late: bool = False,
    copy_for: str | None = None,
) -> Paper:
    """Return a report as its reader's page has it, ready to be printed; no query."""
    came = report.submitted_at
    return Paper(
        letterhead=letterhead,
        author=page.author,
        agency=page.agency,
        received_on=clock.day_of(came) if came else None,
        is_late=is_late,
        copy_for=copy_for,
        sections=tuple(_section(one) for one in page.sections if one.statements),
        withheld=_withheld(page.withheld),
        so_far=_so_far(page),
    )


def _section(section: ShownSection) -> PaperSection:
    return PaperSection(
        title=section.title,
        statements=tuple(_sentence(one) for one in section.statements),
    )


def _sentence(one: ShownStatement) -> Sentence:
    if one.is_withheld:
        return Sentence(text="Withheld from this copy.")
    on = date_in_words(one.happened_on) if one.happened_on else ""
    marks = (one.kind, one.how_known, on, ", ".join(one.children), _for_whom(one))
    return Sentence(
        text=one.text,
        marks=tuple(mark for mark in marks if mark),
        replies=tuple(reply.in_words for reply in one.replies),
    )


def _for_whom(one: ShownStatement) -> str:
    return "" if one.audience_code == Audience.EVERYONE else one.audience


def _withheld(count: int) -> str | None:
    if not count:
        return None
    return f"{count} statement{'s are' if count > 1 else ' is'} withheld from this copy."


def _so_far(page: ReportPage) -> str | None:
    if page.provisional_threshold is None:
        return None
    if not page.provisional_threshold:
        return "The author's view before the meeting: the threshold is not met."
    named = ", ".join(LABELS[Category(code)] for code in page.provisional_categories)
    return f"The author's view before the meeting: the threshold is met. {named}".rstrip()
