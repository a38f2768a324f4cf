"""
What each invitation says, for its one reader.

Everything here has been through disclosure for that reader: children they may not know of, people
kept from them and other sessions are left out, as if they were not there.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from roundtable.casework.conferences.coming import knows, who_is_coming
from roundtable.casework.conferences.letters import authority as routes
from roundtable.casework.conferences.letters.parts import Child, Venue
from roundtable.casework.conferences.letters.people import as_contact, child_names, recipient
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Kind,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.readers import (
    begins_for,
    is_told_of_sessions,
    reader_of_participant,
    room_for,
)
from roundtable.casework.invitations.letters.child_invitation import ChildInvitationLetter
from roundtable.casework.invitations.letters.invitation import (
    InvitationLetter,
    PersonInvited,
    ReportToExpect,
)
from roundtable.casework.invitations.letters.professional_invitation import (
    AdultInvolved,
    ChildToConsider,
    ProfessionalInvitationLetter,
    ReportDue,
)
from roundtable.casework.invitations.meeting import Meeting
from roundtable.casework.people.models import Kinship, Relationship
from roundtable.foundation.core import clock
from roundtable.foundation.documents.rendition import KEPT_PRIVATE, CannotRender, Contact, Rendition
from roundtable.rules.ages import age_on
from roundtable.rules.disclosure import Audience, Item, ItemKind, Outcome, Reader, disclose
from roundtable.rules.settings import number
from roundtable.rules.timescales import INITIAL, REVIEW

_RECORDING = {
    "ask the chair": "If you would like to record the meeting, ask the chair before the day.",
    "not allowed": "Nobody may record the meeting.",
    "the authority records": "We record the meeting. Ask us if you would like to know more.",
}


def letter_for(
    meeting: Meeting,
    participant: Participant,
    *,
    channel: str,
    copy_number: int | None,
    now: datetime,
) -> Rendition:
    """
    Return the invitation for one participant: a parent or relative, or a professional.

    :raises CannotRender: if something it must say is not known, or may not be known by them.
    """
    reader = reader_of_participant(participant)
    _check_may_know_when_and_where(reader, participant)
    make = _maker(participant)
    return make(meeting, participant, reader, channel=channel, copy_number=copy_number, now=now)


def _check_may_know_when_and_where(reader: Reader, participant: Participant) -> None:
    for kind in (ItemKind.TIME, ItemKind.VENUE):
        item = Item(kind=kind, audience=Audience.EVERYONE, session=participant.session)
        if disclose(reader, item) is not Outcome.READ:
            raise CannotRender(kind.value.lower(), "is not theirs to know")


def _begins(meeting: Meeting, participant: Participant) -> datetime:
    begins = begins_for(participant, meeting.starts_at)
    if begins is None:
        # The time of the others would bring together who must not meet.
        raise CannotRender("comes_at", "is not set: say when their own session begins")
    return begins.astimezone(clock.LONDON)


def _known(meeting: Meeting, reader: Reader) -> list[ConferenceChild]:
    return [held for held in meeting.children if held.child_id in reader.may_know_children]


def _for_family(
    meeting: Meeting,
    participant: Participant,
    reader: Reader,
    *,
    channel: str,
    copy_number: int | None,
    now: datetime,
) -> InvitationLetter:
    authority = meeting.conference.authority
    today = clock.day_of(now)
    is_apart = participant.part == Part.SEPARATE
    begins = _begins(meeting, participant)
    return InvitationLetter(
        letterhead=routes.letterhead(authority),
        recipient=recipient(participant, channel),
        reference=str(participant.public_id),
        copy_number=copy_number,
        dated=today,
        children=_children(meeting, participant, reader),
        on=meeting.on,
        starts_at=begins.time(),
        arrive_at=(begins - meeting.minutes("parent_arrive_min")).time(),
        ends_at=None if is_apart else meeting.ends_at.astimezone(clock.LONDON).time(),
        is_short_notice=meeting.due("family_invitation", meeting.on) < today,
        venue=_venue(meeting.conference, participant),
        own_part=_own_part(meeting, participant),
        chair=_officer_contact(meeting, ParticipantRole.CHAIR),
        social_worker=_officer_contact(meeting, ParticipantRole.SOCIAL_WORKER),
        people=_people(meeting, participant, reader),
        reports=_reports_to_expect(meeting, reader),
        tell_us_by=max(today, meeting.due("supporter_notice", meeting.on)),
        views_by=max(today, meeting.calendar.add(meeting.on, -1)),
        interpreter=_interpreter(meeting, participant),
        family_may_interpret=bool(meeting.setting("family_interpreter_allowed")),
        advice=routes.advice(authority),
        recording=_RECORDING[str(meeting.setting("recording_policy"))],
        complaints=routes.complaints(authority),
        enclosed=_enclosed(meeting, participant),
        signed_by=routes.conference_service(authority),
    )


def _for_child(
    meeting: Meeting,
    participant: Participant,
    reader: Reader,
    *,
    channel: str,
    copy_number: int | None,
    now: datetime,
) -> ChildInvitationLetter:
    authority = meeting.conference.authority
    today = clock.day_of(now)
    begins = _begins(meeting, participant)
    born = participant.person.birth_on if participant.person is not None else None
    older_from = number(authority.effective_settings, "child_letter_older_age")
    return ChildInvitationLetter(
        letterhead=routes.letterhead(authority),
        recipient=recipient(participant, channel),
        reference=str(participant.public_id),
        copy_number=copy_number,
        dated=today,
        is_older=born is not None and age_on(born, meeting.on) >= older_from,
        on=meeting.on,
        starts_at=begins.time(),
        arrive_at=(begins - meeting.minutes("parent_arrive_min")).time(),
        venue=_venue(meeting.conference, participant),
        own_part=_own_part(meeting, participant),
        chair=_officer_contact(meeting, ParticipantRole.CHAIR),
        social_worker=_officer_contact(meeting, ParticipantRole.SOCIAL_WORKER),
        people=_people(meeting, participant, reader),
        views_by=max(today, meeting.calendar.add(meeting.on, -1)),
        interpreter=_interpreter(meeting, participant),
        advice=routes.advice(authority),
        signed_by=routes.conference_service(authority),
    )


def _maker(participant: Participant) -> Callable[..., Rendition]:
    if participant.professional_id is not None:
        return _for_professional
    return _for_child if participant.role == ParticipantRole.CHILD else _for_family


def _enclosed(meeting: Meeting, participant: Participant) -> tuple[str, ...]:
    """What goes with a letter, as the letter names it: leaflets with their day, then files."""
    leaflets = [f"“{one.title}” ({one.dated:%-d %B %Y})" for one in meeting.leaflets]
    files = [f"“{one.title}”" for one in meeting.enclosures.get(participant.pk, ())]
    return (*leaflets, *files)


def _children(meeting: Meeting, participant: Participant, reader: Reader) -> tuple[Child, ...]:
    held = _known(meeting, reader)
    names = child_names([one.child for one in held], participant)
    return tuple(
        Child(name=name, kind=Kind(one.kind), is_unborn=one.child.is_unborn)
        for name, one in zip(names, held, strict=True)
    )


def _venue(conference: Conference, participant: Participant) -> Venue:
    room = room_for(participant, conference)
    join = "You can join by video or telephone. Ask us how." if conference.link else None
    if room is None:
        where = "At home" if conference.home_venue_reason else "By video or telephone"
        return Venue(
            name=where,
            address=("Your social worker will tell you more",),
            postcode="no need to travel",
            link_note=join,
        )
    access = [
        sentence
        for is_so, sentence in (
            (room.is_step_free, "There are no steps."),
            (room.has_hearing_loop, "There is a hearing loop."),
            (room.has_separate_waiting, "There is a separate place to wait."),
        )
        if is_so
    ]
    return Venue(
        name=room.name,
        address=tuple(line.strip() for line in room.address.splitlines() if line.strip()),
        postcode=room.postcode,
        access=" ".join(access) or None,
        getting_there=room.directions or None,
        link_note=join,
    )


def _own_part(meeting: Meeting, participant: Participant) -> str | None:
    if participant.part == Part.PART:
        return "You are asked to come to one part of the meeting. We will tell you which."
    if is_told_of_sessions(participant, meeting.participants):
        return "Some people come at another time. You do not meet them."
    return None


def _part_at_work(participant: Participant) -> str | None:
    if participant.part == Part.PART:
        return "You are asked to come to one part of the meeting. We will tell you which."
    if participant.part == Part.SEPARATE:
        return "You are asked to come to a session of its own, at the time and place given here."
    return None


def _officer_contact(meeting: Meeting, role: ParticipantRole) -> Contact:
    officer = meeting.officer(role)
    if officer is None or officer.professional is None:
        raise CannotRender(role.value)
    return as_contact(officer.professional)


def _people(
    meeting: Meeting, participant: Participant, reader: Reader
) -> tuple[PersonInvited, ...]:
    coming = who_is_coming(meeting.conference, reader, meeting.participants)
    return tuple(
        PersonInvited(
            name=one.name,
            job=", ".join(part for part in (one.job, one.agency) if part),
            why=one.why,
            reach=one.reach,
        )
        for one in coming
        if one.participant_id != participant.pk
    )


def _reports_to_expect(meeting: Meeting, reader: Reader) -> tuple[ReportToExpect, ...]:
    """The reports, and the earliest day on which one of this reader's children has it due."""
    kinds = {_kind(held) for held in _known(meeting, reader)}
    expected = []
    for author in meeting.participants:
        professional = author.professional
        if not author.writes_report or professional is None or not knows(reader, author):
            continue
        is_worker = author.role == ParticipantRole.SOCIAL_WORKER
        name = "parent_report" if is_worker else "agency_report_to_family"
        days = [meeting.due(name, meeting.on, kind) for kind in kinds]
        if days:
            expected.append(
                ReportToExpect(author=professional.name, job=professional.job_title, by=min(days))
            )
    return tuple(expected)


