"""Children on a plan of another authority who move here: told of, asked for in writing, answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.models import Case, CaseMember, Standing
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.cases.timeline import note
from roundtable.casework.convening.models import TransferChild, TransferIn
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import transfer_states
from roundtable.rules.access import Permission
from roundtable.rules.categories import Category
from roundtable.rules.transfer_states import Answer, State, reasons_against_answer
from roundtable.rules.transitions import TransitionNotAllowed, next_state

_LIMIT = frozenset({"transfer_in_conference"})


class CannotRecordTransfer(CannotProceed):
    """No child of the case is named, or the day lies ahead."""


class CannotRequestTransfer(CannotProceed):
    """It was asked for already, or the day is before anybody told of it."""


class CannotAnswerTransfer(CannotProceed):
    """It was not asked for in writing, or something must be said with the answer."""


@dataclass(frozen=True, slots=True)
class MovedChild:
    """A child who moved here, and the plan they are on elsewhere."""

    child_id: int
    categories: Sequence[Category] = ()
    plan_since: date | None = None


@transaction.atomic
def record_transfer(
    *,
    case_id: int,
    children: Sequence[MovedChild],
    from_authority: str,
    notified_on: date,
    contact: str = "",
    moved_on: date | None = None,
    move_reason: str = "",
    next_review_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> TransferIn:
    """
    Record that another authority told of children on a plan who have moved here.

    Word of mouth starts no limit: the other authority keeps its plan, and asks in writing.

    :raises CannotRecordTransfer: if no child of the case is named, or the day lies ahead.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.RECORD_TRANSFER, facts_about_case(actor, case.pk))
    if notified_on > clock.day_of(now):
        raise CannotRecordTransfer("Enter the day on which you were told: it cannot lie ahead.")
    if not children or _not_of(case, {one.child_id for one in children}):
        raise CannotRecordTransfer("Choose children of this case.")
    transfer = TransferIn.objects.create(
        authority_id=case.authority_id,
        case=case,
        from_authority=from_authority.strip(),
        contact=contact.strip(),
        notified_on=notified_on,
        moved_on=moved_on,
        move_reason=move_reason.strip(),
        next_review_on=next_review_on,
    )
    TransferChild.objects.bulk_create(
        TransferChild(
            authority_id=case.authority_id,
            transfer=transfer,
            child_id=one.child_id,
            categories=sorted(Category(each).value for each in one.categories),
            plan_since=one.plan_since,
        )
        for one in children
    )
    _note(transfer, f"Told of a move here from {transfer.from_authority}", notified_on, actor, now)
    audit.record(actor=actor, verb="transfer_in.recorded", subject=transfer, now=now)
    return transfer


def _not_of(case: Case, child_ids: Collection[int]) -> set[int]:
    members = CaseMember.objects.filter(case=case, ended_on=None).exclude(standing=Standing.ADULT)
    return set(child_ids) - set(members.values_list("person_id", flat=True))


@transaction.atomic
def request_transfer(
    *,
    transfer_id: int,
    on: date,
    papers: Sequence[str] = (),
    risk_after_move: str = "",
    actor: Actor,
    now: datetime,
) -> TransferIn:
    """
    Record the other authority's written request. The limit of the conference runs from that day.

    :raises CannotRequestTransfer: if it was asked for already, or on a day that cannot be.
    """
    transfer = _locked(transfer_id, Permission.RECORD_TRANSFER, actor)
    state = _next(transfer, "request_in_writing", CannotRequestTransfer)
    if not transfer.notified_on <= on <= clock.day_of(now):
        raise CannotRequestTransfer("Enter a day between the day you were told and today.")
    transfer.requested_on, transfer.papers = on, list(papers)
    transfer.risk_after_move = risk_after_move.strip()
    transfer.state = state.value
    transfer.save()
    _start_limits(transfer, actor, now)
    _note(transfer, "Written request for a transfer-in conference", on, actor, now)
    audit.record(actor=actor, verb="transfer_in.requested", subject=transfer, now=now)
    return transfer


@transaction.atomic
def answer_transfer(
    *,
    transfer_id: int,
    event: str,
    reason: str = "",
    children_on_a_plan: Collection[int] = (),
    actor: Actor,
    now: datetime,
) -> TransferIn:
    """
    Answer the other authority: accept, decline as temporary, or dispute whose children they are.

    A declined request stops the limit; a dispute does not: the children do not wait for it. Who is
    on a plan here is known above: `plans.actions` answers with it.

    :raises CannotAnswerTransfer: if it was not asked for in writing, or no reason is given.
    """
    transfer = _locked(transfer_id, Permission.ANSWER_TRANSFER, actor)
    before = transfer.state
    state = _next(transfer, event, CannotAnswerTransfer)
    child_ids = set(transfer.children.values_list("child_id", flat=True))
    on_a_plan = bool(child_ids & set(children_on_a_plan))
    reasons = reasons_against_answer(Answer(event, reason, is_on_a_plan_here=on_a_plan))
    if reasons:
        raise CannotAnswerTransfer(reasons)
    today = clock.day_of(now)
    transfer.state, transfer.answer_reason = state.value, reason.strip()
    transfer.answered_on, transfer.answered_by_id = today, actor.professional_id
    transfer.save()
    if state is State.DECLINED_TEMPORARY:
        for moved in transfer.children.all():
            stop_clocks(
                subject=moved, rules=_LIMIT, on=today, how="temporary move", actor=actor, now=now
            )
    elif before == State.DECLINED_TEMPORARY:
        _start_limits(transfer, actor, now)
    _note(transfer, _ANSWERED[state], today, actor, now)
    audit.record(
        actor=actor, verb="transfer_in.answered", subject=transfer, now=now, state=state.value
    )
    return transfer


_ANSWERED = {
    State.ACCEPTED: "Transfer-in accepted",
    State.DECLINED_TEMPORARY: "Transfer-in declined: the move is for a while",
    State.DISPUTED: "Transfer-in disputed",
}


def _start_limits(transfer: TransferIn, actor: Actor, now: datetime) -> None:
    """Start the limit of the conference, one clock for each child."""
    starts_on = transfer.requested_on or clock.day_of(now)
    for moved in transfer.children.order_by("pk"):
        start_clock(
            "transfer_in_conference",
            subject=moved,
            authority=transfer.authority,
            starts_on=starts_on,
            case_id=transfer.case_id,
            child_id=moved.child_id,
            owner_id=actor.professional_id,
            actor=actor,
            now=now,
        )


def _locked(transfer_id: int, permission: Permission, actor: Actor) -> TransferIn:
    transfer = TransferIn.objects.select_for_update(of=("self",)).get(pk=transfer_id)
    authorise(actor, permission, facts_about_case(actor, transfer.case_id))
    return transfer


def _next(transfer: TransferIn, event: str, refusal: type[CannotProceed]) -> State:
    try:
        return next_state(transfer_states.TRANSITIONS, State(transfer.state), event)
    except TransitionNotAllowed as not_now:
        raise refusal(str(not_now)) from not_now


def _note(transfer: TransferIn, title: str, on: date, actor: Actor, now: datetime) -> None:
    note(
        case=transfer.case_id,
        kind="transfer_in",
        title=title,
        subject=transfer,
        happened_on=on,
        to_state=transfer.state,
        actor=actor,
        now=now,
    )
