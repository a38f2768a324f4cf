"""What every copy of the record is made from, and the people in it as one reader may know them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from roundtable.casework.conferences.coming import who_is_coming
from roundtable.casework.conferences.leaks import people_kept_apart
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    ExclusionDecision,
    Part,
    Participant,
)
from roundtable.casework.conferences.queries import children_of, participants_of
from roundtable.casework.conferences.readers import addresses_on_lists
from roundtable.casework.people.models import Kinship, Relationship
from roundtable.casework.room.course import Course, course_of
from roundtable.casework.room.letters import record as letter
from roundtable.casework.room.models import Apology, ConferenceRecord, Mode, Views
from roundtable.casework.statements.items import Loaded
from roundtable.casework.statements.queries import said_before_the_end
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules import timescales
from roundtable.rules.disclosure import NEVER_TOLD, Reader


@dataclass(frozen=True, slots=True)
class Meeting:
    """What every copy of the record is made from, read once for all readers."""

    record: ConferenceRecord
    conference: Conference
    children: tuple[ConferenceChild, ...]
    participants: tuple[Participant, ...]
    said: Sequence[Loaded]
    course: Course
    views: tuple[Views, ...]
    apologies: Mapping[int, Apology]
    relationships: tuple[Relationship, ...]
    addresses: Mapping[int, str]
    copies: Mapping[int, str]  # participant -> how their copy reaches them
    corrections_by: date
    kept_apart: frozenset[int]  # people from whom something is kept


def read_meeting(
    record: ConferenceRecord,
    *,
    copies: Mapping[int, str],
    today: date,
    everyone: Sequence[Participant] | None = None,
) -> Meeting:
    """
    Return what the copies are made from, in a constant number of queries.

    `everyone` who was ever on the list saves the queries where they are known.
    """
    conference = record.conference
    everyone = participants_of(conference, with_withdrawn=True) if everyone is None else everyone
    children = tuple(children_of(conference))
    relationships = tuple(
        Relationship.objects.filter(
            child__in=[one.child_id for one in children], ended_on=None, lives_with_child=True
        )
        .select_related("adult", "child")
        .order_by("adult_id", "child_id")
    )
    people = {one.adult_id for one in relationships} | {one.child_id for one in children}
    views = Views.objects.filter(conference_child__in=children).select_related("person")
    apologies = Apology.objects.filter(participant__conference=conference).order_by("pk")
    authority = conference.authority
    corrections = timescales.due(
        "record_corrections",
        today,
        calendar=calendar_of(authority),
        settings=authority.effective_settings,
    )
    return Meeting(
        record=record,
        conference=conference,
        children=children,
        participants=tuple(everyone),
        said=said_before_the_end(conference),
        course=course_of(conference),
        views=tuple(views.order_by("-is_the_childs", "pk")),
        apologies={one.participant_id: one for one in apologies},
        relationships=relationships,
        addresses=addresses_on_lists(people),
        copies=copies,
        corrections_by=corrections.due_on,
        kept_apart=people_kept_apart(conference),
    )


def adults(meeting: Meeting, reader: Reader) -> tuple[letter.Adult, ...]:
    """Who lives in the household is for professionals: the family knows, or must not."""
    if reader.kind in NEVER_TOLD:
        return ()
    found: dict[int, letter.Adult] = {}
    for one in meeting.relationships:
        if one.child_id not in reader.may_know_children:
            continue
        relationship = f"{Kinship(one.kinship).label} of {one.child.name}"
        earlier = found.get(one.adult_id)
        found[one.adult_id] = letter.Adult(
            name=one.adult.name,
            relationship=f"{earlier.relationship}, {relationship}" if earlier else relationship,
            address=meeting.addresses.get(one.adult_id),
        )
    return tuple(found.values())


def people_asked(meeting: Meeting, reader: Reader) -> Iterable[letter.PersonAsked]:
    by_id = {one.pk: one for one in meeting.participants}
    coming = who_is_coming(meeting.conference, reader, meeting.participants)
    known = {one.participant_id for one in coming}
    for one in coming:
        participant = by_id[one.participant_id]
        stands_in_for = participant.deputises_for_id
        yield letter.PersonAsked(
            name=one.name,
            job=", ".join(part for part in (one.job, one.agency) if part),
            attendance=_attendance(meeting, participant),
            deputy_for=by_id[stands_in_for].name if stands_in_for in known else None,
        )


def _attendance(meeting: Meeting, participant: Participant) -> str:
    stays = meeting.course.stays.get(participant.pk, ())
    if stays:
        return "; ".join(
            f"{Mode(stay.mode).label}, {clock_time(stay.arrived_at)} to"
            f" {clock_time(stay.left_at or stay.arrived_at)}"
            for stay in stays
        )
    if participant.part == Part.NONE:
        return _kept_out(participant)
    apology = meeting.apologies.get(participant.pk)
    if apology is None:
        return "Did not come; nothing was heard"
    return "Sent apologies" if apology.was_given else "Did not come"


def _kept_out(participant: Participant) -> str:
    decided = [
        one for one in participant.exclusions.all() if one.decision == ExclusionDecision.WHOLE
    ]
    heard = f"; their views: {decided[-1].views_by}" if decided else ""
    return f"Asked by the chair not to come{heard}"


def copies_sent(meeting: Meeting, reader: Reader) -> tuple[letter.CopySent, ...]:
    """The distribution list is for professionals; a family's copies are theirs to keep."""
    if reader.kind in NEVER_TOLD:
        return ()
    return tuple(
        letter.CopySent(
            to=one.name,
            what="The record, for this reader",
            channel=meeting.copies[one.participant_id],
        )
        for one in who_is_coming(meeting.conference, reader, meeting.participants)
        if one.participant_id in meeting.copies
    )


def local_time(moment: datetime) -> time:
    """Return the time London clocks showed."""
    local = moment.astimezone(clock.LONDON)
    return time(local.hour, local.minute)


def clock_time(moment: datetime) -> str:
    """Return the same as the record prints it: 10:04."""
    return f"{local_time(moment):%H:%M}"


def day_in_words(day: date) -> str:
    """Return a day as letters have it: Tuesday 24 November 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"
