"""How a meeting that opened ends: decided, or with an interim plan and a day to meet again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.actions.notices import tell_everyone_invited
from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.limits import MEET_AGAIN_CLOCK
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.casework.room.actions.breaks import answer_breaks
from roundtable.casework.room.actions.meeting import log
from roundtable.casework.room.models import AgendaItem, Attendance
from roundtable.casework.room.queries import quorum_of
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import meeting_guards as guards
from roundtable.rules import timescales
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Override, Reason, hard

RECORD_CLOCK = "record"
LETTERS_CLOCK = "decision_letter"


class CannotEndConference(CannotProceed):
    """What keeps the children safe, or the day to meet again, is missing; or it is not on."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """One way to end without a decision: its event, its guard, and what the timeline calls it."""

    event: str
    guard: Callable[[guards.EarlyEnd], list[Reason]]
    title: str


_STAND_DOWN = _Ending("stand_down", guards.reasons_cannot_stand_down, "Conference stood down")
_ADJOURN = _Ending("adjourn", guards.reasons_cannot_adjourn, "Conference adjourned")
_INQUORATE = _Ending(
    "close_inquorate", guards.reasons_cannot_close_inquorate, "Conference closed: not quorate"
)


@transaction.atomic
def stand_down(
    *,
    conference_id: int,
    reason: str,
    interim_plan: str,
    next_on: date | None,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Stand the meeting down, as the family may ask where reports came too late to be read.

    The children keep their status; the interim plan applies until it meets again on `next_on`.

    :raises CannotEndConference: if reason, interim plan or next day is missing.
    """
    end = guards.EarlyEnd(reason=reason, interim_plan=interim_plan, next_on=next_on)
    return _end_without_decision(_STAND_DOWN, conference_id, end, overrides, actor=actor, now=now)


@transaction.atomic
def adjourn(
    *,
    conference_id: int,
    reason: str,
    interim_plan: str,
    next_on: date | None,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Adjourn the meeting. The children keep their status; the interim plan applies meanwhile.

    :raises CannotEndConference: if reason, interim plan or next day is missing.
    """
    end = guards.EarlyEnd(reason=reason, interim_plan=interim_plan, next_on=next_on)
    return _end_without_decision(_ADJOURN, conference_id, end, overrides, actor=actor, now=now)


@transaction.atomic
def close_inquorate(
    *,
    conference_id: int,
    reason: str,
    interim_plan: str,
    next_on: date | None,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Close a meeting to which too few agencies came. What was counted is kept with it.

    :raises CannotEndConference: if it is quorate, or reason, interim plan or next day is missing.
    """
    end = guards.EarlyEnd(reason=reason, interim_plan=interim_plan, next_on=next_on)
    return _end_without_decision(_INQUORATE, conference_id, end, overrides, actor=actor, now=now)


def _end_without_decision(
    ending: _Ending,
    conference_id: int,
    end: guards.EarlyEnd,
    overrides: Sequence[Override],
    *,
    actor: Actor,
    now: datetime,
) -> Conference:
    conference = lock_conference(conference_id)
    authorise(actor, Permission.DECIDE, facts_about_conference(actor, conference.pk))
    state = state_after(conference, ending.event, refusal=CannotEndConference)
    day = clock.day_of(conference.opened_at or now)
    agreed = settle(
        [*_not_now(ending, conference, end, day), *ending.guard(_with_limit(conference, end, day))],
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotEndConference,
        now=now,
    )
    conference.interim_plan, conference.next_on = end.interim_plan.strip(), end.next_on
    conference.ending, conference.ending_reason = state.value, end.reason.strip()
    _close(conference, now=now)
    line = enter(
        conference,
        state,
        title=ending.title,
        detail=in_words(agreed, actor=actor),
        actor=actor,
        now=now,
    )
    log(conference, ending.event, reason=end.reason, actor=actor, now=now)
    for rule in (RECORD_CLOCK, MEET_AGAIN_CLOCK, LETTERS_CLOCK):
        _start(rule, conference, day, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb=f"conference.{ending.event}",
        subject=conference,
        now=now,
        overrides=in_codes(agreed, actor=actor),
    )
    _tell_everyone(conference, line, now=now)
    return conference


def _not_now(
    ending: _Ending, conference: Conference, end: guards.EarlyEnd, day: date
) -> list[Reason]:
    reasons = []
    if ending is _INQUORATE and quorum_of(conference).is_quorate:
        reasons.append(hard("QUORATE", "The conference is quorate: adjourn or stand it down."))
    if end.next_on is not None and end.next_on <= day:
        reasons.append(hard("NEXT_DATE_PAST", "The next date must be after today."))
    return reasons


def _with_limit(conference: Conference, end: guards.EarlyEnd, day: date) -> guards.EarlyEnd:
    due = timescales.due(
        MEET_AGAIN_CLOCK,
        day,
        calendar=calendar_of(conference.authority),
        settings=conference.authority.effective_settings,
    )
    return guards.EarlyEnd(
        reason=end.reason,
        interim_plan=end.interim_plan,
        next_on=end.next_on,
        latest_on=due.due_on,
    )


@transaction.atomic
def end_as_decided(*, conference: Conference, actor: Actor, now: datetime) -> Conference:
    """
    End the meeting with its decisions made, as part of the act that made them and holds the lock.

    It was held on the day it opened, however late it became.

    :raises CannotEndConference: if the meeting is not in session.
    """
    state = state_after(conference, "decide", refusal=CannotEndConference)
    day = clock.day_of(conference.opened_at or now)
    conference.held_on = day
    conference.ending = state.value
    _close(conference, now=now)
    enter(conference, state, title="Conference decided", actor=actor, now=now)
    log(conference, "decide", actor=actor, now=now)
    _start(RECORD_CLOCK, conference, day, actor=actor, now=now)
    return conference


def _close(conference: Conference, *, now: datetime) -> None:
    """Count who is here for the last time, then let everyone go."""
    conference.is_quorate = quorum_of(conference).is_quorate
    conference.closed_at = now
    answer_breaks(conference, now=now)
    Attendance.objects.filter(conference=conference, left_at=None).update(left_at=now)
    AgendaItem.objects.filter(
        conference=conference, started_at__isnull=False, ended_at=None
    ).update(ended_at=now)


def _start(rule: str, conference: Conference, day: date, *, actor: Actor, now: datetime) -> None:
    owners = {RECORD_CLOCK: conference.minute_taker_id, MEET_AGAIN_CLOCK: conference.chair_id}
    start_clock(
        rule,
        subject=conference,
        authority=conference.authority,
        starts_on=day,
        case_id=conference.case_id,
        owner_id=owners.get(rule),
        actor=actor,
        now=now,
    )


def _tell_everyone(conference: Conference, line: TimelineEntry, *, now: datetime) -> None:
    on = conference.next_on
    assert on is not None  # noqa: S101 - the guard and the database both ask for it
    text = (
        f"The meeting ended without a decision. It will meet again on {on:%A} {on.day} {on:%B %Y}."
        " We will write to you about it."
    )
    tell_everyone_invited(
        conference,
        line,
        family=lambda _: text,
        professionals=lambda _: text,
        at=None,
        now=now,
    )
