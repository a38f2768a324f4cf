"""The sizes of data that can be made (domain figures: a median, the largest, all of England)."""

from roundtable.casework.plans.models import Plan
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.ops.demo.authority import CODE
from roundtable.ops.demo.multiply import Copies

SIZES = ("demo", "la", "large", "england")

# Open plans wanted, plans ended before, years they go back, social workers' teams.
TARGETS = {
    "la": (275, 3_440, 10, 12),
    "large": (1_677, 70_000, 35, 40),
    "england": (50_000, 0, 1, 400),
}
KEY = "made_of_size"


def copies_for(size: str, *, open_plans: int, plans: int) -> Copies:
    """Return how often to copy what the demo holds to come to a size, rounded up."""
    open_wanted, ended_wanted, years, teams = TARGETS[size]
    return Copies(
        current=-(-(open_wanted - open_plans) // open_plans),
        past=-(-ended_wanted // plans),
        years=years,
        teams=teams,
    )


def count_plans(authority: Authority) -> tuple[int, int]:
    """Return the open plans of an authority, and all of them."""
    with authority_context([authority.pk]):
        plans = Plan.objects.filter(authority=authority)
        return plans.filter(ends_on=None).count(), plans.count()


def size_of_data() -> str:
    """Return of what size the data here were made; empty if there are none."""
    authority = Authority.objects.filter(code=CODE).first()
    return str(authority.branding.get(KEY, "demo")) if authority else ""
