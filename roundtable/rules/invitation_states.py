"""An invitation to one person. Exclusion is no state of it: see `exclusions.py`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    DRAFTED = "DRAFTED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    DEPUTY_NAMED = "DEPUTY_NAMED"
    NO_REPLY = "NO_REPLY"
    ATTENDED = "ATTENDED"
    ABSENT_APOLOGY = "ABSENT_APOLOGY"
    ABSENT_NO_APOLOGY = "ABSENT_NO_APOLOGY"
    WITHDRAWN = "WITHDRAWN"


FIRST = State.DRAFTED

OUT = frozenset({State.SENT, State.DELIVERED, State.BOUNCED, State.NO_REPLY})
"""Sent, without an answer. A bounced one can still be answered: by telephone, or a colleague."""
ANSWERED = frozenset({State.ACCEPTED, State.DECLINED, State.DEPUTY_NAMED})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "send": (frozenset({State.DRAFTED, State.BOUNCED}), State.SENT),
    "confirm_delivery": (frozenset({State.SENT}), State.DELIVERED),
    "bounce": (frozenset({State.SENT, State.DELIVERED, State.NO_REPLY}), State.BOUNCED),
    # People change their minds, up to the day.
    "accept": (OUT | ANSWERED, State.ACCEPTED),
    "decline": (OUT | ANSWERED, State.DECLINED),
    "name_deputy": (OUT | ANSWERED, State.DEPUTY_NAMED),
    "mark_no_reply": (frozenset({State.SENT, State.DELIVERED}), State.NO_REPLY),
    "record_attendance": (OUT | ANSWERED, State.ATTENDED),
    "record_apology": (OUT | ANSWERED, State.ABSENT_APOLOGY),
    "record_absence": (OUT | ANSWERED, State.ABSENT_NO_APOLOGY),
    "withdraw": (OUT | ANSWERED | {State.DRAFTED}, State.WITHDRAWN),
    # Before it left, or because it said what was not for them: the next round asks them.
    "call_back": (OUT | ANSWERED, State.DRAFTED),
    # The meeting moved: the answer to the old date says nothing about the new one.
    "ask_again": (OUT | ANSWERED, State.SENT),
}


def may_be_chased(
    state: State, *, sent_on: date | None, chased_on: date | None, today: date
) -> bool:
    """
    Return whether somebody may be asked once more for an answer.

    Only who has not answered; not what came back; and nobody hears from us twice in a day.
    """
    return state in OUT - {State.BOUNCED} and today not in (sent_on, chased_on)


def is_chased_by_itself(*, due_on: date | None, chased_on: date | None, today: date) -> bool:
    """Return whether the answer is late, and nobody asked for it yet: once, then it is for people."""
    return due_on is not None and due_on < today and chased_on is None


@dataclass(frozen=True, slots=True)
class Sending:
    """One invitation about to go to one person over one channel."""

    channel_is_safe: bool = False
    address_is_kept_from_them: bool = False
    identity_is_complete: bool = True
    is_excluded_from_whole: bool = False


def reasons_cannot_send(sending: Sending) -> list[Reason]:
    """Return why the invitation cannot go to this person in this way."""
    reasons = []
    if not sending.channel_is_safe:
        reasons.append(hard("CHANNEL_NOT_SAFE", "This way is not marked safe for this person."))
    if sending.address_is_kept_from_them:
        reasons.append(hard("ADDRESS_KEPT_FROM_THEM", "The place is to be kept from this person."))
    if not sending.identity_is_complete:
        reasons.append(hard("IDENTITY_INCOMPLETE", "Complete who this person is first."))
    if sending.is_excluded_from_whole:
        reasons.append(
            hard("EXCLUDED", "The chair has excluded them: they get the letter that says so.")
        )
    return reasons


def reasons_cannot_name_deputy(*, deputy_has_conflict: bool, is_same_agency: bool) -> list[Reason]:
    """Return why this colleague cannot stand in."""
    reasons = []
    if deputy_has_conflict:
        reasons.append(hard("CONFLICT_OF_INTEREST", "This colleague may not see this family."))
    if not is_same_agency:
        reasons.append(soft("OTHER_AGENCY", "They are from another agency.", Role.CHAIR))
    return reasons


def reasons_cannot_withdraw(*, reason: str, is_exclusion: bool) -> list[Reason]:
    """Return why the invitation cannot be taken back."""
    if is_exclusion:
        return [
            hard(
                "EXCLUSION_IS_THE_CHAIRS",
                "Keeping somebody out is for the chair to decide, with a ground and another way to"
                " be heard.",
            )
        ]
    return [] if reason.strip() else [hard("NO_REASON", "Say why.")]
