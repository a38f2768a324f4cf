"""
A link by which somebody answers an invitation once, without signing in.

The link alone opens nothing: who holds it needs the code that went another way. So who reads one
letter box, one inbox or one telephone with somebody else learns nothing from it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from roundtable.rules.reasons import Reason, hard

LASTS = timedelta(days=7)
"""How long a link waits for its code."""
OPEN_FOR = timedelta(minutes=30)
"""How long the one browser that gave the right code may go on answering."""
MOST_WRONG_CODES = 5
CODE_DIGITS = 6

BY_WORD_OF_MOUTH = frozenset({"hand", "phone"})
"""Ways a code is told by a person, who knows whom they speak to."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A link about to go to one person, and the way its code goes."""

    link_channel: str
    code_channel: str
    safe_channels: frozenset[str]
    can_answer_by_link: bool = True
    is_coming_meeting: bool = True


def reasons_cannot_offer(offer: Offer) -> list[Reason]:
    """Return why this person cannot be sent a link in this way."""
    reasons = []
    if not offer.can_answer_by_link:
        reasons.append(hard("NO_LINK_FOR_THEM", "They do not answer by a link."))
    if not offer.is_coming_meeting:
        reasons.append(
            hard("NOT_COMING", "There is no invitation that waits for an answer of theirs.")
        )
    if offer.link_channel == offer.code_channel:
        reasons.append(hard("SAME_WAY", "Send the code another way than the link."))
    if offer.link_channel not in offer.safe_channels:
        reasons.append(
            hard("LINK_NOT_SAFE", "This way is not marked safe for them: choose another.")
        )
    if offer.code_channel not in offer.safe_channels | {"hand"}:
        reasons.append(
            hard("CODE_NOT_SAFE", "This way is not marked safe for them: choose another.")
        )
    return reasons


# Ways on which one of us reads what goes to them.
_THROUGH_OUR_HANDS = frozenset({"hand", "phone", "post"})


def needs_another_hand(offer: Offer) -> bool:
    """
    Return whether link and code may not pass through the same hand.

    Where each goes a way that is recorded and safe for them, what one of us sees of both is of no
    use: both reach the person themselves. What is told to somebody off the record rests on the one
    who tells it, so that one has not the link as well.
    """
    return not {offer.link_channel, offer.code_channel} <= offer.safe_channels


def is_told_at_once(offer: Offer) -> bool:
    """Return whether who sends the link is shown its code there and then, to tell it."""
    if offer.code_channel not in BY_WORD_OF_MOUTH:
        return False
    return offer.link_channel not in _THROUGH_OUR_HANDS or not needs_another_hand(offer)


def reasons_cannot_see(offer: Offer, *, has_seen_the_other: bool) -> list[Reason]:
    """Return why one of us may not see the link, or the code, having seen the other of the two."""
    if has_seen_the_other and needs_another_hand(offer):
        return [
            hard(
                "SAW_THE_OTHER",
                "You have seen the other half of this: whoever has the link does not tell the"
                " code. Somebody else does, on the answers page: their social worker or the chair.",
            )
        ]
    return []


@dataclass(frozen=True, slots=True)
class Link:
    """How far a link is."""

    expires_at: datetime
    wrong_codes: int = 0
    opened_at: datetime | None = None
    ended_at: datetime | None = None


def takes_a_code(link: Link, now: datetime) -> bool:
    """Return whether its code may still be tried: once right, or a few times wrong, and never again."""
    return (
        link.opened_at is None
        and link.ended_at is None
        and link.wrong_codes < MOST_WRONG_CODES
        and now < link.expires_at
    )


def takes_an_answer(link: Link, now: datetime) -> bool:
    """Return whether the browser that gave the code may answer now."""
    return link.opened_at is not None and link.ended_at is None and now < link.opened_at + OPEN_FOR
