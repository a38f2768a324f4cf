"""
An agency's report for a conference.

Lateness and sharing are no states. Lateness is a clock; sharing with the family is recorded
whenever it happens, from draft on. Versions are no states either: each time the report comes to the
chair, what it says then is kept as it is, and the newest of these takes the place of the others.
"""

from dataclasses import dataclass
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class State(StrEnum):
    REQUESTED = "REQUESTED"
    DRAFT = "DRAFT"
    WITH_AGENCY = "WITH_AGENCY"
    """Written, and waiting for somebody else of the agency to sign it off."""
    SUBMITTED = "SUBMITTED"
    SIGNED_OFF = "SIGNED_OFF"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"


FIRST = State.REQUESTED

RECEIVED = frozenset({State.SUBMITTED, State.SIGNED_OFF, State.ACCEPTED})

TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "draft": (frozenset({State.REQUESTED, State.RETURNED}), State.DRAFT),
    "submit": (frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
    # Where the authority asks for it, the author's agency looks at it first.
    "pass_to_agency": (frozenset({State.DRAFT, State.RETURNED}), State.WITH_AGENCY),
    "sign_off": (frozenset({State.WITH_AGENCY, State.SUBMITTED}), State.SIGNED_OFF),
    "accept": (frozenset({State.SUBMITTED, State.SIGNED_OFF}), State.ACCEPTED),
    "send_back": (RECEIVED | {State.WITH_AGENCY}, State.RETURNED),
    # A new version is begun; the one the chair has stays readable as what it was.
    "begin_again": (RECEIVED | {State.WITH_AGENCY}, State.DRAFT),
    "withdraw": (
        RECEIVED | {State.DRAFT, State.WITH_AGENCY, State.RETURNED},
        State.WITHDRAWN,
    ),
}

# Its author has done their part for now.
HANDED_IN = RECEIVED | {State.WITH_AGENCY}
# What somebody else has looked at is changed by a new version alone.
WRITABLE = frozenset(
    {State.REQUESTED, State.DRAFT, State.RETURNED, State.SUBMITTED, State.ACCEPTED}
)


class ReturnedFor(StrEnum):
    """Why a report goes back to its author."""

    WRONG_CHILD = "WRONG_CHILD"
    RESTRICTED = "RESTRICTED"
    JARGON = "JARGON"
    INCOMPLETE = "INCOMPLETE"
    OTHER = "OTHER"


# What somebody should never have read: nobody but its author reads on until it is put right.
HIDES = frozenset({ReturnedFor.WRONG_CHILD, ReturnedFor.RESTRICTED})


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What a report still lacks. None of it stops the report from being sent in."""

    sections_missing: tuple[str, ...] = ()
    statements_unmarked: int = 0
    statements_without_source: int = 0
    opinions_without_facts: int = 0
    restricted_question_answered: bool = True
    has_childs_wishes: bool = True
    carried_over: int = 0


def shortcomings(content: ReportContent) -> list[str]:
    """Return what to put right, in words for the author. Shown and counted, never a block."""
    found = [f"Section not written: {section}." for section in content.sections_missing]
    counted = (
        ("Statements not marked fact, observation, allegation or opinion", "statements_unmarked"),
        ("Second- or third-hand statements without a source", "statements_without_source"),
        ("Opinions without a fact to support them", "opinions_without_facts"),
        ("Carried over from the last report and not looked at again", "carried_over"),
    )
    found += [
        f"{text}: {getattr(content, name)}." for text, name in counted if getattr(content, name)
    ]
    if not content.restricted_question_answered:
        found.append("Say whether anything in it cannot be shared with the family.")
    if not content.has_childs_wishes:
        found.append("The child's wishes and feelings are missing.")
    return found


def reasons_cannot_draft(
    *, conference_is_decided: bool, was_received: bool, guidance_is_read: bool
) -> list[Reason]:
    """
    Return why the report cannot be changed: what was considered stays as it was, and before the
    first word the guidance is read.
    """
    reasons = []
    if conference_is_decided and was_received:
        reasons.append(
            hard("DECIDED", "The conference has been decided. Add a correction instead.")
        )
    if not guidance_is_read:
        reasons.append(
            hard(
                "GUIDANCE_FIRST",
                "Read first how to write a report. Open your report: the guidance comes before the"
                " sections.",
            )
        )
    return reasons


def reasons_cannot_share(
    *, difficulty_raised: bool, chair_has_decided_how: bool, restricted_question_answered: bool
) -> list[Reason]:
    """Return why the report cannot be given to the family yet. A late day is not one of them."""
    reasons = []
    if difficulty_raised and not chair_has_decided_how:
        reasons.append(soft("CHAIR_TO_DECIDE", "The chair decides how this is shared.", Role.CHAIR))
    if not restricted_question_answered:
        reasons.append(
            soft(
                "RESTRICTION_UNKNOWN",
                "Nobody has said whether anything in it cannot be shared.",
                Role.CHAIR,
            )
        )
    return reasons


def reasons_cannot_begin_again(*, conference_is_decided: bool) -> list[Reason]:
    """Return why no new version can be begun: what was considered stays as it was."""
    if conference_is_decided:
        return [hard("DECIDED", "The conference has been decided. Add a correction instead.")]
    return []


def reasons_cannot_reassign(*, is_begun: bool, is_ahead: bool) -> list[Reason]:
    """Return why a colleague cannot be given the report: what somebody has written stays theirs."""
    reasons = []
    if is_begun:
        reasons.append(
            hard(
                "BEGUN",
                "They have begun to write. Send a colleague in their place: whoever comes instead"
                " goes on with the report.",
            )
        )
    if not is_ahead:
        reasons.append(hard("NOT_AHEAD", "The conference has opened, or is not arranged."))
    return reasons


def reasons_cannot_sign_off(*, signs_own_report: bool, is_of_same_agency: bool) -> list[Reason]:
    """Return why this person cannot sign the report off."""
    reasons = []
    if signs_own_report:
        reasons.append(hard("OWN_REPORT", "Somebody else signs off a report."))
    if not is_of_same_agency:
        reasons.append(
            hard("OTHER_AGENCY", "Somebody of the agency that wrote it signs off a report.")
        )
    return reasons


def reasons_cannot_send_back(*, reason: str, conference_is_decided: bool) -> list[Reason]:
    """Return why the report cannot be returned to its author."""
    reasons = [] if reason.strip() else [hard("NO_REASON", "Say what to put right.")]
    if conference_is_decided:
        reasons.append(
            hard("DECIDED", "The conference has been decided. Only a wrong report is taken out.")
        )
    return reasons


def reasons_cannot_withdraw(*, reason: str) -> list[Reason]:
    """
    Return why the report cannot be taken out.

    Not even a decision stands in the way: a report about another child goes whenever it is found.
    """
    return [] if reason.strip() else [hard("NO_REASON", "Say why.")]
