"""Running the meeting: open it, pause it, close a part of it, go on without a quorum."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.preparation import stop_preparation
from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.limits import MEET_AGAIN_CLOCK
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.room.actions.breaks import answer_breaks
from roundtable.casework.room.actions.meeting import check_under_way, log
from roundtable.casework.room.agenda import default_agenda
from roundtable.casework.room.course import (
    CLOSED_PART,
    OPENED,
    RECESS,
    RESUMED,
    WENT_ON_INQUORATE,
    course_of,
)
from roundtable.casework.room.models import AgendaItem, Attendance, Mode
from roundtable.casework.room.queries import quorum_of
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_guards import reasons_cannot_open
from roundtable.rules.meeting_guards import reasons_cannot_begin_closed_part


class CannotOpenConference(CannotProceed):
    """It is not today, there is no chair, or it is not ready to be opened."""


class CannotPauseConference(CannotProceed):
    """The meeting is not on, or is paused already."""


class CannotBeginClosedPart(CannotProceed):
    """Nobody is named who leaves, or nothing says why."""


class CannotResumeConference(CannotProceed):
    """The meeting is neither in a recess nor in a closed part."""


class CannotGoOnInquorate(CannotProceed):
    """The meeting is quorate, or nothing says why it is safe to go on."""


@transaction.atomic
def open_conference(*, conference_id: int, actor: Actor, now: datetime) -> Conference:
    """
    Open the meeting, with its agenda. What was to be done before it is over now.

    The chair who opens it is here. Not being quorate stops nobody from opening.

    :raises CannotOpenConference: if it is arranged for another day, or the chair is not here.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.OPEN_CONFERENCE, facts_about_conference(actor, conference.pk))
    state = state_after(conference, "open", refusal=CannotOpenConference)
    day = clock.day_of(now)
    _seat_chair(conference, now)
    reasons = reasons_cannot_open(
        chair_is_present=_chair_is_here(conference), is_today=conference.on == day
    )
    if reasons:
        raise CannotOpenConference(reasons)
    conference.opened_at = now
    enter(conference, state, title="Conference opened", actor=actor, now=now)
    log(conference, OPENED, actor=actor, now=now)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            authority_id=conference.authority_id,
            conference=conference,
            position=position,
            title=title,
        )
        for position, title in enumerate(default_agenda(conference.authority), start=1)
    )
    stop_preparation(conference, on=day, how="the conference opened", actor=actor, now=now)
    if conference.earlier is not None:
        # What it goes on with has met again.
        stop_clocks(
            subject=conference.earlier, rules={MEET_AGAIN_CLOCK}, on=day, actor=actor, now=now
        )
    audit.record(actor=actor, verb="conference.opened", subject=conference, now=now)
    return conference


def _seat_chair(conference: Conference, now: datetime) -> None:
    """Note that the chair, who alone can open the meeting, is here."""
    chair = Participant.objects.filter(
        conference=conference, professional=conference.chair, withdrawn_at=None
    ).first()
    if chair is not None and not _chair_is_here(conference):
        Attendance.objects.create(
            authority_id=conference.authority_id,
            conference=conference,
            participant=chair,
            mode=Mode.IN_PERSON,
            arrived_at=now,
        )


def _chair_is_here(conference: Conference) -> bool:
    here = Attendance.objects.filter(conference=conference, left_at=None)
    return here.filter(participant__professional=conference.chair).exists()


@transaction.atomic
def take_recess(*, conference_id: int, reason: str = "", actor: Actor, now: datetime) -> Conference:
    """
    Pause the meeting, as anybody in it may ask.

    :raises CannotPauseConference: if it is not on.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.OPEN_CONFERENCE, facts_about_conference(actor, conference.pk))
    conference.state = state_after(conference, RECESS, refusal=CannotPauseConference).value
    conference.save(update_fields=["state"])
    answer_breaks(conference, now=now)
    log(conference, RECESS, reason=reason, actor=actor, now=now)
    audit.record(actor=actor, verb="conference.recess", subject=conference, now=now)
    return conference


@transaction.atomic
def begin_closed_part(
    *,
    conference_id: int,
    out: Collection[int],
    reason: str,
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Ask some of those present out for a part of the meeting; `out` are ids of participants.

    What is said in it is for those who are in it, and for nobody else.

    :raises CannotBeginClosedPart: if nobody leaves, or nothing says why.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.OPEN_CONFERENCE, facts_about_conference(actor, conference.pk))
    state = state_after(conference, CLOSED_PART, refusal=CannotBeginClosedPart)
    leaving = course_of(conference).present & set(out)
    reasons = reasons_cannot_begin_closed_part(who_is_out=len(leaving), reason=reason)
    if reasons:
        raise CannotBeginClosedPart(reasons)
    conference.state = state.value
    conference.save(update_fields=["state"])
    log(conference, CLOSED_PART, reason=reason, out=leaving, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="conference.closed_part",
        subject=conference,
        now=now,
        out=sorted(leaving),
    )
    return conference


@transaction.atomic
def resume(*, conference_id: int, actor: Actor, now: datetime) -> Conference:
    """
    Go on after a recess or a closed part, with everybody back in the room.

    :raises CannotResumeConference: if the meeting is on, or over.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.OPEN_CONFERENCE, facts_about_conference(actor, conference.pk))
    conference.state = state_after(conference, RESUMED, refusal=CannotResumeConference).value
    conference.save(update_fields=["state"])
    log(conference, RESUMED, actor=actor, now=now)
    audit.record(actor=actor, verb="conference.resumed", subject=conference, now=now)
    return conference


@transaction.atomic
def go_on_inquorate(*, conference_id: int, reason: str, actor: Actor, now: datetime) -> Conference:
    """
    Go on though too few agencies are here, with the chair's reason on record.

    :raises CannotGoOnInquorate: if it is quorate, not on, or nothing says why it is safe.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.DECIDE, facts_about_conference(actor, conference.pk))
    check_under_way(conference, refusal=CannotGoOnInquorate)
    if quorum_of(conference).is_quorate:
        raise CannotGoOnInquorate("The conference is quorate.")
    if not reason.strip():
        raise CannotGoOnInquorate("Say why it is safe to go on.")
    conference.is_quorate = False
    conference.inquorate_reason = reason.strip()
    conference.save(update_fields=["is_quorate", "inquorate_reason"])
    log(conference, WENT_ON_INQUORATE, reason=reason, actor=actor, now=now)
    audit.record(actor=actor, verb="conference.went_on_inquorate", subject=conference, now=now)
    return conference
