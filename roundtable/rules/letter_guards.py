"""
What must be written otherwise before a letter takes it to its reader.

A decision is never changed once it is made: so what the chair is about to decide is looked at for
each reader while it can still be put in other words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


@dataclass(frozen=True, slots=True)
class Written:
    """What will be read by one reader about one child, as far as it would tell them too much."""

    child_id: int
    child: str
    reader: str
    holds_what_is_kept: bool = False
    """An address or number that is kept from this reader."""
    names: tuple[str, ...] = ()
    """Those of whom this reader may not know."""


def reasons_to_rewrite(written: Iterable[Written]) -> list[Reason]:
    """
    Return what has to be put in other words.

    An address that is kept from its reader never goes out. A name can be a common word, or be known
    to its reader long since: there the chair may go on.
    """
    reasons = []
    for child_id, of_child in _by_child(written).items():
        child = of_child[0].child
        readers = [one.reader for one in of_child if one.holds_what_is_kept]
        if readers:
            text = f"{child}: an address or number in it is kept from {', '.join(readers)}."
            reasons.append(hard("TELLS_WHAT_IS_KEPT", text, child_id=child_id))
        named = [
            f"{one.reader} may not know of {', '.join(one.names)}" for one in of_child if one.names
        ]
        if named:
            text = f"{child}: what is written names somebody. {'. '.join(named)}."
            reasons.append(soft("NAMES_SOMEBODY", text, Role.CHAIR, child_id=child_id))
    return reasons


def _by_child(written: Iterable[Written]) -> dict[int, list[Written]]:
    found: dict[int, list[Written]] = {}
    for one in written:
        found.setdefault(one.child_id, []).append(one)
    return found
