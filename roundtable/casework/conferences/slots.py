"""When a conference could be held: a free room or a link, chair and minute taker at one time."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from roundtable.casework.conferences.diary import Bookable, Diary, Wanted, read_diary
from roundtable.casework.conferences.limits import all_limits
from roundtable.casework.conferences.models import Conference, Room
from roundtable.casework.convening.queries import avoided_times
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules.avoided_times import AvoidedTime, why_not_then
from roundtable.rules.conference_guards import INITIAL_KINDS, ChildLimit
from roundtable.rules.proposals import (
    AGAINST_WHAT_WAS_SAID,
    BY_LINK,
    NO_INTERPRETER,
    TYPICAL_REPORTS,
    Customs,
    Day,
    Occasion,
    Proposed,
    remarks,
    weigh_chair,
    weigh_day,
)
from roundtable.rules.travel import weigh_travel
from roundtable.rules.working_days import Calendar

START_TIMES = (time(10, 0), time(13, 30))
MINUTES_FIRST, MINUTES_REVIEW = 120, 90
# How far to look: past the limit when nothing is free before it, and back from a review's limit,
# because a review that comes early brings every later one forward.
_WORKING_DAYS_PAST_LIMIT = 10
_WORKING_DAYS_BEFORE_REVIEW = 20
_WITHOUT_LIMIT = 20
FEWEST_SEATS = 10


@dataclass(frozen=True, slots=True)
class RoomNeeds:
    """What somebody on the list needs of the room, and of the way to it."""

    step_free: bool = False
    hearing_loop: bool = False
    separate_waiting: bool = False
    help_to_get_there: bool = False
    """No room is refused for it: see `rules.travel`."""

    def are_met_by(self, room: Room) -> bool:
        return (
            (room.is_step_free or not self.step_free)
            and (room.has_hearing_loop or not self.hearing_loop)
            and (room.has_separate_waiting or not self.separate_waiting)
        )


NO_NEEDS = RoomNeeds()
NOBODY_NEEDS: Mapping[int, RoomNeeds] = {}


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that works, with whom and where, and why in a few words."""

    starts_at: datetime
    ends_at: datetime
    chair_id: int
    chair: str
    minute_taker_id: int
    minute_taker: str
    room_id: int | None
    """None where no room will do: then it is held by video link."""
    room: str
    interpreter_ids: tuple[int, ...]
    """Who on file interprets for the family, and is free then."""
    is_within_limit: bool
    is_same_chair: bool
    notice_days: int
    cost: int  # by `rules.proposals`: the less, the better for the family, then for everybody
    occasion: Occasion
    proposed: Proposed

    @property
    def why(self) -> tuple[str, ...]:
        """Return what speaks for it and what it costs, the family first, in a few words each."""
        return remarks(self.occasion, self.proposed)


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
    limits: tuple[ChildLimit, ...]
    customs: Customs
    avoided: tuple[AvoidedTime, ...]
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
        [conference],
        today=today,
        calendar=calendar,
        needs={conference.pk: needs},
        minutes=minutes,
        most=most,
    )
    return found.slots[conference.pk]


def look_for_next(
    conference: Conference,
    *,
    limits: tuple[ChildLimit, ...],
    today: date,
    needs: RoomNeeds = NO_NEEDS,
    best: int = 6,
) -> tuple[Slot, ...]:
    """
    Return when the family of this conference could meet again, within its limits alone.

    For a meeting that nobody has asked for yet: who is on the list now is taken to come again. A
    constant number of queries.
    """
    form = conference.booking_form_id
    search = _search(
        conference,
        limits,
        today=today,
        calendar=calendar_of(conference.authority),
        needs=needs,
        avoided=tuple(avoided_times([form]).get(form, ())) if form else (),
        minutes=MINUTES_REVIEW,
    )
    diary = read_diary([conference], today=today, first=search.first, last=search.last)
    found = _TimesOf.one(search, diary).best(best)
    return tuple(one for one in found if one.is_within_limit)


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
    needs: Mapping[int, RoomNeeds] = NOBODY_NEEDS,
    avoided: Mapping[int, Sequence[AvoidedTime]] | None = None,
    minutes: int | None = None,
    most: int = 20,
    best: int | None = None,
) -> Times:
    """
    Return what `free_slots` does for several conferences that share a calendar.

    Each is looked at as if it were the only one to arrange; `needs` are by its id. The same number of queries for any
    number of them; `clocks`, from `limits.limit_clocks`, saves one, and so does `avoided`: by
    booking form, what the family said about their days. With `best`, so many that cost least, in
    the order of what they cost.
    """
    limits = all_limits(conferences, clocks=clocks)
    if avoided is None:
        forms = [one.booking_form_id for one in conferences if one.booking_form_id]
        avoided = avoided_times(forms)
    searches = [
        _search(
            one,
            limits[one.pk],
            today=today,
            calendar=calendar,
            needs=needs.get(one.pk, NO_NEEDS),
            avoided=tuple(avoided.get(one.booking_form_id or 0, ())),
            minutes=minutes,
        )
        for one in conferences
    ]
    diary = read_diary(
        conferences,
        today=today,
        first=min((one.first for one in searches), default=today),
        last=max((one.last for one in searches), default=today),
    )
    slots = {
        one.conference.pk: _slots(one, diary)[:most]
        if best is None
        else tuple(_TimesOf.one(one, diary).best(best))
        for one in searches
    }
    return Times(slots=slots, diary=diary)


