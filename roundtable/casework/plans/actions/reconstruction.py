"""Writing one child's history row by row, each marked as reconstructed and found again later."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q

from roundtable.casework.cases.models import Referral, Section47Enquiry
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.plans.actions.import_clocks import (
    Writing,
    correct_end,
    correct_review_clock,
    write_clock,
    write_review_clocks,
)
from roundtable.casework.plans.history import ChildHistory, PastEnquiry, PastPlan, PastReferral
from roundtable.casework.plans.models import EndReason, Plan, PlanReview
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.categories import MULTIPLE, Category
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.explanations import in_words
from roundtable.rules.plan_states import State as PlanState

Row = TypeVar("Row", Section47Enquiry, Plan)


class CannotImportChild(CannotProceed):
    """The identity is another child's, or what is reported cannot be beside what is held here."""


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
        write_clock(
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
    if not is_new:
        correct_end(writing, plan, past)
    held = [] if is_new else list(plan.reviews.values_list("held_on", flat=True))
    for day in past.review_dates:
        if day not in held:
            _write_review(writing, plan, day)
    if is_new:
        write_review_clocks(writing, plan, past)
    elif plan.is_open:
        correct_review_clock(writing, plan, past)


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
