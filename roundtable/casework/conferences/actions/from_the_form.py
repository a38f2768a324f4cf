"""What the booking form proposes, taken up when its conference is arranged: nobody types it twice."""

from datetime import datetime

from roundtable.casework.conferences.actions.table import Seat, seat
from roundtable.casework.conferences.models import (
    Conference,
    Exclusion,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.suggestions import suggest_participants
from roundtable.casework.convening.models import ProposedExclusion
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock


def take_up_proposed_exclusions(
    conference: Conference, *, actor: Actor, now: datetime
) -> list[Exclusion]:
    """
    Put before the chair whom the social worker would keep out, each of them on the list.

    Part of arranging. Nobody is invited by it; what is before the chair already is not put there
    twice.
    """
    if conference.booking_form_id is None:
        return []
    proposed = ProposedExclusion.objects.filter(form=conference.booking_form_id).order_by("pk")
    asked = set(
        Exclusion.objects.filter(participant__conference=conference).values_list(
            "participant__person_id", flat=True
        )
    )
    return [
        _ask(conference, one, actor=actor, now=now)
        for one in proposed.select_related("person")
        if one.person_id not in asked
    ]


def _ask(
    conference: Conference, proposed: ProposedExclusion, *, actor: Actor, now: datetime
) -> Exclusion:
    exclusion = Exclusion.objects.create(
        authority_id=conference.authority_id,
        participant=_seat(conference, proposed, now),
        ground=proposed.ground,
        evidence=proposed.evidence,
        asked_by_id=conference.requested_by_id,
        asked_at=now,
    )
    audit.record(
        actor=actor,
        verb="exclusion.requested",
        subject=exclusion,
        now=now,
        conference=conference.pk,
        ground=proposed.ground,
        from_form=proposed.form_id,
    )
    return exclusion


def _seat(conference: Conference, proposed: ProposedExclusion, now: datetime) -> Participant:
    listed = conference.participants.filter(person=proposed.person, withdrawn_at=None).first()
    if listed is not None:
        return listed
    found = suggest_participants(conference, today=clock.day_of(now))
    known = next((one for one in found if one.person_id == proposed.person_id), None)
    role = known.role if known is not None else ParticipantRole.FAMILY
    reason = known.reason if known is not None else "Belongs to the family"
    return seat(conference, Seat(role=role, reason=reason, person=proposed.person))
