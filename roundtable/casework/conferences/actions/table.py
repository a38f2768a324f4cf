"""Who has a seat at the table, and of which children each of them may know."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roundtable.casework.cases.actions.membership import end_allocation, put_on_case
from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.conferences.actions.preparation import start_preparation
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import (
    Conference,
    Discretion,
    Part,
    Participant,
    ParticipantChild,
    ParticipantRole,
    Room,
)
from roundtable.casework.people.models import Person, Professional, Relationship
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock

# Who speaks, helps or interprets for one person may know of the children whom that person may.
STANDS_BY_SOMEBODY = frozenset(
    {
        ParticipantRole.ADVOCATE,
        ParticipantRole.SUPPORTER,
        ParticipantRole.FAMILY_SOLICITOR,
        ParticipantRole.INTERPRETER,
    }
)
_GIVES_OPINION = frozenset({ParticipantRole.SOCIAL_WORKER, ParticipantRole.PROFESSIONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """
    A place at the table for a person or for a professional.

    What is None follows from the role and the family: see `default_children`.
    """

    role: ParticipantRole
    reason: str
    person: Person | None = None
    professional: Professional | None = None
    part: Part = Part.WHOLE
    session: int = 1
    comes_at: datetime | None = None
    own_room: Room | None = None
    has_direct_contact: bool = False
    gives_opinion: bool | None = None
    writes_report: bool | None = None
    may_know: frozenset[int] | None = None
    here_for: frozenset[int] | None = None
    speaks_for: Participant | None = None
    deputises_for: Participant | None = None
    takes_over_from: Participant | None = None


def seat_for_colleague(of: Participant, colleague: Professional, *, writes_report: bool) -> Seat:
    """Return the place of somebody for a colleague: the same children, part, time and room."""
    rows = list(of.may_know.all())
    return Seat(
        role=ParticipantRole(of.role),
        reason=of.reason,
        professional=colleague,
        part=Part(of.part),
        session=of.session,
        comes_at=of.comes_at,
        own_room=of.own_room,
        speaks_for=of.speaks_for,
        has_direct_contact=of.has_direct_contact,
        gives_opinion=of.gives_opinion,
        writes_report=writes_report,
        may_know=frozenset(row.child_id for row in rows),
        here_for=frozenset(row.child_id for row in rows if row.is_here_for),
    )


def seat(conference: Conference, wanted: Seat) -> Participant:
    """
    Seat somebody; who was withdrawn comes back as if new, who sits there already keeps their seat.

    Somebody who sits there in another role changes it, and nothing else. From whom their part was
    kept at the family's last conference, it is kept now; so is a colleague's who stands in, or who
    takes over.
    """
    sitting = Participant.objects.filter(
        conference=conference, person=wanted.person, professional=wanted.professional
    ).first()
    if sitting is not None and sitting.withdrawn_at is None:
        if sitting.role != wanted.role:
            sitting.role = wanted.role
            sitting.save(update_fields=["role"])
        return sitting
    by_role = wanted.role in _GIVES_OPINION
    participant, _ = Participant.objects.update_or_create(
        authority_id=conference.authority_id,
        conference=conference,
        person=wanted.person,
        professional=wanted.professional,
        defaults={
            "role": wanted.role,
            "reason": wanted.reason,
            "part": wanted.part,
            "session": wanted.session,
            "has_direct_contact": wanted.has_direct_contact,
            "gives_opinion": by_role if wanted.gives_opinion is None else wanted.gives_opinion,
            "writes_report": by_role if wanted.writes_report is None else wanted.writes_report,
            "speaks_for": wanted.speaks_for,
            "deputises_for": wanted.deputises_for,
            "withdrawn_at": None,
            "withdrawn_reason": "",
            "invited_at": None,
            "comes_at": wanted.comes_at,
            "own_room": wanted.own_room,
            **_session_of(wanted.speaks_for),
        },
    )
    tell_of_children(participant, wanted.may_know, wanted.here_for)
    colleague = wanted.deputises_for or wanted.takes_over_from
    _keep_as_before(participant, colleague or _last_time(participant))
    return participant


def _session_of(leader: Participant | None) -> dict[str, Any]:
    """Whoever speaks for somebody comes to the session of that person, and to no other."""
    if leader is None or leader.part != Part.SEPARATE:
        return {}
    return {
        "part": leader.part,
        "session": leader.session,
        "comes_at": leader.comes_at,
        "own_room": leader.own_room,
    }


def _last_time(participant: Participant) -> Participant | None:
    """Return the seat of the same person or professional at the family's conference before."""
    return (
        Participant.objects.filter(
            conference__case_id=participant.conference.case_id,
            person=participant.person,
            professional=participant.professional,
        )
        .exclude(conference_id=participant.conference_id)
        .order_by("-conference_id")
        .first()
    )


def _keep_as_before(participant: Participant, before: Participant | None) -> None:
    """A refuge worker is as dangerous to be known of at the second conference as at the first."""
    if before is None:
        return
    kept = set(participant.kept_from.filter(ended_on=None).values_list("from_person_id", flat=True))
    Discretion.objects.bulk_create(
        Discretion(
            authority_id=participant.authority_id,
            participant=participant,
            from_person_id=row.from_person_id,
            reason=row.reason,
            since=row.since,
        )
        for row in before.kept_from.filter(ended_on=None)
        if row.from_person_id not in kept
    )


