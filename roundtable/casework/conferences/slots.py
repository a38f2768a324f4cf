"""When a conference could be held: a free room, chair and minute taker at the same time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.limits import limits_of
from roundtable.casework.conferences.models import Booking, Conference, Room
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules.access import Role
from roundtable.rules.conference_guards import INITIAL_KINDS
from roundtable.rules.explanations import in_words
from roundtable.rules.settings import number
from roundtable.rules.working_days import Calendar

START_TIMES = (time(10, 0), time(13, 30))
_MINUTES_FIRST, _MINUTES_REVIEW = 120, 90
# How far to look: past the limit when nothing is free before it, and back from a review's limit,
# because a review that comes early brings every later one forward.
_WORKING_DAYS_PAST_LIMIT = 10
_WORKING_DAYS_BEFORE_REVIEW = 20
_WITHOUT_LIMIT = 20
_FEWEST_SEATS = 10


@dataclass(frozen=True, slots=True)
class RoomNeeds:
    """What somebody on the list needs of the room."""

    step_free: bool = False
    hearing_loop: bool = False
    separate_waiting: bool = False

    def are_met_by(self, room: Room) -> bool:
        return (
            (room.is_step_free or not self.step_free)
            and (room.has_hearing_loop or not self.hearing_loop)
            and (room.has_separate_waiting or not self.separate_waiting)
        )


NO_NEEDS = RoomNeeds()


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that works, with whom and where, and why in a few words."""

    starts_at: datetime
    ends_at: datetime
    chair_id: int
    chair: str
    minute_taker_id: int
    minute_taker: str
    room_id: int
    room: str
    is_within_limit: bool
    is_same_chair: bool
    notice_days: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class _Search:
    """What is known before the first time is tried."""

    today: date
    calendar: Calendar
    limit: date | None
    usual_notice: int
    chairs: tuple[_Person, ...]
    minute_takers: tuple[_Person, ...]
    rooms: tuple[Room, ...]
    earlier_chair_id: int | None
    busy: Mapping[tuple[str, int], list[DateTimeTZRange]]
    load: Counter[tuple[int, date]]


def free_slots(
    conference: Conference,
    *,
    today: date,
    needs: RoomNeeds = NO_NEEDS,
    minutes: int | None = None,
    most: int = 20,
) -> tuple[Slot, ...]:
    """
    Return at most `most` times, those within the limit first, of them those with the same chair.

    Times after the limit come only where too few lie before it. Only working days from tomorrow
    on; nobody and no room is offered twice at one time. A constant number of queries.
    """
    limits = limits_of(conference)
    is_first = any(limit.kind in INITIAL_KINDS for limit in limits)
    earliest = min((limit.due_on for limit in limits), default=date.max)
    calendar = calendar_of(conference.authority)
    limit = earliest if earliest < date(calendar.last_year, 1, 1) else None
    first, last = _window(calendar, today, limit, is_first=is_first)
    length = timedelta(minutes=minutes or (_MINUTES_FIRST if is_first else _MINUTES_REVIEW))
    search = _prepare(conference, needs, calendar, limit, today, first, last)
    found = [
        slot
        for start in _starts(calendar, first, last)
        if (slot := _slot_at(search, start, start + length)) is not None
    ]
    found.sort(key=lambda slot: (not slot.is_within_limit, not slot.is_same_chair, slot.starts_at))
    return tuple(found[:most])


def _window(
    calendar: Calendar, today: date, limit: date | None, *, is_first: bool
) -> tuple[date, date]:
    first = calendar.add(today, 1)
    if limit is None or limit < first:
        return first, calendar.add(today, _WITHOUT_LIMIT)
    if not is_first:
        first = max(first, calendar.add(limit, -_WORKING_DAYS_BEFORE_REVIEW))
    return first, calendar.add(limit, _WORKING_DAYS_PAST_LIMIT)


def _starts(calendar: Calendar, first: date, last: date) -> Iterator[datetime]:
    day = first
    while day <= last:
        if calendar.is_working_day(day):
            yield from (clock.at(day, start.hour, start.minute) for start in START_TIMES)
        day += timedelta(days=1)


def _prepare(
    conference: Conference,
    needs: RoomNeeds,
    calendar: Calendar,
    limit: date | None,
    today: date,
    first: date,
    last: date,
) -> _Search:
    chair_ids, minute_taker_ids = _who_can(conference.authority_id, today)
    names = {
        row.pk: _Person(row.pk, row.name)
        for row in Professional.objects.filter(pk__in=chair_ids | minute_taker_ids, left_on=None)
    }
    case = Allocation.objects.filter(case_id=conference.case_id)
    on_case = set(case.exclude(capacity=Capacity.CHAIR).values_list("professional_id", "capacity"))
    worked = {pk for pk, what in on_case if what in (Capacity.SOCIAL_WORKER, Capacity.MANAGER)}
    worked |= {conference.requested_by_id} if conference.requested_by_id else set()
    posts = other_posts_of(chair_ids)
    seats = max(_FEWEST_SEATS, conference.participants.filter(withdrawn_at=None).count())
    rooms = Room.objects.filter(capacity__gte=seats).order_by("capacity", "name")
    busy, load = _taken(conference, first, last)
    return _Search(
        today=today,
        calendar=calendar,
        limit=limit,
        usual_notice=number(conference.authority.effective_settings, "invite_family_days"),
        chairs=_known(names, (pk for pk in chair_ids if not posts[pk] & worked)),
        minute_takers=_known(names, minute_taker_ids - {pk for pk, _ in on_case}),
        rooms=tuple(room for room in rooms if needs.are_met_by(room)),
        earlier_chair_id=conference.chair_id or _earlier_chair(conference),
        busy=busy,
        load=load,
    )


