"""The child protection plan of one child, as one reader may have it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import PlanOutline
from roundtable.foundation.documents.rendition import OneOrMore, Rendition
from roundtable.rules.categories import Category


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Whether someone of the family agrees with the plan, and what they say about it."""

    name: str
    agrees: str
    comment: str | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service asked for under the plan, and whether it is there yet."""

    what: str
    state: str


@dataclass(frozen=True, kw_only=True)
class PlanDocument(Rendition):
    """
    The plan of one child at one version; every version can be printed again.

    `is_outline` until the core group has written it up. `agreed_by` is who made this version ("the
    core group on 14 December 2026"). `no_contact` says who must not be in touch with the child,
    and is left out of copies for those who may not read it. `why` is the reason for the plan in
    plain words. Aims may be short or long term; each action has its owner and its date.
    """

    TEMPLATE: ClassVar[str] = "casework/plans/letters/plan.typ"
    TITLE: ClassVar[str] = "Child protection plan"

    child: str
    born: date | None = None
    due: date | None = None
    categories: OneOrMore[Category]
    started_on: date
    version: int
    is_outline: bool
    agreed_by: str
    why: str
    child_words: str | None = None
    plan: PlanOutline
    services: tuple[Service, ...] = ()
    no_contact: str | None = None
    family_network: str | None = None
    agreement: tuple[Agreement, ...] = ()
