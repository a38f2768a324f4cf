"""What was agreed in the meeting, for one reader to take home before they leave the room."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import PlannedAction, PlanOutline
from roundtable.casework.decisions.letters.decision import NotDecided
from roundtable.foundation.documents.rendition import CannotRender, Contact, Rendition
from roundtable.rules.categories import Category


@dataclass(frozen=True, kw_only=True)
class AgreedForChild:
    """
    What was agreed for one child, as this reader may have it.

    `decision` is the outcome in a sentence. `asked_of_reader` stands in the place of a plan that
    is not this reader's to read. `support` is the help on offer where there is no plan.
    """

    name: str
    decision: str
    legal_planning: bool = False
    categories: tuple[Category, ...] = ()
    plan: PlanOutline | None = None
    asked_of_reader: tuple[PlannedAction, ...] | None = None
    support: str | None = None
    contact: Contact | None = None
    who_tells_the_child: str | None = None


@dataclass(frozen=True, kw_only=True)
class Agreed(Rendition):
    """
    The outline plan and the next dates, for one reader who was in the room when it ended.

    The reasons and everybody's rights come in the letter, by `letter_by`. There is something agreed
    for a child, or `not_decided`: why it ended, what keeps the children safe, when it meets again.
    """

    TEMPLATE: ClassVar[str] = "casework/plans/letters/agreed.typ"
    TITLE: ClassVar[str] = "What was agreed"

    for_family: bool
    held_on: date
    ended_at: time
    children: tuple[AgreedForChild, ...] = ()
    not_decided: NotDecided | None = None
    chair: Contact
    letter_by: date

    def __post_init__(self) -> None:
        if not self.children and self.not_decided is None:
            raise CannotRender("children")
        if self.children and self.not_decided is not None:
            raise CannotRender("not_decided", "cannot stand beside what was agreed")
