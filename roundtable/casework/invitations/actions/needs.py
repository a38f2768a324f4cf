"""What somebody needs in order to take part: asked for, and arranged or not to be had."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_participant
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.queries import (
    facts_about_conference,
    facts_about_participant,
)
from roundtable.casework.invitations.models import Need, NeedKind
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission


class CannotRecordNeed(CannotProceed):
    """They are not on the list of a coming conference."""


class CannotArrangeNeed(CannotProceed):
    """It was neither said what was arranged nor why it cannot be."""


@transaction.atomic
def record_need(
    *, participant_id: int, kind: NeedKind, detail: str = "", actor: Actor, now: datetime
) -> Need:
    """
    Record what somebody needs: they say so themselves, or the desk or their worker heard it.

    :raises CannotRecordNeed: if they are not on the list of a coming conference.
    """
    participant, conference = lock_participant(participant_id)
    own = facts_about_participant(actor, participant.pk)
    if not may(actor, Permission.ANSWER_INVITATION, own):
        facts = facts_about_conference(actor, conference.pk)
        authorise(actor, Permission.REQUEST_CONFERENCE, facts)
    if participant.withdrawn_at is not None or conference.state not in NOT_OVER:
        raise CannotRecordNeed("They are not on the list of a coming conference.")
    need = Need.objects.create(
        authority_id=participant.authority_id,
        participant=participant,
        kind=NeedKind(kind),
        detail=detail.strip(),
        asked_on=clock.day_of(now),
    )
    audit.record(
        actor=actor,
        verb="need.recorded",
        subject=need,
        now=now,
        kind=need.kind,
        conference=conference.pk,
    )
    return need


@transaction.atomic
def arrange_need(
    *,
    need_id: int,
    arrangement: str = "",
    not_available_reason: str = "",
    actor: Actor,
    now: datetime,
) -> Need:
    """
    Say what was arranged, or why it cannot be had ("an advocate was sought, none is free").

    :raises CannotArrangeNeed: if neither is said.
    """
    need = Need.objects.select_for_update(of=("self",)).get(pk=need_id)
    conference_id = need.participant.conference_id
    facts = facts_about_conference(actor, conference_id)
    if not may(actor, Permission.ARRANGE_CONFERENCE, facts):
        authorise(actor, Permission.REQUEST_CONFERENCE, facts)
    if bool(arrangement.strip()) == bool(not_available_reason.strip()):
        raise CannotArrangeNeed("Say what was arranged, or why it cannot be had.")
    need.arrangement = arrangement.strip()
    need.not_available_reason = not_available_reason.strip()
    need.arranged_on = clock.day_of(now) if need.arrangement else None
    need.save()
    audit.record(
        actor=actor,
        verb="need.arranged",
        subject=need,
        now=now,
        conference=conference_id,
        is_available=bool(need.arrangement),
    )
    return need
