"""
Going on in spite of a soft reason: who of the authority has agreed to it.

Whoever acts says who agreed and why; the agreement is theirs to attest, and is kept as that. It is
always somebody who holds the role that the reason asks for, chosen from those who do.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Actor, Appointment
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import (
    Override,
    Reason,
    reasons_left,
    reasons_not_an_approver,
)


def approvers(
    authority_id: int, roles: Iterable[Role], *, today: date
) -> Mapping[Role, list[Professional]]:
    """Return who can agree in each role today, by name. Two queries."""
    held = _appointments(authority_id, today).filter(role__in=[role.value for role in roles])
    by_post: dict[int, list[Role]] = defaultdict(list)
    for held_now in held:
        by_post[held_now.professional_id or 0].append(Role(held_now.role))
    people = Professional.objects.filter(pk__in=by_post, left_on=None).order_by("name", "pk")
    found: dict[Role, list[Professional]] = defaultdict(list)
    for one in people:
        for role in by_post[one.pk]:
            found[role].append(one)
    return found


def _appointments(authority_id: int, today: date) -> QuerySet[Appointment]:
    open_today = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    return Appointment.objects.filter(
        open_today,
        authority_id=authority_id,
        professional_id__isnull=False,
        user__is_active=True,
    )


def settle(
    reasons: Collection[Reason],
    overrides: Collection[Override],
    *,
    authority_id: int,
    refusal: type[CannotProceed],
    now: datetime,
) -> tuple[Override, ...]:
    """
    Return the overrides that were needed, or refuse with the reasons that still stand.

    :raises CannotProceed: of the type given; also if somebody named could not agree.
    """
    left = reasons_left(reasons, overrides)
    if left:
        raise refusal(left)
    asked = {
        (reason.code, reason.child_id, role) for reason in reasons for role in reason.approvers
    }
    needed = tuple(one for one in overrides if (one.code, one.child_id, one.approver) in asked)
    against = _reasons_against(needed, authority_id, clock.day_of(now))
    if against:
        raise refusal(against)
    return needed


def _reasons_against(overrides: Sequence[Override], authority_id: int, today: date) -> list[Reason]:
    if not overrides:
        return []
    able = approvers(authority_id, {one.approver for one in overrides}, today=today)
    against: dict[Reason, None] = {}
    for one in overrides:
        others = [
            other.by
            for other in overrides
            if (other.code, other.child_id) == (one.code, one.child_id)
            and other.approver is not one.approver
        ]
        against |= dict.fromkeys(
            reasons_not_an_approver(
                one,
                holds_role=one.by in {person.pk for person in able[one.approver]},
                agreed_in_another_role=one.by in others,
            )
        )
    return list(against)


def who_agreed(overrides: Collection[Override]) -> str:
    """Return the names of those who agreed, each with the role in which they did."""
    names = _names(overrides)
    return ", ".join(dict.fromkeys(_who(one, names) for one in overrides))


def in_words(overrides: Collection[Override], *, actor: Actor) -> str:
    """Return who agreed and what they said, for the timeline; and who says so, if another."""
    names = _names(overrides)
    said = dict.fromkeys(
        f"{_who(one, names)}{_attested(one, actor)}: {one.words.strip()}" for one in overrides
    )
    return " ".join(said)


def _names(overrides: Collection[Override]) -> Mapping[int | None, str]:
    if not overrides:
        return {}
    people = Professional.objects.filter(pk__in=[one.by for one in overrides])
    return dict(people.values_list("pk", "name"))


def _who(override: Override, names: Mapping[int | None, str]) -> str:
    role = override.approver.value.replace("_", " ").lower()
    return f"{names[override.by]} ({role})"


def _attested(override: Override, actor: Actor) -> str:
    return "" if override.by in actor.professional_ids else f", as {actor.name} says"


def in_codes(
    overrides: Iterable[Override], *, actor: Actor
) -> list[dict[str, str | int | bool | None]]:
    """
    Return the same for the audit, which holds codes and no words.

    `attested` says that the actor told of somebody else's agreement.
    """
    return [
        {
            "code": one.code,
            "approver": one.approver.value,
            "child": one.child_id,
            "by": one.by,
            "attested": one.by not in actor.professional_ids,
        }
        for one in overrides
    ]
