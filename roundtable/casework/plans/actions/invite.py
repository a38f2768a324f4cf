"""Asking people to come, and for their reports: two siblings that go out together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.invitations.actions.send import send_invitations
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.reports.actions import request_reports
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.reasons import Override


@transaction.atomic
def invite_everyone(
    *, conference_id: int, overrides: Sequence[Override] = (), actor: Actor, now: datetime
) -> list[Invitation]:
    """
    Send the invitations, and ask everyone who writes a report for one.

    :raises CannotSendInvitations: with each reason, naming the person it is about.
    """
    sent = send_invitations(conference_id=conference_id, overrides=overrides, actor=actor, now=now)
    request_reports(conference_id=conference_id, actor=actor, now=now)
    return sent
