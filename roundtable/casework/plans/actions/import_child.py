"""
Reconstructing one child's history: the act behind every import.

History is not a new case (amendment A1): what is written here is marked with where it comes from,
may lack a conference or a reason, and keeps the category code it was reported with. The database's
rules bind it all the same.
"""

from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from django.db import transaction

from roundtable.casework.cases.models import (
    Case,
    CaseMember,
    Referral,
    Section47Enquiry,
    Standing,
)
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.people.models import Origin, Person
from roundtable.casework.plans.actions.import_clocks import (
    Writing,
    correct_end,
    correct_review_clock,
    write_clock,
    write_review_clocks,
)
from roundtable.casework.plans.history import ChildHistory, PastEnquiry, PastPlan, PastReferral
from roundtable.casework.plans.models import EndReason, Plan, PlanReview, UnreadChild
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Facts, Permission
from roundtable.rules.categories import Category
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.explanations import in_words
from roundtable.rules.plan_states import State as PlanState
from roundtable.rules.working_days import Calendar

MULTIPLE = "MUL"
Row = TypeVar("Row", Section47Enquiry, Plan)


class CannotImportChild(CannotProceed):
    """The identity is another child's, or a plan would run beside the one that is held."""


class Imported(Enum):
    """What an import did for one child."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@transaction.atomic
def import_child(
    *,
    authority: Authority,
    calendar: Calendar,
    history: ChildHistory,
    origin: Origin = Origin.CENSUS,
    actor: Actor,
    now: datetime,
) -> Imported:
    """
    Write what a return says of one child. Safe to repeat: what is there is left as it is.

    A child whose history says more than the last time gains what is new. What was recorded here
    since is never touched, and a plan of ours is never ended by a return.
    """
    authorise(
        actor,
        Permission.IMPORT_CENSUS,
        Facts(same_authority=authority.pk in actor.authority_ids),
    )
    child = Person.objects.filter(authority=authority, la_child_id=history.la_child_id).first()
    if child is not None and child.return_digest == history.digest:
        return Imported.UNCHANGED
    if child is not None and _is_another_child(child, history):
        raise CannotImportChild(
            f"The identifier {history.la_child_id} is held here by a child with another birth date."
        )
    is_new = child is None
    writing = (
        _begin(authority, calendar, history, origin, now)
        if child is None
        else _resume(authority, calendar, history, origin, child)
    )
    for referral in history.referrals:
        _write_referral(writing, referral)
    for plan in history.plans:
        _write_plan(writing, plan, history)
    Clock.objects.bulk_create(writing.clocks)
    if writing.child.died_on is not None:
        # What was recorded here since goes on until a person says so.
        Clock.objects.filter(child_id=writing.child.pk, reconstructed=True, stopped_on=None).update(
            stopped_on=writing.child.died_on, stopped_by="the child died"
        )
    audit.record(
        actor=actor,
        verb="child.imported",
        subject=writing.child,
        now=now,
        new=is_new,
        plans=len(history.plans),
    )
    return Imported.NEW if is_new else Imported.CHANGED


def _is_another_child(child: Person, history: ChildHistory) -> bool:
    """Return whether an identifier was given to two children; an expected child may be born."""
    return None not in (child.birth_on, history.birth_on) and child.birth_on != history.birth_on


def _begin(
    authority: Authority, calendar: Calendar, history: ChildHistory, origin: Origin, now: datetime
) -> Writing:
    child = Person.objects.create(
        authority=authority,
        sex=history.sex,
        birth_on=history.birth_on,
        expected_on=history.expected_on,
        died_on=history.died_on,
        ethnicity=history.ethnicity,
        disabilities=list(history.disabilities),
        la_child_id=history.la_child_id,
        upn=history.upn,
        former_upn=history.former_upn,
        upn_unknown=history.upn_unknown,
        identity_complete=False,
        flags=list(history.flags),
        plan_in_doubt=history.plan_in_doubt,
        return_digest=history.digest,
        search_name=history.la_child_id.lower(),
        origin=origin,
    )
    received = [one.received_on for one in history.referrals if one.received_on]
    case = Case.objects.create(
        authority=authority,
        reference=history.la_child_id,
        opened_on=min(received, default=now.date()),
        origin=origin,
    )
    CaseMember.objects.create(
        authority=authority, case=case, person=child, standing=Standing.SUBJECT
    )
    settings = authority.effective_settings
    return Writing(authority, calendar, origin, child, case, True, settings)


def _resume(
    authority: Authority,
    calendar: Calendar,
    history: ChildHistory,
    origin: Origin,
    child: Person,
) -> Writing:
    if child.died_on is None and history.died_on is not None:
        child.died_on = history.died_on
    if child.birth_on is None and history.birth_on is not None:  # born since the last return
        child.birth_on, child.expected_on = history.birth_on, None
    child.flags = list(history.flags)
    child.plan_in_doubt = history.plan_in_doubt
    child.return_digest = history.digest
    child.save()
    case = Case.objects.filter(members__person=child).order_by("pk")[0]
    settings = authority.effective_settings
    writing = Writing(authority, calendar, origin, child, case, False, settings)
    for held in ConferenceChild.objects.filter(child=child).select_related("conference"):
        if held.conference.on is not None:
            writing.conferences[held.conference.on, _family_of(held.kind)] = held
    return writing


def _family_of(kind: str) -> str:
    return "review" if kind == Kind.REVIEW else "initial"


def _write_referral(writing: Writing, past: PastReferral) -> None:
    values: dict[str, Any] = {
        "source": past.source,
        "primary_need": past.primary_need,
        "no_further_action": past.no_further_action,
        "closed_on": past.closed_on,
        "closure_reason": past.closure_reason,
        "reported": past.reported,
    }
    same: dict[str, Any] = {
        "authority": writing.authority,
        "child": writing.child,
        "received_on": past.received_on,
        "origin": writing.origin,
    }
    values["case"] = writing.case
    if writing.is_new:
        referral = Referral.objects.create(**same, **values)
    else:
        referral, _ = Referral.objects.update_or_create(**same, defaults=values)
    for enquiry in past.enquiries:
        _write_enquiry(writing, referral, enquiry)
    for day in past.conferences_without_enquiry:
        _conference(writing, day, Kind.INITIAL)
    if past.transfer_conference_on is not None:
        _conference(writing, past.transfer_conference_on, Kind.TRANSFER_IN)


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
    held = writing.conferences.get((day, _family_of(kind)))
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
    writing.conferences[day, _family_of(kind)] = held
    return held


def _write_plan(writing: Writing, past: PastPlan, history: ChildHistory) -> None:
    _check_start(writing, past)
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


def _categories(code: str) -> list[str]:
    return [] if code in ("", MULTIPLE) else [Category(code).value]


def _check_start(writing: Writing, past: PastPlan) -> None:
    """Refuse, in words, a plan that would run beside one that is held with another first day."""
    if writing.is_new or past.ends_on is not None:
        return
    held = Plan.objects.filter(child=writing.child, ends_on=None).exclude(starts_on=past.starts_on)
    other = held.first()
    if other is not None:
        raise CannotImportChild(
            f"The return says that a plan began on {in_words(past.starts_on)}. The plan held here"
            f" began on {in_words(other.starts_on)} and has not ended: somebody has to look."
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


@transaction.atomic
def set_aside_unread_child(
    *,
    authority: Authority,
    la_child_id: str,
    position: int,
    line: int,
    reason: str,
    may_have_open_plan: bool,
    read_from: str,
    actor: Actor,
    now: datetime,
) -> UnreadChild:
    """
    Remember a child of a return who could not be held, until a person has looked.

    While one of them may have an open plan, no look-up answers a bare "no" (amendment A2).
    """
    authorise(
        actor,
        Permission.IMPORT_CENSUS,
        Facts(same_authority=authority.pk in actor.authority_ids),
    )
    unread, is_new = UnreadChild.objects.get_or_create(
        authority=authority,
        read_from=read_from,
        position=position,
        defaults={
            "line": line,
            "la_child_id": la_child_id[:40],
            "reason": reason,
            "may_have_open_plan": may_have_open_plan,
        },
    )
    if is_new:
        audit.record(actor=actor, verb="child.not_read", subject=unread, now=now, line=line)
    return unread
