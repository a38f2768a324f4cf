"""From the strategy discussion to the outcome of each child's section 47 enquiry."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from roundtable.casework.cases.findings import OUTCOMES, EnquiryOutcome, reasons_against
from roundtable.casework.cases.models import (
    Case,
    CaseMember,
    Harm,
    Section47Enquiry,
    SpokenTo,
    Standing,
    StrategyAttendee,
    StrategyDiscussion,
)
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.cases.timeline import note
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import enquiry_states
from roundtable.rules.access import Permission, Role
from roundtable.rules.ages import is_adult
from roundtable.rules.enquiry_states import UNFINISHED, Finding, State
from roundtable.rules.explanations import in_words as day_in_words
from roundtable.rules.reasons import Override
from roundtable.rules.transitions import TransitionNotAllowed, next_state

__all__ = [
    "CannotConcludeEnquiry",
    "CannotHoldStrategyDiscussion",
    "CannotRecordEnquiry",
    "CannotStartEnquiry",
    "EnquiryOutcome",
    "advise_on_convening",
    "conclude_enquiry",
    "hold_strategy_discussion",
    "record_conversation",
]


class CannotHoldStrategyDiscussion(CannotProceed):
    """Something the discussion needs is missing."""


class CannotStartEnquiry(CannotProceed):
    """The child has an open enquiry already, or is not part of the case."""


class CannotRecordEnquiry(CannotProceed):
    """The enquiry is over."""


class CannotConcludeEnquiry(CannotProceed):
    """The outcome is not complete, or the enquiry is over."""


@transaction.atomic
def hold_strategy_discussion(
    *,
    case_id: int,
    held_at: datetime,
    attendees: Sequence[Professional],
    decisions: str,
    children: Sequence[Person] = (),
    is_joint: bool = True,
    actor: Actor,
    now: datetime,
) -> StrategyDiscussion:
    """
    Record a strategy discussion, and start the section 47 enquiry it decided on for each child.

    Day 0 of the conference's limit is the day of the discussion that *started* the enquiry. A
    further discussion about a child whose enquiry is not finished joins it and moves no date.

    :raises CannotHoldStrategyDiscussion: if it lies ahead, nothing was decided, or a child is not
        of this case.
    :raises CannotStartEnquiry: if a child is 18, or has an unfinished one in another case.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.RECORD_STRATEGY_DISCUSSION, facts_about_case(actor, case.pk))
    if held_at > now:
        raise CannotHoldStrategyDiscussion("Enter a date and time that has passed.")
    if not decisions.strip():
        raise CannotHoldStrategyDiscussion("Enter what the strategy discussion decided.")
    children = list({child.pk: child for child in children}.values())
    if _not_children_of(case, children):
        raise CannotHoldStrategyDiscussion("Choose children of this case.")
    under_way = set(
        Section47Enquiry.objects.filter(
            case=case, state__in=UNFINISHED, child__in=children
        ).values_list("child_id", flat=True)
    )
    discussion = StrategyDiscussion.objects.create(
        authority_id=case.authority_id,
        case=case,
        held_at=held_at,
        decisions=decisions,
        is_further=bool(children) and len(under_way) == len(children),
    )
    StrategyAttendee.objects.bulk_create(
        StrategyAttendee(
            authority_id=case.authority_id, discussion=discussion, professional=professional
        )
        for professional in attendees
    )
    for child in children:
        if child.pk not in under_way:
            _start_enquiry(discussion, child, is_joint=is_joint, actor=actor, now=now)
    note(
        case=case,
        kind="strategy_discussion",
        title="Further strategy discussion" if discussion.is_further else "Strategy discussion",
        subject=discussion,
        happened_on=clock.day_of(held_at),
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="strategy_discussion.held", subject=discussion, now=now)
    return discussion


def _not_children_of(case: Case, people: Sequence[Person]) -> set[int]:
    members = CaseMember.objects.filter(case=case, ended_on=None).exclude(standing=Standing.ADULT)
    return {one.pk for one in people} - set(members.values_list("person_id", flat=True))


