"""Writing one child's history row by row, each marked as reconstructed and found again later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q

from roundtable.casework.cases.models import Case, Referral, Section47Enquiry
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.people.models import Origin, Person
from roundtable.casework.plans.history import ChildHistory, PastEnquiry, PastPlan, PastReferral
from roundtable.casework.plans.models import EndReason, Plan, PlanReview
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.core.models import Authority
from roundtable.rules import timescales
from roundtable.rules.categories import MULTIPLE, Category
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.explanations import in_words
from roundtable.rules.plan_states import State as PlanState
from roundtable.rules.working_days import Calendar

Row = TypeVar("Row", Section47Enquiry, Plan)


class CannotImportChild(CannotProceed):
    """The identity is another child's, or what is reported cannot be beside what is held here."""


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


def family_of(kind: str) -> str:
    return "review" if kind == Kind.REVIEW else "initial"


def write_referral(writing: Writing, past: PastReferral) -> None:
    referral = _referral_of(writing, past)
    referral.received_on = past.received_on
    referral.source = past.source
    referral.primary_need = past.primary_need
    referral.no_further_action = past.no_further_action
    referral.closed_on = past.closed_on
    referral.closure_reason = past.closure_reason
    referral.reported = past.reported
    referral.save()
    for enquiry in past.enquiries:
        _write_enquiry(writing, referral, enquiry)
    for day in past.conferences_without_enquiry:
        _conference(writing, day, Kind.INITIAL)
    if past.transfer_conference_on is not None:
        _conference(writing, past.transfer_conference_on, Kind.TRANSFER_IN)


def _referral_of(writing: Writing, past: PastReferral) -> Referral:
    """
    Return the referral an earlier return spoke of: that of the day, or one whose day was unreadable.

    A child may be referred twice on one day, so each is taken once.
    """
    for day in (past.received_on, None):
        for referral in writing.referrals:
            if referral.received_on == day:
                writing.referrals.remove(referral)
                return referral
    return Referral(
        authority=writing.authority,
        case=writing.case,
        child=writing.child,
        origin=writing.origin,
    )


def _write_enquiry(writing: Writing, referral: Referral, past: PastEnquiry) -> None:
    state = EnquiryState.OPEN
    if past.conference_on is not None:
        state = EnquiryState.COMPLETED
    elif past.conference_not_required:
        # The return does not say which of the two it was; the reason is not known here.
        state = EnquiryState.NOT_SUBSTANTIATED
    enquiry, is_new = _find_or_write(
        writing,
        Section47Enquiry,
        {"child": writing.child, "started_on": past.started_on},
        {
            "case": writing.case,
            "referral": referral,
            "state": state.value,
            "conference_not_required": past.conference_not_required,
            "origin": writing.origin,
        },
    )
    if not is_new and enquiry.origin == writing.origin and enquiry.state != state:
        enquiry.state = state.value
        enquiry.conference_not_required = past.conference_not_required
        enquiry.save(update_fields=["state", "conference_not_required"])
        Clock.objects.filter(
            subject_type="section47enquiry", subject_id=enquiry.pk, stopped_on=None
        ).update(stopped_on=past.conference_on or past.started_on, stopped_by="met")
    if past.conference_on is not None:
        _conference(writing, past.conference_on, Kind.INITIAL, enquiry)
    if is_new and not past.conference_not_required:
        _clock(
            writing,
            "initial_conference",
            "section47enquiry",
            enquiry.pk,
            past.started_on,
            past.conference_on,
        )


def _find_or_write(
    writing: Writing, model: type[Row], same: dict[str, Any], values: dict[str, Any]
) -> tuple[Row, bool]:
    """Return the row there is, or write it; of a new child there is none to look for."""
    if not writing.is_new:
        found = model._default_manager.filter(authority=writing.authority, **same).first()
        if found is not None:
            return found, False
    return model._default_manager.create(authority=writing.authority, **same, **values), True


def _conference(
    writing: Writing, day: date, kind: Kind, enquiry: Section47Enquiry | None = None
) -> ConferenceChild:
    """Return the conference of that day, writing it as held and finished where it is not there."""
    held = writing.conferences.get((day, family_of(kind)))
    if held is not None:
        return held
    conference = Conference.objects.create(
        authority=writing.authority,
        case=writing.case,
        origin=writing.origin,
        state=ConferenceState.DISTRIBUTED.value,
        ending=ConferenceState.DECIDED.value,
        includes_initial=kind is not Kind.REVIEW,
        on=day,
        held_on=day,
    )
    held = ConferenceChild.objects.create(
        authority=writing.authority,
        conference=conference,
        child=writing.child,
        kind=kind,
        enquiry=enquiry,
        origin=writing.origin,
    )
    writing.conferences[day, family_of(kind)] = held
    return held


