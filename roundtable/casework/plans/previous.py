"""How many plans a child had before."""

from roundtable.casework.plans.models import Plan


def count_previous_plans(child_id: int) -> int:
    """
    Return the child's earlier plans in this authority, however long ago.

    The earliest plan on file brings its own baseline: plans on paper, or of a return, before it.
    """
    plans = list(
        Plan.objects.filter(child_id=child_id)
        .exclude(end_reason="started_in_error")
        .order_by("starts_on")
        .values_list("previous_plans", flat=True)
    )
    return len(plans) + plans[0] if plans else 0
