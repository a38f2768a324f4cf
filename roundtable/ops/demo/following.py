"""After the meeting: letters, the record, core groups, visits, and the next review."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from roundtable.casework.conferences.models import Kind
from roundtable.casework.plans.actions.core_groups import Presence, hold_core_group
from roundtable.casework.plans.actions.letters import (
    check_decision_letters,
    send_decision_letters,
)
from roundtable.casework.plans.actions.plan_actions import update_action
from roundtable.casework.plans.actions.visits import WhatWasSeen, record_visit
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.plans.models import CoreGroupMeeting, CoreGroupMember, Plan, PlanAction
from roundtable.casework.room.actions.handing_out import check_copies_of_record, distribute_record
from roundtable.casework.room.actions.record import approve_record, draft_record
from roundtable.foundation.core import clock
from roundtable.ops.demo import convening, preparing
from roundtable.ops.demo.sitting import Sitting, hold
from roundtable.ops.demo.story import Story
from roundtable.rules.core_group_states import State as CoreGroupState


def send_letters(story: Story, on: date | None = None) -> None:
    """Send the decision letters, on the day itself if no other is given."""
    story.go_to(on or story.day, time(16, 45))
    conference_id = story.conferences[-1].pk
    story.do(
        convening.SECOND_PERSON,
        check_decision_letters,
        conference_id=conference_id,
        looked_at=convening.everybody(conference_id),
    )
    story.do(convening.DESK, send_decision_letters, conference_id=conference_id)


def write_record(
    story: Story,
    drafted_on: date,
    *,
    approved_on: date | None = None,
    handed_out_on: date | None = None,
) -> None:
    """Draft the record, and go on as far as days are given."""
    story.go_to(drafted_on, time(14))
    conference_id = story.conferences[-1].pk
    record = story.do(
        story.minute_taker,
        draft_record,
        conference_id=conference_id,
        summary=story.tell(
            "The family and the agencies went through the reports. Everybody was asked what works"
            " well, what worries them and what {child} needs. The chair explained the decision to"
            " {mother} in plain words before the meeting ended."
        ),
    )
    if approved_on is not None:
        story.go_to(approved_on, time(10))
        story.do(story.family.chair, approve_record, record_id=record.pk)
    if handed_out_on is not None:
        story.go_to(handed_out_on, time(15))
        looked_at = convening.everybody(conference_id)
        copies = {"conference_id": conference_id, "chapters_for": chapters_for(story.conference)}
        story.do(convening.SECOND_PERSON, check_copies_of_record, **copies, looked_at=looked_at)
        story.do(
            convening.DESK,
            distribute_record,
            **copies,
            checked=looked_at,
        )


def open_plans(story: Story) -> list[Plan]:
    return list(Plan.objects.filter(case=story.case, ends_on=None).order_by("pk"))


def meet_as_core_group(
    story: Story, on: date, *, absent: Sequence[str] = (), next_in_days: int = 38
) -> CoreGroupMeeting | None:
    """Hold the core group that is planned, on the day it is really held."""
    story.go_to(on, time(15, 30))
    meeting = (
        CoreGroupMeeting.objects.filter(case=story.case, state=CoreGroupState.PLANNED.value)
        .order_by("planned_on", "pk")
        .first()
    )
    if meeting is None:
        return None
    members = CoreGroupMember.objects.filter(
        outline__plans__core_groups__meeting=meeting, left_on=None
    ).select_related("professional", "person")
    seen: dict[tuple[int | None, int | None], Presence] = {}
    for member in members.order_by("pk"):
        key = _key_of(story, member)
        seen[member.professional_id, member.person_id] = Presence(
            was_present=key not in absent,
            professional=member.professional,
            person=member.person,
            note="Sent a note of what she has seen." if key in absent else "",
        )
    return story.by_worker(
        hold_core_group,
        meeting_id=meeting.pk,
        held_on=on,
        present=list(seen.values()),
        progress=story.tell(story.turn("progress", story.family.theme.progress)),
        next_on=story.stage.on_or_before(on + timedelta(days=next_in_days)),
        said={"family_update": story.tell("{mother} says that the week has a shape again.")},
    )


def _key_of(story: Story, member: CoreGroupMember) -> str:
    for key, professional in story.stage.cast.professionals.items():
        if professional.pk == member.professional_id:
            return key
    return next((key for key, one in story.people.items() if one.pk == member.person_id), "")


def visit(
    story: Story,
    on: date,
    *,
    keys: Sequence[str] = (),
    was_announced: bool = True,
    found_nobody: bool = False,
) -> None:
    """Visit the children on a plan at home; each child is seen alone where old enough."""
    story.go_to(on, time(17))
    visited_at = clock.at(on, 16)
    for child in story.children(keys):
        person = story.people.get(child.key)
        plan = Plan.objects.filter(child=person, ends_on=None).first() if person else None
        if plan is None:
            continue
        alone = child.years >= 3
        seen = WhatWasSeen(
            child_seen=not found_nobody,
            not_seen_reason="Nobody opened the door." if found_nobody else "",
            seen_alone=alone and not found_nobody,
            not_alone_reason=""
            if alone
            else ("Not born yet: the mother was seen." if child.is_unborn else "Too young."),
            bedroom_seen=not found_nobody,
            who_was_there=story.mother.forename,
            observations=story.tell(
                "The curtains were drawn. A card was left."
                if found_nobody
                else story.turn(f"seen {child.key}", story.family.theme.seen),
                child.key,
            ),
            childs_words=child.words if child.can_say and not found_nobody else "",
        )
        story.by_worker(
            record_visit,
            plan_id=plan.pk,
            visited_at=visited_at,
            place="Home",
            was_announced=was_announced,
            seen=seen,
        )


def finish_actions(story: Story, on: date, how_many: int = 1) -> None:
    """Have the social worker confirm that some of what was agreed is done."""
    story.go_to(on, time(17, 40))
    actions = PlanAction.objects.filter(
        outcome__outline__plans__case=story.case,
        outcome__outline__plans__ends_on=None,
        closed_on=None,
    ).order_by("pk")
    for action in actions[:how_many]:
        story.by_worker(
            update_action,
            action_id=action.pk,
            event="complete",
            evidence="Seen at home and confirmed by the agency.",
        )


def review(
    story: Story,
    on: date,
    sitting: Sitting,
    *,
    keys: Sequence[str] = (),
    **preparation: Any,
) -> None:
    """Hold a review of every open plan, prepared in good time."""
    call_review(story, on, keys=keys, **preparation)
    hold(story, sitting, items=2)


def call_review(
    story: Story,
    on: date,
    *,
    keys: Sequence[str] = (),
    weeks_before: int = 6,
    by: Sequence[str] | None = None,
    reports: int = 1,
    is_written_for: bool = True,
) -> None:
    """
    Ask for a review, arrange it, invite everyone, and have the reports come in.

    They are the social worker's and those of `by`, who are all the agencies if not given; none
    without `is_written_for`.
    """
    stage = story.stage
    begin = stage.working_day(-5 * weeks_before, after=on)
    on_plan = [
        child.key
        for child in story.children(keys)
        if child.key in story.people
        and Plan.objects.filter(child=story.people[child.key], ends_on=None).exists()
    ]
    convening.request(story, begin, dict.fromkeys(on_plan, Kind.REVIEW))
    convening.arrange(story, on, booked_on=stage.working_day(1, after=begin))
    convening.list_everyone(story)
    convening.invite(story, stage.working_day(4, after=begin))
    convening.answer(story, stage.working_day(6, after=begin))
    if not is_written_for:
        return
    preparing.write_reports(
        story,
        stage.working_day(-6, after=on),
        only=(story.family.worker, *(by if by is not None else story.family.table)),
        at_most=reports,
    )
    preparing.share_reports(story, stage.working_day(-5, after=on), only=(story.family.worker,))
    preparing.ask_for_views(story, stage.working_day(-4, after=on))
