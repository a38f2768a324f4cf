"""A child who was expected is born: the same child, the same limits, another kind of conference."""

from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.facts import facts_about_member
from roundtable.casework.cases.models import CaseMember
from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import ConferenceChild, Kind
from roundtable.casework.people.actions import born
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import Plan
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import start_clock
from roundtable.rules.access import Permission


@transaction.atomic
def record_birth(
    *,
    child_id: int,
    birth_on: date,
    forename: str,
    surname: str,
    sex: str = "",
    actor: Actor,
    now: datetime,
) -> Person:
    """
    Record that a child was born, and named.

    A conference that was asked for before the birth becomes an initial one; its limit is the same,
    for the enquiry is the same. A plan made before the birth is reviewed soon after it.

    :raises CannotRecordBirth: if the child was born already, or the day lies ahead.
    """
    child = Person.objects.select_for_update().get(pk=child_id)
    authorise(actor, Permission.EDIT_PEOPLE, facts_about_member(actor, child.pk))
    born(child, on=birth_on, forename=forename, surname=surname, sex=sex, now=now)
    held = ConferenceChild.objects.select_for_update(of=("self",)).filter(
        child=child, kind=Kind.PRE_BIRTH, conference__state__in=NOT_OVER
    )
    for one in held:
        one.kind = Kind.INITIAL
        one.save(update_fields=["kind"])
    for plan in Plan.objects.filter(child=child, ends_on=None).select_related("authority"):
        start_clock(
            "review_after_birth",
            subject=plan,
            authority=plan.authority,
            starts_on=birth_on,
            case_id=plan.case_id,
            child_id=child.pk,
            owner_id=plan.key_worker_id,
            actor=actor,
            now=now,
        )
    for member in CaseMember.objects.filter(person=child, ended_on=None):
        note(
            case=member.case_id,
            kind="birth",
            title=f"{child.name} was born",
            subject=child,
            child_id=child.pk,
            happened_on=birth_on,
            actor=actor,
            now=now,
        )
    audit.record(
        actor=actor,
        verb="person.born",
        subject=child,
        now=now,
        conferences=[one.pk for one in held],
    )
    return child
