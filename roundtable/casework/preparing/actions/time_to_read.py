"""The family has not had time to read: they ask, the chair decides, and they are told why."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.states import lock_participant
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import (
    facts_about_conference,
    facts_about_participant,
)
from roundtable.casework.preparing.models import TimeDecision, TimeRequest, Wanted
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Reason, hard


class CannotAskForTime(CannotProceed):
    """The meeting is over, it is not one of the family, or they have asked already."""


class CannotDecideOnTime(CannotProceed):
    """It is decided already, or the reason is missing."""


@transaction.atomic
def ask_for_time(
    *, participant_id: int, wanted: str, words: str = "", actor: Actor, now: datetime
) -> TimeRequest:
    """
    Ask the chair for time to read, as one of the family or as the worker whom they told.

    :raises CannotAskForTime: if the meeting is over, or their last request still waits.
    """
    participant, conference = lock_participant(participant_id)
    authorise(actor, Permission.ASK_FOR_TIME, facts_about_participant(actor, participant.pk))
    reasons = _reasons_cannot_ask(participant, conference, wanted)
    if reasons:
        raise CannotAskForTime(reasons)
    request = TimeRequest.objects.create(
        authority_id=participant.authority_id,
        participant=participant,
        wanted=wanted,
        words=words.strip(),
        asked_at=now,
        told_to_id=actor.professional_id,
    )
    note(
        case=conference.case_id,
        kind="time_to_read",
        title=f"{participant.name} asked for more time to read",
        detail=str(Wanted(wanted).label),
        subject=participant,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="time_to_read.asked",
        subject=request,
        now=now,
        conference=conference.pk,
        wanted=wanted,
    )
    return request


def _reasons_cannot_ask(
    participant: Participant, conference: Conference, wanted: str
) -> list[Reason]:
    found = []
    if participant.withdrawn_at is not None or conference.state not in NOT_OVER:
        found.append(hard("NOT_ON_THE_LIST", "They are not on the list of a coming meeting."))
    if not participant.is_family:
        found.append(hard("NOT_FAMILY", "Choose somebody of the family."))
    if wanted not in Wanted.values:
        found.append(hard("NOTHING_WANTED", "Say what would help."))
    if participant.time_requests.filter(decision="").exists():
        found.append(hard("ASKED_ALREADY", "The chair has this request already."))
    return found


@transaction.atomic
def decide_on_time(
    *, request_id: int, decision: str, reasons: str, actor: Actor, now: datetime
) -> TimeRequest:
    """
    Decide, as the chair, on a request for time; the family reads decision and reason.

    A later start, another day and a break are acts of their own, which follow.

    :raises CannotDecideOnTime: if it is decided already, or without a reason.
    """
    participant_id = TimeRequest.objects.values_list("participant_id", flat=True).get(pk=request_id)
    participant, conference = lock_participant(participant_id)
    request = TimeRequest.objects.get(pk=request_id)
    authorise(actor, Permission.DECIDE_ON_TIME, facts_about_conference(actor, conference.pk))
    refused = _reasons_cannot_decide(request, decision, reasons)
    if refused:
        raise CannotDecideOnTime(refused)
    request.decision, request.reasons = decision, reasons.strip()
    request.decided_by_id, request.decided_at = actor.professional_id, now
    request.save()
    note(
        case=conference.case_id,
        kind="time_to_read",
        title=f"The chair decided on {participant.name}'s request for time to read",
        detail=f"{TimeDecision(decision).label}. {request.reasons}",
        subject=participant,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="time_to_read.decided",
        subject=request,
        now=now,
        conference=conference.pk,
        decision=decision,
    )
    return request


def _reasons_cannot_decide(request: TimeRequest, decision: str, reasons: str) -> list[Reason]:
    found = []
    if request.decision:
        found.append(hard("DECIDED", "This request is decided already."))
    if decision not in TimeDecision.values:
        found.append(hard("NO_DECISION", "Select what you decide."))
    if not reasons.strip():
        found.append(hard("NO_REASONS", "Enter why. The family reads it."))
    return found
