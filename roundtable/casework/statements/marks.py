"""What is noted of a statement beside its words."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from roundtable.casework.people.models import Person


class Marks(TypedDict, total=False):
    """
    The marks of one version; each can be left out, as people write first and mark later.

    `kept_from` are people who must never read it. `meant_for` is for a child's own words: those of
    the family whom the child lets read them; without it, none of the family may.
    """

    kind: str
    provenance: str
    source: str
    happened_on: date | None
    domain: str
    audience: str
    withheld_reason: str
    children: Iterable[Person]
    kept_from: Iterable[Person]
    meant_for: Iterable[Person]
