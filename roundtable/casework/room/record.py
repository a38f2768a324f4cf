"""
The record of a conference, put together for one reader.

Everything in it has been through disclosure for that reader: what was said, who was there, what
was decided. What the chair writes for everyone goes to those who may know of every child in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from roundtable.casework.conferences.letters import authority as house
from roundtable.casework.conferences.letters.parts import ENDED_EARLY, TOLD_BY_THE_WORKER
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Kind,
    Participant,
)
from roundtable.casework.conferences.readers import (
    reader_of_participant,
)
from roundtable.casework.room.chapters import Chapters, Decided
from roundtable.casework.room.course import (
    CLOSED_PART,
    OPENED,
    RECESS,
    RESUMED,
    WENT_ON_INQUORATE,
    with_what_was_heard,
)
from roundtable.casework.room.letters import record as letter
from roundtable.casework.room.queries import happenings
from roundtable.casework.room.record_sources import (
    Meeting,
    adults,
    copies_sent,
    day_in_words,
    local_time,
    people_asked,
)
from roundtable.casework.statements.models import Domain
from roundtable.casework.statements.queries import statements_shown
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.core import clock
from roundtable.foundation.documents.rendition import Recipient
from roundtable.rules.disclosure import (
    NEVER_TOLD,
    Audience,
    Item,
    ItemKind,
    Outcome,
    Reader,
    disclose,
)

WITHHELD_VIEWS = "Withheld from this copy."
# Said to every reader who has no views to read, whether there are any or not.
VIEWS_APART = "Each person has their own views from the worker they gave them to."
ABOUT_YOUR_CHILD = "This copy has what the conference said and decided about your child."
_HAPPENED = {
    OPENED: "The meeting began",
    RECESS: "Recess",
    CLOSED_PART: "Closed part",
    RESUMED: "The meeting went on",
    WENT_ON_INQUORATE: "The chair went on without a quorum",
    "stand_down": "The meeting was stood down",
    "adjourn": "The meeting was adjourned",
    "close_inquorate": "The meeting was closed: not quorate",
    "decide": "The chair's decisions were made, and the meeting ended",
}


def reader_of_record(meeting: Meeting, participant: Participant) -> Reader:
    """Return a participant as the reader of their own copy: handing it over releases it."""
    reader = with_what_was_heard(reader_of_participant(participant), [participant], meeting.course)
    released = reader.released_items | {f"record:{meeting.record.pk}"}
    return replace(reader, released_items=released)


def record_for(
    meeting: Meeting,
    participant: Participant,
    chapters: Chapters,
    *,
    copy_number: int | None,
    dated: date,
) -> letter.ConferenceRecord:
    """
    Return the record for one reader; `chapters` are disclosed for the same reader.

    :raises CannotRender: if something it must say is missing.
    """
    conference, record = meeting.conference, meeting.record
    reader = reader_of_record(meeting, participant)
    said = statements_shown(reader, meeting.said, participants=meeting.participants)
    started_at, ended_at = _times(meeting, participant)
    is_quorate = bool(conference.is_quorate)
    return letter.ConferenceRecord(
        letterhead=house.letterhead(conference.authority),
        recipient=Recipient(
            name=participant.name, delivery=meeting.copies.get(participant.pk) or None
        ),
        reference=str(record.public_id)[:8],
        copy_number=copy_number,
        dated=dated,
        held_on=conference.held_on or clock.day_of(conference.opened_at or record.drafted_at),
        started_at=started_at,
        ended_at=ended_at,
        place=_place(conference, participant, reader),
        chair=conference.chair.name if conference.chair else "",
        minute_taker=conference.minute_taker.name if conference.minute_taker else "The chair",
        version=record.version,
        approved_on=clock.day_of(record.approved_at) if record.approved_at else None,
        children=tuple(
            _child(meeting, reader, child, said, chapters.decided.get(child.pk, Decided()))
            for child in meeting.children
            if child.child_id in reader.may_know_children
        ),
        adults=adults(meeting, reader),
        people=tuple(people_asked(meeting, reader)),
        reports=chapters.reports,
        is_quorate=is_quorate,
        quorum_note=None
        if is_quorate
        else conference.inquorate_reason or "Fewer agencies were there than are needed.",
        reason=_about_all(meeting, reader, conference.reason, otherwise=ABOUT_YOUR_CHILD),
        happenings=_happenings(meeting, participant, reader),
        also_said=_about_no_child(meeting, said),
        summary=_about_all(
            meeting,
            reader,
            f"{record.summary}\n\n{record.analysis}".strip(),
            otherwise=ABOUT_YOUR_CHILD,
        ),
        what_happened_instead=_about_all(
            meeting, reader, conference.ending_reason, otherwise=ENDED_EARLY
        )
        or None,
        interim_plan=_about_all(
            meeting,
            reader,
            conference.interim_plan,
            otherwise=TOLD_BY_THE_WORKER,
            kept_from=meeting.kept_apart,
        )
        or None,
        next_meeting=day_in_words(conference.next_on) if conference.next_on else None,
        confidential=_confidential(meeting, reader, said),
        copies=copies_sent(meeting, reader),
        corrections_by=meeting.corrections_by,
    )


def _about_all(
    meeting: Meeting,
    reader: Reader,
    text: str,
    *,
    otherwise: str,
    kept_from: frozenset[int] = frozenset(),
) -> str:
    """Return what was written about all the children, if the reader may know of every one."""
    item = Item(
        kind=ItemKind.RECORD,
        id=f"record:{meeting.record.pk}",
        audience=Audience.EVERYONE,
        children=frozenset(child.child_id for child in meeting.children),
        confidential_from=kept_from,
    )
    may_read = not text or disclose(reader, item) is Outcome.READ
    return text if may_read else otherwise


def _child(
    meeting: Meeting,
    reader: Reader,
    child: ConferenceChild,
    said: Sequence[ShownStatement],
    decided: Decided,
) -> letter.ChildRecord:
    about = [
        one
        for one in said
        if child.child_id in one.child_ids and one.audience_code != Audience.CLOSED
    ]
    is_family = reader.kind in NEVER_TOLD
    return letter.ChildRecord(
        name=child.child.name,
        conference_kind=str(Kind(child.kind).label),
        born=child.child.birth_on,
        due=child.child.expected_on,
        address=None if is_family else meeting.addresses.get(child.child_id),
        working_well=_said(about, Domain.WORKING_WELL),
        worried_about=_said(about, Domain.WORRIED),
        impact=_said(about, Domain.IMPACT),
        grey_areas=_said(about, Domain.GREY),
        also_said=_said(_beside_views(meeting, about), Domain.UNMARKED),
        views=_views(meeting, reader, child, said),
        progress=decided.progress,
        weighed=decided.weighed,
        opinions=decided.opinions,
        decision=decided.decision,
        reasons=decided.reasons,
        categories=decided.categories,
        dissent=decided.dissent,
        plan=decided.plan,
    )


def _said(statements: Iterable[ShownStatement], domain: Domain) -> tuple[letter.Said, ...]:
    return tuple(_one_said(one) for one in statements if one.domain == domain)


def _beside_views(meeting: Meeting, said: Iterable[ShownStatement]) -> list[ShownStatement]:
    """Leave out people's views: they have a place of their own."""
    views = {one.statement_id for one in meeting.views}
    return [one for one in said if one.statement_id not in views]


