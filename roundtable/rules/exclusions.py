"""
Keeping somebody out of a conference, or part of it; supporters; and relatives who interpret.

The chair alone decides, for this conference only, on one of six grounds, and never without another
way for that person to be heard.
"""

from dataclasses import dataclass
from enum import StrEnum

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class Ground(StrEnum):
    CHILDS_WELFARE = "A"
    DISRUPTION = "B"
    CHILD_ASKS = "C"
    STOPS_ANOTHER = "D"
    CONFIDENTIAL_INFORMATION = "E"
    CONFLICT_IN_FAMILY = "F"


GROUND_TEXTS = {
    Ground.CHILDS_WELFARE: "Their presence might seriously harm the child's welfare.",
    Ground.DISRUPTION: "There is evidence that they may seriously disrupt the meeting.",
    Ground.CHILD_ASKS: "The child asks that they are not there while the child is.",
    Ground.STOPS_ANOTHER: "Somebody else could not take part properly.",
    Ground.CONFIDENTIAL_INFORMATION: "Confidential information must be heard.",
    Ground.CONFLICT_IN_FAMILY: "Because of conflict in the family they attend separately.",
}


class Scope(StrEnum):
    """As short as can be: the whole meeting only where a part or another time will not do."""

    WHOLE = "whole"
    PART = "part"
    SEPARATE = "separate"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A decision about one person, as the chair is about to make it."""

    ground: Ground | None
    scope: Scope | None
    evidence: str = ""
    other_way_to_be_heard: str = ""
    was_asked_in_time: bool = True
    reason_for_late_request: str = ""
    carries_over_from_earlier: bool = False


def reasons_cannot_exclude(exclusion: Exclusion) -> list[Reason]:
    """Return why this person cannot be kept out."""
    reasons = []
    if exclusion.carries_over_from_earlier:
        reasons.append(
            hard("DECIDE_AFRESH", "It was decided for an earlier conference. Decide it again.")
        )
    if exclusion.ground is None:
        reasons.append(hard("NO_GROUND", "Choose the ground."))
    if exclusion.scope is None:
        reasons.append(hard("NO_SCOPE", "Say whether for the whole, a part, or separately."))
    if not exclusion.evidence.strip():
        reasons.append(hard("NO_EVIDENCE", "Say what it rests on."))
    if not exclusion.other_way_to_be_heard.strip():
        reasons.append(hard("NO_OTHER_WAY", "Say how their views will be heard all the same."))
    if not (exclusion.was_asked_in_time or exclusion.reason_for_late_request.strip()):
        reasons.append(soft("ASKED_LATE", "It was asked for late, without a reason.", Role.CHAIR))
    return reasons


def reasons_not_complete(*, is_kept_out: bool, letter_went: bool, how: str) -> list[Reason]:
    """
    Return why somebody's exclusion is not complete yet.

    It is when the letter with the reasons went, and their views have come another way.
    """
    reasons = []
    if not is_kept_out:
        reasons.append(hard("NOT_KEPT_OUT", "Nobody is kept out by this."))
    elif not letter_went:
        reasons.append(hard("NO_LETTER", "The letter with the reasons has to go first."))
    if not how.strip():
        reasons.append(hard("NO_WAY", "Enter how their views came."))
    return reasons


def reasons_not_that_room(*, is_same_room: bool, overlaps: bool) -> list[Reason]:
    """Return why a session of their own cannot be there: the two must never meet."""
    if is_same_room and overlaps:
        return [hard("SAME_ROOM", "The others are in this room then. Choose another room or time.")]
    return []


def reasons_cannot_accept_supporter(
    *, is_subject_or_alleged_abuser: bool, confidentiality_acknowledged: bool
) -> list[Reason]:
    """Return why this supporter cannot come. A solicitor may come, and does not speak for them."""
    reasons = []
    if is_subject_or_alleged_abuser:
        reasons.append(hard("NOT_SUITABLE", "They are part of what the meeting is about."))
    if not confidentiality_acknowledged:
        reasons.append(
            soft(
                "CONFIDENTIALITY_OPEN",
                "They have not agreed to keep what they hear to themselves.",
                Role.CHAIR,
            )
        )
    return reasons


def reasons_cannot_interpret(
    *,
    is_family: bool,
    family_allowed: bool,
    is_child: bool = False,
    is_alleged_abuser: bool = False,
) -> list[Reason]:
    """Return why this person cannot interpret. A relative needs social worker and chair."""
    reasons = []
    if is_child or is_alleged_abuser:
        reasons.append(hard("NEVER_INTERPRETS", "A child or alleged abuser never interprets."))
    if is_family and not family_allowed:
        reasons.append(hard("FAMILY_NOT_ALLOWED", "Relatives do not interpret here."))
    elif is_family:
        reasons.append(
            soft(
                "AGREEMENT_NEEDED",
                "The social worker and the chair must both agree, each with a reason.",
                Role.SOCIAL_WORKER,
                Role.CHAIR,
            )
        )
    return reasons
