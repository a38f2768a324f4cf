"""Keeping somebody out of a conference, or part of it: who asks, and what the chair decides."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.conferences.actions.booking import OWN_SESSION_LASTS, book_sessions
from roundtable.casework.conferences.actions.calendars import cancel_entry, change_entry
from roundtable.casework.conferences.actions.exclusion_letter import (
    letter_went,
    send_exclusion_letter,
)
from roundtable.casework.conferences.actions.notices import tell_of_own_time
from roundtable.casework.conferences.actions.participants import list_changed
from roundtable.casework.conferences.actions.sessions import followed_by
from roundtable.casework.conferences.actions.states import lock_conference, lock_participant
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import (
    Conference,
    Exclusion,
    ExclusionDecision,
    Ground,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.readers import SEPARATE, TOGETHER, begins_for
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import exclusions as guards
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Override, Reason, hard
from roundtable.rules.timescales import due

_RUNS_THE_MEETING = frozenset({ParticipantRole.CHAIR, ParticipantRole.MINUTE_TAKER})
_ASKED_WITH = frozenset({"NO_GROUND", "NO_EVIDENCE"})
_PART = {
    ExclusionDecision.WHOLE: (Part.NONE, TOGETHER),
    ExclusionDecision.PART: (Part.PART, TOGETHER),
    ExclusionDecision.SEPARATE: (Part.SEPARATE, SEPARATE),
    ExclusionDecision.REFUSED: (Part.WHOLE, TOGETHER),
}


class CannotRequestExclusion(CannotProceed):
    """Without a ground or what it rests on, or not of this person."""


class CannotCompleteExclusion(CannotProceed):
    """The letter has not gone, or it was not said how their views came."""


class CannotDecideExclusion(CannotProceed):
    """It is decided already, or something is missing: above all how they will be heard."""


@transaction.atomic
def request_exclusion(
    *,
    participant_id: int,
    ground: Ground,
    evidence: str,
    late_reason: str = "",
    actor: Actor,
    now: datetime,
) -> Exclusion:
    """
    Ask the chair to keep somebody out, on one ground and with what it rests on.

    A request that comes late needs a reason, which the chair looks at.

    :raises CannotRequestExclusion: if the ground or the evidence is missing.
    """
    participant, conference = lock_participant(participant_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.REQUEST_EXCLUSION, facts)
    asked = guards.Exclusion(
        ground=guards.Ground(ground) if ground in Ground.values else None,
        scope=None,
        evidence=evidence,
    )
    reasons = [
        *_reasons_not_on_the_list(conference, participant),
        *(one for one in guards.reasons_cannot_exclude(asked) if one.code in _ASKED_WITH),
    ]
    if reasons:
        raise CannotRequestExclusion(reasons)
    professional_id = actor.professional_id
    exclusion = Exclusion.objects.create(
        authority_id=participant.authority_id,
        participant=participant,
        ground=ground,
        evidence=evidence.strip(),
        late_reason=late_reason.strip(),
        asked_by_id=professional_id,
        asked_by_person_id=actor.person_id if professional_id is None else None,
        asked_at=now,
    )
    audit.record(
        actor=actor,
        verb="exclusion.requested",
        subject=exclusion,
        now=now,
        conference=conference.pk,
        ground=str(ground),
    )
    return exclusion


def _reasons_not_on_the_list(conference: Conference, participant: Participant) -> list[Reason]:
    if participant.withdrawn_at is not None or conference.state not in NOT_OVER:
        return [hard("NOT_ON_THE_LIST", "They are not on the list of a coming conference.")]
    if participant.role in _RUNS_THE_MEETING:
        return [hard("RUNS_THE_MEETING", "Who runs the meeting cannot be kept out of it.")]
    return []


@transaction.atomic
def decide_exclusion(
    *,
    exclusion_id: int,
    decision: ExclusionDecision,
    reasons: str,
    views_by: str = "",
    comes_at: datetime | None = None,
    own_room_id: int | None = None,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Exclusion:
    """
    Decide, as the chair, for this conference alone; the person is told in a letter.

    `views_by` says how they will be heard all the same. `comes_at` is the start of a session of
    their own, `own_room_id` its room, which is booked; without one it is in the room of the
    meeting, at another time. Whoever speaks for them follows them into it.

    :raises CannotDecideExclusion: without reasons or another way to be heard, or a second time.
    """
    asked = Exclusion.objects.get(pk=exclusion_id)
    participant, conference = lock_participant(asked.participant_id)
    exclusion = Exclusion.objects.select_for_update(of=("self",)).get(pk=exclusion_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.DECIDE_EXCLUSION, facts)
    decision = ExclusionDecision(decision)
    agreed = settle(
        [
            *_reasons_cannot_decide(conference, exclusion, decision, reasons, views_by, comes_at),
            *_reasons_not_there(conference, decision, comes_at, own_room_id),
        ],
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotDecideExclusion,
        now=now,
    )
    exclusion.decision, exclusion.reasons = decision, reasons.strip()
    exclusion.views_by = views_by.strip()
    exclusion.decided_by_id, exclusion.decided_at = conference.chair_id, now
    exclusion.save()
    before = begins_for(participant, conference.starts_at)
    _seat_apart(participant, decision, comes_at, own_room_id)
    if decision is not ExclusionDecision.WHOLE:
        # Somebody can come in place of a person who may not, and speak for them.
        followed_by(participant, conference, refusal=CannotDecideExclusion, now=now)
    _change_calendar(participant, conference, before=before, now=now)
    tell_of_own_time(conference, participant, before=before, now=now)
    if decision is ExclusionDecision.SEPARATE:
        book_sessions(conference, refusal=CannotDecideExclusion)
    list_changed(conference)
    audit.record(
        actor=actor,
        verb="exclusion.decided",
        subject=exclusion,
        now=now,
        conference=conference.pk,
        decision=decision.value,
        overrides=in_codes(agreed, actor=actor),
    )
    if decision is not ExclusionDecision.REFUSED and participant.is_family:
        send_exclusion_letter(
            conference, participant, exclusion, refusal=CannotDecideExclusion, now=now
        )
    return exclusion


def _change_calendar(
    participant: Participant, conference: Conference, *, before: datetime | None, now: datetime
) -> None:
    """What stands in their calendar says when the others meet: it goes, or says their own time."""
    if participant.part == Part.NONE:
        cancel_entry(participant, conference, at=before, now=now)
    elif participant.part == Part.SEPARATE:
        change_entry(participant, conference, at=participant.comes_at, now=now)


def _reasons_cannot_decide(
    conference: Conference,
    exclusion: Exclusion,
    decision: ExclusionDecision,
    reasons: str,
    views_by: str,
    comes_at: datetime | None,
) -> list[Reason]:
    found = []
    if exclusion.decision:
        found.append(hard("DECIDED", "It is decided already. Somebody can ask again."))
    if conference.state not in NOT_OVER:
        found.append(hard("OVER", "The conference is over."))
    if not reasons.strip():
        found.append(hard("NO_REASONS", "Give your reasons."))
    if decision is ExclusionDecision.REFUSED:
        return found
    if decision is ExclusionDecision.SEPARATE and conference.starts_at and comes_at is None:
        found.append(hard("NO_TIME", "Say when their own session begins."))
    return found + guards.reasons_cannot_exclude(
        guards.Exclusion(
            ground=guards.Ground(exclusion.ground),
            scope=guards.Scope(decision.value),
            evidence=exclusion.evidence,
            other_way_to_be_heard=views_by,
            was_asked_in_time=_was_asked_in_time(conference, clock.day_of(exclusion.asked_at)),
            reason_for_late_request=exclusion.late_reason,
        )
    )


def _was_asked_in_time(conference: Conference, asked_on: date) -> bool:
    if conference.on is None:
        return True
    latest = due(
        "exclusion_request",
        conference.on,
        calendar=calendar_of(conference.authority),
        settings=conference.authority.effective_settings,
    )
    return asked_on <= latest.due_on


def _reasons_not_there(
    conference: Conference,
    decision: ExclusionDecision,
    comes_at: datetime | None,
    own_room_id: int | None,
) -> list[Reason]:
    if decision is not ExclusionDecision.SEPARATE or comes_at is None:
        return []
    starts_at, ends_at = conference.starts_at, conference.ends_at
    return guards.reasons_not_that_room(
        is_same_room=own_room_id in (None, conference.room_id),
        overlaps=starts_at is not None
        and ends_at is not None
        and comes_at < ends_at
        and starts_at < comes_at + OWN_SESSION_LASTS,
    )


@transaction.atomic
def record_other_views(
    *, exclusion_id: int, how: str, came_on: date, actor: Actor, now: datetime
) -> Exclusion:
    """
    Say that the views of somebody who is kept out have come another way: then it is complete.

    :raises CannotCompleteExclusion: if the letter has not gone, or nobody is kept out by it.
    """
    asked = Exclusion.objects.select_related("participant").get(pk=exclusion_id)
    conference = lock_conference(asked.participant.conference_id)
    exclusion = Exclusion.objects.select_for_update(of=("self",)).get(pk=exclusion_id)
    facts = facts_about_conference(actor, conference.pk)
    authorise(actor, Permission.RECORD_VIEWS, facts)
    reasons = guards.reasons_not_complete(
        is_kept_out=exclusion.decision not in ("", ExclusionDecision.REFUSED),
        letter_went=letter_went(exclusion),
        how=how,
    )
    if came_on > clock.day_of(now):
        reasons.append(hard("AHEAD", "Enter a day that has come."))
    if reasons:
        raise CannotCompleteExclusion(reasons)
    exclusion.views_came_on, exclusion.views_came_how = came_on, how.strip()
    exclusion.save(update_fields=["views_came_on", "views_came_how"])
    audit.record(
        actor=actor,
        verb="exclusion.completed",
        subject=exclusion,
        now=now,
        conference=conference.pk,
    )
    return exclusion


def views_have_come(participant: Participant, *, how: str, actor: Actor, now: datetime) -> None:
    """Keep with an exclusion that their own words are in, as part of the act that wrote them down."""
    waiting = participant.exclusions.exclude(decision__in=["", ExclusionDecision.REFUSED])
    for exclusion in waiting.filter(views_came_on=None):
        exclusion.views_came_on, exclusion.views_came_how = clock.day_of(now), how
        exclusion.save(update_fields=["views_came_on", "views_came_how"])
        audit.record(
            actor=actor,
            verb="exclusion.views_came",
            subject=exclusion,
            now=now,
            conference=participant.conference_id,
        )


def _seat_apart(
    participant: Participant,
    decision: ExclusionDecision,
    comes_at: datetime | None,
    own_room_id: int | None,
) -> None:
    is_apart = decision is ExclusionDecision.SEPARATE
    participant.part, participant.session = _PART[decision]
    participant.comes_at = comes_at if is_apart else None
    participant.own_room_id = own_room_id if is_apart else None
    participant.save(update_fields=["part", "session", "comes_at", "own_room"])
