"""Chair, minute taker and room held for the meeting's time; the database refuses a second use."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from roundtable.casework.conferences.models import Booking, Conference, ParticipantRole, Room
from roundtable.casework.people.models import Professional
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.reasons import Reason, hard

OWN_SESSION_LASTS = timedelta(hours=1)
_BOOKED_ONCE = frozenset({"professional_booked_once", "room_booked_once"})


def book(conference: Conference, *, refusal: type[CannotProceed]) -> list[Booking]:
    """
    Hold the conference's room, chair, minute taker and interpreters for its time.

    :raises CannotProceed: of the type given, if one of them is held for another meeting.
    """
    people = {one.pk: one for one in (conference.chair, conference.minute_taker) if one is not None}
    interpreters = Professional.objects.filter(
        participations__conference=conference,
        participations__role=ParticipantRole.INTERPRETER,
        participations__withdrawn_at=None,
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
        except IntegrityError as error:
            if _constraint(error) not in _BOOKED_ONCE:
                raise
            taken.append(_already_booked(one))
    if taken:
        raise refusal(taken)
    return booked


def book_sessions(conference: Conference, *, refusal: type[CannotProceed]) -> None:
    """
    Hold the rooms of those who come to a session of their own, for as long as that lasts.

    :raises CannotProceed: of the type given, if one of them is taken then.
    """
    apart = conference.participants.filter(
        own_room__isnull=False, comes_at__isnull=False, withdrawn_at=None, speaks_for=None
    ).select_related("own_room")
    wanted = {
        (one.own_room_id, one.comes_at): one.own_room
        for one in apart.order_by("own_room_id", "comes_at")
        if one.comes_at is not None
    }
    for (_, begins), room in wanted.items():
        try:
            _hold(conference, room, DateTimeTZRange(begins, begins + OWN_SESSION_LASTS))
        except IntegrityError as error:
            if _constraint(error) not in _BOOKED_ONCE:
                raise
            raise refusal(_already_booked(room)) from error


def release_bookings(conference: Conference, *, now: datetime) -> int:
    """Give back what was held for the conference; return how many bookings that were."""
    held = Booking.objects.filter(conference=conference, released_at=None)
    return held.update(released_at=now)


def _hold(conference: Conference, one: Room | Professional, period: DateTimeTZRange) -> Booking:
    with transaction.atomic():
        return Booking.objects.create(
            authority_id=conference.authority_id,
            conference=conference,
            room=one if isinstance(one, Room) else None,
            professional=one if isinstance(one, Professional) else None,
            period=period,
        )


def _already_booked(one: Room | Professional) -> Reason:
    code = "ROOM_TAKEN" if isinstance(one, Room) else "PERSON_TAKEN"
    return hard(
        code, f"{one.name} is already booked at this time. Choose another, or another time."
    )


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
