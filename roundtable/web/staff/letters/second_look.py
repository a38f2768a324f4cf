"""What stands beside a reader's paper before it leaves: what is kept from them, what is asked."""

from collections.abc import Sequence

from roundtable.casework.conferences.second_look import LookedOver
from roundtable.web.design_system.wording import moment


def to_look_for(flags: Sequence[str], questions: Sequence[str]) -> tuple[str, ...]:
    """Return what to look for in one reader's paper, each in a sentence."""
    kept = [f"Kept from them: {flag[:1].lower()}{flag[1:]}." for flag in flags]
    return (*kept, *dict.fromkeys(questions))


def of_reader(look: LookedOver | None, participant_id: int) -> tuple[str, ...]:
    """Return what to look for in the paper of one participant."""
    if look is None:
        return ()
    return to_look_for(look.flags.get(participant_id, ()), look.questions.get(participant_id, ()))


def seen_in_words(look: LookedOver | None) -> str:
    """Return when a second person looked at all of it."""
    return moment(look.seen_at) if look is not None and look.seen_at is not None else ""
