"""The cover of a bundle: whose it is, for which meeting, and what is in it on which page."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roundtable.foundation.documents.rendition import OneOrMore, Rendition


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A paper of the bundle: how many pages of it follow the cover."""

    title: str
    agency: str
    pages: int


@dataclass(frozen=True, kw_only=True)
class Bundle(Rendition):
    """
    The papers for one meeting, for one reader.

    `when` and `children` are what this reader may know. A numbered copy says that it comes back,
    and `is_theirs` that it is its reader's to keep.
    """

    TEMPLATE: ClassVar[str] = "casework/reports/letters/bundle.typ"
    TITLE: ClassVar[str] = "Papers for a child protection conference"

    children: OneOrMore[str]
    when: str | None = None
    contents: OneOrMore[Entry]
    minutes: int
    is_theirs: bool
    back_by: date | None = None
