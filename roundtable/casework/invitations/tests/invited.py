"""A conference with its list, and its invitations out."""

from typing import Any

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.casework.invitations.actions.send import check_invitations, send_invitations
from roundtable.casework.invitations.models import Invitation
from roundtable.foundation.core import clock


def with_list(cast: Family, *names: str) -> Conference:
    """Arrange a conference with these people on its list."""
    conference = arranged(cast)
    for name in names or ("mother", "half_siblings_father", "police_officer", "health_visitor"):
        add(cast, conference, name)
    return conference


def send(cast: Family, conference: Conference, **changes: Any) -> list[Invitation]:
    """Have a second person check the list, and send."""
    check_invitations(
        conference_id=conference.pk, actor=cast.actor("second_administrator"), now=clock.now()
    )
    sent: dict[str, Any] = {
        "conference_id": conference.pk,
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    return send_invitations(**{**sent, **changes})


def invitation_of(conference: Conference, who: object) -> Invitation:
    return next(
        one
        for one in Invitation.objects.filter(conference=conference)
        if who in (one.participant.person, one.participant.professional)
    )


def seat_of(conference: Conference, who: object) -> Participant:
    return next(
        one for one in conference.participants.all() if who in (one.person, one.professional)
    )
