"""
The steps of a conference, in the order of the practice framework, with their usual titles.

An authority may name or split them as it likes; what must be gone through stays.
"""

STEPS: dict[str, tuple[str, ...]] = {
    "welcome": ("Welcome, introductions and apologies",),
    "family": ("Who is in the family",),
    "purpose": ("Why we are meeting",),
    "children": ("What the children say",),
    "known": ("What we know: working well, worries, impact, grey areas",),
    "family_says": ("What the family says",),
    "risk": ("What may happen if nothing changes",),
    "safety": ("How safe is it now?",),
    "plan": ("What needs to happen, and who does it",),
    "opinions": ("Opinions of the professionals",),
    "decision": ("The chair's decision for each child",),
    "dates": ("Key worker, core group and next dates",),
    "telling": ("Who tells the children; complaints and feedback",),
}


def in_order(*, plan_before_decision: bool) -> tuple[str, ...]:
    """Return the steps in order; whether the plan comes before the decision is a setting."""
    if plan_before_decision:
        return tuple(STEPS)
    first = [step for step in STEPS if step != "plan"]
    first.insert(first.index("decision") + 1, "plan")
    return tuple(first)
