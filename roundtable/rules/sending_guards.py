"""
Why something that is about to leave is held back, at the moment it would leave.

What was right when it was written need not be right when it goes: people move, somebody is kept
out, a number is safe no longer. So the last look is the one that counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from roundtable.rules.explanations import in_words
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft

SECOND_PERSON = "SECOND_PERSON_NEEDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One message to one person, as things stand now."""

    is_carried: bool = False
    """A worker who is named brings it: no address and no channel is needed."""
    channel_is_safe: bool = True
    goes_to_an_address: bool = True
    has_address: bool = True
    has_moved: bool = False
    is_confirmed: bool = True
    confirmed_within_days: int = 28
    shares_with_kept_away: bool = False
    is_off_the_list: bool = False
    holds_what_is_kept: tuple[str, ...] = ()
    """The places in it that say what is kept from its reader: "the letter", "page 2 of ..."."""
    unread: tuple[str, ...] = ()
    """What no program could search and no second person has said they have read."""


def is_recent(confirmed_on: date | None, *, today: date, within_days: int) -> bool:
    """Return whether a way to reach somebody was gone through with them recently enough."""
    return confirmed_on is not None and confirmed_on >= today - timedelta(days=within_days)


def not_gone_through(name: str, confirmed_on: date | None, *, within_days: int) -> Reason:
    """Return that nobody may be invited before it was gone through how to reach them safely."""
    last = (
        f"was last gone through on {in_words(confirmed_on)}, and that holds for {within_days} days"
        if confirmed_on is not None
        else "has not been gone through"
    )
    return hard(
        "CONTACT_NOT_CONFIRMED",
        f"{name}: how to reach them safely {last}. Go through it with them, and confirm it on their"
        " safe contact page.",
    )


def reasons_to_hold(leaving: Leaving) -> list[Reason]:
    """Return why the message does not leave. Each names what to do; none repeats what is kept."""
    reasons = [] if leaving.is_carried else _on_the_way(leaving)
    if leaving.is_off_the_list:
        reasons.append(hard("OFF_THE_LIST", "They are not on the list any more."))
    if leaving.holds_what_is_kept:
        where = ", ".join(leaving.holds_what_is_kept)
        reasons.append(
            hard("TELLS_WHAT_IS_KEPT", f"It says something that is kept from them, in {where}.")
        )
    if leaving.unread:
        where = ", ".join(leaving.unread)
        reasons.append(
            hard(
                "NOT_SEARCHED",
                f"It could not be searched: {where}. A second person has to say they have read it.",
            )
        )
    return reasons


def reasons_to_look_twice(
    *, has_confidentiality: bool, questions: Collection[str] = (), is_looked_over: bool
) -> list[Reason]:
    """
    Return why a second person has to look at what leaves: who prepares it overlooks their own slip.

    What is confidential from somebody asks for it, and so does what only a person can judge.
    """
    if is_looked_over:
        return []
    why = list(dict.fromkeys(questions))
    if has_confidentiality:
        why.append("Something here is confidential from somebody.")
    if not why:
        return []
    text = f"{' '.join(why).removesuffix('.')}: a second person must check it."
    return [soft(SECOND_PERSON, text, Role.HEAD_OF_SERVICE)]


def _on_the_way(leaving: Leaving) -> list[Reason]:
    reasons = []
    if not leaving.channel_is_safe:
        reasons.append(hard("NOT_SAFE", "This way to reach them is not marked as safe any more."))
    if leaving.goes_to_an_address:
        reasons += _at_the_address(leaving)
    return reasons


def _at_the_address(leaving: Leaving) -> list[Reason]:
    if not leaving.has_address:
        return [hard("NO_ADDRESS", "There is no address or number for them.")]
    reasons = []
    if leaving.has_moved:
        reasons.append(
            hard("ADDRESS_CHANGED", "Their address or number has changed since it was written.")
        )
    if not leaving.is_confirmed:
        days = leaving.confirmed_within_days
        reasons.append(
            hard(
                "NOT_CONFIRMED",
                f"Nobody has confirmed their address or number in the last {days} days.",
            )
        )
    if leaving.shares_with_kept_away:
        reasons.append(
            hard("SHARED_ADDRESS", "Somebody who must not read it lives at the same address.")
        )
    return reasons
