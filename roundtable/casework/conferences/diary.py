"""Who and what can be booked, who is too close to a family for it, and what is taken already."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value

from roundtable.casework.conferences.around import people_around
from roundtable.casework.conferences.models import Booking, Conference, Purpose, Room
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.core import clock
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Role
from roundtable.rules.languages import each_language, speaks
from roundtable.rules.travel import Journey

_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bookable:
    """Somebody who can be booked, by their post."""

    id: int
    public_id: uuid.UUID
    name: str


Wanted = tuple[tuple[str, tuple[Bookable, ...]], ...]
"""Languages, and who on file has each."""


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything that decides when some conferences could be held, read once for all of them."""

    chairs: Mapping[int, frozenset[int]]  # by authority
    minute_takers: Mapping[int, frozenset[int]]
    names: Mapping[int, Bookable]
    posts: Mapping[int, frozenset[int]]
    worked: Mapping[int, frozenset[int]]  # by case: who worked on it or managed it
    on_case: Mapping[int, frozenset[int]]  # by case: everybody but its chairs
    chaired: Mapping[int, Sequence[tuple[int, int]]]  # by case: conference and chair, latest first
    over: Mapping[int, frozenset[int]]  # by case: conferences that were held, keeping the next time
    seats: Mapping[int, int]  # by conference
    writers: Mapping[int, int]  # by conference: who on its list writes a report
    involved: Mapping[int, int]  # by case: agencies that work with the family
    interpreters: Mapping[int, frozenset[int]]  # by conference
    languages: Mapping[int, tuple[str, ...]]  # by case: what the family needs interpreted
    homes: Mapping[int, frozenset[str]]  # by case: postcodes, where none is kept from anybody
    register: Mapping[int, tuple[str, ...]]  # the languages of each interpreter on file
    rooms: Sequence[Room]
    # Of a person or room on a day: conferences with their times. None goes on past midnight.
    held: Mapping[tuple[str, int, date], Sequence[tuple[int, DateTimeTZRange]]]
    # Of a person on a day: the minutes of each meeting they are booked for.
    load: Mapping[tuple[int, date], Counter[int]]
    # Of a chair: when they read for a conference, or see its family before.
    kept: Mapping[int, Sequence[tuple[int, DateTimeTZRange]]]

    def who_chairs(self, authority_id: int) -> tuple[Bookable, ...]:
        """Return everybody who chairs conferences of the authority, by name."""
        return self._known(self.chairs.get(authority_id, _NOBODY))

    def who_takes_minutes(self, authority_id: int) -> tuple[Bookable, ...]:
        return self._known(self.minute_takers.get(authority_id, _NOBODY))

    def chairs_for(self, conference: Conference) -> tuple[Bookable, ...]:
        """Return who can chair it: nobody who worked on the case, in this post or another."""
        worked = self.worked.get(conference.case_id, _NOBODY)
        worked |= {conference.requested_by_id} if conference.requested_by_id else _NOBODY
        chairs = self.chairs.get(conference.authority_id, _NOBODY)
        return self._known(pk for pk in chairs if not self.posts[pk] & worked)

    def minute_takers_for(self, conference: Conference) -> tuple[Bookable, ...]:
        """Return who can take its minutes: nobody with another part in the case."""
        writers = self.minute_takers.get(conference.authority_id, _NOBODY)
        return self._known(writers - self.on_case.get(conference.case_id, _NOBODY))

    def rooms_for(self, conference: Conference, *, fewest_seats: int) -> tuple[Room, ...]:
        """Return the rooms that are large enough, the smallest of them first."""
        seats = max(fewest_seats, self.seats.get(conference.pk, 0))
        return tuple(
            room
            for room in self.rooms
            if room.capacity >= seats and room.authority_id == conference.authority_id
        )

    def earlier_chair(self, conference: Conference) -> int | None:
        """Return who chairs it already, or chaired for this family last."""
        if conference.chair_id is not None:
            return conference.chair_id
        earlier = self.chaired.get(conference.case_id, ())
        return next((chair for pk, chair in earlier if pk != conference.pk), None)

    def is_free(
        self, what: str, pk: int, day: date, period: DateTimeTZRange, conference: Conference
    ) -> bool:
        """Return whether a person or room is held for no other meeting at that time of the day."""
        held = self.held.get((what, pk, day))
        if held is None:
            return True
        for_them = self.over.get(conference.case_id, _NOBODY)
        return not any(
            of != conference.pk
            and one.lower < period.upper
            and period.lower < one.upper
            and of not in for_them
            for of, one in held
        )

    def others_that_day(self, pk: int, day: date, conference: Conference) -> Sequence[int]:
        """Return how many minutes each other meeting takes that somebody has on a day."""
        meetings = self.load.get((pk, day))
        if meetings is None:
            return ()
        return [minutes for of, minutes in meetings.items() if of != conference.pk]

    def reports_for(self, conference: Conference) -> int:
        """Return how many reports to expect: from the list, or before there is one from the case."""
        of_the_case = self.involved.get(conference.case_id, 0) + 1  # and the social worker's
        return max(self.writers.get(conference.pk, 0), of_the_case)

    def interpreters_for(self, conference: Conference) -> frozenset[int]:
        return self.interpreters.get(conference.pk, _NOBODY)

    def interpreters_to_find(self, conference: Conference) -> tuple[str, ...]:
        """Return the languages of the family, where no interpreter is on the list yet."""
        if self.interpreters_for(conference):
            return ()
        return self.languages.get(conference.case_id, ())

    def who_interprets(self, language: str) -> tuple[Bookable, ...]:
        """Return the interpreters on file who have this language, by name."""
        return self._known(pk for pk, theirs in self.register.items() if speaks(theirs, language))

    def interpreters_wanted(self, conference: Conference) -> Wanted:
        """Return each language that has still to be interpreted, and who on file has it."""
        languages = self.interpreters_to_find(conference)
        return tuple((language, self.who_interprets(language)) for language in languages)

    def free_of(
        self, wanted: Wanted, day: date, period: DateTimeTZRange, conference: Conference
    ) -> tuple[tuple[str, Bookable], ...]:
        """Return of these the languages for which somebody is free then, and who."""
        found = []
        for language, who in wanted:
            free = (one for one in who if self.is_free("person", one.id, day, period, conference))
            found += [(language, one) for one in [next(free, None)] if one is not None]
        return tuple(found)

    def journey_of(self, conference: Conference, *, needs_help: bool) -> Journey:
        """Return from where the family comes; nothing, where an address of theirs is kept."""
        return Journey(self.homes.get(conference.case_id, frozenset()), needs_help)

    def _known(self, ids: Iterable[int]) -> tuple[Bookable, ...]:
        people = (self.names[pk] for pk in ids if pk in self.names)
        return tuple(sorted(people, key=lambda one: one.name))