def interpreters_free(
    conference: Conference, starts_at: datetime, ends_at: datetime, *, today: date
) -> tuple[int, ...]:
    """Return who on file interprets for the family at a time that was chosen. Five queries."""
    day = clock.day_of(starts_at)
    diary = read_diary([conference], today=today, first=day, last=day)
    wanted = diary.interpreters_wanted(conference)
    free = diary.free_of(wanted, day, DateTimeTZRange(starts_at, ends_at), conference)
    return tuple(dict.fromkeys(one.id for _, one in free))


def best_first(slots: Iterable[Slot]) -> list[Slot]:
    """Return the slots as a desk would try them: what costs the family and the child least first."""
    return sorted(slots, key=lambda slot: (slot.cost, slot.starts_at))


def _search(
    conference: Conference,
    limits: tuple[ChildLimit, ...],
    *,
    today: date,
    calendar: Calendar,
    needs: RoomNeeds,
    avoided: tuple[AvoidedTime, ...],
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
        length=timedelta(minutes=minutes or (MINUTES_FIRST if is_first else MINUTES_REVIEW)),
        limits=limits,
        customs=Customs.of(conference.authority.effective_settings),
        avoided=avoided,
        needs=needs,
    )


def _slots(search: _Search, diary: Diary) -> tuple[Slot, ...]:
    found = _TimesOf.one(search, diary).free()
    found.sort(key=lambda slot: (not slot.is_within_limit, not slot.is_same_chair, slot.starts_at))
    return tuple(found)


def _window(
    calendar: Calendar, today: date, limit: date | None, *, is_first: bool
) -> tuple[date, date]:
    first = calendar.add(today, 1)
    if limit is None or limit < first:
        return first, calendar.add(today, _WITHOUT_LIMIT)
    if not is_first:
        first = max(first, calendar.add(limit, -_WORKING_DAYS_BEFORE_REVIEW))
    return first, calendar.add(limit, _WORKING_DAYS_PAST_LIMIT)


