"""The worker's side of a plan: read, work out with no lock held, and write down."""

from procrastinate.contrib.django import app

from roundtable.casework.fortnight.models import FortnightPlan, PlanState
from roundtable.casework.fortnight.reading import read_fortnight
from roundtable.casework.fortnight.solver import solve
from roundtable.casework.fortnight.writing import write_down
from roundtable.foundation.accounts.models import Actor, User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context

_NOT_ANY_MORE = "Whoever asked for it does not arrange conferences any more."
_WENT_WRONG = "Something went wrong. Ask for it again."


@app.task(name="fortnight.work_out", queue="default")
def work_out(*, authority_id: int, plan_id: int, user_id: int, role: str) -> None:
    """
    Work out a plan with the rights of whoever asked for it, as they are now.

    Done again, it does nothing: a plan is worked out once.
    """
    try:
        _work_out(authority_id, plan_id, _asked_by(authority_id, user_id, role))
    except Exception:
        _fail(authority_id, plan_id, _WENT_WRONG)
        raise


def _asked_by(authority_id: int, user_id: int, role: str) -> Actor | None:
    actor = actor_for(User.objects.get(pk=user_id), role=role, today=clock.today())
    is_same = actor is not None and actor.role == role and actor.authority_id == authority_id
    return actor if is_same else None


def _work_out(authority_id: int, plan_id: int, actor: Actor | None) -> None:
    if actor is None:
        _fail(authority_id, plan_id, _NOT_ANY_MORE)
        return
    with authority_context([authority_id], actor.user_id):
        plan = FortnightPlan.objects.filter(pk=plan_id, state=PlanState.WORKING).first()
        if plan is None:
            return
        fortnight = read_fortnight(
            actor, first=plan.first_on, last=plan.last_on, today=clock.today()
        )
    answer = solve(fortnight.problem)
    with authority_context([authority_id], actor.user_id):
        write_down(plan_id, fortnight, answer, actor=actor, now=clock.now())


def _fail(authority_id: int, plan_id: int, because: str) -> None:
    with authority_context([authority_id]):
        FortnightPlan.objects.filter(pk=plan_id, state=PlanState.WORKING).update(
            state=PlanState.FAILED, failed_because=because, ready_at=clock.now()
        )
