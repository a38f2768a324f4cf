"""Taking somebody off the list, with the answer and the report that were waited for."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.participants import (
    WithdrawnBecause,
    withdraw_participant,
)
from roundtable.casework.conferences.models import Participant, ParticipantRole
from roundtable.casework.invitations.actions.answer import withdraw_invitation
from roundtable.casework.invitations.actions.interpreters import give_needs_back
from roundtable.casework.invitations.page_queries import invitation_of
from roundtable.casework.reports.actions.leaving import reports_go_on_without
from roundtable.foundation.accounts.models import Actor


@transaction.atomic
def take_off_the_list(
    *,
    participant_id: int,
    because: WithdrawnBecause,
    words: str = "",
    actor: Actor,
    now: datetime,
) -> Participant:
    """
    Take somebody off the list; who was asked to come is told that they need not.

    :raises CannotWithdrawParticipant: if that would keep them out without the chair's decision.
    """
    invitation = invitation_of(Participant.objects.get(pk=participant_id))
    if invitation is None:
        withdraw_participant(
            participant_id=participant_id, because=because, words=words, actor=actor, now=now
        )
    else:
        withdraw_invitation(
            invitation_id=invitation.pk, because=because, words=words, actor=actor, now=now
        )
    participant = Participant.objects.select_related("conference", "speaks_for").get(
        pk=participant_id
    )
    if participant.role == ParticipantRole.INTERPRETER and participant.speaks_for is not None:
        give_needs_back(
            participant.conference,
            f"{participant.name} does not come any more.",
            of=participant.speaks_for,
            actor=actor,
            now=now,
        )
    reports_go_on_without(participant, conference=participant.conference, actor=actor, now=now)
    return participant
