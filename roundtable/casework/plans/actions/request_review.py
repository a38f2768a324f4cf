"""Asking for a conference where only this folder knows whether a child is on a plan."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.actions.request import request_conference as _request
from roundtable.casework.conferences.models import Conference
from roundtable.casework.convening.actions.transfer_in import answer_transfer as _answer_transfer
from roundtable.casework.convening.models import TransferChild, TransferIn
from roundtable.casework.convening.queries import accepted_transfers
from roundtable.casework.plans.models import Plan
from roundtable.foundation.accounts.models import Actor


@transaction.atomic
def request_conference(
    *,
    case_id: int,
    children: Sequence[RequestedChild],
    transfers_accepted: frozenset[int] = frozenset(),
    actor: Actor,
    now: datetime,
    **request: Any,
) -> Conference:
    """
    Request one conference for the children of a case, each with their own kind and basis.

    A review needs an open plan of the child; an initial conference needs that there is none. Who
    moved here on a plan of another authority needs that their transfer was accepted.
    """
    child_ids = {one.child_id for one in children}
    return _request(
        case_id=case_id,
        children=children,
        children_on_a_plan=open_plan_holders(child_ids),
        transfers_accepted=transfers_accepted | frozenset(accepted_transfers(child_ids)),
        actor=actor,
        now=now,
        **request,
    )


def answer_transfer(*, transfer_id: int, actor: Actor, now: datetime, **answer: Any) -> TransferIn:
    """Answer another authority's request about children whose plans here only this folder knows."""
    moved = TransferChild.objects.filter(transfer=transfer_id)
    return _answer_transfer(
        transfer_id=transfer_id,
        children_on_a_plan=open_plan_holders(moved.values_list("child_id", flat=True)),
        actor=actor,
        now=now,
        **answer,
    )


def open_plan_holders(child_ids: Collection[int]) -> frozenset[int]:
    """Return those of the children who are subject to a plan today."""
    holders = Plan.objects.filter(child_id__in=child_ids, ends_on=None)
    return frozenset(holders.values_list("child_id", flat=True))


def plans_by_child(child_ids: Collection[int]) -> Mapping[int, Plan]:
    """Return the open plan of each child who has one."""
    found = Plan.objects.filter(child_id__in=child_ids, ends_on=None)
    return {plan.child_id: plan for plan in found.select_related("key_worker", "outline")}
