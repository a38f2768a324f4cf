"""The letter that tells one reader what a conference decided, and what happens next."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import (
    Advice,
    Appeal,
    Complaints,
    Meeting,
    PlannedAction,
    PlanOutline,
)
from roundtable.foundation.documents.rendition import CannotRender, Contact, Rendition
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import ON_PLAN, Outcome

NEEDS_SUPPORT = frozenset({Outcome.END, Outcome.CHILD_IN_NEED, Outcome.EARLY_HELP})


@dataclass(frozen=True, kw_only=True)
class ChildDecision:
    """
    What was decided for one child, in words for this reader.

    `family_view` and `child_view` are there only where this reader may read them.
    `recommended_support` is the help on offer where there is no plan, or none any longer.
    `contact` is whom to talk to where there is no plan; a plan names its key worker. `dissent` is
    for professionals alone. `asked_of_reader` stands in the place of a plan that is not this
    reader's to read: of it, only what they are to do themselves.
    """

    name: str
    outcome: Outcome
    reasons: str
    legal_planning: bool = False
    categories: tuple[Category, ...] = ()
    likelihood_of_harm: str | None = None
    plan: PlanOutline | None = None
    asked_of_reader: tuple[PlannedAction, ...] | None = None
    recommended_support: str | None = None
    contact: Contact | None = None
    family_view: str | None = None
    child_view: str | None = None
    who_tells_the_child: str | None = None
    dissent: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.outcome.value in ON_PLAN:
            if not self.categories:
                raise CannotRender("categories")
            if self.plan is None and self.asked_of_reader is None:
                raise CannotRender("plan")
        if self.outcome in NEEDS_SUPPORT and self.recommended_support is None:
            raise CannotRender("recommended_support")


@dataclass(frozen=True, kw_only=True)
class NotDecided:
    """Why the conference ended without a decision, what keeps the children safe, and when next."""

    reason: str
    interim_plan: str
    next_meeting: Meeting
    contact: Contact


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(Rendition):
    """
    The outcome for one reader, with a block for each child they may know of.

    `for_family` chooses plain words and the rights of the family. `reader_came` says whether the
    reader was at the meeting. There are decisions, or `not_decided`, never both. Complaints always
    have a route; an appeal is promised only where the authority has set its own.
    """

    TEMPLATE: ClassVar[str] = "casework/decisions/letters/decision.typ"
    TITLE: ClassVar[str] = "After the child protection conference"

    for_family: bool
    reader_came: bool
    held_on: date
    children: tuple[ChildDecision, ...] = ()
    not_decided: NotDecided | None = None
    chair: Contact
    record_by: date
    corrections_working_days: int
    complaints: Complaints
    appeal: Appeal | None = None
    advice: Advice
    signed_by: Contact

    def __post_init__(self) -> None:
        if not self.children and self.not_decided is None:
            raise CannotRender("children")
        if self.children and self.not_decided is not None:
            raise CannotRender("not_decided", "cannot stand beside a decision")
        if self.for_family and any(child.dissent for child in self.children):
            raise CannotRender("dissent", "is not for the family")
