"""What becomes of an action of the plan: begun, done, not done, dropped."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.plans.facts import facts_about_action
from roundtable.casework.plans.models import (
    Plan,
    PlanAction,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import action_states
from roundtable.rules.access import Permission, Role
from roundtable.rules.reasons import Override
from roundtable.rules.transitions import TransitionNotAllowed, next_state


class CannotUpdateAction(CannotProceed):
    """The action is over, or what it needs to be said is missing."""


@transaction.atomic
def update_action(
    *,
    action_id: int,
    event: str,
    evidence: str,
    overrides: Collection[Override] = (),
    actor: Actor,
    now: datetime,
) -> PlanAction:
    """
    Say what became of an action. `event` is one of `rules.action_states.TRANSITIONS`.

    A parent says that it is done; the social worker confirms it. Done and not done need words.

    :raises CannotUpdateAction: if it is over already or nothing was written.
    """
    action = PlanAction.objects.select_for_update(of=("self",)).get(pk=action_id)
    plan = Plan.objects.filter(outline__outcomes__actions=action, ends_on=None).first()
    if plan is None:
        raise CannotUpdateAction("The plan has ended.")
    authorise(actor, Permission.UPDATE_ACTION, facts_about_action(actor, plan.pk, action))
    agreed: Collection[Override] = ()
    if event in _GUARDS:
        agreed = settle(
            _GUARDS[event](_facts_of(action, evidence, actor)),
            overrides,
            authority_id=plan.authority_id,
            refusal=CannotUpdateAction,
            now=now,
        )
    before = action_states.State(action.state)
    try:
        action.state = next_state(action_states.TRANSITIONS, before, event).value
    except TransitionNotAllowed as refusal:
        raise CannotUpdateAction(str(refusal)) from refusal
    action.evidence = evidence
    if event == "say_done":
        action.family_says_done_at = now
    if event in {"complete", "mark_not_done", "drop"}:
        action.closed_on = clock.day_of(now)
    action.save()
    audit.record(
        actor=actor,
        verb="action.updated",
        subject=action,
        now=now,
        to=action.state,
        overrides=in_codes(agreed, actor=actor),
    )
    return action


def _facts_of(action: PlanAction, evidence: str, actor: Actor) -> action_states.ActionFacts:
    return action_states.ActionFacts(
        has_owner=action.professional_id is not None or action.person_id is not None,
        due_on=action.due_on,
        evidence=evidence,
        reason=evidence,
        done_by_family=action.person_id is not None,
        confirmed_by_worker=actor.role in (Role.SOCIAL_WORKER, Role.MANAGER),
        is_for_safety=action.is_for_safety,
    )


_GUARDS = {
    "agree": action_states.reasons_cannot_agree,
    "change": action_states.reasons_cannot_change,
    "complete": action_states.reasons_cannot_complete,
    "mark_not_done": action_states.reasons_cannot_mark_not_done,
    "drop": action_states.reasons_cannot_drop,
}
