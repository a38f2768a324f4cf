"""A plan for the fortnight, asked for when every family's story is told."""

from roundtable.casework.fortnight.actions import plan_fortnight
from roundtable.casework.fortnight.models import FortnightPlan
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.ops.demo.convening import DESK
from roundtable.ops.demo.stage import Stage

_FROM, _UNTIL = 3, 12


def ask_for_a_plan(stage: Stage) -> None:
    """Have the worker place all that waits; the desk finds the plan there."""
    cast = stage.cast
    actor = cast.actor(DESK)
    with authority_context([cast.authority.pk], actor.user_id):
        if FortnightPlan.objects.exists():
            return
        plan_fortnight(
            first_on=stage.working_day(_FROM),
            last_on=stage.working_day(_UNTIL),
            actor=actor,
            now=clock.now(),
        )
