"""Asking for a plan, keeping what was worked out, and accepting it: by a person, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import Conference, Kind
from roundtable.casework.conferences.slots import interpreters_free
from roundtable.casework.fortnight import tasks
from roundtable.casework.fortnight.adjusting import Elsewhere, what_can_change
from roundtable.casework.fortnight.models import (
    FortnightPlan,
    LineState,
    PlannedConference,
)
from roundtable.casework.fortnight.problem import Place
from roundtable.casework.fortnight.queries import lines_visible_to
from roundtable.casework.fortnight.writing import why_there
from roundtable.casework.invitations.actions.dates import arrange_conference
from roundtable.casework.invitations.queries import room_needs
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.models import Plan
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_for
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.rules.access import Facts, Permission
from roundtable.rules.reasons import Override, Reason, hard

MOST_WORKING_DAYS = 20
_REVIEW = "The plan has to be reviewed by its limit."


class CannotPlanFortnight(CannotProceed):
    """The days do not lie ahead, or are too many, or a plan is being worked out already."""


class CannotAdjustLine(CannotProceed):
    """Somebody or a room is not free then, or nobody has agreed to what it breaks."""


class CannotAcceptLine(CannotProceed):
    """It has no time, was decided already, or cannot be arranged so any more."""


@transaction.atomic
def plan_fortnight(*, first_on: date, last_on: date, actor: Actor, now: datetime) -> FortnightPlan:
    """
    Have everything that waits placed at once. The worker does it: it takes half a minute.

    :raises CannotPlanFortnight: saying which day is wrong.
    """
    authorise(actor, Permission.SEND_INVITATIONS, Facts(same_authority=True))
    authorise(actor, Permission.ALLOCATE_CHAIR, Facts(same_authority=True))
    _check_days(first_on, last_on, actor, today=clock.day_of(now))
    plan = FortnightPlan.objects.create(
        authority_id=actor.authority_id,
        first_on=first_on,
        last_on=last_on,
        asked_by_id=actor.professional_id,
        asked_at=now,
    )
    audit.record(actor=actor, verb="fortnight.asked_for", subject=plan, now=now)
    tasks.work_out.defer(
        authority_id=actor.authority_id,
        plan_id=plan.pk,
        user_id=actor.user_id,
        role=actor.role.value,
    )
    return plan


def _check_days(first_on: date, last_on: date, actor: Actor, *, today: date) -> None:
    if first_on <= today:
        raise CannotPlanFortnight(hard("FIRST_DAY", "Enter a first day that lies ahead."))
    if last_on < first_on:
        raise CannotPlanFortnight(hard("LAST_DAY", "Enter a last day after the first."))
    if calendar_for(actor.authority_id).between(first_on, last_on) >= MOST_WORKING_DAYS:
        raise CannotPlanFortnight(
            hard("LAST_DAY", f"Enter a last day within {MOST_WORKING_DAYS} working days.")
        )


@transaction.atomic
def adjust_line(
    *,
    line_id: int,
    place: Place,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> PlannedConference:
    """
    Put a conference of a plan elsewhere in it. The checker looks at the whole plan anew.

    What is only hard on somebody can be agreed to, by somebody named; a clash cannot.

    :raises CannotAdjustLine: saying what the plan would break.
    """
    line = _lock(line_id, actor)
    authorise(actor, Permission.ARRANGE_CONFERENCE, Facts(same_authority=True))
    authorise(actor, Permission.ALLOCATE_CHAIR, Facts(same_authority=True))
    elsewhere = what_can_change(line, line.plan, actor=actor, today=clock.day_of(now))
    if elsewhere is None:
        raise CannotAdjustLine("It does not wait to be arranged any more.")
    agreed = settle(
        elsewhere.against(place),
        overrides,
        authority_id=line.authority_id,
        refusal=CannotAdjustLine,
        now=now,
    )
    before = line.starts_at.isoformat() if line.starts_at else ""
    _put(line, elsewhere, place)
    line.state = LineState.PROPOSED.value
    line.agreed = in_words(agreed, actor=actor)
    line.adjusted_by_user_id, line.adjusted_at = actor.user_id, now
    line.save()
    audit.record(
        actor=actor,
        verb="fortnight.adjusted",
        subject=line,
        now=now,
        before=before,
        overrides=in_codes(agreed, actor=actor),
    )
    return line


def _put(line: PlannedConference, elsewhere: Elsewhere, place: Place) -> None:
    problem, meeting = elsewhere.fortnight.problem, elsewhere.meeting
    line.starts_at, line.ends_at = problem.span(meeting, place.start)
    line.chair_id, line.minute_taker_id = place.chair, place.minute_taker
    line.room_id = place.room
    plan = elsewhere.with_it(place)
    line.why = list(why_there(elsewhere.fortnight, meeting, place, plan))
    if problem.is_in_time(meeting, place.start.day):
        line.why_late = ""
    else:
        line.why_late = line.why_late or "It was put after the limit by hand."


@transaction.atomic
def accept_line(
    *,
    line_id: int,
    link: str = "",
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Arrange a conference as the plan proposes, through the act that arranges any other.

    What it breaches is agreed to as there: by somebody named, with a reason. A review that nobody
    has asked for is asked for first. Without a room it needs a link.

    :raises CannotAcceptLine: if it has no time or was decided already.
    :raises CannotArrangeConference: as arranging by hand would.
    """
    line = _lock(line_id, actor)
    authorise(actor, Permission.ARRANGE_CONFERENCE, Facts(same_authority=True))
    if line.starts_at is None or line.ends_at is None or line.chair_id is None:
        raise CannotAcceptLine("No time was found for it. Arrange it by hand.")
    conference = line.conference or _ask_for_review(line, actor=actor, now=now)
    arranged = arrange_conference(
        conference_id=conference.pk,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        chair_id=line.chair_id,
        minute_taker_id=line.minute_taker_id,
        room_id=line.room_id,
        link=link,
        needs=room_needs(conference),
        interpreter_ids=interpreters_free(
            conference, line.starts_at, line.ends_at, today=clock.day_of(now)
        ),
        overrides=overrides,
        actor=actor,
        now=now,
    )
    line.conference = conference
    _decide(line, LineState.ACCEPTED, "fortnight.accepted", actor=actor, now=now)
    return arranged


