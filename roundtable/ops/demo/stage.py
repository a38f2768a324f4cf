"""
The stage: who acts, when, and in whose diary it stands.

Every act of the demonstration goes through `Stage.act`, in the context of the person acting.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from roundtable.casework.conferences.models import Room
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.ops.demo.cast import Cast
from roundtable.rules.working_days import ENGLAND_AND_WALES

Done = TypeVar("Done")

_SITTINGS = (time(10, 0), time(13, 30))
_MINUTE_TAKERS = ("minute_taker", "other_minute_taker", "third_minute_taker")
_ROOMS = ("willow", "oak", "rowan", "cedar")


@dataclass(frozen=True)
class Slot:
    """A time, a room and two people for one conference."""

    starts_at: datetime
    ends_at: datetime
    room: Room
    minute_taker: str
    minute_taker_id: int


@dataclass
class Stage:
    """Everything the families of one demonstration share."""

    cast: Cast
    seed: int = 0
    on_act: Callable[[], object] = lambda: None
    acts: int = 0
    _taken: set[tuple[date, time, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - it deals out names, no secrets

    @property
    def today(self) -> date:
        return self.cast.today

    def act(
        self, who: str | Actor, at: datetime, action: Callable[..., Done], **details: Any
    ) -> Done:
        """Have somebody of the cast do something at a moment, in their own context."""
        actor = self.cast.actor(who) if isinstance(who, str) else who
        with authority_context(actor.authority_ids, actor.user_id):
            done = action(**details, actor=actor, now=at)
        self.acts += 1
        self.on_act()
        return done

    # Days

    def working_day(self, offset: int, *, after: date | None = None) -> date:
        """Return the day so many working days from `after` (today, if not given)."""
        return ENGLAND_AND_WALES.add(after or self.today, offset)

    def on_or_before(self, day: date) -> date:
        return ENGLAND_AND_WALES.last_working_day_on_or_before(day)

    def on_or_after(self, day: date) -> date:
        while not ENGLAND_AND_WALES.is_working_day(day):
            day += timedelta(days=1)
        return day

    # The diary

    def book(self, chair: str, on: date, *, room: str = "", at: time | None = None) -> Slot:
        """Find a free sitting of this chair on this day; a room and a minute taker come with it."""
        for start in (at,) if at is not None else _SITTINGS:
            minute_taker = self._free(on, start, _MINUTE_TAKERS)
            place = self._free(on, start, (room,) if room else _ROOMS)
            if minute_taker and place and self._free(on, start, (chair,)):
                self._taken |= {(on, start, one) for one in (chair, minute_taker, place)}
                starts_at = clock.at(on, start.hour, start.minute)
                return Slot(
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(hours=2),
                    room=self.cast.rooms[place],
                    minute_taker=minute_taker,
                    minute_taker_id=self.cast.professional(minute_taker).pk,
                )
        raise LookupError(f"{chair} has no free sitting on {on}.")

    def _free(self, on: date, start: time, wanted: tuple[str, ...]) -> str:
        return next((one for one in wanted if (on, start, one) not in self._taken), "")

    # People

    def professionals(self, *keys: str) -> Iterator[Professional]:
        return (self.cast.professional(key) for key in keys)
