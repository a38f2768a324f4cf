"""The states of a plan and its lines, in words."""

from roundtable.casework.fortnight.models import LineState, PlanState

WORKING, FAILED = PlanState.WORKING.value, PlanState.FAILED.value
OPEN = frozenset({LineState.PROPOSED.value, LineState.NO_PLACE.value})
STATE_WORDS = {one.value: str(one.label) for one in LineState}
