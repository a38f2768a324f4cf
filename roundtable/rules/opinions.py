"""
What each professional thinks, for each child.

Opinions are asked of everyone, kept from the others until all are in, and written down with their
reasons. They are never counted up into an outcome: the chair decides.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from roundtable.rules.decision_guards import ON_PLAN, Outcome
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


MOST, SOCIAL_WORKER = "most of the professionals", "the social worker"


def goes_against(
    outcome: Outcome | None, *, said: Collection[bool], social_worker_says: Collection[bool]
) -> tuple[str, ...]:
    """
    Return whom a decision goes against, in words; nobody where there is none yet.

    It is for the chair to say why, and for nothing else: the decision stands, and its record says
    that most, or the social worker who knows the child best, thought otherwise.
    `said` holds, of everybody with an opinion, whether the threshold is met; `social_worker_says`
    the same of social care alone. A plan that ends because the child is looked after says nothing
    about the threshold.
    """
    if outcome is None or outcome is Outcome.END_LOOKED_AFTER:
        return ()
    is_met = outcome in ON_PLAN
    whom = []
    if sum(one is not is_met for one in said) * 2 > len(said):
        whom.append(MOST)
    if social_worker_says and all(one is not is_met for one in social_worker_says):
        whom.append(SOCIAL_WORKER)
    return tuple(whom)
