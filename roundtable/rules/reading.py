"""
How long papers take to read: what is put before a chair or a parent needs time to be read.

Reports are read slower than a newspaper: they are about somebody's child, and are gone back to.
"""

from dataclasses import dataclass
from typing import Final

from roundtable.rules.sources import PRACTICE

SOURCE: Final = PRACTICE
WORDS_A_MINUTE: Final = 200
# Of a printed report, with its headings and marks.
WORDS_A_PAGE: Final = 260
LETTERS_A_WORD: Final = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """How much there is to read."""

    pages: int
    minutes: int


NOTHING: Final = Reading(pages=0, minutes=0)


def to_read(characters: int) -> Reading:
    """Return about how many pages so much text fills, and how long they take; both rounded up."""
    words = characters / LETTERS_A_WORD
    return Reading(pages=_up(words / WORDS_A_PAGE), minutes=_up(words / WORDS_A_MINUTE))


def _up(amount: float) -> int:
    return -int(-amount // 1)
