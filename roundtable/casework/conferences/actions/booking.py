"""Chair, minute taker and room held for the meeting's time; the database refuses a second use."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, QuerySet

from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Participant,
    ParticipantRole,
    Purpose,
    Room,
)
from roundtable.casework.people.models import Professional
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.proposals import Customs
from roundtable.rules.reasons import Reason, hard

OWN_SESSION_LASTS = timedelta(hours=1)
_BOOKED_ONCE = frozenset({"professional_booked_once", "room_booked_once"})


def book(conference: Conference, *, refusal: type[CannotProceed]) -> list[Booking]:
    """
    Hold the conference's room, chair, minute taker and interpreters for its time.

    Interpreters of a session of its own are held for that one: see `book_sessions`.

    The chair is held from before it begins: they meet the family.

    :raises CannotProceed: of the type given, if one of them is held for another meeting.
    """
    people = {one.pk: one for one in (conference.chair, conference.minute_taker) if one is not None}
    interpreters = Professional.objects.filter(
        participations__conference=conference,
        participations__role=ParticipantRole.INTERPRETER,
        participations__withdrawn_at=None,
        participations__comes_at=None,
    )
    people.update({one.pk: one for one in interpreters})
    # The room first, then people in the order of their ids, so that two bookings that want the
    # same wait for one another and never in a circle.
    wanted: list[Room | Professional] = [people[pk] for pk in sorted(people)]
    if conference.room is not None:
        wanted.insert(0, conference.room)
    return hold(conference, wanted, refusal=refusal)


def hold(
    conference: Conference,
    wanted: Sequence[Room | Professional],
    *,
    refusal: type[CannotProceed],
) -> list[Booking]:
    """
    Hold rooms and people for the conference's time, in the order given.

    :raises CannotProceed: of the type given, if one of them is held for another meeting.
    """
    period = DateTimeTZRange(conference.starts_at, conference.ends_at)
    taken: list[Reason] = []
    booked = []
    for one in wanted:
        try:
            booked.append(_hold(conference, one, period))
            if isinstance(one, Professional) and one == conference.chair:
                booked += _hold_for_family(conference, one)
        except IntegrityError as error:
            if not _is_booked_already(error):
                raise
            taken.append(_already_booked(one))
    if taken:
        raise refusal(taken)
    return booked


def _hold_for_family(conference: Conference, chair: Professional) -> list[Booking]:
    starts_at = conference.starts_at
    minutes = Customs.of(conference.authority.effective_settings).pre_meeting_minutes
    if starts_at is None or not minutes:
        return []
    before = DateTimeTZRange(starts_at - timedelta(minutes=minutes), starts_at)
    return [_hold(conference, chair, before, Purpose.FAMILY)]


def book_sessions(conference: Conference, *, refusal: type[CannotProceed]) -> None:
    """
    Hold the rooms and the interpreters of sessions of their own, for as long as those last.

    What is held for that time already stays held.

    :raises CannotProceed: of the type given, if one of them is taken then.
    """
    apart = conference.participants.filter(comes_at__isnull=False, withdrawn_at=None)
    rooms = apart.filter(own_room__isnull=False, speaks_for=None).select_related("own_room")
    wanted: dict[tuple[str, int, datetime], Room | Professional] = {
        ("room", one.own_room.pk, one.comes_at): one.own_room
        for one in rooms.order_by("own_room_id", "comes_at")
        if one.own_room is not None and one.comes_at is not None
    }
    interpreters = apart.filter(role=ParticipantRole.INTERPRETER, professional__isnull=False)
    wanted |= {
        ("person", one.professional.pk, one.comes_at): one.professional
        for one in interpreters.select_related("professional").order_by("professional_id")
        if one.professional is not None and one.comes_at is not None
    }
    for (_, _, begins), one in wanted.items():
        _hold_once(conference, one, _session_from(begins), refusal=refusal)


def book_interpreter(
    conference: Conference, participant: Participant, *, refusal: type[CannotProceed], now: datetime
) -> None:
    """
    Hold an interpreter for the session they come to, and for no other time.

    :raises CannotProceed: of the type given, if they are held for another meeting then.
    """
    if participant.role != ParticipantRole.INTERPRETER or participant.professional is None:
        return
    if conference.starts_at is None:
        return
    period = (
        DateTimeTZRange(conference.starts_at, conference.ends_at)
        if participant.comes_at is None
        else _session_from(participant.comes_at)
    )
    held = Booking.objects.filter(
        conference=conference, professional=participant.professional, released_at=None
    )
    held.exclude(period=period).update(released_at=now)
    _hold_once(conference, participant.professional, period, refusal=refusal)


def _session_from(begins: datetime) -> DateTimeTZRange:
    return DateTimeTZRange(begins, begins + OWN_SESSION_LASTS)


def _hold_once(
    conference: Conference,
    one: Room | Professional,
    period: DateTimeTZRange,
    *,
    refusal: type[CannotProceed],
) -> None:
    of_it = {"room": one} if isinstance(one, Room) else {"professional": one}
    held = Booking.objects.filter(conference=conference, period=period, released_at=None, **of_it)
    if held.exists():
        return
    try:
        _hold(conference, one, period)
    except IntegrityError as error:
        if not _is_booked_already(error):
            raise
        raise refusal(_already_booked(one)) from error


def release_bookings(
    conference: Conference, *, now: datetime, purposes: Sequence[Purpose] = tuple(Purpose)
) -> int:
    """Give back what was held for the conference; return how many bookings that were."""
    held = Booking.objects.filter(
        conference=conference, released_at=None, purpose__in=list(purposes)
    )
    return held.update(released_at=now)


def keep_ahead(
    conference: Conference,
    wanted: Sequence[Room | Professional],
    period: DateTimeTZRange,
    *,
    refusal: type[CannotProceed],
    now: datetime,
) -> None:
    """
    Keep rooms and people for the meeting that follows this one, instead of what was kept before.

    They are kept under this conference until the next one of the family is arranged.

    :raises CannotProceed: of the type given, if one of them is held for another meeting.
    """
    _kept_ahead_by([conference]).update(released_at=now)
    for one in wanted:
        _hold_once(conference, one, period, refusal=refusal)


def give_way(conference: Conference, *, now: datetime) -> None:
    """Give back what an earlier conference of the family kept for this one."""
    over = Conference.objects.filter(case_id=conference.case_id, closed_at__isnull=False)
    _kept_ahead_by(over.exclude(pk=conference.pk)).update(released_at=now)


def _kept_ahead_by(conferences: Iterable[Conference]) -> QuerySet[Booking]:
    held = Booking.objects.filter(conference__in=conferences, released_at=None)
    return held.filter(period__startswith__gt=F("conference__ends_at"))


def hold_to_read(conference: Conference, period: DateTimeTZRange) -> bool:
    """Hold the chair to read; return False if they are held for something else by now."""
    if conference.chair is None:
        return False
    try:
        _hold(conference, conference.chair, period, Purpose.READING)
    except IntegrityError as error:
        if not _is_booked_already(error):
            raise
        return False
    return True


def _hold(
    conference: Conference,
    one: Room | Professional,
    period: DateTimeTZRange,
    purpose: Purpose = Purpose.MEETING,
) -> Booking:
    with transaction.atomic():
        return Booking.objects.create(
            authority_id=conference.authority_id,
            conference=conference,
            room=one if isinstance(one, Room) else None,
            professional=one if isinstance(one, Professional) else None,
            purpose=purpose.value,
            period=period,
        )


def _already_booked(one: Room | Professional) -> Reason:
    code = "ROOM_TAKEN" if isinstance(one, Room) else "PERSON_TAKEN"
    return hard(
        code, f"{one.name} is already booked at this time. Choose another, or another time."
    )


def _is_booked_already(error: IntegrityError) -> bool:
    """Return whether it was the database that keeps people and rooms from two bookings at once."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "") in _BOOKED_ONCE
