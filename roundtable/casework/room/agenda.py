"""The order of the meeting, as an authority has it that has not set its own."""

from roundtable.foundation.core.models import Authority

_BEGINNING = (
    "Welcome, introductions and apologies",
    "Who is in the family",
    "Why we are meeting",
    "What the children say",
    "What we know: working well, worries, impact, grey areas",
    "What the family says",
    "What may happen if nothing changes",
    "How safe is it now?",
)
_PLAN = ("What needs to happen, and who does it",)
_DECISION = ("Opinions of the professionals", "The chair's decision for each child")
_END = (
    "Key worker, core group and next dates",
    "Who tells the children; complaints and feedback",
)


def default_agenda(authority: Authority) -> tuple[str, ...]:
    """
    Return the titles of the agenda, in order.

    Whether the plan is built before the decision or after it is the authority's setting.
    """
    plan_first = bool(authority.effective_settings["plan_before_decision"])
    middle = (*_PLAN, *_DECISION) if plan_first else (*_DECISION, *_PLAN)
    return (*_BEGINNING, *middle, *_END)
