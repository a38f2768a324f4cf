from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from roundtable.returns.cin_census.digest import content
from roundtable.returns.cin_census.findings import Findings
from roundtable.returns.cin_census.records import Assessment, CinPlan, Episode, Plan, Section47

Item = TypeVar("Item", Assessment, CinPlan, Episode, Plan, Section47)


def first_of_each(
    items: Iterable[Item], element: str, words: str, findings: Findings
) -> Iterator[Item]:
    """Yield the items without those that say word for word what an earlier one says."""
    seen: dict[Hashable, int] = {}
    for item in items:
        told = content(item)
        if told not in seen:
            seen[told] = item.line
            yield item
        else:
            findings.left_out(
                "repeated",
                line=item.line,
                element=element,
                reason=f"The {words} is given twice, the same both times (first on line "
                f"{seen[told]}), so it was kept once.",
            )
