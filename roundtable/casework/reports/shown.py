"""Reports as pages show them: plain values, already disclosed for one reader."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from roundtable.casework.statements.shown import ShownStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """That one member of the family was given a report, or why not, and whether they read it."""

    person_id: int
    name: str
    shared_on: date | None
    method: str
    reaction: str
    not_shared_reason: str
    said_read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport:
    """
    A report in a list. `due_on` and `is_late` are the agency's own, never the family's.

    `sharings` is for those who prepare the conference; it is empty for family and other agencies.
    """

    report_id: int
    public_id: uuid.UUID
    author: str
    agency: str
    state: str
    due_on: date | None
    steps: tuple[str, ...]
    received_at: datetime | None
    is_received: bool
    is_late: bool
    is_after_decision: bool
    is_mine: bool
    is_difficult_to_share: bool
    waits_for_chair: bool
    sharings: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedReport:
    """A report that was given to a member of the family, as their own page lists it."""

    report_id: int
    public_id: uuid.UUID
    author: str
    shared_on: date
    said_read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    code: str
    title: str
    statements: tuple[ShownStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """
    A report as one reader has it, section by section; empty sections are left out for readers.

    `withheld` is 0 for everybody who is never told.
    """

    report_id: int
    public_id: uuid.UUID
    author: str
    agency: str
    sections: tuple[ShownSection, ...]
    withheld: int = 0
    provisional_threshold: bool | None = None
    provisional_categories: tuple[str, ...] = ()
