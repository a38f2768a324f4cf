"""A day, a time, a place, a chair and a minute taker for a conference that was asked for."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.arrangement import Wanted, as_arrangement, place
from roundtable.casework.conferences.actions.from_the_form import take_up_proposed_exclusions
from roundtable.casework.conferences.actions.interpreting import seat_interpreters
from roundtable.casework.conferences.actions.notices import at_words
from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.actions.table import fill_the_table
from roundtable.casework.conferences.models import Conference, Room
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.slots import NO_NEEDS, RoomNeeds
from roundtable.casework.people.approvals import in_codes, in_words, settle
from roundtable.casework.people.models import Professional
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import conference_guards as guards
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Override, Reason

_AUTHORISED_LATER = "NOT_AUTHORISED"


class CannotArrangeConference(CannotProceed):
    """Not so, not then, not there, or not with these people; each reason says why."""


@transaction.atomic
def arrange_conference(
    *,
    conference_id: int,
    starts_at: datetime,
    ends_at: datetime,
    chair_id: int,
    minute_taker_id: int | None,
    room_id: int | None = None,
    link: str = "",
    in_the_home: bool = False,
    home_venue_reason: str = "",
    needs: RoomNeeds = NO_NEEDS,
    interpreter_ids: Collection[int] = (),
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Conference:
    """
    Book a conference, and start every clock that leads to its day.

    Chair, minute taker, social worker and manager become participants; the chair joins the case.
    So do the interpreters who were named with the time, and they are booked for it. Whom the booking form would keep out is put before the chair.

    :raises CannotArrangeConference: if a rule forbids it, if a reason that can be overridden was
        not, or if the room or somebody is booked already.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.ARRANGE_CONFERENCE, facts)
    if chair_id != conference.chair_id:
        authorise(actor, Permission.ALLOCATE_CHAIR, facts)
    state = state_after(conference, "arrange", refusal=CannotArrangeConference)
    wanted = Wanted(
        starts_at=starts_at,
        ends_at=ends_at,
        chair=Professional.objects.get(pk=chair_id),
        minute_taker=Professional.objects.get(pk=minute_taker_id) if minute_taker_id else None,
        room=Room.objects.get(pk=room_id) if room_id else None,
        link=link,
        in_the_home=in_the_home,
        home_venue_reason=home_venue_reason,
        needs=needs,
    )
    reasons = [
        *_reasons_not_authorised(conference),
        *guards.reasons_cannot_arrange(as_arrangement(conference, wanted, now)),
    ]
    agreed = settle(
        reasons,
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotArrangeConference,
        now=now,
    )
    place(conference, wanted, agreed, refusal=CannotArrangeConference, now=now)
    enter(
        conference,
        state,
        title=f"Conference arranged for {at_words(starts_at)}",
        detail=in_words(agreed, actor=actor),
        actor=actor,
        now=now,
    )
    fill_the_table(conference, actor=actor, now=now)
    seat_interpreters(conference, interpreter_ids, refusal=CannotArrangeConference, now=now)
    take_up_proposed_exclusions(conference, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="conference.arranged",
        subject=conference,
        now=now,
        chair=chair_id,
        interpreters=sorted(interpreter_ids),
        overrides=in_codes(agreed, actor=actor),
    )
    return conference


def _reasons_not_authorised(conference: Conference) -> list[Reason]:
    """The basis was looked at when it was asked for; what was left open then is looked at now."""
    children = tuple(
        guards.RequestedChild(
            child_id=held.child_id, name=held.child.name, kind=guards.Kind(held.kind)
        )
        for held in conference.children.select_related("child")
    )
    reasons = guards.reasons_cannot_request(
        children, is_authorised=conference.authorised_by_id is not None
    )
    return [reason for reason in reasons if reason.code == _AUTHORISED_LATER]
