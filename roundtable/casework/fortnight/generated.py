"""A fortnight of any size, invented: what is measured, and what the properties are tried on."""

import random
from datetime import date, datetime, time, timedelta

from roundtable.casework.fortnight.problem import Meeting, Problem, Span
from roundtable.foundation.core import clock
from roundtable.rules.avoided_times import AvoidedTime, Because
from roundtable.rules.conference_guards import ChildLimit, Kind
from roundtable.rules.proposals import Customs, Occasion
from roundtable.rules.settings import with_defaults
from roundtable.rules.travel import Journey
from roundtable.rules.working_days import ENGLAND_AND_WALES

TODAY = date(2026, 11, 24)
TIMES = (time(10), time(13, 30))
_DISTRICTS = 4
_CHAIRS, _WRITERS, _ROOMS, _OTHERS = 100, 200, 300, 1000
_AVOIDED = (
    AvoidedTime(Because.WORK, weekdays=frozenset({1, 3}), starts=time(8), ends=time(12, 30)),
    AvoidedTime(Because.SCHOOL_RUN, weekdays=frozenset({1, 2, 3, 4, 5}), starts=time(14, 45)),
    AvoidedTime(Because.CANNOT_COME, weekdays=frozenset({5})),
)


def generated(
    meetings: int,
    *,
    chairs: int,
    minute_takers: int,
    rooms: int,
    days: int = 10,
    seed: int = 1,
) -> Problem:
    """Return a problem of this size; the same seed always gives the same one."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    calendar = ENGLAND_AND_WALES
    first = calendar.add(TODAY, 1)
    on = tuple(calendar.add(first, number) for number in range(1, days + 1))
    people = [_CHAIRS + one for one in range(chairs)]
    writers = frozenset(_WRITERS + one for one in range(minute_takers))
    every_room = [_ROOMS + one for one in range(rooms)]
    return Problem(
        today=TODAY,
        calendar=calendar,
        customs=Customs.of(with_defaults({})),
        days=on,
        times=TIMES,
        meetings=tuple(
            _meeting(key, chance, people, writers, every_room, on) for key in range(1, meetings + 1)
        ),
        people_busy=_busy(chance, [*people, *writers], on),
        rooms_busy=_busy(chance, every_room, on),
        postcodes={one: f"PR{one % _DISTRICTS + 1} 1AA" for one in every_room},
    )


def _meeting(
    key: int,
    chance: random.Random,
    chairs: list[int],
    writers: frozenset[int],
    rooms: list[int],
    on: tuple[date, ...],
) -> Meeting:
    kind = chance.choice([Kind.INITIAL, Kind.PRE_BIRTH, Kind.REVIEW, Kind.REVIEW, Kind.REVIEW])
    limit = chance.choice(on) + timedelta(days=chance.choice([-7, 0, 0, 3, 14, 30]))
    children = chance.choice([1, 1, 2, 3])
    needs = chance.choice([0, 0, 0, 1, 2])
    # Drawn apart: what is drawn after them stays as it was.
    way = random.Random(key)  # noqa: S311 - nothing secret is drawn
    homes = way.choice([(), ("LA1 1AA",), (f"PR{way.randint(1, _DISTRICTS)} 2BB",)])
    return Meeting(
        key=key,
        occasion=Occasion(
            limits=tuple(ChildLimit(key * 10 + one, "", kind, limit) for one in range(children)),
            customs=Customs.of(with_defaults({})),
            reports=chance.randint(3, 9),
            journey=Journey(frozenset(homes), needs_help=way.random() < 0.3),
        ),
        limit=limit,
        minutes=90 if kind is Kind.REVIEW else 120,
        chairs=frozenset(chairs) - {chance.choice(chairs)},
        minute_takers=writers,
        rooms=frozenset(rooms[needs:]),
        needed=frozenset({_OTHERS + chance.randint(1, 80)}),
        known_chair=chance.choice([None, *chairs]),
        avoided=tuple(chance.sample(_AVOIDED, chance.choice([0, 0, 1]))),
    )


def _busy(
    chance: random.Random, ids: list[int], on: tuple[date, ...]
) -> dict[int, tuple[Span, ...]]:
    busy: dict[int, tuple[Span, ...]] = {}
    for one in ids:
        if chance.random() < 0.3:
            start: datetime = clock.at(chance.choice(on), 10)
            busy[one] = ((start, start + timedelta(hours=2)),)
    return busy
