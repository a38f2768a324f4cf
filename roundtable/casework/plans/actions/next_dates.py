"""Taking the next dates in the room: written into every plan, and chair and room kept."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from roundtable.casework.conferences.actions.booking import keep_ahead
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import ConferenceChild, Room
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.slots import Slot
from roundtable.casework.people.models import Professional
from roundtable.casework.plans.actions.outline import outline_in_room, write_outline
from roundtable.casework.plans.next_dates import next_dates
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import UNDER_WAY, State


class CannotTakeDates(CannotProceed):
    """The meeting is not on, or the dates are not on offer any more."""


@transaction.atomic
def take_next_dates(
    *,
    conference_id: int,
    core_group_on: date,
    review_starts_at: datetime,
    actor: Actor,
    now: datetime,
) -> Sequence[ConferenceChild]:
    """
    Write the next dates into the plan of every child who has one or may get one.

    Of the review's time, chair, minute taker and room are kept until it is arranged. Only what is
    on offer can be taken, so no date is past its limit: that one is written into the plan by hand,
    and has to be agreed.

    :raises CannotTakeDates: if the meeting is not on, or somebody else has taken one of them.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, conference.pk))
    if State(conference.state) not in UNDER_WAY:
        raise CannotTakeDates("The next dates are found while the conference is on.")
    offered = next_dates(conference, now=now)
    review = next((one for one in offered.reviews if one.starts_at == review_starts_at), None)
    if review is None or core_group_on not in {one.day for one in offered.core_groups}:
        raise CannotTakeDates("One of these dates is not free any more. Choose again.")
    for child in offered.children:
        write_outline(
            outline_id=outline_in_room(child).pk,
            conference_child_id=child.pk,
            changes={"core_group_on": core_group_on, "review_on": review_starts_at.date()},
            actor=actor,
            now=now,
        )
    keep_ahead(
        conference,
        _wanted(review),
        DateTimeTZRange(review.starts_at, review.ends_at),
        refusal=CannotTakeDates,
        now=now,
    )
    audit.record(actor=actor, verb="conference.next_dates_taken", subject=conference, now=now)
    return offered.children


def _wanted(review: Slot) -> list[Room | Professional]:
    """Return what to keep: the room first, then people in the order of their ids."""
    people = Professional.objects.filter(pk__in=[review.chair_id, review.minute_taker_id])
    rooms = Room.objects.filter(pk=review.room_id or 0)
    return [*rooms, *people.order_by("pk")]
