"""Speaking with the family before the day: the chair who explains, the worker who prepares them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.states import lock_participant
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission, Role
from roundtable.rules.reasons import Reason, hard

BY_CHAIR, BY_WORKER = "chair_contact", "worker_contact"
CHAIR_CLOCK = "chair_contact"


class CannotRecordContact(CannotProceed):
    """It is not one of the family, the day is to come, or neither contact nor reason is given."""


@transaction.atomic
def record_family_contact(
    *,
    participant_id: int,
    on: date,
    how: str = "",
    not_possible_reason: str = "",
    actor: Actor,
    now: datetime,
) -> TimelineEntry:
    """
    Record that somebody of the family was spoken with before the conference, or why not.

    The chair's own contact stops the clock for it once every parent was spoken with, or tried.

    :raises CannotRecordContact: if it is not one of the family, or the day is to come.
    """
    participant, conference = lock_participant(participant_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.RECORD_FAMILY_CONTACT, facts)
    reasons = _reasons(conference, participant, on, how, not_possible_reason, now)
    if reasons:
        raise CannotRecordContact(reasons)
    is_chair = actor.role is Role.CHAIR
    was_possible = bool(how.strip())
    who = "Chair" if is_chair else "Social care"
    title = f"{who} spoke with" if was_possible else f"{who} could not speak with"
    line = note(
        case=conference.case_id,
        kind=BY_CHAIR if is_chair else BY_WORKER,
        title=f"{title} {participant.name} before the conference",
        detail=how.strip() or not_possible_reason.strip(),
        subject=participant,
        happened_on=on,
        actor=actor,
        now=now,
    )
    if is_chair and all_parents_contacted(conference):
        stop_clocks(
            subject=conference,
            rules={CHAIR_CLOCK},
            on=on,
            late_reason=not_possible_reason.strip(),
            actor=actor,
            now=now,
        )
    audit.record(
        actor=actor,
        verb="conference.family_contact",
        subject=participant,
        now=now,
        conference=conference.pk,
        was_possible=was_possible,
    )
    return line


def _reasons(
    conference: Conference,
    participant: Participant,
    on: date,
    how: str,
    not_possible_reason: str,
    now: datetime,
) -> list[Reason]:
    found = []
    if participant.withdrawn_at is not None or conference.state not in NOT_OVER:
        found.append(hard("NOT_ON_THE_LIST", "They are not on the list of a coming conference."))
    if not participant.is_family:
        found.append(hard("NOT_FAMILY", "Choose somebody of the family."))
    if on > clock.day_of(now):
        found.append(hard("IN_THE_FUTURE", "The day cannot be in the future."))
    if bool(how.strip()) == bool(not_possible_reason.strip()):
        found.append(hard("NO_WORDS", "Say how you spoke with them, or why it was not possible."))
    return found


def contacts_with(participant_id: int | OuterRef, *, kind: str) -> QuerySet[TimelineEntry]:
    """Return what is recorded of contact with a participant by the chair, or by social care."""
    return TimelineEntry.objects.filter(
        kind=kind, subject_type=Participant._meta.model_name, subject_id=participant_id
    ).order_by("-happened_on", "-pk")


def all_parents_contacted(conference: Conference) -> bool:
    """Return whether the chair has spoken with every parent on the list, or tried to."""
    parents = conference.participants.filter(role=ParticipantRole.PARENT, withdrawn_at=None)
    spoken_with = contacts_with(OuterRef("pk"), kind=BY_CHAIR)
    return not parents.exclude(Exists(spoken_with)).exists()
