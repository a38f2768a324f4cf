"""How a conference is booked: what arranging it and moving it have in common."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.actions.booking import book, give_way, release_bookings
from roundtable.casework.conferences.actions.reading_time import keep_time_to_read
from roundtable.casework.conferences.diary import other_posts_of
from roundtable.casework.conferences.limits import limits_of
from roundtable.casework.conferences.models import Conference, ParticipantRole, Room
from roundtable.casework.conferences.slots import NO_NEEDS, RoomNeeds
from roundtable.casework.people.approvals import who_agreed
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import conference_guards as guards
from roundtable.rules.access import Role
from roundtable.rules.reasons import Override, hard

_AGREED_BY = 200  # as long as the clock keeps it


@dataclass(frozen=True, slots=True)
class Wanted:
    """A day, place and people for a conference, as the desk would like to book them."""

    starts_at: datetime
    ends_at: datetime
    chair: Professional
    minute_taker: Professional | None
    room: Room | None
    link: str = ""
    in_the_home: bool = False
    home_venue_reason: str = ""
    needs: RoomNeeds = NO_NEEDS


def as_arranged(conference: Conference) -> Wanted:
    """Return what is booked now, for an act that changes a part of it."""
    starts_at, ends_at, chair = conference.starts_at, conference.ends_at, conference.chair
    if starts_at is None or ends_at is None or chair is None:
        raise ValueError("Only what is arranged has a day, a time and a chair.")
    return Wanted(
        starts_at=starts_at,
        ends_at=ends_at,
        chair=chair,
        minute_taker=conference.minute_taker,
        room=conference.room,
        link=conference.link,
        in_the_home=bool(conference.home_venue_reason),
        home_venue_reason=conference.home_venue_reason,
    )


def as_arrangement(conference: Conference, wanted: Wanted, now: datetime) -> guards.Arrangement:
    """Return what is wanted as the guard asks about it."""
    on = clock.day_of(wanted.starts_at)
    minute_taker = wanted.minute_taker
    return guards.Arrangement(
        on=on,
        is_past=wanted.starts_at <= now,
        is_working_day=calendar_of(conference.authority).is_working_day(on),
        limits=limits_of(conference),
        has_place=bool(wanted.room or wanted.link or wanted.in_the_home),
        chair_chairs_here=_chairs_here(conference, wanted.chair, on),
        chair_is_independent=is_independent(conference, wanted.chair),
        has_minute_taker=minute_taker is not None,
        minute_taker_has_other_role=minute_taker is not None
        and _has_other_part(conference, minute_taker),
        access_needs_met=wanted.room is None or wanted.needs.are_met_by(wanted.room),
        is_in_the_home=wanted.in_the_home,
        home_reason=wanted.home_venue_reason,
    )


def _chairs_here(conference: Conference, chair: Professional, on: date) -> bool:
    as_chair = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on),
        authority_id=conference.authority_id,
        role=Role.CHAIR.value,
        professional_id=chair.pk,
        starts_on__lte=on,
    )
    return as_chair.exists()


def is_independent(conference: Conference, chair: Professional) -> bool:
    """Return whether the chair never worked on or managed the case, in this post or another."""
    worked_on = Allocation.objects.filter(
        case_id=conference.case_id,
        professional_id__in=other_posts_of([chair.pk])[chair.pk],
        capacity__in=[Capacity.SOCIAL_WORKER, Capacity.MANAGER],
    )
    return not worked_on.exists() and conference.requested_by_id != chair.pk


def _has_other_part(conference: Conference, minute_taker: Professional) -> bool:
    on_case = Allocation.objects.filter(case_id=conference.case_id, professional=minute_taker)
    return on_case.exists() or (
        conference.participants.filter(professional=minute_taker, withdrawn_at=None)
        .exclude(role=ParticipantRole.MINUTE_TAKER)
        .exists()
    )


def place(
    conference: Conference,
    wanted: Wanted,
    agreed: Collection[Override],
    *,
    refusal: type[CannotProceed],
    now: datetime,
) -> None:
    """Set day, place and people on the conference and hold them. It is not saved yet."""
    start, end = wanted.starts_at, wanted.ends_at
    if end <= start or clock.day_of(end) != clock.day_of(start):
        raise refusal(hard("ENDS_BEFORE_START", "It must end after it starts, on the same day."))
    conference.starts_at, conference.ends_at = start, end
    conference.on = clock.day_of(start)
    conference.chair, conference.minute_taker = wanted.chair, wanted.minute_taker
    conference.room, conference.link = wanted.room, wanted.link
    conference.home_venue_reason = wanted.home_venue_reason if wanted.in_the_home else ""
    conference.includes_initial = any(child.is_initial for child in conference.children.all())
    late = [one for one in agreed if one.code == "PAST_LIMIT"]
    conference.late_reason = " ".join(dict.fromkeys(one.words.strip() for one in late))
    conference.late_agreed_by = who_agreed(late)[:_AGREED_BY]
    release_bookings(conference, now=now)
    give_way(conference, now=now)
    book(conference, refusal=refusal)
    keep_time_to_read(conference, now=now)