def _kind(held: ConferenceChild) -> str:
    return INITIAL if held.is_initial else REVIEW


def _interpreter(meeting: Meeting, participant: Participant) -> str | None:
    booked = any(
        one.role == ParticipantRole.INTERPRETER and one.speaks_for_id == participant.pk
        for one in meeting.participants
    )
    language = participant.person.interpreter_language if participant.person is not None else ""
    return language or None if booked else None


# For professionals


def _for_professional(
    meeting: Meeting,
    participant: Participant,
    reader: Reader,
    *,
    channel: str,
    copy_number: int | None,
    now: datetime,
) -> ProfessionalInvitationLetter:
    conference = meeting.conference
    known = _known(meeting, reader)
    today = clock.day_of(now)
    is_apart = participant.part == Part.SEPARATE
    begins = _begins(meeting, participant)
    return ProfessionalInvitationLetter(
        letterhead=routes.letterhead(conference.authority),
        recipient=recipient(participant, channel),
        reference=str(participant.public_id),
        copy_number=copy_number,
        dated=today,
        children=_children_to_consider(meeting, known),
        adults=_adults(meeting, known),
        reason=_reason(meeting, known),
        on=meeting.on,
        starts_at=begins.time(),
        arrive_at=(begins - meeting.minutes("professional_arrive_min")).time(),
        ends_at=None if is_apart else meeting.ends_at.astimezone(clock.LONDON).time(),
        venue=_venue(conference, participant),
        own_part=_part_at_work(participant),
        chair=_officer_contact(meeting, ParticipantRole.CHAIR),
        social_worker=_officer_contact(meeting, ParticipantRole.SOCIAL_WORKER),
        answer_by=min(meeting.on, meeting.due("invitation_reply", today)),
        reports=_reports_due(meeting, known),
        copies=number(conference.authority.effective_settings, "copies_of_report") or None,
        people=_people(meeting, participant, reader),
        signed_by=routes.conference_service(conference.authority),
    )


