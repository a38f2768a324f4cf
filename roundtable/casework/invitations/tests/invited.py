"""A conference with its list, and its invitations out."""

from datetime import datetime, timedelta
from typing import Any

from roundtable.casework.conferences.actions.exclude import decide_exclusion, request_exclusion
from roundtable.casework.conferences.models import (
    Conference,
    ExclusionDecision,
    Ground,
    Participant,
)
from roundtable.casework.conferences.tests.family import (
    STARTS_AT,
    Family,
    add,
    arranged,
    letters_have_left,
)
from roundtable.casework.invitations.actions.check import check_invitations
from roundtable.casework.invitations.actions.send import send_invitations
from roundtable.casework.invitations.models import Invitation
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document


def with_list(cast: Family, *names: str) -> Conference:
    """Arrange a conference with these people on its list."""
    conference = arranged(cast)
    for name in names or ("mother", "half_siblings_father", "police_officer", "health_visitor"):
        add(cast, conference, name)
    return conference


def look_at_invitations(
    cast: Family,
    conference: Conference,
    *,
    by: str = "second_administrator",
    now: datetime | None = None,
) -> None:
    """Have a second person look at the list, and open every letter."""
    check_invitations(
        conference_id=conference.pk,
        looked_at=set(conference.participants.values_list("pk", flat=True)),
        actor=cast.actor(by),
        now=now or clock.now(),
    )


def send(cast: Family, conference: Conference, **changes: Any) -> list[Invitation]:
    """Have a second person check the list, send, and let the letters leave."""
    look_at_invitations(cast, conference)
    sent: dict[str, Any] = {
        "conference_id": conference.pk,
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    invitations = send_invitations(**{**sent, **changes})
    letters_have_left(conference)
    return invitations


def keep_invited(cast: Family) -> None:
    """Add a conference to the family whose invitations are out, for all tests of a module."""
    conference = with_list(cast)
    send(cast, conference)
    conference.refresh_from_db()
    cast.conferences["invited"] = conference


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


def letter_to(who: Any) -> dict[str, Any]:
    """Return what the latest letter to somebody says."""
    person = Document.objects.filter(kind="invitation", reader_person_id=who.pk)
    professional = Document.objects.filter(kind="invitation", reader_professional_id=who.pk)
    is_person = type(who).__name__ == "Person"
    return (person if is_person else professional).latest("pk").content


def keep_out(cast: Family, participant_id: int, decision: ExclusionDecision) -> None:
    """Have the chair decide that somebody is kept out."""
    exclusion = request_exclusion(
        participant_id=participant_id,
        ground=Ground.CONFLICT,
        evidence="He hit her.",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    decide_exclusion(
        exclusion_id=exclusion.pk,
        decision=decision,
        reasons="So that everybody can speak.",
        views_by="With me, at your own time.",
        comes_at=STARTS_AT + timedelta(hours=3),
        actor=cast.actor("chair"),
        now=clock.now(),
    )
