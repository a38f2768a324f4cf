"""What is still missing before it can be concluded, child by child, and where it is put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.rules.reasons import Reason

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference, ConferenceChild

# By the reason's code: the page it is put right on, and where on it.
_OF_PLAN = {
    "NO_KEY_WORKER": "#key_worker",
    "NO_CORE_GROUP": "#core_group",
    "NO_CORE_GROUP_DATE": "#core_group_on-day",
    "CORE_GROUP_TOO_LATE": "#core_group_on-day",
    "NO_REVIEW_DATE": "#review_on-day",
    "REVIEW_NOT_LATER": "#review_on-day",
    "REVIEW_TOO_LATE": "#review_on-day",
    "NO_PROTECTION": "#protection",
    "NO_CONTINGENCY": "#contingency",
    "NO_ACTION": "",
    "ACTION_INCOMPLETE": "",
    "OUTCOMES_NOT_REVIEWED": "",
}
_OF_DECISION = {
    "NO_DECISION": "#outcome",
    "HAS_A_PLAN": "#outcome",
    "HAS_NO_PLAN": "#outcome",
    "NOT_A_CHILD": "#outcome",
    "ENDS_ON_START_DAY": "#outcome",
    "NO_REASONS": "#reasons",
    "NOT_WEIGHED": "#childs_needs",
    "NO_CATEGORY": "#categories",
    "CATEGORY_CHANGED": "#categories",
    "CATEGORY_UNCHANGED": "#categories",
    "NO_RECOMMENDATION": "#recommended_support",
    "AGAINST_OPINIONS": "#against_majority",
    "NO_PARENT_VIEWS": "#family",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing before the conference can be concluded."""

    text: str
    is_hard: bool
    href: str


@dataclass(frozen=True, slots=True)
class MissingForChild:
    """What is missing for one child; nothing, where everything is there."""

    name: str
    href: str
    items: tuple[Missing, ...]


def missing(
    reasons: Sequence[Reason], conference: "Conference", child: "ConferenceChild | None"
) -> tuple[Missing, ...]:
    """Return what is missing for a child, or for the meeting; what nobody can set aside first."""
    about = child.child_id if child is not None else None
    name = f"{child.child.name}: " if child is not None else ""
    ordered = sorted(
        (one for one in reasons if one.child_id == about), key=lambda reason: not reason.hard
    )
    return tuple(
        Missing(
            _capital(reason.text.removeprefix(name)),
            reason.hard,
            _where(reason.code, conference, child),
        )
        for reason in ordered
    )


def missing_by_child(
    reasons: Sequence[Reason], conference: "Conference", children: Sequence["ConferenceChild"]
) -> tuple[MissingForChild, ...]:
    """Return one list for all: the children in their order, each with what is missing."""
    return tuple(
        MissingForChild(
            child.child.name,
            reverse("staff:room-decision", args=[conference.public_id, child.public_id]),
            missing(reasons, conference, child),
        )
        for child in children
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _where(code: str, conference: "Conference", child: "ConferenceChild | None") -> str:
    """Return the address of the field that mends it."""
    if child is None:
        return reverse("staff:room", args=[conference.public_id])
    if code == "OPINIONS_MISSING":
        return reverse("staff:room-opinions", args=[conference.public_id])
    here = [conference.public_id, child.public_id]
    if code == "NO_CHILD_VIEWS":
        return reverse("staff:room-views", args=[*here, child.child.public_id])
    if code in _OF_PLAN:
        return reverse("staff:room-plan", args=here) + _OF_PLAN[code]
    return reverse("staff:room-decision", args=here) + _OF_DECISION.get(code, "")
