"""Who of the same agency could come, or write, in somebody's place."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from roundtable.casework.conferences.models import Participant
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import get_invitation
from roundtable.casework.people.models import Professional
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import get_report
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission


@dataclass(frozen=True, slots=True)
class Colleagues:
    """An invitation, and who of the same agency could come instead."""

    invitation: Invitation
    colleagues: Sequence[Professional]


def colleagues_for(*, public_id: uuid.UUID, actor: Actor) -> Colleagues:
    """
    Return who could come in the place of the person who is invited.

    :raises RecordNotFound: if it is not theirs to say who comes.
    """
    invitation = get_invitation(public_id=public_id, actor=actor, permission=Permission.NAME_DEPUTY)
    return Colleagues(invitation, _colleagues_of(invitation.participant))


@dataclass(frozen=True, slots=True)
class Reassigning:
    """A report of the lead's agency, and who could write it instead."""

    report: Report
    colleagues: Sequence[Professional]


def reassigning(*, public_id: uuid.UUID, actor: Actor) -> Reassigning:
    """
    Return whom the lead of an agency can give a report to.

    :raises RecordNotFound: for everybody else.
    """
    report = get_report(public_id=public_id, actor=actor, permission=Permission.REASSIGN_REPORT)
    return Reassigning(report, _colleagues_of(report.participant))


def _colleagues_of(participant: Participant) -> list[Professional]:
    """Return who works in the same agency and is not on the list, or only in somebody's place."""
    usual = participant.professional
    if usual is None:
        raise RecordNotFound("participant")
    on_the_list = Participant.objects.filter(
        conference_id=participant.conference_id,
        withdrawn_at=None,
        deputises_for=None,
        professional__isnull=False,
    )
    colleagues = Professional.objects.filter(agency_id=usual.agency_id, left_on=None)
    others = colleagues.exclude(pk__in=on_the_list.values("professional_id"))
    return list(others.order_by("name", "pk"))
