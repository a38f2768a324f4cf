"""
What somebody needs interpreted follows the interpreter who is held for them: booked, done, or lost.

Each is part of the act that books, moves or gives back; whoever may do that may do this.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef

from roundtable.casework.conferences.actions.notices import at_words
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.readers import begins_for
from roundtable.casework.invitations.actions.needs import (
    CannotArrangeNeed,
    state_after,
    write_step,
)
from roundtable.casework.invitations.models import Need, NeedKind
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.rules.need_states import State

_NEW = frozenset({State.ASKED})
_OPEN = _NEW | {State.FAILED, State.NOT_TO_BE_HAD}
_STANDS = frozenset({State.BOOKED, State.CONFIRMED})


def book_needs(
    conference: Conference, *, anew: bool = False, actor: Actor, now: datetime
) -> list[Need]:
    """
    Mark as booked what is needed by whoever has an interpreter held for their time.

    `anew` is for another date or another interpreter: then what fell through is looked at too.
    """
    held = _held(conference)
    found = [
        one for one in _needs(conference, _OPEN if anew else _NEW) if one.participant_id in held
    ]
    for need in found:
        _book(need, conference, held[need.participant_id], actor=actor, now=now)
    return found


def move_needs(conference: Conference, *, actor: Actor, now: datetime) -> None:
    """
    Book what was booked for the old time again, where the interpreter is held for the new one.

    Whatever else was arranged with an interpreter was arranged for a time that is no more.
    """
    held = _held(conference)
    for need in _needs(conference, _STANDS):
        interpreter = held.get(need.participant_id)
        if interpreter is None:
            words = f"The conference has moved to {at_words(conference.starts_at)}."
            write_step(need, conference, "fail", words=words, actor=actor, now=now)
        else:
            _book(need, conference, interpreter, actor=actor, now=now)
    book_needs(conference, anew=True, actor=actor, now=now)


def give_needs_back(
    conference: Conference,
    words: str,
    *,
    of: Participant | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Say that what was booked fell through: for everybody, or for one whose interpreter left."""
    somebody_else = _held(conference)
    for need in _needs(conference, _STANDS):
        if need.participant_id in somebody_else:
            continue
        if of is None or need.participant_id == of.pk:
            write_step(need, conference, "fail", words=words, actor=actor, now=now)


def finish_needs(
    conference: Conference, came: Collection[int], *, actor: Actor, now: datetime
) -> None:
    """Say that it is done for everybody whose interpreter is among the participants who came."""
    for need in _needs(conference, _STANDS):
        theirs = need.participant.spoken_for_by.filter(role=ParticipantRole.INTERPRETER)
        if theirs.filter(pk__in=came).exists():
            write_step(need, conference, "finish", words="", actor=actor, now=now)


def _needs(conference: Conference, states: Collection[State]) -> list[Need]:
    rows = Need.objects.filter(
        participant__conference=conference,
        participant__withdrawn_at=None,
        kind=NeedKind.INTERPRETER,
        state__in=sorted(state.value for state in states),
    )
    return list(rows.select_related("participant").order_by("pk"))


def _held(conference: Conference) -> Mapping[int, Participant]:
    """Return by participant the interpreter who stands by them, and is held for this conference."""
    held = Booking.objects.filter(
        conference=conference, professional=OuterRef("professional"), released_at=None
    )
    rows = Participant.objects.filter(
        Exists(held),
        conference=conference,
        role=ParticipantRole.INTERPRETER,
        speaks_for__isnull=False,
        withdrawn_at=None,
    ).select_related("professional", "person")
    return {one.speaks_for_id: one for one in rows.order_by("-pk") if one.speaks_for_id}


def _book(
    need: Need, conference: Conference, interpreter: Participant, *, actor: Actor, now: datetime
) -> None:
    begins = begins_for(need.participant, conference.starts_at)
    need.state = state_after(need, "book", CannotArrangeNeed)
    when = f" for {at_words(begins)}" if begins is not None else ""
    need.arrangement = f"{interpreter.name} is booked{when}."
    need.arranged_on = clock.day_of(now)
    need.confirmed_on = need.ended_on = None
    need.not_available_reason = need.outcome = ""
    need.save()
    audit.record(
        actor=actor,
        verb="need.arranged",
        subject=need,
        now=now,
        conference=conference.pk,
        is_available=True,
        interpreter=interpreter.pk,
    )
