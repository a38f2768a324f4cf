"""The clocks of a child's history, and what a later return puts right of a plan it told before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from roundtable.casework.cases.models import Case, Referral
from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.people.models import Origin, Person
from roundtable.casework.plans.history import PastPlan
from roundtable.casework.plans.models import EndReason, Plan
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.models import Authority
from roundtable.rules import timescales
from roundtable.rules.ages import comes_of_age_soon
from roundtable.rules.plan_states import State as PlanState
from roundtable.rules.working_days import Calendar

END_IN_DOUBT, REVIEWS_DIFFER = "end_in_doubt", "reviews_differ"


@dataclass
class Writing:
    """One child being written: what is there already, and what every row needs to know."""

    authority: Authority
    calendar: Calendar
    origin: Origin
    child: Person
    case: Case
    is_new: bool
    settings: Mapping[str, Any]
    conferences: dict[tuple[date, str], ConferenceChild] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    """Those of earlier returns that this one has not spoken of yet."""


def write_review_clocks(writing: Writing, plan: Plan, past: PastPlan) -> None:
    """Write a clock for each interval there was, and the running one of an open plan."""
    start, rule = plan.starts_on, "first_review"
    for day in past.review_dates:
        write_clock(writing, rule, "plan", plan.pk, start, day)
        start, rule = day, "next_review"
    if plan.is_open:
        write_clock(writing, rule, "plan", plan.pk, start, None)
        birth_on = writing.child.birth_on
        if birth_on is not None and comes_of_age_soon(birth_on, start):
            write_clock(writing, "eighteenth_birthday_review", "plan", plan.pk, birth_on, None)


def correct_end(writing: Writing, plan: Plan, past: PastPlan) -> None:
    """
    End a plan that a later return says has ended, or put right when it did.

    A plan that is held as ended and told as open is not opened again: until a person has looked,
    nobody is told that the child is on no plan.
    """
    if past.ends_on is not None and (plan.is_open or plan.end_reason == EndReason.NOT_REPORTED):
        plan.ends_on, plan.end_reason = past.ends_on, EndReason.NOT_REPORTED
        plan.state = PlanState.ENDED.value
        plan.save(update_fields=["ends_on", "end_reason", "state"])
        Clock.objects.filter(subject_type="plan", subject_id=plan.pk, stopped_on=None).update(
            stopped_on=past.ends_on, stopped_by="no longer needed"
        )
    elif past.ends_on is None and not plan.is_open:
        _flag(plan, END_IN_DOUBT)
        writing.child.plan_in_doubt = True
        writing.child.save(update_fields=["plan_in_doubt"])


def correct_review_clock(writing: Writing, plan: Plan, past: PastPlan) -> None:
    """
    Let the next review run from the last one that the return tells of: a later one, or an earlier.

    What runs from a conference held here stays. A return that tells of no review says nothing:
    it may leave out what was before its year.
    """
    running = Clock.objects.filter(
        subject_type="plan",
        subject_id=plan.pk,
        rule__in=("first_review", "next_review"),
        reconstructed=True,
        stopped_on=None,
    ).first()
    latest = max(past.review_dates, default=None)
    if running is None or latest is None or latest == running.started_on:
        return
    if latest > running.started_on:
        running.stopped_on, running.stopped_by = latest, "met"
    else:
        running.stopped_on, running.stopped_by = running.started_on, "corrected by a later return"
        _flag(plan, REVIEWS_DIFFER)
    running.save(update_fields=["stopped_on", "stopped_by"])
    write_clock(writing, "next_review", "plan", plan.pk, latest, None)


def _flag(plan: Plan, flag: str) -> None:
    if flag not in plan.flags:
        plan.flags = [*plan.flags, flag]
        plan.save(update_fields=["flags"])


def write_clock(
    writing: Writing, rule: str, subject_type: str, subject_id: int, start: date, end: date | None
) -> None:
    """Add one clock of the past to what is written together at the end."""
    due = timescales.due(
        rule,
        start,
        calendar=writing.calendar,
        settings=writing.settings,
    )
    writing.clocks.append(
        Clock(
            authority=writing.authority,
            rule=rule,
            subject_type=subject_type,
            subject_id=subject_id,
            case_id=writing.case.pk,
            child_id=writing.child.pk,
            started_on=start,
            due_on=due.due_on,
            last_working_day=due.last_working_day,
            steps=list(due.steps),
            source=str(due.source),
            provisional=due.provisional,
            stopped_on=end,
            stopped_by="met" if end else "",
            reconstructed=True,
        )
    )