def _days(calendar: Calendar, first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if calendar.is_working_day(day):
            yield day
        day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _TimesOf:
    """Whom and what one conference can be held with, and when they are free together."""

    search: _Search
    diary: Diary
    occasion: Occasion
    chairs: tuple[Bookable, ...]
    minute_takers: tuple[Bookable, ...]
    rooms: tuple[Room, ...]
    interpreters: frozenset[int]
    to_find: Wanted
    earlier_chair_id: int | None
    known_chair: str
    before: timedelta  # the start: the chair meets the family

    @classmethod
    def one(cls, search: _Search, diary: Diary) -> "_TimesOf":
        conference = search.conference
        earlier = diary.earlier_chair(conference)
        known = diary.names.get(earlier) if earlier is not None else None
        rooms = diary.rooms_for(conference, fewest_seats=FEWEST_SEATS)
        to_find = diary.interpreters_wanted(conference)
        journey = diary.journey_of(conference, needs_help=search.needs.help_to_get_there)
        fitting = [room for room in rooms if search.needs.are_met_by(room)]
        return cls(
            search=search,
            diary=diary,
            occasion=Occasion(
                limits=search.limits,
                customs=search.customs,
                reports=diary.reports_for(conference),
                interpreters_to_find=tuple(language for language, _ in to_find),
                interpreters_on_file=tuple(language for language, who in to_find if who),
                has_said_when=bool(search.avoided),
                journey=journey,
            ),
            chairs=diary.chairs_for(conference),
            minute_takers=diary.minute_takers_for(conference),
            # The smallest first of those that are equally near.
            rooms=tuple(sorted(fitting, key=lambda room: weigh_travel(journey, room.postcode))),
            interpreters=diary.interpreters_for(conference),
            to_find=to_find,
            earlier_chair_id=earlier,
            known_chair=known.name if known is not None else "",
            before=timedelta(minutes=search.customs.pre_meeting_minutes),
        )

    def free(self) -> list[Slot]:
        return [slot for day, stands in self._days() for slot in self._on(day, stands)]

    def best(self, most: int) -> list[Slot]:
        """
        Return those that cost least.

        No time costs less than its day: once enough are found, dearer days are not looked at.
        """
        found: list[Slot] = []
        for day, stands in sorted(self._days(), key=lambda one: (one[1].cost, one[0])):
            if len(found) == most and stands.cost > found[-1].cost:
                break
            found = best_first([*found, *self._on(day, stands)])[:most]
        return found

    def _days(self) -> Iterator[tuple[date, Day]]:
        search = self.search
        for day in _days(search.calendar, search.first, search.last):
            stands = weigh_day(
                self.occasion,
                day,
                limit=search.limit,
                today=search.today,
                calendar=search.calendar,
            )
            yield day, stands

    def _on(self, day: date, stands: Day) -> Iterator[Slot]:
        for start in START_TIMES:
            slot = self._slot(day, clock.at(day, start.hour, start.minute), stands)
            if slot is not None:
                yield slot

    def _slot(self, day: date, start: datetime, stands: Day) -> Slot | None:
        end = start + self.search.length
        period = DateTimeTZRange(start, end)
        if not all(self._is_free("person", pk, day, period) for pk in self.interpreters):
            return None
        room = next((one for one in self.rooms if self._is_free("room", one.pk, day, period)), None)
        chair = self._chair(day, DateTimeTZRange(start - self.before, end))
        if chair is None:
            return None
        free = (one for one in self.minute_takers if self._is_free("person", one.id, day, period))
        writers = [one for one in free if one.id != chair.id]
        if not writers:
            return None
        writer = min(writers, key=lambda one: len(self._others(one.id, day)))
        return self._offered(chair, writer, room, period, day, stands)

    def _offered(
        self,
        chair: Bookable,
        writer: Bookable,
        room: Room | None,
        period: DateTimeTZRange,
        day: date,
        stands: Day,
    ) -> Slot:
        search = self.search
        start, end = period.lower, period.upper
        against = why_not_then(search.avoided, day, start.time(), end.time())
        is_same = chair.id == self.earlier_chair_id
        interpreters = self.diary.free_of(self.to_find, day, period, search.conference)
        missing = len(self.occasion.interpreters_on_file) - len(interpreters)
        return Slot(
            starts_at=start,
            ends_at=end,
            chair_id=chair.id,
            chair=chair.name,
            minute_taker_id=writer.id,
            minute_taker=writer.name,
            room_id=room.pk if room is not None else None,
            room=room.name if room is not None else "by video link",
            interpreter_ids=tuple(dict.fromkeys(one.id for _, one in interpreters)),
            is_within_limit=search.limit is None or day <= search.limit,
            is_same_chair=is_same,
            notice_days=stands.notice_days,
            cost=stands.cost
            + AGAINST_WHAT_WAS_SAID * len(against)
            + (BY_LINK if room is None else weigh_travel(self.occasion.journey, room.postcode))
            + NO_INTERPRETER * missing
            + self._cost_of(chair, day),
            occasion=self.occasion,
            proposed=Proposed(
                day=day,
                stands=stands,
                limit=search.limit,
                chair=chair.name,
                is_same_chair=is_same,
                known_chair=self.known_chair,
                others=len(self._others(chair.id, day)),
                minutes=self._minutes(chair.id, day),
                against=against,
                has_room=room is not None,
                postcode=room.postcode if room is not None else "",
                interpreters=tuple((language, one.name) for language, one in interpreters),
            ),
        )

    def _is_free(self, what: str, pk: int, day: date, period: DateTimeTZRange) -> bool:
        return self.diary.is_free(what, pk, day, period, self.search.conference)

    def _others(self, pk: int, day: date) -> Sequence[int]:
        return self.diary.others_that_day(pk, day, self.search.conference)

    def _chair(self, day: date, period: DateTimeTZRange) -> Bookable | None:
        free = (one for one in self.chairs if self._is_free("person", one.id, day, period))
        return min(free, key=lambda one: self._cost_of(one, day), default=None)

    def _cost_of(self, chair: Bookable, day: date) -> int:
        return weigh_chair(
            self.search.customs,
            is_other=self.earlier_chair_id is not None and chair.id != self.earlier_chair_id,
            others=len(self._others(chair.id, day)),
            minutes=self._minutes(chair.id, day),
        )

    def _minutes(self, chair_id: int, day: date) -> int:
        """Return what the chair's day would hold, with the reading for each meeting."""
        customs = self.search.customs
        ours = int(self.search.length.total_seconds() // 60)
        return customs.chair_minutes(length=ours, reports=self.occasion.reports) + sum(
            customs.chair_minutes(length=theirs, reports=TYPICAL_REPORTS)
            for theirs in self._others(chair_id, day)
        )
