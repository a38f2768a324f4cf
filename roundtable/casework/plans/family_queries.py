"""
What a member of the family sees: their own meeting, what was given to them, their letters.

Nothing is here by role. A meeting is theirs by invitation, everything else by release.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from roundtable.casework.conferences.coming import Coming, knows, who_is_coming
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import (
    children_of,
    conferences_visible_to,
    facts_about_conference,
    get_conference,
    list_conferences,
    participants_of,
)
from roundtable.casework.conferences.readers import begins_for, is_told_of_sessions, reader_for
from roundtable.casework.invitations.enclosed import (
    enclosed_with,
    with_document,
    with_something_enclosed,
)
from roundtable.casework.invitations.models import Enclosure, Invitation, Need
from roundtable.casework.invitations.queries import needs_of
from roundtable.casework.people.models import Person
from roundtable.casework.plans.agreed import KIND as AGREED
from roundtable.casework.plans.letters.agreed import Agreed
from roundtable.casework.plans.meeting_now import can_follow
from roundtable.casework.plans.papers import about, conference_of
from roundtable.casework.preparing.models import FamilyContact, TimeRequest
from roundtable.casework.preparing.queries import (
    conferences_gone_through_with,
    gone_through_with,
    own_notes,
    own_time_requests,
)
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import get_report, read_report, reports_shared_with
from roundtable.casework.reports.shown import ReportPage, SharedReport
from roundtable.casework.room.models import Views
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import build
from roundtable.foundation.documents.queries import released_to_person
from roundtable.foundation.messaging.queries import arrived
from roundtable.rules.access import Permission, Role
from roundtable.rules.disclosure import Audience, Item, ItemKind, Outcome, Reader, disclose

LETTER_TITLES = {
    "invitation": "Your invitation",
    "exclusion": "About coming to the meeting",
    "agreed": "What was agreed in the meeting",
    "decision_letter": "What was decided",
    "record": "The record of the meeting",
    "change": "Your meeting has changed",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was released to this reader."""

    public_id: uuid.UUID
    title: str
    kind: str
    released_at: object
    has_enclosures: bool = False


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting, and when it begins for who reads."""

    conference: Conference
    begins_at: datetime | None


@dataclass(frozen=True, slots=True)
class FamilyHome:
    """Their meetings, soonest first, and their letters, newest first."""

    meetings: Sequence[OwnMeeting]
    letters: Sequence[Letter]


def family_home(actor: Actor) -> FamilyHome:
    """Return what a member of the family, a child or an advocate finds first."""
    conferences = _open_to(actor, list_conferences(actor)[:10])
    return FamilyHome(
        meetings=[
            OwnMeeting(
                one, begins_for(_own_seat(actor, one, one.participants.all()), one.starts_at)
            )
            for one in conferences
        ],
        letters=letters_to(actor),
    )


def _open_to(actor: Actor, conferences: Iterable[Conference]) -> list[Conference]:
    """A child finds what somebody has gone through with them, and nothing before."""
    if actor.role is not Role.CHILD or actor.person_id is None:
        return list(conferences)
    gone_through = conferences_gone_through_with(actor.person_id)
    return [one for one in conferences if one.pk in gone_through]


def letters_to(actor: Actor) -> list[Letter]:
    """
    Return the letters released to this person, newest first.

    An advocate's are there only while they act for somebody of that conference.
    """
    if actor.person_id is None:
        return []
    rows = letters_arrived(actor.person_id)
    if actor.role is Role.CHILD:
        rows = rows.filter(pk__in=gone_through_with(actor.person_id))
    if actor.role is Role.ADVOCATE:
        mine = conferences_visible_to(actor).values_list("pk", flat=True)
        rows = about(rows, list(mine))
    letters = list(rows)
    enclosing = with_something_enclosed([row.pk for row in letters])
    return [
        Letter(
            public_id=row.public_id,
            title=LETTER_TITLES.get(row.kind, row.title),
            kind=row.kind,
            released_at=row.released_at,
            has_enclosures=row.pk in enclosing,
        )
        for row in letters
    ]


def letters_arrived(person_id: int) -> QuerySet[Document]:
    """What was released to them and can be called back no more."""
    return arrived(released_to_person(person_id), now=clock.now())


def get_letter(*, public_id: uuid.UUID, actor: Actor) -> Document:
    """
    Return a letter that was released to this very reader.

    :raises RecordNotFound: if it does not exist, or is another's.
    """
    row = None
    if actor.person_id is not None:
        row = letters_arrived(actor.person_id).filter(public_id=public_id).first()
    if row is not None and actor.role is Role.CHILD:
        row = row if row.pk in gone_through_with(actor.person_id or 0) else None
    conference_id = conference_of(row) if row is not None else None
    if row is None or conference_id is None:
        raise RecordNotFound("letter")
    facts = replace(facts_about_conference(actor, conference_id), released=True)
    try:
        authorise(actor, Permission.VIEW_LETTER, facts)
    except NotAuthorised:
        raise RecordNotFound("letter") from None
    audit.note_read("document", row.pk)
    return row


def get_agreed(*, public_id: uuid.UUID, actor: Actor) -> Agreed:
    """
    Return what this very reader took home from a meeting.

    :raises RecordNotFound: if it does not exist, is another's, or is another kind of letter.
    """
    letter = get_letter(public_id=public_id, actor=actor)
    if letter.kind != AGREED:
        raise RecordNotFound("letter")
    return build(Agreed, letter.content)  # type: ignore[no-any-return]


def list_enclosed(*, public_id: uuid.UUID, actor: Actor) -> list[Enclosure]:
    """
    Return everything that came with a letter that was released to this very reader.

    :raises RecordNotFound: if the letter does not exist, or is another's.
    """
    letter = get_letter(public_id=public_id, actor=actor)
    return with_document(letter.pk)


def get_enclosed(*, public_id: uuid.UUID, enclosure_id: uuid.UUID, actor: Actor) -> Enclosure:
    """
    Return what came with a letter that was released to this very reader.

    :raises RecordNotFound: if it does not exist, or is another's.
    """
    letter = get_letter(public_id=public_id, actor=actor)
    return enclosed_with(letter.pk, enclosure_id)


@dataclass(frozen=True, slots=True)
class FamilyMeeting:
    """One meeting as one member of the family may know it."""

    conference: Conference
    begins_at: datetime | None
    me: Participant
    invitation: Invitation | None
    children: Sequence[ConferenceChild]
    coming: Sequence[Coming]
    has_other_session: bool
    """Whether some come at another time, as far as they may know that."""
    reports: Sequence[SharedReport]
    needs: Sequence[Need]
    views: Sequence[Views]
    time_requests: Sequence[TimeRequest] = ()
    notes: Sequence[FamilyContact] = ()
    can_follow: bool = False
    """Whether it is on, and theirs to follow on their own page."""

    @property
    def is_childs(self) -> bool:
        return self.me.role == ParticipantRole.CHILD

    @property
    def is_parents(self) -> bool:
        return self.me.role == ParticipantRole.PARENT

    @property
    def asks_for(self) -> Participant:
        """Whose needs they speak of: an advocate those of the person they act for."""
        return self.me.speaks_for or self.me


def _own_seat(
    actor: Actor, conference: Conference, participants: Iterable[Participant]
) -> Participant:
    for one in participants:
        if actor.person_id is not None and one.person_id == actor.person_id:
            return one
        if one.professional_id in actor.professional_ids:
            return one
    raise RecordNotFound("meeting")


def own_meeting(
    *, public_id: uuid.UUID, actor: Actor
) -> tuple[Conference, Sequence[Participant], Participant]:
    """
    Return a meeting this person is invited to, who takes part, and their own place in it.

    :raises RecordNotFound: if they are not invited, or are kept out.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    if not _open_to(actor, [conference]):
        raise RecordNotFound("meeting")
    participants = participants_of(conference)
    return conference, participants, _own_seat(actor, conference, participants)


