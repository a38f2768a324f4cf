"""Whether somebody of the family wants their meetings in their calendar."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.calendars import cancel_entry, send_entry
from roundtable.casework.conferences.actions.states import lock_participant
from roundtable.casework.conferences.channels import safe_ways
from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.queries import facts_about_participant
from roundtable.casework.conferences.readers import begins_for
from roundtable.casework.people.models import Channel
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission


class CannotWishForCalendar(CannotProceed):
    """Only the family is asked, and an entry goes to an e-mail address that is marked safe."""


@transaction.atomic
def wish_for_calendar(
    *, participant_id: int, wants: bool, actor: Actor, now: datetime
) -> Participant:
    """
    Put somebody's meetings in their calendar from now on, or take them out. Kept with the person.

    :raises CannotWishForCalendar: if no e-mail address of theirs is marked safe.
    """
    participant, conference = lock_participant(participant_id)
    facts = facts_about_participant(actor, participant.pk)
    authorise(actor, Permission.ANSWER_INVITATION, facts)
    person = participant.person
    if person is None:
        raise CannotWishForCalendar("Professionals have an entry for each meeting.")
    if wants and Channel.EMAIL not in safe_ways(participant):
        raise CannotWishForCalendar(
            "We have no e-mail address that is safe for you. Tell your social worker, or ring us."
        )
    if not wants:
        at = begins_for(participant, conference.starts_at)
        cancel_entry(participant, conference, at=at, now=now)
    person.wants_calendar = wants
    person.save(update_fields=["wants_calendar"])
    if wants and participant.invited_at is not None:
        send_entry(participant, conference, now=now)
    audit.record(
        actor=actor,
        verb="person.calendar_wished" if wants else "person.calendar_declined",
        subject=person,
        now=now,
        conference=conference.pk,
    )
    return participant
