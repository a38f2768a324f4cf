"""
The stage: who acts, when, and in whose diary it stands.

Every act of the demonstration goes through `Stage.act`, in the context of the person acting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from roundtable.casework.conferences.models import Booking, Room
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.ops.demo.cast import Cast
from roundtable.rules.working_days import ENGLAND_AND_WALES

Done = TypeVar("Done")

_SITTINGS = (time(10, 0), time(13, 30), time(16, 0))
_LENGTH = timedelta(hours=2)
# In which the chair sees the family.
_BEFORE = timedelta(minutes=30)
# Each chair works with the same minute takers in the same rooms, so that two lanes of families
# can be told at once without meeting in a diary.
_TEAMS = {"chair": (("minute_taker",), ("willow", "oak"))}
_OTHERS = (("other_minute_taker", "third_minute_taker"), ("rowan", "cedar"))


@dataclass(frozen=True)
class Slot:
    """A time, a room and two people for one conference."""

    starts_at: datetime
    ends_at: datetime
    room: Room
    minute_taker: str


@dataclass
class Stage:
    """Everything the families of one demonstration share."""

    cast: Cast
    seed: int = 0
    acts: int = 0

    @property
    def today(self) -> date:
        return self.cast.today

    def act(
        self, who: str | Actor, at: datetime, action: Callable[..., Done], **details: Any
    ) -> Done:
        """
        Have somebody of the cast do something at a moment, in their own context.

        The context, and what was done, last as long as the transaction around them.
        """
        actor = self.cast.actor(who) if isinstance(who, str) else who
        set_context(actor.authority_ids, actor.user_id)
        self.acts += 1
        return action(**details, actor=actor, now=at)

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
        minute_takers, rooms = _TEAMS.get(chair, _OTHERS)
        cast = self.cast
        for start in (at,) if at is not None else _SITTINGS:
            begin = clock.at(on, start.hour, start.minute)
            period = DateTimeTZRange(begin - _BEFORE, begin + _LENGTH)
            held = Booking.objects.filter(period__overlap=period, released_at=None)
            taken = set(held.values_list("professional_id", "room_id"))
            people, places = {pk for pk, _ in taken}, {pk for _, pk in taken}
            minute_taker = next(
                (one for one in minute_takers if cast.professional(one).pk not in people), ""
            )
            place = next(
                (one for one in ((room,) if room else rooms) if cast.rooms[one].pk not in places),
                "",
            )
            if minute_taker and place and cast.professional(chair).pk not in people:
                return Slot(begin, begin + _LENGTH, cast.rooms[place], minute_taker)
        raise LookupError(f"{chair} has no free sitting on {on}.")
