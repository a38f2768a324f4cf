"""A second person looks at the invitations before another one sends them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import Papers, SecondLook
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.second_look import keep_second_look, reasons_not_opened
from roundtable.casework.invitations.letter_round import compose_round
from roundtable.casework.invitations.looking_over import has_prepared
from roundtable.casework.invitations.meeting import load_meeting
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State

OUT_ALREADY = frozenset({State.INVITED, State.READY, State.DELAYED})


class CannotCheckInvitations(CannotProceed):
    """There is nothing to check, one was not opened, or they prepared them themselves."""


@transaction.atomic
def check_invitations(
    *, conference_id: int, looked_at: Collection[int], actor: Actor, now: datetime
) -> SecondLook:
    """
    Say, as the second person, that the list and what each reader gets are right.

    `looked_at` are the participants whose letter they have opened. What would say something else
    by the time it goes asks for it again.

    :raises CannotCheckInvitations: if there is no list to send to, a letter was not opened or
        cannot be printed, or they prepared it themselves.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.SEND_INVITATIONS, facts_about_conference(actor, conference.pk))
    if conference.state not in OUT_ALREADY | {State.SCHEDULED}:
        raise CannotCheckInvitations("It is not arranged: there is no list to check yet.")
    if has_prepared(conference, actor):
        raise CannotCheckInvitations(
            "You changed the list or what goes with a letter. Ask somebody else to look at it."
        )
    letters = compose_round(load_meeting(conference), now=now)
    contents = letters.contents
    if reasons := [*letters.cannot_print, *reasons_not_opened(contents, looked_at)]:
        raise CannotCheckInvitations(reasons)
    look = keep_second_look(
        conference, Papers.INVITATIONS, contents, by_user=actor.user_id, now=now
    )
    # The desk counts by this, for many conferences at once, what nobody has looked at.
    conference.checked_by_user_id, conference.checked_at = actor.user_id, now
    conference.save(update_fields=["checked_by_user_id", "checked_at"])
    audit.record(actor=actor, verb="invitations.checked", subject=conference, now=now)
    return look
