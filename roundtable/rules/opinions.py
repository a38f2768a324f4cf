"""
What each professional thinks, for each child.

Opinions are asked of everyone, kept from the others until all are in, and written down with their
reasons. They are never counted up into an outcome: the chair decides.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from roundtable.rules.disclosure import Audience


class Threshold(StrEnum):
    """Whether the threshold for a plan is met for this child; every answer is an answer."""

    MET = "met"
    NOT_MET = "not_met"
    NO_OPINION = "no_opinion"
    ABSTAINED = "abstained"
    LEFT = "left"


def missing_opinions(expected: Mapping[int, str], given: Collection[int]) -> list[str]:
    """Return the names of those who were asked and have not answered, in the order asked."""
    return [name for participant, name in expected.items() if participant not in given]


def audience_of_opinions(expected: Mapping[int, str], given: Collection[int]) -> Audience:
    """Return who may read the opinions on a child: until all are in, each only their own."""
    return Audience.AUTHOR if missing_opinions(expected, given) else Audience.EVERYONE
