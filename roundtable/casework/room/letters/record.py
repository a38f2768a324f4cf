"""The record of a conference (its minutes), as one reader may have it."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import ClassVar

from roundtable.casework.conferences.letters.parts import PlanOutline
from roundtable.foundation.documents.rendition import CannotRender, OneOrMore, Rendition
from roundtable.rules.categories import Category


@dataclass(frozen=True, kw_only=True)
class Said:
    """
    Something said or written, with who said it, what it is and how they know.

    `kind` is "Fact", "I saw it", "Alleged", "Opinion" or "View"; `how_known` is "first hand", or
    who told them. `replies` are what the family answered ("Mother: one visit, I rang").
    A professional from whom it is withheld gets it with `text` saying so, and no author.
    """

    text: str
    by: str | None = None
    kind: str | None = None
    how_known: str | None = None
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class View:
    """What a child or an adult of the family thinks, or why it is not known."""

    whose: str
    text: str
    how_given: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpinionGiven:
    """One professional's opinion on one child: is the threshold met, and under what."""

    by: str
    threshold: str
    categories: tuple[Category, ...] = ()
    reasons: str | None = None


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What the conference made of what it heard: the child, the parents, the family, the risk."""

    childs_needs: str | None = None
    parents_capacity: str | None = None
    family_circumstances: str | None = None
    likelihood_of_harm: str | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeProgress:
    """How far an outcome of the plan had come when the review looked at it."""

    what: str
    how_far: str
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChildRecord:
    """
    All that the record says of one child.

    `born` or `due`. `also_said` is what nobody has put under one of the four headings. `views` may
    not be empty: where nothing was obtained, the reason stands there.
    `decision` is the outcome in words, `None` if the conference ended without one.
    """

    name: str
    conference_kind: str
    born: date | None = None
    due: date | None = None
    address: str | None = None
    working_well: tuple[Said, ...] = ()
    worried_about: tuple[Said, ...] = ()
    impact: tuple[Said, ...] = ()
    grey_areas: tuple[Said, ...] = ()
    also_said: tuple[Said, ...] = ()
    views: OneOrMore[View]
    progress: tuple[OutcomeProgress, ...] = ()
    weighed: Weighed = field(default_factory=Weighed)
    opinions: tuple[OpinionGiven, ...] = ()
    decision: str | None = None
    reasons: str | None = None
    categories: tuple[Category, ...] = ()
    dissent: tuple[str, ...] = ()
    plan: PlanOutline | None = None

    def __post_init__(self) -> None:
        if self.decision is not None and self.reasons is None:
            raise CannotRender("reasons")


@dataclass(frozen=True, kw_only=True)
class Adult:
    """An adult of the family or household. `address` may be `KEPT_PRIVATE`, or left out."""

    name: str
    relationship: str
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class PersonAsked:
    """
    Someone who was asked to come, and what became of it, in words.

    "In the room, 10:04 to 11:52", "Sent apologies; report read out", "Asked not to come, because
    ...; gave views by letter". `deputy_for` names the colleague they came for.
    """

    name: str
    job: str
    attendance: str
    deputy_for: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReportHeard:
    """A report that was before the conference, and when and whether the family had it."""

    author: str
    received: str
    shared_with_family: str


@dataclass(frozen=True, kw_only=True)
class Happening:
    """A recess, delay, closed part or other turn in the meeting."""

    at: time
    what: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A correction that was asked for after the record went out, and what came of it."""

    asked_by: str
    asked: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CopySent:
    """Who got which copy, and how."""

    to: str
    what: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class ConferenceRecord(Rendition):
    """
    The record for one reader; a summary in order of the meeting, not a transcript.

    `approved_on` is empty while it is a draft, and every page says so. `confidential` is the
    closed part, and is filled only for those who were in it. `also_said` is what was said about no
    child in particular. `what_happened_instead` and
    `interim_plan` are for a conference that ended without a decision.
    """

    TEMPLATE: ClassVar[str] = "casework/room/letters/record.typ"
    TITLE: ClassVar[str] = "Record of a child protection conference"

    held_on: date
    started_at: time
    ended_at: time
    place: str
    chair: str
    minute_taker: str
    version: int
    approved_on: date | None = None
    children: OneOrMore[ChildRecord]
    adults: tuple[Adult, ...] = ()
    people: OneOrMore[PersonAsked]
    reports: tuple[ReportHeard, ...] = ()
    is_quorate: bool
    quorum_note: str | None = None
    reason: str
    happenings: tuple[Happening, ...] = ()
    also_said: tuple[Said, ...] = ()
    summary: str
    what_happened_instead: str | None = None
    interim_plan: str | None = None
    next_meeting: str | None = None
    confidential: tuple[Said, ...] = ()
    corrections: tuple[Correction, ...] = ()
    copies: tuple[CopySent, ...] = ()
    corrections_by: date | None = None

    def __post_init__(self) -> None:
        if not self.is_quorate and self.quorum_note is None:
            raise CannotRender("quorum_note")
        if any(child.decision is None for child in self.children):
            for field in ("what_happened_instead", "interim_plan", "next_meeting"):
                if getattr(self, field) is None:
                    raise CannotRender(field)
