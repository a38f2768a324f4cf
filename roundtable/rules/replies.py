"""
What a member of the family answers to something that was said: evidence, so nobody answers unawares.

Before the first answer they are told that none is needed, who will read it, that it may be used in
court, and that a solicitor or an advocate can be asked first (`sources.PARENTS_RIGHTS`).
"""

from roundtable.rules.reasons import Reason, hard

RIGHT, NOT_RIGHT, MORE = "right", "not_right", "more"
ANSWERS = frozenset({RIGHT, NOT_RIGHT, MORE})

TOLD_FIRST = (
    "You do not have to answer.",
    "The chair and the people who work with your family read what you answer.",
    "It may be used in court.",
    "You can ask your solicitor or your advocate first.",
)
"""What they are told, in words for them."""


def reasons_cannot_reply(*, answer: str, text: str, was_told: bool) -> list[Reason]:
    """Return why this is no answer yet."""
    if answer not in ANSWERS:
        return [hard("NO_ANSWER", "Choose one of the three answers.")]
    reasons = []
    if answer == MORE and not text.strip():
        reasons.append(hard("NOTHING_SAID", "Write what you want to say."))
    if not was_told:
        reasons.append(
            hard(
                "NOT_TOLD", "They must first be told who reads an answer, and that it may be used."
            )
        )
    return reasons
