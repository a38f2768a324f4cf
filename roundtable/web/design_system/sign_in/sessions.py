"""How long a session lasts: since anything was done in it, and in all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from roundtable.web.design_system.audiences import Audience


@dataclass(frozen=True, slots=True)
class TimeOut:
    """What a page needs to know to warn in time, in whole seconds from when it was made."""

    idle: int
    over: int
    warned: int


_BEGAN, _SEEN = "began_at", "seen_at"
# Noted once a minute, not at each request: a note is a write.
_NOTE_EVERY = timedelta(minutes=1)


def begin(session: SessionBase, *, now: datetime) -> None:
    """Start the clocks of a session that someone has just signed in to."""
    session[_BEGAN] = session[_SEEN] = now.isoformat()


def has_run_out(session: SessionBase, audience: Audience, *, now: datetime) -> bool:
    """Return whether it has been idle, or has lasted, for longer than its audience may."""
    idle, lasted = now - _moment(session, _SEEN, now), now - _moment(session, _BEGAN, now)
    return idle > audience.idle or lasted > audience.longest


def touch(session: SessionBase, *, now: datetime) -> None:
    """Note that something was done in it."""
    if _SEEN not in session:
        begin(session, now=now)
    elif now - _moment(session, _SEEN, now) > _NOTE_EVERY:
        session[_SEEN] = now.isoformat()


def time_out(session: SessionBase, audience: Audience, *, now: datetime) -> TimeOut:
    """Return after how long without doing anything, and after how long at most, it runs out."""
    return TimeOut(
        idle=int((audience.idle - (now - _moment(session, _SEEN, now))).total_seconds()),
        over=int((audience.longest - (now - _moment(session, _BEGAN, now))).total_seconds()),
        warned=int(audience.warned.total_seconds()),
    )


def _moment(session: SessionBase, key: str, now: datetime) -> datetime:
    return datetime.fromisoformat(session[key]) if key in session else now