def _known(names: Mapping[int, _Person], ids: Iterable[int]) -> tuple[_Person, ...]:
    return tuple(sorted((names[pk] for pk in ids if pk in names), key=lambda one: one.name))


def _who_can(authority_id: int, today: date) -> tuple[set[int], set[int]]:
    rows = Appointment.objects.filter(
        open_on(today),
        authority_id=authority_id,
        role__in=[Role.CHAIR.value, Role.MINUTE_TAKER.value],
        professional_id__isnull=False,
    ).values_list("role", "professional_id")
    by_role: dict[str, set[int]] = defaultdict(set)
    for role, professional_id in rows:
        by_role[role].add(int(professional_id or 0))
    return by_role[Role.CHAIR.value], by_role[Role.MINUTE_TAKER.value]


def other_posts_of(professional_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Return for each post all posts of the same user, itself included."""
    users = Appointment.objects.filter(professional_id__in=professional_ids).values("user_id")
    rows = Appointment.objects.filter(user_id__in=users, professional_id__isnull=False)
    by_user: dict[int, set[int]] = defaultdict(set)
    for user_id, professional_id in rows.values_list("user_id", "professional_id"):
        by_user[user_id].add(int(professional_id or 0))
    return {
        pk: frozenset({pk}).union(*(posts for posts in by_user.values() if pk in posts))
        for pk in professional_ids
    }


def _earlier_chair(conference: Conference) -> int | None:
    earlier = Conference.objects.filter(case_id=conference.case_id, chair__isnull=False)
    return (
        earlier.exclude(pk=conference.pk)
        .order_by("-on", "-pk")
        .values_list("chair_id", flat=True)
        .first()
    )


def _taken(
    conference: Conference, first: date, last: date
) -> tuple[Mapping[tuple[str, int], list[DateTimeTZRange]], Counter[tuple[int, date]]]:
    """Return who and what is held when, and how many meetings each person has on each day."""
    window = DateTimeTZRange(clock.at(first, 0), clock.at(last + timedelta(days=1), 0))
    rows = Booking.objects.filter(Q(period__overlap=window), released_at=None).exclude(
        conference=conference
    )
    busy: dict[tuple[str, int], list[DateTimeTZRange]] = defaultdict(list)
    load: Counter[tuple[int, date]] = Counter()
    for professional_id, room_id, period in rows.values_list(
        "professional_id", "room_id", "period"
    ):
        if room_id:
            busy["room", room_id].append(period)
        else:
            busy["person", professional_id].append(period)
            load[professional_id, clock.day_of(period.lower)] += 1
    return busy, load


def _slot_at(search: _Search, start: datetime, end: datetime) -> Slot | None:
    day = clock.day_of(start)

    def is_free(what: str, pk: int) -> bool:
        held = search.busy.get((what, pk), ())
        return not any(one.lower < end and start < one.upper for one in held)

    chairs = [one for one in search.chairs if is_free("person", one.id)]
    writers = [one for one in search.minute_takers if is_free("person", one.id)]
    room = next((one for one in search.rooms if is_free("room", one.pk)), None)
    if not chairs or not writers or room is None:
        return None
    chair = min(
        chairs, key=lambda one: (one.id != search.earlier_chair_id, search.load[one.id, day])
    )
    writers = [one for one in writers if one.id != chair.id] or writers
    writer = min(writers, key=lambda one: search.load[one.id, day])
    if writer.id == chair.id:
        return None
    return Slot(
        starts_at=start,
        ends_at=end,
        chair_id=chair.id,
        chair=chair.name,
        minute_taker_id=writer.id,
        minute_taker=writer.name,
        room_id=room.pk,
        room=room.name,
        is_within_limit=search.limit is None or day <= search.limit,
        is_same_chair=chair.id == search.earlier_chair_id,
        notice_days=(day - search.today).days,
        why=tuple(_why(search, chair, day)),
    )


def _why(search: _Search, chair: _Person, day: date) -> Iterator[str]:
    if search.limit is not None:
        yield _against_the_limit(search.calendar, search.limit, day)
    if chair.id == search.earlier_chair_id:
        yield f"{chair.name} has chaired for this family before."
    others = search.load[chair.id, day]
    if others:
        yield f"{chair.name} has {_count(others, 'other')} that day."
    notice = (day - search.today).days
    usual = f"; {search.usual_notice} is usual" if notice < search.usual_notice else ""
    yield f"The family has {_count(notice, 'day')} of notice{usual}."


def _against_the_limit(calendar: Calendar, limit: date, day: date) -> str:
    if day > limit:
        return f"After the limit, {in_words(limit)}: this has to be agreed, with a reason."
    in_hand = calendar.between(day, limit)
    if in_hand == 0:
        return f"The last working day within the limit, {in_words(limit)}."
    return f"{_count(in_hand, 'working day')} before the limit, {in_words(limit)}."


def _count(number_of: int, what: str) -> str:
    return f"{number_of} {what}" if number_of == 1 else f"{number_of} {what}s"
