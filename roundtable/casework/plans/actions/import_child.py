"""
Reconstructing one child's history: the act behind every import.

History is not a new case (amendment A1): what is written here is marked with where it comes from,
may lack a conference or a reason, and keeps the category code it was reported with. The database's
rules bind it all the same.
"""

from datetime import datetime
from enum import Enum

from django.db import transaction

from roundtable.casework.cases.models import (
    Case,
    CaseMember,
    Referral,
    Standing,
)
from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.people.models import Origin, Person
from roundtable.casework.plans.actions.import_clocks import Writing
from roundtable.casework.plans.actions.reconstruction import (
    CannotImportChild,
    family_of,
    write_plan,
    write_referral,
)
from roundtable.casework.plans.history import ChildHistory
from roundtable.casework.plans.models import UnreadChild
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Facts, Permission
from roundtable.rules.working_days import Calendar


class Imported(Enum):
    """What an import did for one child."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@transaction.atomic
def import_child(
    *,
    authority: Authority,
    calendar: Calendar,
    history: ChildHistory,
    origin: Origin = Origin.CENSUS,
    actor: Actor,
    now: datetime,
) -> Imported:
    """
    Write what a return says of one child. Safe to repeat: what is there is left as it is.

    A child whose history says more than the last time gains what is new. What was recorded here
    since is never touched, and a plan of ours is never ended by a return.
    """
    authorise(
        actor,
        Permission.IMPORT_CENSUS,
        Facts(same_authority=authority.pk in actor.authority_ids),
    )
    child = Person.objects.filter(authority=authority, la_child_id=history.la_child_id).first()
    if child is not None and child.return_digest == history.digest:
        return Imported.UNCHANGED
    if child is not None and _is_another_child(child, history):
        raise CannotImportChild(
            f"The identifier {history.la_child_id} is held here by a child with another birth date."
        )
    is_new = child is None
    writing = (
        _begin(authority, calendar, history, origin, now)
        if child is None
        else _resume(authority, calendar, history, origin, child)
    )
    for referral in history.referrals:
        write_referral(writing, referral)
    for plan in history.plans:
        write_plan(writing, plan, history)
    Clock.objects.bulk_create(writing.clocks)
    if writing.child.died_on is not None:
        # What was recorded here since goes on until a person says so.
        Clock.objects.filter(child_id=writing.child.pk, reconstructed=True, stopped_on=None).update(
            stopped_on=writing.child.died_on, stopped_by="the child died"
        )
    audit.record(
        actor=actor,
        verb="child.imported",
        subject=writing.child,
        now=now,
        new=is_new,
        plans=len(history.plans),
    )
    return Imported.NEW if is_new else Imported.CHANGED


def _is_another_child(child: Person, history: ChildHistory) -> bool:
    """Return whether an identifier was given to two children; an expected child may be born."""
    return None not in (child.birth_on, history.birth_on) and child.birth_on != history.birth_on


def _begin(
    authority: Authority, calendar: Calendar, history: ChildHistory, origin: Origin, now: datetime
) -> Writing:
    child = Person.objects.create(
        authority=authority,
        sex=history.sex,
        birth_on=history.birth_on,
        expected_on=history.expected_on,
        died_on=history.died_on,
        ethnicity=history.ethnicity,
        disabilities=list(history.disabilities),
        la_child_id=history.la_child_id,
        upn=history.upn,
        former_upn=history.former_upn,
        upn_unknown=history.upn_unknown,
        identity_complete=False,
        flags=list(history.flags),
        plan_in_doubt=history.plan_in_doubt,
        return_digest=history.digest,
        search_name=history.la_child_id.lower(),
        origin=origin,
    )
    received = [one.received_on for one in history.referrals if one.received_on]
    case = Case.objects.create(
        authority=authority,
        reference=history.la_child_id,
        opened_on=min(received, default=now.date()),
        origin=origin,
    )
    CaseMember.objects.create(
        authority=authority, case=case, person=child, standing=Standing.SUBJECT
    )
    settings = authority.effective_settings
    return Writing(authority, calendar, origin, child, case, True, settings)


def _resume(
    authority: Authority,
    calendar: Calendar,
    history: ChildHistory,
    origin: Origin,
    child: Person,
) -> Writing:
    if child.died_on is None and history.died_on is not None:
        child.died_on = history.died_on
    if child.birth_on is None and history.birth_on is not None:  # born since the last return
        child.birth_on, child.expected_on = history.birth_on, None
    child.flags = list(history.flags)
    child.plan_in_doubt = history.plan_in_doubt
    child.return_digest = history.digest
    child.save()
    case = Case.objects.filter(members__person=child).order_by("pk")[0]
    settings = authority.effective_settings
    writing = Writing(authority, calendar, origin, child, case, False, settings)
    writing.referrals = list(Referral.objects.filter(child=child, origin=origin).order_by("pk"))
    for held in ConferenceChild.objects.filter(child=child).select_related("conference"):
        if held.conference.on is not None:
            writing.conferences[held.conference.on, family_of(held.kind)] = held
    return writing


@transaction.atomic
def set_aside_unread_child(
    *,
    authority: Authority,
    la_child_id: str,
    position: int,
    line: int,
    reason: str,
    may_have_open_plan: bool,
    read_from: str,
    actor: Actor,
    now: datetime,
) -> UnreadChild:
    """
    Remember a child of a return who could not be held, until a person has looked.

    While one of them may have an open plan, no look-up answers a bare "no" (amendment A2).
    """
    authorise(
        actor,
        Permission.IMPORT_CENSUS,
        Facts(same_authority=authority.pk in actor.authority_ids),
    )
    unread, is_new = UnreadChild.objects.get_or_create(
        authority=authority,
        read_from=read_from,
        position=position,
        defaults={
            "line": line,
            "la_child_id": la_child_id[:40],
            "reason": reason,
            "may_have_open_plan": may_have_open_plan,
        },
    )
    if is_new:
        audit.record(actor=actor, verb="child.not_read", subject=unread, now=now, line=line)
    return unread
