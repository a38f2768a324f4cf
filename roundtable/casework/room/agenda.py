"""The order of the meeting, with the titles that the authority gives its steps."""

from roundtable.foundation.core.models import Authority
from roundtable.rules.agenda import in_order


def default_agenda(authority: Authority) -> tuple[str, ...]:
    """
    Return the titles of the agenda, in order.

    Whether the plan is built before the decision or after it is the authority's setting.
    """
    settings = authority.effective_settings
    steps = in_order(plan_before_decision=bool(settings["plan_before_decision"]))
    return tuple(title for step in steps for title in settings["agenda"][step])
