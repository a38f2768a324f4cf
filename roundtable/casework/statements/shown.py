"""A statement as one reader has it: plain values, already disclosed."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from roundtable.casework.statements.models import Domain, MadeIn


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReply:
    """What a member of the family answered: "That's not right", and what they added."""

    by: str
    answer: str
    text: str
    at: datetime
    disagrees: bool = False

    @property
    def in_words(self) -> str:
        """Return who answered what, as it stands below the statement."""
        return f"{self.by}: {self.answer}{f'. {self.text}' if self.text else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """
    One statement. A withheld one says that it is there, and holds nothing else.

    `kind` and `how_known` are in two words, "" where nobody has marked it; `said_by` names the
    person and their job.
    """

    is_withheld: bool = False
    statement_id: int | None = None
    public_id: uuid.UUID | None = None
    number: int = 0
    text: str = ""
    said_by: str = ""
    agency: str = ""  # of who said it, where the reader may know who that is
    kind: str = ""
    kind_code: str = ""
    how_known: str = ""
    provenance_code: str = ""
    source: str = ""
    happened_on: date | None = None
    domain: str = ""
    children: tuple[str, ...] = ()
    child_ids: tuple[int, ...] = ()
    audience: str = ""
    audience_code: str = ""
    made_in: str = ""
    made_at: datetime | None = None
    is_draft: bool = False
    is_corrected: bool = False
    is_after_decision: bool = False
    is_mine: bool = False
    is_given: bool = False  # to somebody of the family; for those who work with them
    replies: tuple[ShownReply, ...] = ()

    @property
    def was_said_in_meeting(self) -> bool:
        return self.made_in == MadeIn.MEETING


WITHHELD = ShownStatement(is_withheld=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one or several people say alike, and the statements that speak against it."""

    statements: tuple[ShownStatement, ...]
    against: tuple[ShownStatement, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether somebody of the family answered that it is not right, or somebody says otherwise."""
        replies = (reply for one in self.statements for reply in one.replies)
        return bool(self.against) or any(reply.disagrees for reply in replies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the four domains, or what nobody has placed yet."""

    domain: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def statements(self) -> tuple[ShownStatement, ...]:
        return tuple(one for entry in self.entries for one in entry.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """
    The four domains for one child, or for all: what these readers may read together.

    `withheld` counts what professionals are told is there; for a screen that family see too it is
    0, because a count gives it away. `silent` names the agencies of whom nothing is shown.
    """

    columns: tuple[Column, ...]
    not_placed: tuple[ShownStatement, ...] = ()
    withheld: int = 0
    silent: tuple[str, ...] = ()

    def column(self, domain: Domain) -> tuple[ShownStatement, ...]:
        """Return what stands under one domain."""
        return next(one.statements for one in self.columns if one.domain == domain)
