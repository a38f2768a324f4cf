"""
What a writer says a statement is, and what follows from it for how they know.

Fact, observation, allegation and opinion are told apart; what is second or third hand says so, with
its source (`sources.STANDARDS`). One answer says both where it can: who saw it knows it first hand.
"""

FACT, OBSERVATION, ALLEGATION, OPINION = "fact", "observation", "allegation", "opinion"
FIRST, SECOND, THIRD = "first", "second", "third"


def provenance_of(kind: str, *, source: str = "", from_others: bool = False) -> str:
    """
    Return how the writer knows it, as far as what they said it is tells; "" where it does not.

    `from_others`: whoever told them was not there either.
    """
    if kind in (OBSERVATION, OPINION):
        return FIRST
    if kind == ALLEGATION:
        return THIRD if from_others else SECOND
    if kind == FACT:
        return SECOND if source else FIRST
    return ""