def read_diary(
    conferences: Collection[Conference], *, today: date, first: date, last: date
) -> Diary:
    """Return the diary of the days from `first` to `last`. Five queries for any number."""
    authorities = {one.authority_id for one in conferences}
    bookable = _PEOPLE.rows(authority_ids=list(authorities))
    roles, posts = _who_can(bookable, today)
    chairs, writers = roles[Role.CHAIR.value], roles[Role.MINUTE_TAKER.value]
    people = [row for row in bookable if row.name is not None]
    cases = {one.case_id for one in conferences}
    around = people_around(conferences, cases)
    chaired, over, seats, reporting = _history(cases)
    held, load, kept = _taken(first, last)
    return Diary(
        chairs=chairs,
        minute_takers=writers,
        names={row.post: Bookable(row.post, row.public_id, row.name) for row in people},
        posts=posts,
        worked=_frozen(around.worked),
        on_case=_frozen(around.on_case),
        chaired=chaired,
        over=over,
        seats=seats,
        writers=reporting,
        involved=around.involved,
        interpreters=_frozen(around.interpreters),
        languages={pk: each_language(words) for pk, words in around.languages.items()},
        homes={pk: frozenset(codes) for pk, codes in around.homes.items()},
        register={row.post: tuple(row.languages) for row in people if row.languages},
        rooms=_ROOMS.rows(),
        held=held,
        load=load,
        kept=kept,
    )


_ROOMS = Kept(lambda _given: Room.objects.order_by("capacity", "name"))


def _who_can(
    rows: Iterable[Any], today: date
) -> tuple[dict[str, dict[int, frozenset[int]]], dict[int, frozenset[int]]]:
    """Return who chairs and who takes minutes today, by authority, and all posts of each."""
    found: dict[str, dict[int, set[int]]] = {role: defaultdict(set) for role in _OFFICES}
    held = [row for row in rows if row.user_id is not None]
    for row in held:
        is_open = row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)
        if row.role in found and is_open:
            found[row.role][row.authority_id].add(row.post)
    frozen = {
        role: {authority: frozenset(ids) for authority, ids in by_authority.items()}
        for role, by_authority in found.items()
    }
    return frozen, posts_of_users((row.user_id, row.post) for row in held)


