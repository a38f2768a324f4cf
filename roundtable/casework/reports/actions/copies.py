"""Printed copies of the papers: printed with a number, handed out, and counted back."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.reports.bundle import (
    Copy,
    Papers,
    PrintedCopy,
    is_counted_back,
    papers_for,
    print_copies,
)
from roundtable.casework.reports.copies import state_of
from roundtable.casework.reports.models import CopyNote, PaperCopy
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.actions import make_document
from roundtable.foundation.documents.rendition import CannotRender
from roundtable.rules.access import Permission
from roundtable.rules.copy_states import (
    TRANSITIONS,
    reasons_cannot_note,
)
from roundtable.rules.settings import number
from roundtable.rules.transitions import TransitionNotAllowed, next_state

KIND = "papers"


class CannotPrintCopies(CannotProceed):
    """Nobody was chosen, or one of them has nothing to read."""


class CannotNoteCopy(CannotProceed):
    """It is the family's own, the day cannot be, or that cannot come next."""


@transaction.atomic
def print_paper_copies(
    *, conference_id: int, participant_ids: Collection[int], actor: Actor, now: datetime
) -> list[PaperCopy]:
    """
    Print the papers of these readers, each as it is now, and keep what was printed.

    A professional's copy gets the next number and a day by which it comes back.

    :raises CannotPrintCopies: if one of them has nothing to read.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.BUNDLE_REPORTS, facts_about_conference(actor, conference.pk))
    papers = [one for one in papers_for(conference) if one.participant.pk in participant_ids]
    if not papers or len(papers) != len(set(participant_ids)):
        raise CannotPrintCopies(_nothing_for(papers, participant_ids))
    printed_before = PaperCopy.objects.filter(participant__conference=conference)
    last = printed_before.aggregate(last=Max("number"))["last"] or 0
    back_by = _back_by(conference, now)
    copies = []
    for one in papers:
        counted = is_counted_back(one.participant)
        last += counted
        copies.append(Copy(one, last if counted else None, back_by if counted else None))
    try:
        printed = print_copies(copies, today=clock.day_of(now))
    except CannotRender as blank:
        raise CannotPrintCopies(str(blank)) from blank
    made = [_keep(one, actor, now) for one in printed]
    audit.record(
        actor=actor,
        verb="papers.printed",
        subject=conference,
        now=now,
        copies=[one.pk for one in made],
    )
    return made


def _nothing_for(papers: Collection[Papers], participant_ids: Collection[int]) -> str:
    """Return who of those chosen has nothing to read, so that the others can be printed for."""
    with_papers = {one.participant.pk for one in papers}
    without = Participant.objects.filter(pk__in=set(participant_ids) - with_papers)
    found = without.select_related("person", "professional").order_by("pk")
    names = ", ".join(one.name for one in found)
    return f"Choose people who have something to read{f': not {names}' if names else ''}."


def _back_by(conference: Conference, now: datetime) -> date:
    held_on = conference.held_on or conference.on or clock.day_of(now)
    days = number(conference.authority.effective_settings, "copies_back_wd")
    return calendar_of(conference.authority).add(max(held_on, clock.day_of(now)), days)


def _keep(printed: PrintedCopy, actor: Actor, now: datetime) -> PaperCopy:
    participant = printed.copy.papers.participant
    document = make_document(
        printed.cover,
        kind=KIND,
        subject=participant,
        case_id=participant.conference.case_id,
        person_id=participant.person_id,
        professional_id=participant.professional_id,
        now=now,
    )
    # What was handed out is kept as it was, whatever is written afterwards.
    document.pdf, document.sha256 = printed.pdf, hashlib.sha256(printed.pdf).hexdigest()
    document.save(update_fields=["pdf", "sha256"])
    return PaperCopy.objects.create(
        authority_id=participant.authority_id,
        participant=participant,
        number=printed.copy.number,
        document=document,
        pages=printed.pages,
        back_by=printed.copy.back_by,
        printed_at=now,
        printed_by_id=actor.professional_id,
        reports=list(printed.copy.papers.report_ids),
    )


@transaction.atomic
def note_copy(
    *, copy_id: int, event: str, on: date, words: str = "", actor: Actor, now: datetime
) -> CopyNote:
    """
    Note what became of a printed copy: `event` is one of `rules.copy_states.TRANSITIONS`.

    :raises CannotNoteCopy: if it is the family's own, or cannot follow what is noted of it.
    """
    copy = PaperCopy.objects.select_related("participant").get(pk=copy_id)
    conference = lock_conference(copy.participant.conference_id)
    authorise(actor, Permission.BUNDLE_REPORTS, facts_about_conference(actor, conference.pk))
    reasons = reasons_cannot_note(
        event,
        is_counted_back=copy.number is not None,
        on=on,
        printed_on=clock.day_of(copy.printed_at),
        today=clock.day_of(now),
        words=words,
    )
    if reasons:
        raise CannotNoteCopy(reasons)
    try:
        state = next_state(TRANSITIONS, state_of(copy), event)
    except TransitionNotAllowed as refused:
        raise CannotNoteCopy(str(refused)) from refused
    note = CopyNote.objects.create(
        authority_id=copy.authority_id,
        copy=copy,
        state=state.value,
        on=on,
        words=words.strip(),
        at=now,
        noted_by_id=actor.professional_id,
    )
    audit.record(actor=actor, verb="papers.copy_noted", subject=copy, now=now, state=state.value)
    return note
