"""What was worked out, written down as lines that a person can read, adjust and accept."""

from datetime import datetime

from roundtable.casework.conferences.models import Conference
from roundtable.casework.fortnight.models import (
    FortnightPlan,
    LineState,
    PlannedConference,
    PlanState,
)
from roundtable.casework.fortnight.problem import Answer, Meeting, Place, Problem
from roundtable.casework.fortnight.reading import Fortnight
from roundtable.casework.fortnight.reasons import why_not_in_time
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.rules.proposals import Proposed, remarks

_LONGEST = 300


def write_down(
    plan_id: int, fortnight: Fortnight, answer: Answer, *, actor: Actor, now: datetime
) -> FortnightPlan | None:
    """Keep the answer as the plan's lines, unless it was written down already."""
    plan = (
        FortnightPlan.objects.select_for_update()
        .filter(pk=plan_id, state=PlanState.WORKING)
        .first()
    )
    if plan is None:
        return None
    late = why_not_in_time(fortnight.problem, answer)
    lines = [
        _line(plan, fortnight, meeting, answer, late.get(meeting.key, ""))
        for meeting in fortnight.problem.meetings
    ]
    # What somebody has to agree to comes first, then what is held first.
    lines.sort(key=lambda one: (not one.why_late, one.starts_at or now))
    for position, line in enumerate(lines):
        line.position = position
    PlannedConference.objects.bulk_create(lines)
    plan.state, plan.ready_at, plan.is_best = PlanState.PROPOSED.value, now, answer.is_best
    plan.save(update_fields=["state", "ready_at", "is_best"])
    audit.record(
        actor=actor,
        verb="fortnight.worked_out",
        subject=plan,
        now=now,
        lines=len(lines),
        late=len(late),
    )
    return plan


def _line(
    plan: FortnightPlan, fortnight: Fortnight, meeting: Meeting, answer: Answer, why_late: str
) -> PlannedConference:
    asked = fortnight.asked[meeting.key]
    line = PlannedConference(
        authority_id=plan.authority_id,
        plan=plan,
        case_id=asked.case_id,
        conference_id=asked.pk if asked.pk > 0 else None,
        children=_children(asked),
        limit_on=meeting.limit,
        why_late=why_late,
    )
    place = answer.places.get(meeting.key)
    if place is None:
        line.state = LineState.NO_PLACE.value
        return line
    line.starts_at, line.ends_at = fortnight.problem.span(meeting, place.start)
    line.chair_id, line.minute_taker_id = place.chair, place.minute_taker
    line.room_id = place.room
    line.why = list(why_there(fortnight, meeting, place, answer))
    return line


def _children(conference: Conference) -> str:
    names = ", ".join(one.child.name for one in conference.children.all())
    return names if len(names) <= _LONGEST else f"{names[: _LONGEST - 1]}…"


def why_there(
    fortnight: Fortnight, meeting: Meeting, place: Place, answer: Answer
) -> tuple[str, ...]:
    """Return what speaks for a place in the plan, and what it costs."""
    problem, names = fortnight.problem, fortnight.diary.names
    known = names.get(meeting.known_chair or 0)
    others, minutes = _day_of_chair(problem, answer, meeting, place)
    return remarks(
        meeting.occasion,
        Proposed(
            day=place.start.day,
            stands=problem.stands(meeting, place.start.day),
            limit=meeting.limit,
            chair=names[place.chair].name,
            is_same_chair=place.chair == meeting.known_chair,
            known_chair=known.name if known is not None else "",
            others=others,
            minutes=minutes,
            against=problem.against(meeting, place.start),
            has_room=place.room is not None,
            postcode=problem.postcodes.get(place.room or 0, ""),
            interpreters=_interpreters(fortnight, meeting, place),
        ),
    )


def _interpreters(
    fortnight: Fortnight, meeting: Meeting, place: Place
) -> tuple[tuple[str, str], ...]:
    """Return for each language asked for somebody on file who is free then."""
    span = fortnight.problem.span(meeting, place.start)
    found = []
    for language in meeting.occasion.interpreters_on_file:
        having = frozenset(one.id for one in fortnight.diary.who_interprets(language))
        free = fortnight.problem.free_interpreters(having, span)
        found += [(language, fortnight.diary.names[free[0]].name)] if free else []
    return tuple(found)


def _day_of_chair(
    problem: Problem, answer: Answer, meeting: Meeting, place: Place
) -> tuple[int, int]:
    """Return how many other meetings the chair has that day by the plan, and its minutes in all."""
    day = place.start.day
    planned = [
        one
        for one in problem.meetings
        if (there := answer.places.get(one.key)) is not None
        and (there.chair, there.start.day) == (place.chair, day)
    ]
    booked = problem.booked_on(place.chair, day)
    left = problem.minutes_left(place.chair, day)
    minutes = problem.customs.day_minutes - left + sum(map(problem.chair_minutes, planned))
    return len(planned) - 1 + len(booked), minutes