def _start_enquiry(
    discussion: StrategyDiscussion, child: Person, *, is_joint: bool, actor: Actor, now: datetime
) -> Section47Enquiry:
    started_on = clock.day_of(discussion.held_at)
    reasons = enquiry_states.reasons_cannot_open(
        Finding(
            has_strategy_discussion=True,
            child_is_adult=is_adult(child.birth_on, started_on),
        )
    )
    if reasons:
        raise CannotStartEnquiry(reasons)
    try:
        with transaction.atomic():
            enquiry = Section47Enquiry.objects.create(
                authority_id=discussion.authority_id,
                case=discussion.case,
                child=child,
                discussion=discussion,
                started_on=started_on,
                is_joint=is_joint,
                state=State.OPEN.value,
            )
    except IntegrityError:
        raise CannotStartEnquiry(
            f"{child.name} has a section 47 enquiry that is not finished in another case."
        ) from None
    start_clock(
        "initial_conference",
        subject=enquiry,
        authority=discussion.authority,
        starts_on=started_on,
        case_id=discussion.case_id,
        child_id=child.pk,
        owner_id=actor.professional_id,
        actor=actor,
        now=now,
    )
    note(
        case=discussion.case_id,
        kind="enquiry_started",
        title=f"Section 47 enquiry started for {child.name}",
        subject=enquiry,
        child_id=child.pk,
        happened_on=started_on,
        to_state=State.OPEN.value,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="enquiry.started", subject=enquiry, now=now)
    return enquiry


def _open_enquiry(enquiry_id: int, actor: Actor, permission: Permission) -> Section47Enquiry:
    enquiry = Section47Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry_id)
    authorise(actor, permission, facts_about_case(actor, enquiry.case_id))
    return enquiry


@transaction.atomic
def record_conversation(
    *,
    enquiry_id: int,
    person: Person | None = None,
    professional: Professional | None = None,
    on: date,
    alone: bool = False,
    with_consent: bool | None = None,
    text: str = "",
    actor: Actor,
    now: datetime,
) -> SpokenTo:
    """
    Record who was spoken to in the enquiry: a parent, the child, the school, health, anyone.

    Consent is noted and stops nothing: the child can be seen without it.

    :raises CannotRecordEnquiry: if the enquiry is over, the day lies ahead, the child is not born,
        or it is not one person of the case, or one professional, who was spoken to.
    """
    enquiry = _open_enquiry(enquiry_id, actor, Permission.RECORD_ENQUIRY)
    _check_conversation(enquiry, person, professional, on, now)
    spoken = SpokenTo.objects.create(
        authority_id=enquiry.authority_id,
        enquiry=enquiry,
        person=person,
        professional=professional,
        on=on,
        alone=alone,
        with_consent=with_consent,
        note=text,
    )
    is_the_child = person is not None and person.pk == enquiry.child_id
    if is_the_child:
        enquiry.child_seen_on = max(on, enquiry.child_seen_on or on)
        enquiry.child_seen_alone = alone or bool(enquiry.child_seen_alone)
        enquiry.save(update_fields=["child_seen_on", "child_seen_alone"])
    who = person or professional
    note(
        case=enquiry.case_id,
        kind="child_seen" if is_the_child else "spoken_to",
        title=f"{who.name} was {'seen' if is_the_child else 'spoken to'}" if who else "",
        subject=spoken,
        child_id=enquiry.child_id,
        happened_on=on,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="enquiry.conversation", subject=spoken, now=now)
    return spoken


def _check_conversation(
    enquiry: Section47Enquiry,
    person: Person | None,
    professional: Professional | None,
    on: date,
    now: datetime,
) -> None:
    if enquiry.state != State.OPEN:
        raise CannotRecordEnquiry("The enquiry is over: nothing more can be added to it.")
    if on > clock.day_of(now):
        raise CannotRecordEnquiry("Enter the day on which it was: it cannot lie ahead.")
    if (person is None) == (professional is None):
        raise CannotRecordEnquiry("Choose one person or one professional who was spoken to.")
    if person is None:
        return
    if not CaseMember.objects.filter(case=enquiry.case_id, person=person).exists():
        raise CannotRecordEnquiry("Choose somebody of this case.")
    if person.is_unborn:
        raise CannotRecordEnquiry(f"{person.name} has not been born.")


@transaction.atomic
def advise_on_convening(
    *, enquiry_id: int, chair: Professional, on: date, advice: str, actor: Actor, now: datetime
) -> Section47Enquiry:
    """
    Record the chair's advice on whether to hold a conference: who was asked, when, what.

    The worker who asked records it, or the chair themselves.

    :raises CannotRecordEnquiry: if the enquiry is over, the day lies ahead, or nothing was said.
    """
    gives_it = actor.role in (Role.CHAIR, Role.HEAD_OF_SERVICE)
    enquiry = _open_enquiry(
        enquiry_id,
        actor,
        Permission.ADVISE_ON_CONVENING if gives_it else Permission.RECORD_ENQUIRY,
    )
    if enquiry.state != State.OPEN:
        raise CannotRecordEnquiry("The enquiry is over: advice on it comes too late.")
    if on > clock.day_of(now):
        raise CannotRecordEnquiry("Enter the day on which it was: it cannot lie ahead.")
    if not advice.strip():
        raise CannotRecordEnquiry("Enter what the chair advised.")
    enquiry.chair_consulted, enquiry.chair_consulted_on = chair, on
    enquiry.chair_advice = advice
    enquiry.save(update_fields=["chair_consulted", "chair_consulted_on", "chair_advice"])
    note(
        case=enquiry.case_id,
        kind="chair_consulted",
        title="Conference chair consulted",
        subject=enquiry,
        child_id=enquiry.child_id,
        happened_on=on,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="enquiry.chair_consulted", subject=enquiry, now=now)
    return enquiry


