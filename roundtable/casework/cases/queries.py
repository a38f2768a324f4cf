"""Reads of cases. Every list starts from `visible_to`; every page from `get_case`."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from roundtable.casework.cases.facts import (
    CAPACITIES,
    NOT_BARRED,
    best_of,
    case_facts,
    open_on,
    used_by,
)
from roundtable.casework.cases.models import (
    Allocation,
    Capacity,
    Case,
    CaseMember,
    Section47Enquiry,
    Standing,
    TimelineEntry,
)
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.access.doors import Door, facts_on
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor, AnyActor, Appointment, slots_of
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Facts, Permission, Role

# The same conditions as VIEW_CASE in `rules.grants`; a test holds the two together.
_SEEN_BY: Mapping[Role, Q] = {
    Role.CHAIR: Q(fact_allocated=True) | Q(fact_on_duty=True),
    Role.SOCIAL_WORKER: Q(fact_allocated=True),
    Role.MANAGER: Q(fact_allocated=True),
    Role.SOLICITOR: Q(fact_allocated=True),
    Role.HEAD_OF_SERVICE: Q(),
    Role.ADMINISTRATOR: Q(fact_allocated=True) | Q(fact_open_window=True),
}

_CASES = Door("case", lambda: Case.objects.select_related("authority"), case_facts)
_ENQUIRIES = Door(
    "enquiry",
    lambda: Section47Enquiry.objects.select_related(
        "child", "case__authority", "chair_consulted", "authorised_by", "discussion"
    ),
    lambda actor: case_facts(actor, path="case__"),
)


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases whose page `actor` may open, and no trace of any other."""
    if actor.role not in _SEEN_BY:
        return Case.objects.none()
    conditions = (
        _SEEN_BY[actor.role],
        Q(fact_restricted=False) | Q(fact_allocated=True),
        NOT_BARRED,
    )
    return Case.objects.alias(**used_by(case_facts(actor), *conditions)).filter(*conditions)


def facts_about_case(actor: Actor, case_id: int) -> Facts:
    """Return the facts for the access table."""
    return _CASES.facts(actor, case_id)


def get_case(*, public_id: uuid.UUID, actor: Actor, permission: Permission) -> Case:
    """
    Return the case, if `actor` holds `permission` on it. Pages have no other door. One query.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    case = _CASES.open(actor, public_id, permission)
    audit.note_read("case", case.pk)
    return case


@dataclass(frozen=True, slots=True)
class OpenedChild:
    """A child whose page was opened, by which of their cases, and what is true of the reader."""

    child: Person
    cases: tuple[Case, ...]  # those that the reader may open, the newest first
    facts: Facts


def open_child(*, public_id: uuid.UUID, actor: Actor, permission: Permission) -> OpenedChild:
    """
    Return the child, if `actor` holds `permission` on them by one of their cases. One query.

    :raises RecordNotFound: if they do not exist, are no child, or are not theirs to see.
    """
    memberships: list[CaseMember] = _CHILDREN.rows(
        actor.role, public_id=public_id, **slots_of(actor)
    )
    known = [(one, facts_on(one)) for one in memberships]
    facts = best_of([of_case for _, of_case in known])
    try:
        authorise(actor, permission, facts)
    except NotAuthorised:
        raise RecordNotFound("child") from None
    cases = [one.case for one, of_case in known if may(actor, Permission.VIEW_CASE, of_case)]
    audit.note_read("person", memberships[0].person_id)
    return OpenedChild(memberships[0].person, tuple(cases), facts)


def _children(given: type[Slot], role: Role) -> QuerySet[CaseMember]:
    return (
        CaseMember.objects.filter(person__public_id=given("public_id"), ended_on=None)
        .exclude(standing=Standing.ADULT)
        .select_related("person", "case__authority")
        .annotate(**case_facts(AnyActor(role), path="case__"))
        .order_by("-case__opened_on", "pk")
    )


_CHILDREN = Kept(_children)


def get_child(*, public_id: uuid.UUID, actor: Actor, permission: Permission) -> Person:
    """
    Return the child, if `actor` holds `permission` on them by one of their cases.

    :raises RecordNotFound: if they do not exist, are no child, or are not theirs to see.
    """
    return open_child(public_id=public_id, actor=actor, permission=permission).child


def get_enquiry(*, public_id: uuid.UUID, actor: Actor, permission: Permission) -> Section47Enquiry:
    """
    Return the enquiry, with its child and case, if `actor` holds `permission` on the case.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    enquiry = _ENQUIRIES.open(actor, public_id, permission)
    audit.note_read("case", enquiry.case_id)
    audit.note_read("person", enquiry.child_id)
    return enquiry


def timeline(case: Case, *, limit: int = 50, before: int | None = None) -> list[TimelineEntry]:
    """Return the newest lines of the case's timeline, `before` an id for the next page."""
    lines = TimelineEntry.objects.filter(case=case)
    if before is not None:
        last = TimelineEntry.objects.filter(case=case, pk=before).first()
        if last is None:
            return []
        # A line can be entered long after what it tells of: the day comes first, then the id.
        lines = lines.filter(
            Q(happened_on__lt=last.happened_on) | Q(happened_on=last.happened_on, pk__lt=last.pk)
        )
    return list(lines.order_by("-happened_on", "-pk")[:limit])


# Who works on a case by name


def permission_to_staff(case: Case, capacity: str) -> Permission:
    """
    Return what it takes to put somebody on the case in this capacity, or to take them off it.

    Who works with a family is for those who do; who is let in to a restricted case, for those who
    may restrict it.
    """
    lets_in = case.is_restricted and capacity != Capacity.INVOLVED
    return Permission.RESTRICT_CASE if lets_in else Permission.EDIT_PEOPLE


_LET_IN_BY_NAME = (Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE)


def may_be_let_in(case: Case) -> dict[Professional, Capacity]:
    """
    Return whom the case, being restricted, could be opened to by name, and in what capacity.

    They are the administrators and heads of service who are not on it. Three queries.
    """
    today = clock.today()
    held = Appointment.objects.filter(
        open_on(today),
        authority_id=case.authority_id,
        role__in=_LET_IN_BY_NAME,
        professional_id__isnull=False,
    )
    capacities = {one.professional_id or 0: CAPACITIES[Role(one.role)] for one in held}
    on_it = Allocation.objects.filter(
        open_on(today), case=case, capacity__in=[CAPACITIES[role] for role in _LET_IN_BY_NAME]
    )
    rows = Professional.objects.filter(pk__in=capacities).exclude(
        pk__in=on_it.values("professional_id")
    )
    return {one: capacities[one.pk] for one in rows.select_related("agency").order_by("name", "pk")}
