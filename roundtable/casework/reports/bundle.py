"""
The papers for a meeting, put together for each reader: what they may read, and nothing else.

A bundle is a cover of its reader's own and one paper for each report. Papers that several readers
read alike are the same values, and are printed once.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.letters import authority as house
from roundtable.casework.conferences.letters.people import child_names
from roundtable.casework.conferences.models import Conference, Part, Participant, ParticipantRole
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.conferences.readers import begins_for, reader_of_participant
from roundtable.casework.reports.letters.bundle import Bundle, Entry
from roundtable.casework.reports.letters.paper import Paper
from roundtable.casework.reports.models import Report, ReportItem, Sharing
from roundtable.casework.reports.one_paper import paper_of
from roundtable.casework.reports.queries import clocks_of, is_late, page_of
from roundtable.casework.statements.queries import statements_by_reader
from roundtable.foundation.core import clock
from roundtable.foundation.documents.binding import Part as Printed
from roundtable.foundation.documents.binding import bind
from roundtable.foundation.documents.plain_values import date_in_words, time_in_words
from roundtable.foundation.documents.rendering import render_all
from roundtable.foundation.documents.rendition import Letterhead, Recipient
from roundtable.rules.disclosure import (
    NEVER_TOLD,
    Audience,
    Item,
    ItemKind,
    Outcome,
    Reader,
    disclose,
)
from roundtable.rules.reading import Reading, to_read
from roundtable.rules.report_states import State

# They read what was handed in to the conference; the family reads what was shared with each.
_READ_WHAT_CAME_IN = frozenset(
    {
        ParticipantRole.CHAIR,
        ParticipantRole.MINUTE_TAKER,
        ParticipantRole.SOCIAL_WORKER,
        ParticipantRole.MANAGER,
        ParticipantRole.PROFESSIONAL,
        ParticipantRole.SOLICITOR,
    }
)
_READ_WHAT_WAS_SHARED = frozenset(
    {ParticipantRole.PARENT, ParticipantRole.FAMILY, ParticipantRole.CHILD}
)
_SHARED_FROM = frozenset(State) - {State.REQUESTED, State.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Papers:
    """What one reader has to read for the meeting, before it is printed."""

    participant: Participant
    reference: str
    letterhead: Letterhead
    children: tuple[str, ...]
    when: str | None
    papers: tuple[Paper, ...]
    report_ids: tuple[int, ...]

    @property
    def reading(self) -> Reading:
        """How much it is, without printing it."""
        return to_read(_words(paper) for paper in self.papers)


def papers_for(
    conference: Conference,
    participants: Sequence[Participant] | None = None,
    *,
    only: Collection[int] | None = None,
) -> list[Papers]:
    """
    Return the papers of each of `participants`, of all without them; who has none is left out.

    `only` names the reports, where their readers may open no others. The same few queries for any number of readers and reports.
    """
    listed = participants_of(conference, with_withdrawn=True)
    wanted = listed if participants is None else participants
    readers = [one for one in wanted if may_have_papers(one)]
    reports = [one for one in _reports(conference) if only is None or one.pk in only]
    items = _items(reports)
    given = _given(reports)
    late = _late(reports)
    children = children_of(conference)
    letterhead = house.letterhead(conference.authority)
    shown = statements_by_reader(
        [reader_of_participant(one) for one in readers],
        conference,
        ids=[item.statement_id for theirs in items.values() for item in theirs],
        participants=listed,
    )
    found = []
    for participant, theirs in zip(readers, shown, strict=True):
        reader = reader_of_participant(participant)
        pages = [
            (report, page_of(reader, report, items[report.pk], theirs))
            for report in reports
            if _is_theirs(participant, reader, report, given)
        ]
        papers = {
            report.pk: paper_of(page, report, letterhead, is_late=report.pk in late)
            for report, page in pages
            if any(section.statements for section in page.sections)
        }
        known = [one.child for one in children if one.child_id in reader.may_know_children]
        if papers and known:
            found.append(
                Papers(
                    participant=participant,
                    reference=str(conference.public_id)[:8],
                    letterhead=letterhead,
                    children=child_names(known, participant),
                    when=_when(conference, participant, reader),
                    papers=tuple(papers.values()),
                    report_ids=tuple(papers),
                )
            )
    return found


def may_have_papers(participant: Participant) -> bool:
    """Return whether their part lets them read: nobody who left, and no professional who is not to be there."""
    if participant.withdrawn_at is not None:
        return False
    if participant.role in _READ_WHAT_WAS_SHARED:
        return True
    return participant.role in _READ_WHAT_CAME_IN and participant.part != Part.NONE


def _reports(conference: Conference) -> list[Report]:
    rows = (
        Report.objects.filter(conference=conference)
        .filter(state__in=[state.value for state in _SHARED_FROM])
        .select_related("participant__professional", "participant__person", "agency")
        .prefetch_related("participant__may_know", "participant__kept_from")
        .order_by("submitted_at", "pk")
    )
    for row in rows:
        row.conference = conference
    return list(rows)


def _items(reports: Collection[Report]) -> Mapping[int, list[ReportItem]]:
    found: dict[int, list[ReportItem]] = defaultdict(list)
    rows = ReportItem.objects.filter(report__in=[one.pk for one in reports])
    for item in rows.order_by("statement__position", "statement_id"):
        found[item.report_id].append(item)
    return found


def _given(reports: Collection[Report]) -> frozenset[tuple[int, int]]:
    """Return which report was shared with whom."""
    rows = Sharing.objects.filter(report__in=[one.pk for one in reports], shared_on__isnull=False)
    return frozenset(rows.values_list("report_id", "person_id"))


def _late(reports: Collection[Report]) -> frozenset[int]:
    clocks = clocks_of(reports)
    return frozenset(one.pk for one in reports if is_late(one, clocks.get(one.pk)))


def _is_theirs(
    participant: Participant,
    reader: Reader,
    report: Report,
    given: Collection[tuple[int, int | None]],
) -> bool:
    # Who must not know of its author finds no trace of a report.
    if not knows(reader, report.participant):
        return False
    if participant.role in _READ_WHAT_WAS_SHARED:
        return (report.pk, participant.person_id) in given
    return report.submitted_at is not None


def _when(conference: Conference, participant: Participant, reader: Reader) -> str | None:
    """Return when the meeting begins for them, if that is theirs to know."""
    begins = begins_for(participant, conference.starts_at)
    item = Item(kind=ItemKind.TIME, audience=Audience.EVERYONE, session=participant.session)
    if begins is None or disclose(reader, item) is not Outcome.READ:
        return None
    at = begins.astimezone(clock.LONDON)
    return f"{at:%A} {date_in_words(at.date())}, {time_in_words(at.time())}"


def _words(paper: Paper) -> int:
    """`reading.reading_of` counts the same in the database."""
    return sum(len(one.text.split()) for section in paper.sections for one in section.statements)


# Printing


@dataclass(frozen=True, slots=True)
class Copy:
    """One reader's papers as they are printed: with a number if they are to come back."""

    papers: Papers
    number: int | None = None
    back_by: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedCopy:
    """A copy as it comes out of the printer."""

    copy: Copy
    cover: Bundle
    pdf: bytes

    @property
    def pages(self) -> int:
        return sum(one.pages for one in self.cover.contents)


