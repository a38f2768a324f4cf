"""A conference that is put off, to be arranged anew, or given up."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.actions.arrangement import (
    as_arranged,
)
from roundtable.casework.conferences.actions.booking import release_bookings
from roundtable.casework.conferences.actions.notices import at_words, tell_everyone_invited
from roundtable.casework.conferences.actions.preparation import POSTPONED, stop_preparation
from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.limits import MEET_AGAIN_CLOCK, limits_of
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import conference_guards as guards
from roundtable.rules.access import Permission
from roundtable.rules.conference_guards import PostponedFor
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.reasons import Override
from roundtable.rules.timescales import due

_PUT_OFF_BECAUSE = {
    PostponedFor.LATE_REPORTS: "reports were late",
    PostponedFor.INQUORATE_EXPECTED: "too few agencies could come",
    PostponedFor.ILLNESS: "of illness",
    PostponedFor.SAFETY: "of somebody's safety",
    PostponedFor.INTERPRETER_FAILED: "there was no interpreter",
    PostponedFor.FAMILY_REQUEST: "the family asked for it",
    PostponedFor.OTHER: "of another reason",
}


class CannotPostponeConference(CannotProceed):
    """A reason or what keeps the children safe is missing, or the new date is too late."""


class CannotCancelConference(CannotProceed):
    """It still has to be held, or not everybody who must agree has agreed."""


@transaction.atomic
def postpone_conference(
    *,
    conference_id: int,
    why: PostponedFor | None,
    words: str = "",
    interim_safety: str,
    new_on: date | None = None,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Put an arranged conference off; it is arranged anew. `new_on` is the day that is aimed for.

    :raises CannotPostponeConference: without a reason and what keeps the children safe until then.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.POSTPONE_CONFERENCE, facts)
    state = state_after(conference, "postpone", refusal=CannotPostponeConference)
    before = as_arranged(conference)
    was_on = clock.day_of(before.starts_at)
    latest_on = _latest_new_day(conference, was_on)
    postponement = guards.Postponement(
        why=why,
        words=words,
        interim_safety=interim_safety,
        new_on=new_on,
        latest_on=latest_on,
    )
    agreed = settle(
        guards.reasons_cannot_postpone(postponement),
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotPostponeConference,
        now=now,
    )
    conference.interim_plan = interim_safety.strip()
    conference.next_on = new_on or latest_on
    _free_the_day(conference, now=now)
    line = enter(
        conference,
        state,
        title=f"Conference of {at_words(before.starts_at)} postponed",
        detail=" ".join(
            part
            for part in (
                f"Because {_PUT_OFF_BECAUSE[why or PostponedFor.OTHER]}.",
                words.strip(),
                in_words(agreed, actor=actor),
            )
            if part
        ),
        actor=actor,
        now=now,
    )
    today = clock.day_of(now)
    stop_preparation(conference, on=today, how="postponed", actor=actor, now=now)
    start_clock(
        POSTPONED,
        subject=conference,
        authority=conference.authority,
        starts_on=was_on,
        case_id=conference.case_id,
        owner_id=conference.chair_id,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="conference.postponed",
        subject=conference,
        now=now,
        why=str(why),
        overrides=in_codes(agreed, actor=actor),
    )
    tell_everyone_invited(
        conference,
        line,
        family=lambda at: (
            f"Your appointment on {at_words(at)} will not be on that day. We will tell you the new"
            " one."
        ),
        professionals=lambda at: (
            f"The conference on {at_words(at)} is postponed. A new date will follow."
        ),
        at=before.starts_at,
        now=now,
    )
    return conference


def _latest_new_day(conference: Conference, was_on: date) -> date:
    """A limit of law that comes sooner than the authority's own still stands."""
    calendar = calendar_of(conference.authority)
    settings = conference.authority.effective_settings
    again = due(POSTPONED, was_on, calendar=calendar, settings=settings)
    return min([again.due_on, *(limit.due_on for limit in limits_of(conference))])


