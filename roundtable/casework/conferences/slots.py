"""When a conference could be held: a free room, chair and minute taker at the same time."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from roundtable.casework.conferences.diary import Bookable, Diary, read_diary
from roundtable.casework.conferences.limits import all_limits
from roundtable.casework.conferences.models import Conference, Room
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules.conference_guards import INITIAL_KINDS, ChildLimit
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
    others: int  # meetings the chair has that day
    search: "_Search"

    @property
    def why(self) -> tuple[str, ...]:
        """Return what speaks for it and what it costs, in a few words each."""
        return tuple(_why(self))


@dataclass(frozen=True, slots=True)
class _Search:
    """What is known of one conference before the first time is tried."""

    conference: Conference
    today: date
    calendar: Calendar
    limit: date | None
    first: date
    last: date
    length: timedelta
    usual_notice: int
    needs: RoomNeeds


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
    calendar = calendar_of(conference.authority)
    found = look_for_times(
        [conference], today=today, calendar=calendar, needs=needs, minutes=minutes, most=most
    )
    return found.slots[conference.pk]


@dataclass(frozen=True, slots=True)
class Times:
    """The free times of some conferences, and the diary in which they were found."""

    slots: Mapping[int, tuple[Slot, ...]]
    diary: Diary


def look_for_times(
    conferences: Sequence[Conference],
    *,
    today: date,
    calendar: Calendar,
    clocks: Collection[Clock] | None = None,
    needs: RoomNeeds = NO_NEEDS,
    minutes: int | None = None,
    most: int = 20,
) -> Times:
    """
    Return what `free_slots` does for several conferences that share a calendar.

    Each is looked at as if it were the only one to arrange. The same number of queries for any
    number of them; `clocks`, from `limits.limit_clocks`, saves one.
    """
    limits = all_limits(conferences, clocks=clocks)
    searches = [
        _search(one, limits[one.pk], today=today, calendar=calendar, needs=needs, minutes=minutes)
        for one in conferences
    ]
    diary = read_diary(
        conferences,
        today=today,
        first=min((one.first for one in searches), default=today),
        last=max((one.last for one in searches), default=today),
    )
    slots = {one.conference.pk: _slots(one, diary)[:most] for one in searches}
    return Times(slots=slots, diary=diary)


def best_first(slots: Iterable[Slot], *, usual_notice: int) -> list[Slot]:
    """
    Return the slots as a desk would try them: in time, with the same chair, with enough notice.

    Before the limit those come first that give the family the usual notice, or come nearest to
    it; after the limit only the soonest is good.
    """

    def key(slot: Slot) -> tuple[bool, bool, int, datetime]:
        short_of = max(0, usual_notice - slot.notice_days) if slot.is_within_limit else 0
        return (not slot.is_within_limit, not slot.is_same_chair, short_of, slot.starts_at)

    return sorted(slots, key=key)


def _search(
    conference: Conference,
    limits: Sequence[ChildLimit],
    *,
    today: date,
    calendar: Calendar,
    needs: RoomNeeds,
    minutes: int | None,
) -> _Search:
    is_first = any(limit.kind in INITIAL_KINDS for limit in limits)
    earliest = min((limit.due_on for limit in limits), default=date.max)
    limit = earliest if earliest < date(calendar.last_year, 1, 1) else None
    first, last = _window(calendar, today, limit, is_first=is_first)
    return _Search(
        conference=conference,
        today=today,
        calendar=calendar,
        limit=limit,
        first=first,
        last=last,
        length=timedelta(minutes=minutes or (_MINUTES_FIRST if is_first else _MINUTES_REVIEW)),
        usual_notice=number(conference.authority.effective_settings, "invite_family_days"),
        needs=needs,
    )


def _slots(search: _Search, diary: Diary) -> tuple[Slot, ...]:
    conference = search.conference
    rooms = diary.rooms_for(conference, fewest_seats=_FEWEST_SEATS)
    team = _Team(
        chairs=diary.chairs_for(conference),
        minute_takers=diary.minute_takers_for(conference),
        rooms=tuple(room for room in rooms if search.needs.are_met_by(room)),
        earlier_chair_id=diary.earlier_chair(conference),
    )
    found = [
        slot
        for start in _starts(search.calendar, search.first, search.last)
        if (slot := _slot_at(search, diary, team, start)) is not None
    ]
    found.sort(key=lambda slot: (not slot.is_within_limit, not slot.is_same_chair, slot.starts_at))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Team:
    """Whom and what one conference can be held with."""

    chairs: tuple[Bookable, ...]
    minute_takers: tuple[Bookable, ...]
    rooms: tuple[Room, ...]
    earlier_chair_id: int | None


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


def _slot_at(search: _Search, diary: Diary, team: _Team, start: datetime) -> Slot | None:
    day, period = clock.day_of(start), DateTimeTZRange(start, start + search.length)
    conference = search.conference

    def is_free(what: str, pk: int) -> bool:
        return diary.is_free(what, pk, day, period, conference)

    def load(one: Bookable) -> int:
        return diary.others_that_day(one.id, day, conference)

    room = next((one for one in team.rooms if is_free("room", one.pk)), None)
    chairs = [one for one in team.chairs if is_free("person", one.id)] if room else []
    writers = [one for one in team.minute_takers if is_free("person", one.id)] if chairs else []
    if room is None or not writers:
        return None
    chair = min(chairs, key=lambda one: (one.id != team.earlier_chair_id, load(one)))
    writers = [one for one in writers if one.id != chair.id] or writers
    writer = min(writers, key=load)
    if writer.id == chair.id:
        return None
    is_same_chair = chair.id == team.earlier_chair_id
    return Slot(
        starts_at=period.lower,
        ends_at=period.upper,
        chair_id=chair.id,
        chair=chair.name,
        minute_taker_id=writer.id,
        minute_taker=writer.name,
        room_id=room.pk,
        room=room.name,
        is_within_limit=search.limit is None or day <= search.limit,
        is_same_chair=is_same_chair,
        notice_days=(day - search.today).days,
        others=load(chair),
        search=search,
    )


def _why(slot: Slot) -> Iterator[str]:
    search, notice = slot.search, slot.notice_days
    if search.limit is not None:
        yield _against_the_limit(search.calendar, search.limit, clock.day_of(slot.starts_at))
    if slot.is_same_chair:
        yield f"{slot.chair} has chaired for this family before."
    if slot.others:
        yield f"{slot.chair} has {_count(slot.others, 'other')} that day."
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
