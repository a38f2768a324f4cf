"""
Whether enough agencies are in the room to make a safe decision for a child.

Usually children's social care and two other agencies in direct contact with the child or family.
Counted afresh whenever somebody comes or goes. Not being quorate is never a wall: the chair may go
on with a recorded reason, or ends the meeting with an interim plan and a new date.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, soft
from roundtable.rules.settings import Value, number

# What takes part but counts for nothing here: family, advocates and supporters, interpreter, chair,
# minute taker, solicitors, observers; and a report without the person who wrote it.
COUNTING_ROLES = frozenset({"social_worker", "manager", "professional"})

_HEALTH = "all health services together"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone present, in the room or remotely. `agency` is the agency or professional group."""

    agency: Hashable
    role: str = "professional"
    is_social_care: bool = False
    is_health: bool = False
    has_direct_contact: bool = False


@dataclass(frozen=True, slots=True)
class QuorumPolicy:
    """What the authority counts."""

    other_agencies_needed: int = 2
    health_counts_once: bool = False
    direct_contact_needed: bool = True

    @classmethod
    def of(cls, settings: Mapping[str, Value]) -> "QuorumPolicy":
        return cls(
            other_agencies_needed=number(settings, "quorum_min_agencies_besides_CSC"),
            health_counts_once=bool(settings["quorum_health_counts_once"]),
            direct_contact_needed=bool(settings["quorum_requires_direct_contact"]),
        )


def reasons_not_quorate(present: Collection[Attendee], policy: QuorumPolicy) -> list[Reason]:
    """Return why the conference is not quorate, for the chair to read; empty if it is."""
    counting = [person for person in present if person.role in COUNTING_ROLES]
    reasons = []
    if not any(person.is_social_care for person in counting):
        reasons.append(soft("NO_SOCIAL_CARE", "Children's social care is not present.", Role.CHAIR))
    there = len(_other_agencies(counting, policy))
    if there < policy.other_agencies_needed:
        contact = " in direct contact with the family" if policy.direct_contact_needed else ""
        reasons.append(
            soft(
                "TOO_FEW_AGENCIES",
                f"Other agencies{contact}: {there} present, {policy.other_agencies_needed} needed.",
                Role.CHAIR,
            )
        )
    return reasons


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is asked to come; `is_coming` is None until they have answered."""

    attendee: Attendee
    agency_name: str
    is_coming: bool | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    Whether it would be quorate with those alone who said they come, and with whoever is silent.

    `silent` and `declined` are the agencies, by name, that would count and may be missing.
    """

    reasons: tuple[str, ...] = ()
    would_be_quorate: bool = True
    silent: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()

    @property
    def is_quorate(self) -> bool:
        return not self.reasons


def forecast_quorum(expected: Collection[Expected], policy: QuorumPolicy) -> Forecast:
    """Return what is to be expected, before the day."""
    coming = [one.attendee for one in expected if one.is_coming]
    hoped_for = [one.attendee for one in expected if one.is_coming is not False]
    sure = {one.agency for one in coming}
    return Forecast(
        reasons=tuple(reason.text for reason in reasons_not_quorate(coming, policy)),
        would_be_quorate=not reasons_not_quorate(hoped_for, policy),
        silent=_without(expected, sure, policy, answer=None),
        declined=_without(expected, sure, policy, answer=False),
    )


def _without(
    expected: Collection[Expected],
    sure: Collection[Hashable],
    policy: QuorumPolicy,
    *,
    answer: bool | None,
) -> tuple[str, ...]:
    """Return the agencies that would count, of which nobody is sure to come, by that answer."""
    return tuple(
        dict.fromkeys(
            one.agency_name
            for one in expected
            if one.is_coming is answer and one.attendee.agency not in sure and _counts(one, policy)
        )
    )


def _counts(one: Expected, policy: QuorumPolicy) -> bool:
    return one.attendee.role in COUNTING_ROLES and (
        one.attendee.is_social_care
        or one.attendee.has_direct_contact
        or not policy.direct_contact_needed
    )


def reasons_core_group_not_quorate(
    present: Collection[Attendee], *, parents_invited: bool
) -> list[Reason]:
    """Return why a core group is too small: it wants the social worker, another and the parents."""
    counting = [person for person in present if person.role in COUNTING_ROLES]
    reasons = []
    if not any(person.is_social_care for person in counting):
        reasons.append(
            soft("NO_SOCIAL_WORKER", "The social worker or a stand-in is missing.", Role.MANAGER)
        )
    if all(person.is_social_care for person in counting):
        reasons.append(
            soft("NO_OTHER_PROFESSIONAL", "No other professional is present.", Role.MANAGER)
        )
    if not parents_invited:
        reasons.append(
            soft("PARENTS_NOT_INVITED", "The parents have not been invited.", Role.MANAGER)
        )
    return reasons


def _other_agencies(counting: Collection[Attendee], policy: QuorumPolicy) -> set[Hashable]:
    return {
        _HEALTH if policy.health_counts_once and person.is_health else person.agency
        for person in counting
        if not person.is_social_care
        and (person.has_direct_contact or not policy.direct_contact_needed)
    }