def _free_the_day(conference: Conference, *, now: datetime) -> None:
    """Chair and minute taker stay with it; the day and the place do not."""
    release_bookings(conference, now=now)
    conference.starts_at = conference.ends_at = conference.on = None
    conference.room, conference.link, conference.home_venue_reason = None, "", ""


@transaction.atomic
def cancel_conference(
    *,
    conference_id: int,
    reason: str,
    children_on_a_plan: frozenset[int],
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Give up a conference that has not opened. Mostly it should be moved instead.

    Who is on a plan is known above: `plans.actions` asks with it.

    :raises CannotCancelConference: unless chair and manager agree, and nothing still needs it.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.CANCEL_CONFERENCE, facts)
    cancellation = _cancellation(conference, reason, children_on_a_plan)
    agreed = settle(
        guards.reasons_cannot_cancel(cancellation),
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotCancelConference,
        now=now,
    )
    was_at = conference.starts_at
    line = _give_up(
        conference,
        because=f"{reason.strip()} {in_words(agreed, actor=actor)}".strip(),
        actor=actor,
        now=now,
    )
    if not cancellation.is_still_needed:
        _need_not_meet_again(conference, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="conference.cancelled",
        subject=conference,
        now=now,
        overrides=in_codes(agreed, actor=actor),
    )
    tell_everyone_invited(
        conference,
        line,
        family=lambda at: f"Your appointment{_on(at)} will not take place.",
        professionals=lambda at: f"The conference{_on(at)} will not take place.",
        at=was_at,
        now=now,
    )
    return conference


def give_up_after_death(conference: Conference, *, actor: Actor, now: datetime) -> None:
    """
    Give it up as part of the act that records the death of the only children it was about.

    Nobody is asked to agree. Professionals are told; the family hears nothing from a machine.
    """
    was_at = conference.starts_at
    line = _give_up(conference, because="", actor=actor, now=now)
    _need_not_meet_again(conference, actor=actor, now=now)
    audit.record(actor=actor, verb="conference.cancelled", subject=conference, now=now, death=True)
    tell_everyone_invited(
        conference,
        line,
        family=None,
        professionals=lambda at: f"The conference{_on(at)} will not take place.",
        at=was_at,
        now=now,
    )


def _give_up(conference: Conference, *, because: str, actor: Actor, now: datetime) -> TimelineEntry:
    state = state_after(conference, "cancel", refusal=CannotCancelConference)
    when = f" of {at_words(conference.starts_at)}" if conference.starts_at is not None else ""
    release_bookings(conference, now=now)
    line = enter(
        conference,
        state,
        title=f"Conference{when} cancelled",
        detail=because,
        actor=actor,
        now=now,
    )
    stop_preparation(conference, on=clock.day_of(now), how="no longer needed", actor=actor, now=now)
    return line


def _need_not_meet_again(conference: Conference, *, actor: Actor, now: datetime) -> None:
    """
    What it would have gone on with waits no longer.

    The limits of a child for whom another conference must still be held are none of these: they
    belong to the enquiry or the plan, and run until one of those says otherwise.
    """
    if conference.earlier is not None:
        stop_clocks(
            subject=conference.earlier,
            rules={MEET_AGAIN_CLOCK},
            on=clock.day_of(now),
            how="no longer needed",
            actor=actor,
            now=now,
        )


def _on(moment: datetime | None) -> str:
    return f" on {at_words(moment)}" if moment is not None else ""


def _cancellation(
    conference: Conference, reason: str, children_on_a_plan: frozenset[int]
) -> guards.Cancellation:
    children = list(conference.children.select_related("child", "enquiry"))
    living = [held for held in children if held.child.died_on is None]
    return guards.Cancellation(
        reason=reason,
        because_of_a_death=not living,
        children_with_enquiry_outcome_unchanged=tuple(
            held.child.name
            for held in living
            if held.is_initial
            and held.enquiry is not None
            and held.enquiry.state == EnquiryState.SUBSTANTIATED_CONTINUING_RISK
        ),
        children_with_open_plan=tuple(
            held.child.name
            for held in living
            if not held.is_initial and held.child_id in children_on_a_plan
        ),
    )