def _about_no_child(meeting: Meeting, said: Iterable[ShownStatement]) -> tuple[letter.Said, ...]:
    """Return what is about the family as a whole, under a heading or not."""
    return tuple(
        _one_said(one)
        for one in _beside_views(meeting, said)
        if not one.child_ids and not one.is_withheld and one.audience_code != Audience.CLOSED
    )


def _one_said(one: ShownStatement) -> letter.Said:
    return letter.Said(
        text=one.text,
        by=one.said_by or None,
        kind=one.kind or None,
        how_known=one.how_known or None,
        replies=tuple(reply.in_words for reply in one.replies),
    )


def _views(
    meeting: Meeting, reader: Reader, child: ConferenceChild, said: Sequence[ShownStatement]
) -> tuple[letter.View, ...]:
    by_id = {one.statement_id: one for one in said if not one.is_withheld}
    is_family = reader.kind in NEVER_TOLD
    shown = []
    for views in meeting.views:
        if views.conference_child_id != child.pk:
            continue
        whose, how_given = views.person.name, views.how_given or None
        if views.statement_id in by_id:
            text = by_id[views.statement_id].text
            shown.append(letter.View(whose=whose, text=text, how_given=how_given))
        elif views.not_obtained_reason and (not is_family or views.person_id == reader.person_id):
            shown.append(letter.View(whose=whose, text=views.not_obtained_reason))
        elif not is_family:
            shown.append(letter.View(whose=whose, text=WITHHELD_VIEWS))
    return tuple(shown) or (letter.View(whose=child.child.name, text=VIEWS_APART),)


def _times(meeting: Meeting, participant: Participant) -> tuple[time, time]:
    """Return when the meeting was, for one of the family when they were in it."""
    conference = meeting.conference
    start = conference.opened_at or meeting.record.drafted_at
    end = conference.closed_at or start
    stays = meeting.course.stays.get(participant.pk, ())
    if participant.is_family and stays:
        start, end = max(start, stays[0].arrived_at), stays[-1].left_at or end
    return local_time(start), local_time(end)


def _place(conference: Conference, participant: Participant, reader: Reader) -> str:
    venue = Item(kind=ItemKind.VENUE, audience=Audience.EVERYONE, session=participant.session)
    if disclose(reader, venue) is not Outcome.READ:
        return str(conference.authority.name)
    if conference.room is not None:
        return str(conference.room.name)
    return "By video" if conference.link else "At the family's home"


def _happenings(
    meeting: Meeting, participant: Participant, reader: Reader
) -> tuple[letter.Happening, ...]:
    is_family = reader.kind in NEVER_TOLD
    return tuple(
        letter.Happening(
            at=local_time(one.at),
            what=f"{_HAPPENED[one.event]}{f': {one.reason}' if one.reason else ''}",
        )
        for one in happenings(meeting.course, reader)
        if one.event in _HAPPENED
        and (not is_family or meeting.course.was_here(participant.pk, one.at))
    )


def _confidential(
    meeting: Meeting, reader: Reader, said: Sequence[ShownStatement]
) -> tuple[letter.Said, ...]:
    """Return the closed parts for those who were in them; other professionals are told of them."""
    parts = [_one_said(one) for one in said if one.audience_code == Audience.CLOSED]
    text = meeting.record.closed_part
    if text and meeting.course.closed_parts and _was_in_all(meeting, reader):
        parts.append(letter.Said(text=text))
    withheld = sum(one.is_withheld for one in said)
    if withheld:
        parts.append(letter.Said(text=f"Withheld from this copy: {withheld}."))
    return tuple(parts)


def _was_in_all(meeting: Meeting, reader: Reader) -> bool:
    return all(
        disclose(reader, Item(kind=ItemKind.RECORD, audience=Audience.CLOSED, session=part.number))
        is Outcome.READ
        for part in meeting.course.closed_parts
    )
