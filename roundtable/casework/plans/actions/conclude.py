"""The end of a conference that decided: decisions for all the children, and their plans."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from roundtable.casework.cases.models import Section47Enquiry
from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.convening.models import TransferChild
from roundtable.casework.decisions.models import WEIGHED, Decision, ProposedDecision
from roundtable.casework.invitations.actions.interpreters import finish_needs
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.casework.plans.actions.keep import (
    call_off_core_groups,
    keep_version,
    plan_next_core_group,
)
from roundtable.casework.plans.actions.letting_go import involvement_ends
from roundtable.casework.plans.actions.settled import stop_meeting_again
from roundtable.casework.plans.checklist import held_on, what_to_decide
from roundtable.casework.plans.models import (
    EndReason,
    OutcomeReview,
    Outline,
    Plan,
    PlanAction,
    PlanReview,
)
from roundtable.casework.plans.previous import count_previous_plans
from roundtable.casework.plans.written import reasons_to_conclude_later
from roundtable.casework.room.actions.ending import end_as_decided
from roundtable.casework.room.models import Attendance
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.action_states import State as ActionState
from roundtable.rules.ages import comes_of_age_soon
from roundtable.rules.categories import Category, census_code
from roundtable.rules.decision_guards import ENDS_PLAN, STARTS_PLAN, Outcome
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.plan_states import State as PlanState
from roundtable.rules.reasons import Override

REVIEW_CLOCKS = frozenset({"first_review", "next_review", "review_after_birth"})
ENDED_BECAUSE = {
    Outcome.END: EndReason.RISK_REDUCED,
    Outcome.END_NO_SERVICES: EndReason.RISK_REDUCED,
    Outcome.END_LOOKED_AFTER: EndReason.LOOKED_AFTER,
}


class CannotConcludeConference(CannotProceed):
    """Something is still missing for a child; each reason says what, and for whom."""


@dataclass(frozen=True, slots=True)
class _Making:
    """What every step of concluding needs to know."""

    conference: Conference
    actor: Actor
    now: datetime
    overrides: Collection[Override]

    @property
    def late_reason(self) -> str:
        return self.conference.late_reason

    @property
    def late_agreed_by(self) -> str:
        return self.conference.late_agreed_by

    @property
    def day(self) -> date:
        """The day it was held, even if the decision is typed after midnight."""
        return held_on(self.conference, self.now)


@transaction.atomic
def conclude_conference(
    *,
    conference_id: int,
    overrides: Collection[Override] = (),
    actor: Actor,
    now: datetime,
) -> list[Decision]:
    """
    Make the chair's proposed decisions the decisions, for all the children in one meeting.

    A plan starts on the day of the conference, by its decision, and in no other way.

    :raises CannotConcludeConference: listing what is missing for which child.
    """
    conference = (
        Conference.objects.select_for_update(of=("self",))
        .select_related("authority", "chair")
        .get(pk=conference_id)
    )
    authorise(actor, Permission.DECIDE, facts_about_conference(actor, conference.pk))
    to_decide = what_to_decide(conference, now=now)
    agreed = settle(
        reasons_to_conclude_later(conference, to_decide),
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotConcludeConference,
        now=now,
    )
    making = _Making(conference, actor, now, agreed)
    decisions = [
        _decide(making, child, to_decide.proposals[child.pk]) for child in to_decide.children
    ]
    end_as_decided(conference=conference, actor=actor, now=now)
    came = Attendance.objects.filter(conference=conference).values_list("participant_id", flat=True)
    finish_needs(conference, came=set(came), actor=actor, now=now)
    stop_meeting_again(conference.case_id, on=making.day, actor=actor, now=now)
    involvement_ends(
        conference.case_id, authority=conference.authority, on=making.day, actor=actor, now=now
    )
    start_clock(
        "decision_letter",
        subject=conference,
        authority=conference.authority,
        starts_on=making.day,
        case_id=conference.case_id,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="conference.decided",
        subject=conference,
        now=now,
        overrides=in_codes(agreed, actor=actor),
    )
    return decisions


def _decide(making: _Making, child: ConferenceChild, proposal: ProposedDecision) -> Decision:
    conference = making.conference
    plan = Plan.objects.filter(child_id=child.child_id, ends_on=None).first()
    Decision.objects.filter(conference_child=child, superseded_at=None).update(
        superseded_at=making.now
    )
    categories = list(proposal.categories)
    decision = Decision.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        conference_child=child,
        child_id=child.child_id,
        decided_on=making.day,
        outcome=proposal.outcome,
        legal_planning=proposal.legal_planning,
        categories=categories,
        census_code=census_code({Category(code) for code in categories}) if categories else "",
        **{name: getattr(proposal, name) for name in WEIGHED},
        reasons=proposal.reasons,
        recommended_support=proposal.recommended_support,
        against_majority=proposal.against_majority,
        who_tells_the_child=proposal.who_tells_the_child,
        decided_by=conference.chair,
        decided_at=making.now,
    )
    _keep_overrides(making, decision)
    if child.enquiry_id is not None:
        _complete_enquiry(making, child.enquiry_id)
    if child.kind == Kind.TRANSFER_IN:
        _complete_transfer(making, child.child_id)
    if plan is not None:
        _review(making, child, decision, plan)
    elif decision.outcome in STARTS_PLAN:
        _start_plan(making, child, decision)
    note(
        case=conference.case_id,
        kind="decided",
        title=f"Decision for {child.child.name}: {Outcome(decision.outcome).label.lower()}",
        subject=decision,
        child_id=child.child_id,
        happened_on=making.day,
        actor=making.actor,
        now=making.now,
    )
    audit.record(
        actor=making.actor,
        verb="decision.made",
        subject=decision,
        now=making.now,
        outcome=decision.outcome,
    )
    return decision


def _keep_overrides(making: _Making, decision: Decision) -> None:
    """Keep who let a soft reason pass for this child, and in what words."""
    for override in making.overrides:
        if override.child_id in (None, decision.child_id):
            note(
                case=making.conference.case_id,
                kind="overridden",
                title=f"Decided all the same: {override.code.replace('_', ' ').lower()}",
                detail=in_words([override], actor=making.actor),
                subject=decision,
                child_id=override.child_id,
                happened_on=making.day,
                actor=making.actor,
                now=making.now,
            )


def _complete_enquiry(making: _Making, enquiry_id: int) -> None:
    enquiry = Section47Enquiry.objects.get(pk=enquiry_id)
    enquiry.state = EnquiryState.COMPLETED.value
    enquiry.save(update_fields=["state"])
    stop_clocks(
        subject=enquiry,
        rules={"initial_conference"},
        on=making.day,
        late_reason=making.late_reason,
        late_agreed_by=making.late_agreed_by,
        actor=making.actor,
        now=making.now,
    )


def _complete_transfer(making: _Making, child_id: int) -> None:
    """The conference for a child who moved here was held: its limit is met, on time or late."""
    for moved in TransferChild.objects.filter(child=child_id):
        stop_clocks(
            subject=moved,
            rules={"transfer_in_conference"},
            on=making.day,
            late_reason=making.late_reason,
            late_agreed_by=making.late_agreed_by,
            actor=making.actor,
            now=making.now,
        )


def _start_plan(making: _Making, child: ConferenceChild, decision: Decision) -> Plan:
    outline = Outline.objects.get(conference_child=child)
    plan = Plan.objects.create(
        authority_id=decision.authority_id,
        case_id=making.conference.case_id,
        child_id=child.child_id,
        started_by=decision,
        outline=outline,
        starts_on=decision.decided_on,
        state=PlanState.OUTLINE.value,
        key_worker_id=outline.key_worker_id,
        initial_categories=decision.categories,
        latest_categories=decision.categories,
        initial_code=decision.census_code,
        latest_code=decision.census_code,
        previous_plans=count_previous_plans(child.child_id),
    )
    _agree_actions(outline)
    plan_next_core_group(
        plan,
        on=outline.core_group_on,
        is_first=True,
        actor=making.actor,
        now=making.now,
    )
    _start(making, plan, "first_core_group", "first_review", "next_visit")
    authority = decision.authority
    for months in authority.effective_settings["escalation_months"]:
        _start(making, plan, f"plan_open_{months}_months")
    _look_ahead_to_eighteen(making, plan)
    keep_version(plan, because="Conference", now=making.now)
    note(
        case=making.conference.case_id,
        kind="plan_started",
        title=f"Child protection plan started for {child.child.name}",
        subject=plan,
        child_id=child.child_id,
        happened_on=plan.starts_on,
        to_state=plan.state,
        actor=making.actor,
        now=making.now,
    )
    audit.record(actor=making.actor, verb="plan.started", subject=plan, now=making.now)
    return plan


def _review(making: _Making, child: ConferenceChild, decision: Decision, plan: Plan) -> None:
    PlanReview.objects.create(
        authority_id=plan.authority_id,
        plan=plan,
        conference_child=child,
        held_on=decision.decided_on,
        result=decision.outcome,
        ratings=_ratings(child),
    )
    stop_clocks(
        subject=plan,
        rules=REVIEW_CLOCKS,
        on=making.day,
        late_reason=making.late_reason,
        late_agreed_by=making.late_agreed_by,
        actor=making.actor,
        now=making.now,
    )
    if decision.outcome in ENDS_PLAN:
        end_by_decision(plan, decision, actor=making.actor, now=making.now)
        return
    plan.latest_categories = decision.categories
    plan.latest_code = decision.census_code
    if plan.outline is not None:
        plan.key_worker_id = plan.outline.key_worker_id or plan.key_worker_id
        _agree_actions(plan.outline)
        plan_next_core_group(
            plan, on=plan.outline.core_group_on, actor=making.actor, now=making.now
        )
    plan.save(update_fields=["latest_categories", "latest_code", "key_worker"])
    _start(making, plan, "next_review")
    _look_ahead_to_eighteen(making, plan)
    keep_version(plan, because="Review conference", now=making.now)


def _ratings(child: ConferenceChild) -> list[dict[str, str]]:
    """Return what the review said of each outcome, in words that outlast the outcome."""
    reviewed = OutcomeReview.objects.filter(conference_child=child).select_related("outcome")
    return [
        {
            "outcome": str(one.outcome.public_id),
            "what": one.outcome.what_must_change,
            "progress": one.progress,
            "words": one.words,
        }
        for one in reviewed.order_by("outcome__position", "outcome_id")
    ]


def end_by_decision(plan: Plan, decision: Decision, *, actor: Actor, now: datetime) -> None:
    """End a plan because a review decided so: all its clocks stop, the letters follow."""
    before = plan.state
    plan.ended_by = decision
    plan.ends_on = decision.decided_on
    plan.end_reason = ENDED_BECAUSE[Outcome(decision.outcome)].value
    plan.end_note = decision.recommended_support
    plan.state = PlanState.ENDED.value
    plan.save()
    stop_clocks(subject=plan, on=decision.decided_on, how="no longer needed", actor=actor, now=now)
    call_off_core_groups(plan, actor=actor, now=now)
    keep_version(plan, because="Plan ended", now=now)
    note(
        case=plan.case_id,
        kind="plan_ended",
        title=f"Child protection plan ended for {plan.child.name}",
        subject=plan,
        child_id=plan.child_id,
        happened_on=plan.ends_on,
        from_state=before,
        to_state=plan.state,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="plan.ended", subject=plan, now=now, reason=plan.end_reason)


def _agree_actions(outline: Outline) -> None:
    """Agree what was proposed in the room; what nobody could be held to stays a proposal."""
    owned = Q(professional__isnull=False) | Q(person__isnull=False)
    PlanAction.objects.filter(
        owned,
        outcome__outline=outline,
        state=ActionState.PROPOSED.value,
        due_on__isnull=False,
    ).update(state=ActionState.AGREED.value)


def _look_ahead_to_eighteen(making: _Making, plan: Plan) -> None:
    """In the last year before eighteen: the review at which the plan ends is planned ahead."""
    rule = "eighteenth_birthday_review"
    birth_on = plan.child.birth_on
    running = running_clocks(subject_type="plan", subject_ids=[plan.pk], rules={rule})
    if birth_on is None or not comes_of_age_soon(birth_on, making.day) or running.exists():
        return
    start_clock(
        rule,
        subject=plan,
        authority=plan.authority,
        starts_on=birth_on,
        case_id=plan.case_id,
        child_id=plan.child_id,
        owner_id=plan.key_worker_id,
        actor=making.actor,
        now=making.now,
    )


def _start(making: _Making, plan: Plan, *rules: str) -> None:
    for rule in rules:
        start_clock(
            rule,
            subject=plan,
            authority=plan.authority,
            starts_on=making.day,
            case_id=plan.case_id,
            child_id=plan.child_id,
            owner_id=plan.key_worker_id,
            actor=making.actor,
            now=making.now,
        )
