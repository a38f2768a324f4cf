"""Asking once more those who have not answered, and keeping what came back undelivered."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from roundtable.casework.conferences.actions.notices import NEUTRAL_SUBJECT, at_words
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.channels import FOR_NOTICES, channels_for
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.readers import begins_for
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import chaseable
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.outcomes import mark_failed
from roundtable.rules.access import Permission
from roundtable.rules.invitation_states import TRANSITIONS, State
from roundtable.rules.reasons import hard
from roundtable.rules.transitions import TransitionNotAllowed, next_state


class CannotChase(CannotProceed):
    """Everybody has answered, or has heard from us today."""


class CannotRecordBounce(CannotProceed):
    """It was answered, or nothing was sent; or it was not said what came back."""


@transaction.atomic
def chase_answers(
    *,
    conference_id: int,
    only: Collection[int] | None = None,
    actor: Actor,
    now: datetime,
) -> list[Invitation]:
    """
    Ask those once more who have not answered, each over a way that is safe for them.

    `only` are the numbers of some of their invitations. Nobody is asked twice in a day.

    :raises CannotChase: if there is nobody to ask.
    """
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.SEND_INVITATIONS, facts)
    found = [
        one
        for one in chaseable(conference, today=clock.day_of(now))
        if only is None or one.pk in only
    ]
    chased = chase(conference, found, actor=actor, now=now)
    if not chased:
        raise CannotChase("Everybody has answered, has heard from us today, or cannot be reached.")
    return chased


def chase(
    conference: Conference, invitations: Collection[Invitation], *, actor: Actor, now: datetime
) -> list[Invitation]:
    """Ask for these answers, as part of an act; who cannot be reached safely is left out."""
    people = [one.participant for one in invitations]
    channels = channels_for(people, FOR_NOTICES)
    chased = [one for one in invitations if one.participant_id in channels]
    for invitation in chased:
        participant = invitation.participant
        begins = begins_for(participant, conference.starts_at)
        invitation.chased_on = clock.day_of(now)
        invitation.save(update_fields=["chased_on"])
        queue(
            reference=f"chase:{invitation.public_id}:{invitation.chased_on.isoformat()}",
            kind="chase",
            channel=channels[participant.pk],
            subject=conference,
            subject_line=NEUTRAL_SUBJECT,
            body="Please tell us about your appointment. You can ring us."
            if participant.is_family
            else f"Please answer in writing whether you come on {at_words(begins)}.",
            case_id=conference.case_id,
            person_id=participant.person_id,
            professional_id=participant.professional_id,
            now=now,
        )
        audit.record(
            actor=actor,
            verb="invitation.chased",
            subject=invitation,
            now=now,
            conference=conference.pk,
        )
    return chased


@transaction.atomic
def record_bounce(*, invitation_id: int, because: str, actor: Actor, now: datetime) -> Invitation:
    """
    Say that an invitation came back. It is on the desk until it was sent another way or answered.

    :raises CannotRecordBounce: if it was answered or never sent, or without saying what came back.
    """
    conference_id = Invitation.objects.values_list("conference_id", flat=True).get(pk=invitation_id)
    conference = lock_conference(conference_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.SEND_INVITATIONS, facts)
    if not because.strip():
        raise CannotRecordBounce(hard("NO_WORDS", "Enter what came back."))
    return bounce(Invitation.objects.get(pk=invitation_id), because, actor=actor, now=now)


def bounce(invitation: Invitation, because: str, *, actor: Actor, now: datetime) -> Invitation:
    """Keep that an invitation came back, as part of an act."""
    try:
        invitation.state = next_state(TRANSITIONS, State(invitation.state), "bounce").value
    except TransitionNotAllowed as not_now:
        raise CannotRecordBounce(str(not_now)) from not_now
    invitation.bounced_because = because.strip()[:200]
    invitation.save(update_fields=["state", "bounced_because"])
    audit.record(
        actor=actor,
        verb="invitation.bounced",
        subject=invitation,
        now=now,
        conference=invitation.conference_id,
    )
    return invitation


@transaction.atomic
def take_back(message: OutboxMessage, *, because: str, actor: Actor, now: datetime) -> bool:
    """
    Keep what a mail server says of a message that it could not deliver; return if that was news.

    An invitation that came back is one more thing for the desk to do.
    """
    if message.failed_because:
        return False
    mark_failed(message, because=because.strip() or "It came back")
    if message.kind in ("invitation", "chase"):
        last = _invitation_of(message)
        if last is not None and last.state in TRANSITIONS["bounce"][0]:
            bounce(last, message.failed_because, actor=actor, now=now)
    return True


def _invitation_of(message: OutboxMessage) -> Invitation | None:
    """Return the invitation that a message was about: the last one to its reader in its case."""
    whose: dict[str, Any] = (
        {"participant__person_id": message.person_id}
        if message.person_id is not None
        else {"participant__professional_id": message.professional_id}
    )
    found = Invitation.objects.filter(
        conference__case_id=message.case_id or 0, sent_at__lte=message.queued_at, **whose
    )
    return found.order_by("-sent_at", "-pk").first()