def write_plan(writing: Writing, past: PastPlan, history: ChildHistory) -> None:
    _check_no_other_plan(writing, past)
    plan, is_new = _find_or_write(
        writing,
        Plan,
        {"child": writing.child, "starts_on": past.starts_on},
        {
            "case": writing.case,
            "origin": writing.origin,
            "ends_on": past.ends_on,
            "end_reason": EndReason.NOT_REPORTED if past.ends_on else "",
            "state": (PlanState.ENDED if past.ends_on else PlanState.DETAILED).value,
            "initial_code": past.initial_code,
            "latest_code": past.latest_code,
            "initial_categories": _categories(past.initial_code),
            "latest_categories": _categories(past.latest_code),
            "previous_plans": past.previous_plans,
            "flags": list(past.flags),
        },
    )
    if plan.origin != writing.origin:
        return  # ours: a return says nothing that we do not know better
    if not is_new and plan.is_open and past.ends_on is not None:
        _end(plan, past.ends_on)
    held = [] if is_new else list(plan.reviews.values_list("held_on", flat=True))
    for day in past.review_dates:
        if day not in held:
            _write_review(writing, plan, day)
    if is_new:
        _review_clocks(writing, plan, past)
    elif plan.is_open:
        _restart_review_clock(writing, plan, past)


def _check_no_other_plan(writing: Writing, past: PastPlan) -> None:
    """
    Refuse a plan whose days are those of another that is held: a person must say which is right.

    :raises CannotImportChild: naming both.
    """
    others = Plan.objects.filter(child=writing.child).exclude(starts_on=past.starts_on)
    others = others.filter(Q(ends_on=None) | Q(ends_on__gt=past.starts_on))
    if past.ends_on is not None:
        others = others.filter(starts_on__lt=past.ends_on)
    other = None if writing.is_new else others.order_by("starts_on").first()
    if other is not None:
        raise CannotImportChild(
            f"A plan from {in_words(past.starts_on)} is reported, and one from"
            f" {in_words(other.starts_on)} is held here. They cannot both be right."
        )


def _categories(code: str) -> list[str]:
    return [] if code in ("", MULTIPLE) else [Category(code).value]


def _end(plan: Plan, on: date) -> None:
    plan.ends_on, plan.end_reason = on, EndReason.NOT_REPORTED
    plan.state = PlanState.ENDED.value
    plan.save(update_fields=["ends_on", "end_reason", "state"])
    Clock.objects.filter(subject_type="plan", subject_id=plan.pk, stopped_on=None).update(
        stopped_on=on, stopped_by="no longer needed"
    )


def _write_review(writing: Writing, plan: Plan, day: date) -> None:
    held = _conference(writing, day, Kind.REVIEW)
    PlanReview.objects.create(
        authority=writing.authority,
        plan=plan,
        conference_child=held,
        held_on=day,
        result="end" if plan.ends_on == day else "continue",
        origin=writing.origin,
    )


def _review_clocks(writing: Writing, plan: Plan, past: PastPlan) -> None:
    """Write a clock for each interval there was, and the running one of an open plan."""
    start, rule = plan.starts_on, "first_review"
    for day in past.review_dates:
        _clock(writing, rule, "plan", plan.pk, start, day)
        start, rule = day, "next_review"
    if plan.is_open:
        _clock(writing, rule, "plan", plan.pk, start, None)


def _restart_review_clock(writing: Writing, plan: Plan, past: PastPlan) -> None:
    running = Clock.objects.filter(
        subject_type="plan",
        subject_id=plan.pk,
        rule__in=("first_review", "next_review"),
        stopped_on=None,
    ).first()
    latest = max(past.review_dates, default=None)
    if running is None or latest is None or latest <= running.started_on:
        return
    running.stopped_on, running.stopped_by = latest, "met"
    running.save(update_fields=["stopped_on", "stopped_by"])
    _clock(writing, "next_review", "plan", plan.pk, latest, None)


def _clock(
    writing: Writing, rule: str, subject_type: str, subject_id: int, start: date, end: date | None
) -> None:
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