def _children_to_consider(
    meeting: Meeting, known: Collection[ConferenceChild]
) -> tuple[ChildToConsider, ...]:
    return tuple(
        ChildToConsider(
            name=held.child.name,
            kind=Kind(held.kind),
            address=meeting.addresses.get(held.child_id, KEPT_PRIVATE),
            born=held.child.birth_on,
            due=held.child.expected_on,
        )
        for held in known
    )


def _adults(meeting: Meeting, known: Collection[ConferenceChild]) -> tuple[AdultInvolved, ...]:
    """The adults of the case who are somebody to a child the reader knows, and what they are."""
    children = {held.child_id for held in known}
    ties: dict[int, list[Relationship]] = {}
    for row in meeting.relationships:
        if row.child_id in children:
            ties.setdefault(row.adult_id, []).append(row)
    return tuple(
        AdultInvolved(name=rows[0].adult.name, relationship=", ".join(_tie(row) for row in rows))
        for rows in ties.values()
    )


def _tie(row: Relationship) -> str:
    holds = ", with parental responsibility" if row.has_parental_responsibility else ""
    return f"{Kinship(row.kinship).label} of {row.child.name}{holds}"


def _reason(meeting: Meeting, known: Collection[ConferenceChild]) -> str:
    """Why it was asked for, in the words of the request; they may name every child there is."""
    if len(known) == len(meeting.children):
        return meeting.conference.reason
    return "To decide with the family what will keep the children named above safe and well."


def _reports_due(meeting: Meeting, known: Collection[ConferenceChild]) -> tuple[ReportDue, ...]:
    """One line for each kind of conference there is: its reports are due on days of their own."""
    by_kind: dict[str, list[str]] = {}
    for held in known:
        by_kind.setdefault(_kind(held), []).append(held.child.name)
    return tuple(
        ReportDue(
            about=", ".join(names),
            to_chair_by=meeting.due("agency_report", meeting.on, kind),
            to_family_by=meeting.due("agency_report_to_family", meeting.on, kind),
        )
        for kind, names in by_kind.items()
    )
