"""A conference that is moved to another day, or begins later on the same one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from roundtable.casework.conferences.actions.arrangement import (
    Wanted,
    as_arranged,
    as_arrangement,
    place,
)
from roundtable.casework.conferences.actions.booking import book, book_sessions, release_bookings
from roundtable.casework.conferences.actions.notices import at_words, tell_everyone_invited
from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.actions.table import fill_the_table
from roundtable.casework.conferences.models import Conference, Purpose, Room
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.slots import NO_NEEDS, RoomNeeds
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.casework.people.models import Professional
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import conference_guards as guards
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Override


class CannotRescheduleConference(CannotProceed):
    """Not to that time or place, or not any more."""


class CannotMarkReady(CannotProceed):
    """Nobody has been asked to come yet, or it has opened."""


class CannotDelayStart(CannotProceed):
    """It cannot begin later: there is no reason, or somebody is booked for another meeting."""


@transaction.atomic
def reschedule_conference(
    *,
    conference_id: int,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    chair_id: int | None = None,
    minute_taker_id: int | None = None,
    room_id: int | None = None,
    link: str | None = None,
    is_without_room: bool = False,
    needs: RoomNeeds = NO_NEEDS,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Move an arranged conference; what is not given stays. Everyone invited is told of the change.

    With `is_without_room` the room is given up, for a link alone.

    Its invitations have to be sent again: an answer to the old date says nothing about the new
    one. The old date stays in the timeline and in the history of the row.

    :raises CannotRescheduleConference: as arranging it would, or without a reason.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.ARRANGE_CONFERENCE, facts)
    if chair_id not in (None, conference.chair_id):
        authorise(actor, Permission.ALLOCATE_CHAIR, facts)
    state = state_after(conference, "reschedule", refusal=CannotRescheduleConference)
    before = as_arranged(conference)
    wanted = _changed(before, chair_id, minute_taker_id, room_id, link)
    if is_without_room:
        wanted = replace(wanted, room=None)
    wanted = replace(wanted, starts_at=starts_at, ends_at=ends_at, needs=needs)
    agreed = settle(
        guards.reasons_cannot_reschedule(as_arrangement(conference, wanted, now), reason=reason),
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotRescheduleConference,
        now=now,
    )
    place(conference, wanted, agreed, refusal=CannotRescheduleConference, now=now)
    _move_sessions(conference, before, refusal=CannotRescheduleConference)
    line = enter(
        conference,
        state,
        title=f"Conference moved from {at_words(before.starts_at)} to {at_words(starts_at)}",
        detail=f"{reason.strip()} {in_words(agreed, actor=actor)}".strip(),
        actor=actor,
        now=now,
    )
    fill_the_table(conference, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="conference.rescheduled",
        subject=conference,
        now=now,
        overrides=in_codes(agreed, actor=actor),
    )
    moved_by = starts_at - before.starts_at

    def was(at: datetime | None) -> str:
        # Their own time: whoever comes apart never learns when the others were to meet.
        return at_words(at - moved_by if at is not None else None)

    tell_everyone_invited(
        conference,
        line,
        family=lambda at: f"Your appointment on {was(at)} has moved. It is now on {at_words(at)}.",
        professionals=lambda at: (
            f"The conference on {was(at)} has moved to {at_words(at)}. A new invitation follows."
        ),
        at=starts_at,
        now=now,
    )
    return conference


def _changed(
    before: Wanted,
    chair_id: int | None,
    minute_taker_id: int | None,
    room_id: int | None,
    link: str | None,
) -> Wanted:
    after = before
    if chair_id is not None:
        after = replace(after, chair=Professional.objects.get(pk=chair_id))
    if minute_taker_id is not None:
        after = replace(after, minute_taker=Professional.objects.get(pk=minute_taker_id))
    if room_id is not None:
        after = replace(after, room=Room.objects.get(pk=room_id))
        after = replace(after, in_the_home=False, home_venue_reason="")
    return after if link is None else replace(after, link=link)


def _move_sessions(conference: Conference, before: Wanted, *, refusal: type[CannotProceed]) -> None:
    """A session of its own keeps its distance from the start."""
    moved_by = (conference.starts_at or before.starts_at) - before.starts_at
    apart = conference.participants.filter(comes_at__isnull=False)
    apart.update(comes_at=F("comes_at") + moved_by)
    book_sessions(conference, refusal=refusal)


@transaction.atomic
def delay_start(
    *, conference_id: int, until: datetime, reason: str, actor: Actor, now: datetime
) -> Conference:
    """
    Begin later on the same day, for instance while the family reads a report that came late.

    :raises CannotDelayStart: without a reason, to another day, or where somebody is booked then.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.POSTPONE_CONFERENCE, facts)
    state = state_after(conference, "delay_start", refusal=CannotDelayStart)
    settle(
        guards.reasons_cannot_delay_start(reason=reason),
        (),
        authority_id=conference.authority_id,
        refusal=CannotDelayStart,
        now=now,
    )
    before = as_arranged(conference)
    if until <= before.starts_at or clock.day_of(until) != clock.day_of(before.starts_at):
        raise CannotDelayStart("Choose a later time on the same day.")
    conference.starts_at = until
    conference.ends_at = before.ends_at + (until - before.starts_at)
    # What was read is read.
    release_bookings(conference, now=now, purposes=(Purpose.MEETING, Purpose.FAMILY))
    book(conference, refusal=CannotDelayStart)
    _move_sessions(conference, before, refusal=CannotDelayStart)
    line = enter(
        conference,
        state,
        title=f"Conference begins later: {at_words(until)}",
        detail=reason.strip(),
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="conference.start_delayed", subject=conference, now=now)
    tell_everyone_invited(
        conference,
        line,
        family=lambda at: f"Your appointment begins later. It is now on {at_words(at)}.",
        professionals=lambda at: f"The conference begins later, on {at_words(at)}.",
        at=until,
        now=now,
    )
    return conference


@transaction.atomic
def mark_ready(*, conference_id: int, actor: Actor, now: datetime) -> Conference:
    """
    Say, as the chair, that the conference can begin. What is still open is shown and stops nothing.

    :raises CannotMarkReady: if nobody has been asked to come.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.OPEN_CONFERENCE, facts)
    state = state_after(conference, "mark_ready", refusal=CannotMarkReady)
    enter(conference, state, title="Conference ready to begin", actor=actor, now=now)
    audit.record(actor=actor, verb="conference.ready", subject=conference, now=now)
    return conference
