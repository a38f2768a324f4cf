"""
How long papers take to read: what is put before a chair or a parent needs time to be read.

Reports are read slower than a newspaper: they are about somebody's child, and are gone back to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from roundtable.rules.sources import PRACTICE

SOURCE: Final = PRACTICE
WORDS_A_MINUTE: Final = 200
# Of a printed report, with its headings and marks.
WORDS_A_PAGE: Final = 260
COVER: Final = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """How much there is to read."""

    pages: int
    minutes: int


NOTHING: Final = Reading(pages=0, minutes=0)


def to_read(words_of_papers: Iterable[int]) -> Reading:
    """
    Return how many pages papers of so many words fill, and how long they take; both rounded up.

    They lie behind a cover, and each begins on a page of its own.
    """
    papers = [words for words in words_of_papers if words]
    if not papers:
        return NOTHING
    return Reading(
        pages=COVER + sum(_up(words / WORDS_A_PAGE) for words in papers),
        minutes=_up(sum(papers) / WORDS_A_MINUTE),
    )


def _up(amount: float) -> int:
    return -int(-amount // 1)
