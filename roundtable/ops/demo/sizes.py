"""The sizes of data that can be made (domain figures: a median, the largest, all of England)."""

from collections.abc import Callable

from django.db import connection

from roundtable.casework.plans.models import Plan
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.ops.demo.authority import CODE
from roundtable.ops.demo.multiply import Copies, multiply

DEMO = "demo"
SIZES = (DEMO, "la", "large", "england")

# Open plans wanted, plans ended before, years they go back, social workers' teams.
TARGETS = {
    "la": (275, 3_440, 10, 12),
    "large": (1_677, 70_000, 35, 40),
    "england": (50_000, 0, 1, 400),
}
KEY = "made_of_size"
UNFINISHED = "{} (broken off)"
NONE = Copies(current=0, past=0, years=1, teams=1)


class AnotherSize(Exception):
    """The data here were made of another size, or their making was broken off."""


def copies_for(size: str, *, open_plans: int, plans: int) -> Copies:
    """Return how often to copy what the demo holds to come to a size, rounded up."""
    open_wanted, ended_wanted, years, teams = TARGETS[size]
    return Copies(
        current=-(-(open_wanted - open_plans) // open_plans),
        past=-(-ended_wanted // plans),
        years=years,
        teams=teams,
    )


def copies_to_make(authority: Authority, size: str) -> Copies:
    """
    Return how often to copy the families told, none if the data have the size already.

    Raises AnotherSize when they have one that cannot become this one.
    """
    made = authority.branding.get(KEY, DEMO)
    if made == size:
        return NONE
    open_plans, plans = count_plans(authority)
    if made != DEMO:
        raise AnotherSize(f"The data here are of size {made}: make {size} in an empty database.")
    return copies_for(size, open_plans=open_plans, plans=plans)


def grow(
    authority: Authority,
    size: str,
    copies: Copies,
    *,
    advance: Callable[[int], object] = lambda n: None,
) -> None:
    """Copy the families, and write down of what size the data are now."""
    if copies is NONE:
        return
    # Written first: copies that were broken off are not the demonstration any more.
    _write_size(authority, UNFINISHED.format(size))
    multiply(authority.pk, copies, advance=advance)
    _write_size(authority, size)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _write_size(authority: Authority, size: str) -> None:
    authority.branding[KEY] = size
    authority.save(update_fields=["branding"])


def count_plans(authority: Authority) -> tuple[int, int]:
    """Return the open plans of an authority, and all of them."""
    with authority_context([authority.pk]):
        plans = Plan.objects.filter(authority=authority)
        return plans.filter(ends_on=None).count(), plans.count()


def size_of_data() -> str:
    """Return of what size the data here were made; empty if there are none."""
    authority = Authority.objects.filter(code=CODE).first()
    return str(authority.branding.get(KEY, DEMO)) if authority else ""
