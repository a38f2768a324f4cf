"""The next core group and the next review, found while everybody is still in the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.slots import Slot, look_for_next
from roundtable.casework.convening.queries import avoided_times
from roundtable.casework.invitations.queries import room_needs
from roundtable.casework.plans.checklist import ToDecide, what_to_decide
from roundtable.casework.plans.models import CoreGroupMeeting
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules.conference_guards import ChildLimit, Kind
from roundtable.rules.core_group_states import State as CoreGroupState
from roundtable.rules.decision_guards import ON_PLAN
from roundtable.rules.next_dates import GroupDay, days_for_core_group


@dataclass(frozen=True, slots=True)
class NextDates:
    """What can be offered to the room, for the children who have a plan or may get one."""

    children: Sequence[ConferenceChild]
    core_groups: Sequence[GroupDay]
    reviews: Sequence[Slot]
    core_group_limit: date | None
    review_limit: date | None


def next_dates(conference: Conference, *, now: datetime) -> NextDates:
    """
    Return days for the core group and times for the review, none past the limit of any child.

    Of the children about whom it is decided that there is no plan, none is asked for.
    """
    to_decide = what_to_decide(conference, now=now)
    held_on = to_decide.meeting.held_on
    waiting = [
        (held, one)
        for held, one in zip(to_decide.children, to_decide.meeting.children, strict=True)
        if one.outcome is None or one.outcome in ON_PLAN
    ]
    groups = [one.first_core_group_limit for _, one in waiting if one.first_core_group_limit]
    limits = tuple(
        ChildLimit(child_id=one.child_id, name=one.name, kind=Kind.REVIEW, due_on=one.review_limit)
        for _, one in waiting
        if one.review_limit is not None
    )
    if not waiting or not groups or not limits:
        return NextDates((), (), (), None, None)
    return NextDates(
        children=[held for held, _ in waiting],
        core_groups=_core_groups(conference, to_decide, held_on, min(groups)),
        reviews=look_for_next(
            conference, limits=limits, today=held_on, needs=room_needs(conference)
        ),
        core_group_limit=min(groups),
        review_limit=min(one.due_on for one in limits),
    )


def _core_groups(
    conference: Conference, to_decide: ToDecide, held_on: date, limit: date
) -> Sequence[GroupDay]:
    workers = [one.key_worker for one in to_decide.outlines.values() if one.key_worker_id]
    taken = CoreGroupMeeting.objects.filter(
        state=CoreGroupState.PLANNED.value,
        planned_on__range=(held_on, limit),
        plans__plan__key_worker__in=workers,
    ).exclude(case_id=conference.case_id)
    form = conference.booking_form_id
    return days_for_core_group(
        after=held_on,
        limit=limit,
        calendar=calendar_of(conference.authority),
        avoided=avoided_times([form]).get(form, ()) if form else (),
        taken=list(taken.distinct().values_list("planned_on", flat=True)),
        key_worker=next((one.name for one in workers if one is not None), ""),
    )
