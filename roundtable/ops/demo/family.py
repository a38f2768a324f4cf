"""What is known of an invented family before its story begins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from roundtable.casework.people.models import Kinship
from roundtable.ops.demo.words import Theme


@dataclass(frozen=True, kw_only=True)
class Child:
    """
    A child, born so long ago or due in so many weeks.

    `known_to` are professionals who come for this child alone. `plays` is their key in the cast.
    """

    forename: str = ""
    surname: str = ""
    years: int = 0
    months: int = 3
    due_in_weeks: int | None = None
    sex: str = "U"
    known_to: tuple[str, ...] = ()
    comes: bool = False
    plays: str = ""
    words: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_unborn(self) -> bool:
        return self.due_in_weeks is not None

    @property
    def key(self) -> str:
        return self.forename or "Baby"

    @property
    def can_say(self) -> bool:
        """Whether there are words of theirs to be had."""
        return not self.is_unborn and self.years >= 4


@dataclass(frozen=True, kw_only=True)
class Adult:
    """
    A grown-up of the family; `of` names the children they are related to: all, if empty.

    Whoever `plays` somebody of the cast can sign in. `speaks` is the language an interpreter is
    needed for.
    """

    forename: str = ""
    surname: str = ""
    kinship: str = Kinship.MOTHER.value
    of: tuple[str, ...] = ()
    years: int = 31
    responsible: bool = True
    at_home: bool = True
    comes: bool = True
    speaks: str = ""
    interpreter: str = ""
    plays: str = ""
    words: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_parent(self) -> bool:
        return self.kinship in (Kinship.MOTHER, Kinship.FATHER, Kinship.STEP_PARENT, Kinship.CARER)


@dataclass(frozen=True, kw_only=True)
class Family:
    """A family, who works with it, and what the worry is."""

    reference: str
    surname: str
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]
    theme: Theme
    table: tuple[str, ...] = ("police_officer", "health_visitor", "head_teacher")
    worker: str = "other_social_worker"
    manager: str = "manager"
    chair: str = "other_chair"
    room: str = ""
    address: tuple[str, str] = ("1 Heron Way\nHarrowmere", "ZZ2 1AB")
    kept_from: tuple[str, ...] = ()
    kept_because: str = ""

    def child(self, key: str) -> Child:
        return next(child for child in self.children if child.key == key)

    def born(self) -> Iterator[Child]:
        return (child for child in self.children if not child.is_unborn)
