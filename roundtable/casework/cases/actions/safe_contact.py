"""What somebody of the family says of reaching them, all of it together, and when they said so."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.actions.household import lock_case, member_of
from roundtable.casework.people.models import ContactPoint, Person
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed


class CannotConfirmContact(CannotProceed):
    """There is a way to reach them of which nobody has asked them whether it is safe."""


@transaction.atomic
def confirm_safe_contact(
    *,
    case_id: int,
    person_id: int,
    wants_calendar: bool,
    may_know_who_comes: bool,
    may_know_of_sessions: bool,
    actor: Actor,
    now: datetime,
) -> Person:
    """
    Say that every way to reach somebody was gone through with them today, and is as it stands.

    Whether they want their meetings in their calendar, and whether they may know who else of the
    family comes and that some come at another time, is kept with it.

    :raises CannotConfirmContact: if one way was not asked about, or there is none.
    """
    case = lock_case(case_id, actor)
    person = member_of(case, person_id)
    ways = ContactPoint.objects.filter(person=person)
    if not ways.exists():
        raise CannotConfirmContact("Record first how they can be reached.")
    if ways.filter(is_safe=None).exists():
        raise CannotConfirmContact(
            "Ask them about each way to reach them first: one of them was not asked about."
        )
    today = clock.day_of(now)
    ways.update(marked_on=today, marked_by=actor.name)
    person.contact_confirmed_on, person.contact_confirmed_by = today, actor.name
    person.wants_calendar = wants_calendar
    person.may_know_who_comes = may_know_who_comes
    person.may_know_of_sessions = may_know_of_sessions
    person.save(
        update_fields=[
            "contact_confirmed_on",
            "contact_confirmed_by",
            "wants_calendar",
            "may_know_who_comes",
            "may_know_of_sessions",
        ]
    )
    audit.record(
        actor=actor,
        verb="person.contact_confirmed",
        subject=person,
        now=now,
        may_know_who_comes=may_know_who_comes,
        may_know_of_sessions=may_know_of_sessions,
    )
    return person