def family_meeting(*, public_id: uuid.UUID, actor: Actor) -> FamilyMeeting:
    """
    Return a meeting this person is invited to, with only what they may know of it.

    :raises RecordNotFound: if they are not invited, or are kept out.
    """
    conference, participants, me = own_meeting(public_id=public_id, actor=actor)
    reader = reader_for(actor, conference)
    person = me.person or (me.speaks_for.person if me.speaks_for else None)
    return FamilyMeeting(
        conference=conference,
        begins_at=begins_for(me, conference.starts_at),
        me=me,
        invitation=Invitation.objects.filter(participant=me).first(),
        children=[one for one in children_of(conference) if _may_know(reader, one)],
        coming=who_is_coming(conference, reader, participants),
        has_other_session=is_told_of_sessions(me, participants),
        reports=reports_shared_with(person, conference, reader, participants)
        if me.person is not None and person is not None
        else (),
        needs=[one for one in needs_of(conference) if one.participant_id == me.pk],
        views=list(
            Views.objects.filter(
                conference_child__conference=conference, person=person
            ).select_related("statement")
        ),
        time_requests=own_time_requests([(me.speaks_for or me).pk]),
        notes=own_notes(conference, me.person) if me.person is not None else (),
        can_follow=can_follow(conference, me, participants),
    )


def _may_know(reader: Reader, child: ConferenceChild) -> bool:
    item = Item(
        kind=ItemKind.NAME,
        id=f"child:{child.child_id}",
        audience=Audience.EVERYONE,
        children=frozenset({child.child_id}),
    )
    return disclose(reader, item) is Outcome.READ


@dataclass(frozen=True, slots=True)
class FamilyReport:
    """A report that was given to this person, as far as they may read it."""

    report: Report
    page: ReportPage
    said_read: bool


def family_report(*, public_id: uuid.UUID, actor: Actor) -> FamilyReport:
    """
    Return a report that was shared with this person.

    :raises RecordNotFound: if it was not, or not to them.
    """
    report = get_report(public_id=public_id, actor=actor)
    conference = report.conference
    audit.note_read("report", report.pk)
    reader = reader_for(actor, conference)
    # It was given to them by mistake, if they must not know who wrote it.
    if not knows(reader, report.participant):
        raise RecordNotFound("report")
    readings = report.readings.filter(person_id__in=[actor.person_id])
    return FamilyReport(
        report=report,
        page=read_report(reader, report),
        said_read=readings.exists(),
    )


def own_person(actor: Actor) -> Person:
    """
    Return the person who is acting.

    :raises RecordNotFound: if they act as a professional.
    """
    person = Person.objects.filter(pk__in=[actor.person_id]).first()
    if person is None:
        raise RecordNotFound("person")
    return person