def tell_of_children(
    participant: Participant,
    may_know: Collection[int] | None,
    here_for: Collection[int] | None,
) -> None:
    """Write down of which children of the conference this participant may know."""
    of_conference = set(participant.conference.children.values_list("child_id", flat=True))
    known = default_children(participant, of_conference) if may_know is None else may_know
    if here_for is None:
        here_for = set(known) - _only_known_last_time(participant)
    ParticipantChild.objects.filter(participant=participant).delete()
    ParticipantChild.objects.bulk_create(
        ParticipantChild(
            authority_id=participant.authority_id,
            participant=participant,
            child_id=child_id,
            is_here_for=child_id in here_for,
        )
        for child_id in sorted(of_conference & set(known))
    )


def default_children(participant: Participant, of_conference: Collection[int]) -> frozenset[int]:
    """
    Return of whom a participant may know, unless somebody says otherwise.

    Family: the children they have a relationship with today, with parental responsibility or
    without; for a half-sibling's father that is his own child. Professionals: all of them, but
    those they were not told of at the family's last conference.
    """
    role = ParticipantRole(participant.role)
    if role in STANDS_BY_SOMEBODY and participant.speaks_for is not None:
        return frozenset(participant.speaks_for.may_know.values_list("child_id", flat=True))
    if participant.person_id is None:
        return frozenset(of_conference) - _not_told_last_time(participant)
    own = Relationship.objects.filter(
        adult_id=participant.person_id, child__in=of_conference, ended_on=None
    )
    themselves = {participant.person_id} & set(of_conference)
    return frozenset(own.values_list("child_id", flat=True)) | themselves


def _not_told_last_time(participant: Participant) -> frozenset[int]:
    before = _last_time(participant)
    if before is None:
        return frozenset()
    there = before.conference.children.values_list("child_id", flat=True)
    return frozenset(there) - frozenset(before.may_know.values_list("child_id", flat=True))


def _only_known_last_time(participant: Participant) -> frozenset[int]:
    """Return the children they knew of then, and did not come for."""
    before = _last_time(participant)
    if before is None:
        return frozenset()
    return frozenset(before.may_know.filter(is_here_for=False).values_list("child_id", flat=True))


def withdraw(participant: Participant, *, reason: str, now: datetime) -> None:
    """Take somebody off the list, and who was to come in their place."""
    for row in (participant, *participant.deputies.filter(withdrawn_at=None)):
        row.withdrawn_at, row.withdrawn_reason = now, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_reason"])


def fill_the_table(conference: Conference, *, actor: Actor, now: datetime) -> None:
    """Seat those who come by their work, hand the case to the chair, and start the clocks."""
    social_worker_id = _seat_who_comes_by_office(conference, actor=actor, now=now)
    _hand_over_chair(conference, actor=actor, now=now)
    start_preparation(conference, social_worker_id=social_worker_id, actor=actor, now=now)


def _seat_who_comes_by_office(conference: Conference, *, actor: Actor, now: datetime) -> int | None:
    """Return the social worker's id; earlier chairs and minute takers leave the list."""
    offices = [
        (ParticipantRole.CHAIR, conference.chair, "Runs the meeting and decides"),
        (ParticipantRole.MINUTE_TAKER, conference.minute_taker, "Writes the record"),
    ]
    for role, professional, reason in offices:
        gone = conference.participants.filter(role=role, withdrawn_at=None)
        for participant in gone.exclude(professional=professional):
            withdraw(participant, reason="Somebody else has taken over", now=now)
        if professional is not None:
            seat(conference, Seat(role=role, reason=reason, professional=professional))
    allocations = Allocation.objects.filter(
        open_on(clock.day_of(now)),
        case_id=conference.case_id,
        capacity__in=[Capacity.SOCIAL_WORKER, Capacity.MANAGER],
    ).select_related("professional")
    social_worker_id = None
    for allocation in allocations.order_by("-starts_on", "-pk"):
        is_worker = allocation.capacity == Capacity.SOCIAL_WORKER
        seat(
            conference,
            Seat(
                role=ParticipantRole.SOCIAL_WORKER if is_worker else ParticipantRole.MANAGER,
                reason="Works with the family" if is_worker else "Manages the work with the family",
                professional=allocation.professional,
                has_direct_contact=is_worker,
            ),
        )
        if is_worker and social_worker_id is None:
            social_worker_id = allocation.professional_id
    return social_worker_id


def _hand_over_chair(conference: Conference, *, actor: Actor, now: datetime) -> None:
    chair, today = conference.chair, clock.day_of(now)
    if chair is None:
        return
    put_on_case(
        case=conference.case,
        professional=chair,
        capacity=Capacity.CHAIR,
        starts_on=today,
        actor=actor,
        now=now,
    )
    still_chairing = Conference.objects.filter(
        case=conference.case, state__in=NOT_OVER, chair__isnull=False
    ).values("chair_id")
    earlier = Allocation.objects.filter(
        case=conference.case, capacity=Capacity.CHAIR, ends_on=None
    ).exclude(professional__in=[chair.pk])
    for allocation in earlier.exclude(professional__in=still_chairing):
        end_allocation(allocation=allocation, on=today, actor=actor, now=now)
