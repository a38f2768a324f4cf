"""Children who came from a return: whose identity is to be completed, and what nobody could read."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from roundtable.casework.cases.facts import NOT_BARRED, case_facts, facts_about_member, used_by
from roundtable.casework.cases.models import Case, CaseMember
from roundtable.casework.cases.queries import cases_visible_to
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import Plan, UnreadChild
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed, RecordNotFound
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import Facts, Permission, Role

_WORKERS = frozenset({Role.SOCIAL_WORKER, Role.MANAGER})


class CannotSettle(CannotProceed):
    """It is settled already, or nobody said what was found."""


@dataclass(frozen=True, slots=True)
class Nameless:
    """A child without a name, by whom a look-up is kept from answering "no"."""

    child: Person
    case: Case
    has_open_plan: bool


@dataclass(frozen=True, slots=True)
class Identities:
    """Children whose identity `actor` can complete: the first of them, and how many there are."""

    children: Sequence[Nameless]
    count: int


def identities_to_complete(
    actor: Actor, *, limit: int = 50, case_ids: Collection[int] | None = None
) -> Identities:
    """
    Return the children whose name is to be completed by `actor`, those on a plan first.

    Two queries, however many there are. `case_ids` are the cases they may open, where a page has
    asked for those already.
    """
    if case_ids is None:
        shown = list(_nameless(Q(case__in=_their_cases(actor)))[:limit])
    else:
        shown = _NAMELESS.rows(limit, case_ids=list(case_ids))
    cases_of = _case_of_each(shown)
    for child in shown:
        audit.note_read("person", child.pk)
    return Identities(
        [Nameless(child, cases_of[child.pk], child.on_plan) for child in shown],
        shown[0].number if shown else 0,
    )


def _nameless(of_case: Q) -> Any:
    members = CaseMember.objects.filter(of_case, ended_on=None)
    on_plan = Exists(Plan.objects.filter(child=OuterRef("pk"), ends_on=None))
    return (
        Person.objects.filter(
            Exists(members.filter(person=OuterRef("pk"))), identity_complete=False
        )
        .annotate(on_plan=on_plan, number=Window(Count("pk")))
        .order_by("-on_plan", "pk")
    )


_NAMELESS = Kept(lambda given, limit: _nameless(Q(case_id__any=given("case_ids")))[:limit])


def _case_of_each(people: Sequence[Person]) -> Mapping[int, Case]:
    if not people:
        return {}
    rows = CaseMember.objects.filter(person__in=people, ended_on=None)
    return {one.person_id: one.case for one in rows.select_related("case").order_by("-pk")}


def _their_cases(actor: Actor) -> QuerySet[Case]:
    if actor.role in _WORKERS:
        return cases_visible_to(actor)
    if not may(actor, Permission.COMPLETE_IDENTITY, Facts(same_authority=True)):
        return Case.objects.none()
    conditions = (
        Q(fact_restricted=False) | Q(fact_allocated=True),
        NOT_BARRED,
    )
    return Case.objects.alias(**used_by(case_facts(actor), *conditions)).filter(*conditions)


# What nobody could read

FOUND_OUT = (
    ("on_file", "The child is on file here now, and what the return said has been checked"),
    ("no_plan", "The child is not subject to a plan"),
    ("not_ours", "The line was a mistake: there is no such child"),
)


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in the way of a "no": children not held at all, and children in doubt."""

    refused: Sequence[UnreadChild]
    in_doubt: Sequence[Person]


def unread_children(actor: Actor, *, limit: int = 50) -> Unread:
    """
    Return what a person has to look at before a look-up may say "no" again. Two queries.

    :raises RecordNotFound: if `actor` has nothing to do with it.
    """
    if not may(actor, Permission.COMPLETE_IDENTITY, Facts(same_authority=True)):
        raise RecordNotFound("unread children")
    members = CaseMember.objects.filter(case__in=_their_cases(actor), ended_on=None)
    in_doubt = Person.objects.filter(
        Exists(members.filter(person=OuterRef("pk"))), plan_in_doubt=True
    )
    return Unread(
        refused=list(UnreadChild.objects.filter(resolved_on=None).order_by("pk")[:limit]),
        in_doubt=list(in_doubt.order_by("pk")[:limit]),
    )


def get_unread(*, public_id: uuid.UUID, actor: Actor) -> UnreadChild:
    """
    Return a child of a return who could not be held.

    :raises RecordNotFound: if there is none, or `actor` has nothing to do with it.
    """
    found = UnreadChild.objects.filter(public_id=public_id).first()
    if found is None or not may(actor, Permission.COMPLETE_IDENTITY, Facts(same_authority=True)):
        raise RecordNotFound("unread child")
    return found


@transaction.atomic
def settle_unread_child(*, unread_id: int, found: str, actor: Actor, now: datetime) -> UnreadChild:
    """
    Record that a person has looked for a child who could not be held, and what they found.

    :raises CannotSettle: if it is settled already, or nobody says what was found.
    """
    unread = UnreadChild.objects.select_for_update().get(pk=unread_id)
    authorise(
        actor,
        Permission.COMPLETE_IDENTITY,
        Facts(same_authority=unread.authority_id in actor.authority_ids),
    )
    _check_found(found)
    if unread.resolved_on is not None:
        raise CannotSettle("Somebody has settled this already.")
    unread.resolved_on = clock.day_of(now)
    unread.save(update_fields=["resolved_on"])
    audit.record(actor=actor, verb="unread_child.settled", subject=unread, now=now, found=found)
    return unread


@transaction.atomic
def settle_doubt(*, child_id: int, found: str, actor: Actor, now: datetime) -> Person:
    """
    Record that a person has looked into what could not be read of a child's plans.

    :raises CannotSettle: if there is no doubt any more, or nobody says what was found.
    """
    child = Person.objects.select_for_update().get(pk=child_id)
    authorise(actor, Permission.COMPLETE_IDENTITY, facts_about_member(actor, child.pk))
    _check_found(found)
    if not child.plan_in_doubt:
        raise CannotSettle("Somebody has settled this already.")
    child.plan_in_doubt = False
    child.save(update_fields=["plan_in_doubt"])
    audit.record(actor=actor, verb="plan_doubt.settled", subject=child, now=now, found=found)
    return child


def _check_found(found: str) -> None:
    if found not in dict(FOUND_OUT):
        raise CannotSettle("Say what you found.")