def _ask_for_review(line: PlannedConference, *, actor: Actor, now: datetime) -> Conference:
    on_a_plan = Plan.objects.filter(case_id=line.case_id, ends_on=None).order_by("child_id")
    children = [
        RequestedChild(pk, Kind.REVIEW) for pk in on_a_plan.values_list("child_id", flat=True)
    ]
    return request_conference(
        case_id=line.case_id, children=children, reason=_REVIEW, actor=actor, now=now
    )


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting everything that keeps every limit."""

    arranged: int
    refused: Sequence[tuple[PlannedConference, Sequence[Reason]]]


@transaction.atomic
def accept_what_keeps_limits(*, plan_id: int, actor: Actor, now: datetime) -> Accepted:
    """
    Accept every line that breaches nothing and has a room; a link has to be given one by one.

    What cannot be arranged any more stays, and says why.
    """
    plan = FortnightPlan.objects.get(pk=plan_id)
    lines = lines_visible_to(actor, plan).filter(
        state=LineState.PROPOSED, why_late="", room__isnull=False
    )
    arranged = 0
    refused = []
    for line in lines.order_by("position", "pk"):
        try:
            accept_line(line_id=line.pk, actor=actor, now=now)
        except CannotProceed as refusal:
            refused.append((line, refusal.reasons))
        else:
            arranged += 1
    return Accepted(arranged, refused)


@transaction.atomic
def set_line_aside(*, line_id: int, actor: Actor, now: datetime) -> PlannedConference:
    """Leave a conference out of the plan: it is arranged by hand, or later."""
    line = _lock(line_id, actor)
    authorise(actor, Permission.ARRANGE_CONFERENCE, Facts(same_authority=True))
    _decide(line, LineState.SET_ASIDE, "fortnight.set_aside", actor=actor, now=now)
    return line


def _lock(line_id: int, actor: Actor) -> PlannedConference:
    line = (
        PlannedConference.objects.select_for_update(of=("self",))
        .select_related("plan", "conference__authority", "case")
        .get(pk=line_id)
    )
    if not lines_visible_to(actor, line.plan).filter(pk=line.pk).exists():
        raise RecordNotFound("planned conference")
    if line.state not in (LineState.PROPOSED, LineState.NO_PLACE):
        raise CannotAcceptLine("Somebody has decided on this one already.")
    return line


def _decide(
    line: PlannedConference, state: LineState, verb: str, *, actor: Actor, now: datetime
) -> None:
    line.state, line.decided_by_user_id, line.decided_at = state.value, actor.user_id, now
    line.save(update_fields=["state", "conference", "decided_by_user_id", "decided_at"])
    audit.record(actor=actor, verb=verb, subject=line, now=now)