@transaction.atomic
def conclude_enquiry(
    *,
    enquiry_id: int,
    outcome: EnquiryOutcome,
    authorised_by: Professional,
    on: date,
    overrides: Collection[Override] = (),
    actor: Actor,
    now: datetime,
) -> Section47Enquiry:
    """
    Record the outcome for one child. Only continuing risk leads to a conference.

    Continuing risk starts the clock of the request; any other outcome stops that of the conference.
    Continuing risk can still change into another outcome while no conference has been held: the
    conference that was asked for is cancelled after that, by those who may.

    :raises CannotConcludeEnquiry: if the chair was not consulted where it must be, an interim
        safety plan is missing, the day is not one of the enquiry, or the enquiry is over.
    """
    enquiry = _open_enquiry(enquiry_id, actor, Permission.DECIDE_ENQUIRY)
    try:
        state = next_state(enquiry_states.TRANSITIONS, State(enquiry.state), outcome.event)
    except TransitionNotAllowed as refusal:
        raise CannotConcludeEnquiry(str(refusal)) from refusal
    if not enquiry.started_on <= on <= clock.day_of(now):
        raise CannotConcludeEnquiry("Enter a day between the start of the enquiry and today.")
    if enquiry.outcome_on is not None and on < enquiry.outcome_on:
        raise CannotConcludeEnquiry("Enter a day on or after that of the first outcome.")
    agreed = settle(
        reasons_against(outcome, enquiry),
        overrides,
        authority_id=enquiry.authority_id,
        refusal=CannotConcludeEnquiry,
        now=now,
    )
    before = enquiry.state
    is_change = before != State.OPEN
    enquiry.state = state.value
    enquiry.concerns_substantiated = outcome.concerns_substantiated
    enquiry.continuing_risk = outcome.continuing_risk
    enquiry.findings = outcome.findings
    enquiry.harms = [Harm(one).value for one in outcome.harms]
    enquiry.harmed_by = outcome.harmed_by
    enquiry.interim_safety_plan = outcome.interim_safety_plan
    enquiry.not_alone_reason = outcome.not_alone_reason
    enquiry.authorised_by = authorised_by
    enquiry.outcome_on = on
    enquiry.outcome_agreed = _agreed_in_words(agreed, actor, now)
    enquiry.conference_not_required = state is not State.SUBSTANTIATED_CONTINUING_RISK
    enquiry.save()
    _follow_up(enquiry, actor=actor, now=now)
    note(
        case=enquiry.case_id,
        kind="enquiry_concluded",
        title=f"Section 47 enquiry{is_change * ', outcome changed'}: {OUTCOMES[state]}",
        subject=enquiry,
        child_id=enquiry.child_id,
        happened_on=on,
        from_state=before,
        to_state=state.value,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="enquiry.concluded",
        subject=enquiry,
        now=now,
        state=state.value,
        overrides=in_codes(agreed, actor=actor),
    )
    return enquiry


def _agreed_in_words(agreed: Collection[Override], actor: Actor, now: datetime) -> str:
    if not agreed:
        return ""
    return f"{in_words(agreed, actor=actor)} ({day_in_words(clock.day_of(now))})"


def _follow_up(enquiry: Section47Enquiry, *, actor: Actor, now: datetime) -> None:
    on = enquiry.outcome_on or clock.day_of(now)
    if enquiry.conference_not_required:
        stop_clocks(
            subject=enquiry,
            rules={"initial_conference", "conference_request"},
            on=on,
            how="no longer needed",
            actor=actor,
            now=now,
        )
        return
    start_clock(
        "conference_request",
        subject=enquiry,
        authority=enquiry.authority,
        starts_on=on,
        case_id=enquiry.case_id,
        child_id=enquiry.child_id,
        owner_id=actor.professional_id,
        actor=actor,
        now=now,
    )
