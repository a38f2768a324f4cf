"""
A report as it is printed for everybody who may read the same of it, or for one reader alone.

In a bundle it names no reader: whose copy it is stands on the cover, and at the foot of every page.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roundtable.foundation.documents.rendition import OneOrMore, Sheet


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A statement: its words, its marks in words, and what the family answered."""

    text: str
    marks: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperSection:
    title: str
    statements: OneOrMore[Sentence]


@dataclass(frozen=True, kw_only=True)
class Paper(Sheet):
    """
    One report. `withheld` is said to professionals alone, and is None where nothing is.

    `so_far` is the author's provisional view, which is no opinion yet. `copy_for` is its one
    reader, where it is no part of a bundle.
    """

    TEMPLATE: ClassVar[str] = "casework/reports/letters/paper.typ"
    TITLE: ClassVar[str] = "Report to a child protection conference"

    author: str
    agency: str
    received_on: date | None
    is_late: bool = False
    sections: OneOrMore[PaperSection]
    withheld: str | None = None
    so_far: str | None = None
    copy_for: str | None = None