def _people(given: type[Slot]) -> QuerySet[Any, Any]:
    """
    What those who chair and take minutes hold, with their names; and who is on file as interpreter.

    A post that somebody has left, or holds elsewhere, has no name here.
    """
    appointments = Appointment.objects.filter(professional_id__isnull=False)
    officers = appointments.filter(authority_id__any=given("authority_ids"), role__in=_OFFICES)
    post = Professional.objects.filter(pk=OuterRef("professional_id"), left_on=None)
    held = (
        appointments.filter(user_id__in=officers.values("user_id"))
        .annotate(
            post=F("professional_id"),
            **{field: Subquery(post.values(field)[:1]) for field in _OF_A_POST},
        )
        .values_list(*_OF_AN_APPOINTMENT, "post", *_OF_A_POST, named=True)
    )
    columns: Any = Appointment._meta
    interpreters = (
        Professional.objects.filter(left_on=None)
        .exclude(languages=Value("{}"))
        .values_list(
            *(Value(None, output_field=columns.get_field(one)) for one in _OF_AN_APPOINTMENT),
            "pk",
            *_OF_A_POST,
            named=True,
        )
    )
    return held.union(interpreters, all=True)


_OFFICES = (Role.CHAIR.value, Role.MINUTE_TAKER.value)
_OF_AN_APPOINTMENT = ("user_id", "authority_id", "role", "starts_on", "ends_on")
_OF_A_POST = ("public_id", "name", "languages")
_PEOPLE: Kept[Any] = Kept(_people)


def posts_of_users(held: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return for each post all posts of the same user, itself included; `held`: user and post."""
    by_user: dict[int, set[int]] = defaultdict(set)
    for user_id, post in held:
        by_user[user_id].add(post)
    found: dict[int, set[int]] = defaultdict(set)
    for posts in by_user.values():
        for pk in posts:
            found[pk] |= posts
    return {pk: frozenset(posts) for pk, posts in found.items()}


def other_posts_of(professional_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Return for each post all posts of the same user, itself included. One query."""
    users = Appointment.objects.filter(professional_id__in=professional_ids).values("user_id")
    rows = Appointment.objects.filter(user_id__in=users, professional_id__isnull=False)
    known = posts_of_users((one.user_id, one.professional_id or 0) for one in rows)
    return {pk: known.get(pk, frozenset({pk})) for pk in professional_ids}


def _frozen(sets: Mapping[int, set[int]]) -> dict[int, frozenset[int]]:
    return {key: frozenset(ids) for key, ids in sets.items()}


def _history(
    cases: Collection[int],
) -> tuple[
    dict[int, list[tuple[int, int]]],
    dict[int, frozenset[int]],
    dict[int, int],
    dict[int, int],
]:
    """Return who chaired for each family, what is over, and how many each seats and has write."""
    chaired: dict[int, list[tuple[int, int]]] = defaultdict(list)
    over: dict[int, set[int]] = defaultdict(set)
    seats: dict[int, int] = {}
    writers: dict[int, int] = {}
    for pk, case_id, chair_id, closed_at, number, write in _GONE_BEFORE.rows(case_ids=list(cases)):
        if closed_at is not None:
            over[case_id].add(pk)
        seats[pk], writers[pk] = number, write
        if chair_id is not None:
            chaired[case_id].append((pk, chair_id))
    return dict(chaired), _frozen(over), seats, writers


_ON_THE_LIST = Q(participants__withdrawn_at=None)
_GONE_BEFORE = Kept(
    lambda given: (
        Conference.objects.filter(case_id__any=given("case_ids"))
        .annotate(
            seated=Count("participants", filter=_ON_THE_LIST),
            writing=Count(
                "participants", filter=_ON_THE_LIST & Q(participants__writes_report=True)
            ),
        )
        .order_by("-on", "-pk")
        .values_list("pk", "case_id", "chair_id", "closed_at", "seated", "writing")
    )
)


_Held = list[tuple[int, DateTimeTZRange]]


def _taken(
    first: date, last: date
) -> tuple[
    dict[tuple[str, int, date], _Held],
    dict[tuple[int, date], Counter[int]],
    dict[int, _Held],
]:
    """Return who and what is held when, for how many minutes of meetings, and what chairs keep."""
    window = DateTimeTZRange(clock.at(first, 0), clock.at(last + timedelta(days=1), 0))
    held: dict[tuple[str, int, date], _Held] = defaultdict(list)
    kept: dict[int, _Held] = defaultdict(list)
    load: dict[tuple[int, date], Counter[int]] = defaultdict(Counter)
    for of, professional_id, room_id, period, purpose in _BOOKED.rows(window=window):
        day = clock.day_of(period.lower)
        if room_id:
            held["room", room_id, day].append((of, period))
        else:
            held["person", professional_id, day].append((of, period))
            if purpose != Purpose.MEETING:
                kept[professional_id].append((of, period))
            else:
                minutes = int((period.upper - period.lower).total_seconds() // 60)
                load[professional_id, day][of] += minutes
    return held, load, kept


_BOOKED = Kept(
    lambda given: Booking.objects.filter(
        period__overlap=given("window"), released_at=None
    ).values_list("conference_id", "professional_id", "room_id", "period", "purpose")
)