def print_own(papers: Papers, *, today: date) -> bytes:
    """
    Return one reader's papers for their screen.

    :raises CannotRender: if something that must be printed is empty.
    """
    return print_copies([Copy(papers)], today=today)[0].pdf


def print_copies(copies: Sequence[Copy], *, today: date) -> list[PrintedCopy]:
    """
    Return each copy as a PDF: every paper printed once, every cover for its one reader.

    :raises CannotRender: if something that must be printed is empty.
    """
    papers = list(dict.fromkeys(paper for copy in copies for paper in copy.papers.papers))
    printed = {
        paper: Printed.of(_title(paper), pdf)
        for paper, pdf in zip(papers, render_all(papers), strict=True)
    }
    theirs = [[printed[paper] for paper in copy.papers.papers] for copy in copies]
    covers = [
        _cover(copy, [one.pages for one in parts], today)
        for copy, parts in zip(copies, theirs, strict=True)
    ]
    return [
        PrintedCopy(copy, cover, bind(pdf, parts))
        for copy, cover, pdf, parts in zip(copies, covers, render_all(covers), theirs, strict=True)
    ]


def _title(paper: Paper) -> str:
    return f"Report by {paper.author}"


def _cover(copy: Copy, pages: Sequence[int], today: date) -> Bundle:
    theirs = copy.papers
    return Bundle(
        letterhead=theirs.letterhead,
        recipient=Recipient(name=theirs.participant.name),
        reference=theirs.reference,
        copy_number=copy.number,
        dated=today,
        children=theirs.children,
        when=theirs.when,
        contents=tuple(
            Entry(title=_title(paper), agency=paper.agency, pages=count)
            for paper, count in zip(theirs.papers, pages, strict=True)
        ),
        minutes=max(1, theirs.reading.minutes),
        is_theirs=not is_counted_back(theirs.participant),
        back_by=copy.back_by,
    )


def is_counted_back(participant: Participant) -> bool:
    """Return whether a printed copy of theirs comes back: the family's are theirs to keep."""
    return reader_of_participant(participant).kind not in NEVER_TOLD
