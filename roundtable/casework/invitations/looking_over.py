"""What is looked at before invitations go: by the page that shows it, and again by the act."""

from collections.abc import Collection, Mapping
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce

from roundtable.casework.cases.models import CaseMember
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Discretion,
    Part,
    Participant,
)
from roundtable.casework.invitations.meeting import Meeting
from roundtable.casework.invitations.models import Enclosure, Invitation
from roundtable.casework.invitations.ways import Way, way_of
from roundtable.casework.people.models import Confidentiality
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.rules import conference_guards as guards
from roundtable.rules import sending_guards
from roundtable.rules.conference_states import State
from roundtable.rules.invitation_states import State as InvitationState
from roundtable.rules.reasons import Reason, hard
from roundtable.rules.settings import number

_PREPARES = (
    "conference.participant_added",
    "conference.participant_withdrawn",
    "conference.participant_kept_from",
    "conference.session_set",
    "enclosure.added",
    "enclosure.taken_out",
)


def who_is_asked(
    conference: Conference, participants: Collection[Participant]
) -> tuple[Participant, ...]:
    """
    Return whom the next round goes to: after the meeting has moved, everybody once more; and whose
    invitation came back. One query.
    """
    is_anew = conference.state == State.SCHEDULED
    came_back = set(
        Invitation.objects.filter(conference=conference, state=InvitationState.BOUNCED).values_list(
            "participant_id", flat=True
        )
    )
    return tuple(
        one
        for one in participants
        if way_of(one) is not Way.NONE
        and (is_anew or one.invited_at is None or one.pk in came_back)
    )


def has_no_channel(participant: Participant, channels: Mapping[int, str]) -> bool:
    """Return whether nothing can be sent to them; what goes through the worker always can."""
    return way_of(participant) is not Way.THROUGH_WORKER and not channels.get(participant.pk)


def no_channel(participant: Participant) -> Reason:
    how = "record how to reach them safely" if participant.is_family else "record an address"
    return hard("NO_SAFE_CHANNEL", f"{participant.name}: {how}, or nothing can be sent to them.")


def not_gone_through(
    conference: Conference,
    to: Collection[Participant],
    confirmed_on: Mapping[int, date | None],
    *,
    today: date,
) -> Mapping[int, Reason]:
    """
    Return by participant id why somebody cannot be invited yet, though a way leads to them.

    What was safe some weeks ago need not be. A child is not written to: a worker comes.
    """
    days = number(conference.authority.effective_settings, "address_confirmed_days")
    asked = [one for one in to if way_of(one) is Way.LETTER and one.pk in confirmed_on]
    return {
        one.pk: sending_guards.not_gone_through(one.name, confirmed_on[one.pk], within_days=days)
        for one in asked
        if not sending_guards.is_recent(confirmed_on[one.pk], today=today, within_days=days)
    }


def as_round(
    participants: Collection[Participant],
    *,
    without_identity: Collection[ConferenceChild],
    leaks: int,
    unread: Collection[str] = (),
) -> guards.InvitationRound:
    """
    Return what was looked at as the guard asks about it; no query.

    `participants` come from `participants_of`.
    """
    return guards.InvitationRound(
        children_without_identity=tuple(one.child.name for one in without_identity),
        unmasked_addresses=leaks,
        undecided_exclusions=sum(
            not asked.decision for one in participants for asked in one.exclusions.all()
        ),
        unread=tuple(unread),
    )


def is_confidential(kept: Collection[int], participants: Collection[Participant]) -> bool:
    """
    Return whether anything here is confidential from anybody; no query.

    `kept` come from `people_with_something_kept`, `participants` from `participants_of`.
    """
    return bool(kept) or any(_is_kept_apart(one) for one in participants)


def something_is_kept() -> Q:
    """Return `is_confidential` as a column of a query of conferences."""
    seats = Participant.objects.filter(conference=OuterRef("pk"), withdrawn_at=None)
    hidden = Discretion.objects.filter(participant=OuterRef("pk"), ended_on=None)
    # Read once for all conferences: the people of whom anything is kept are few.
    kept = Confidentiality.objects.filter(ended_on=None).values(
        owner=Coalesce("address__person", "contact__person")
    )
    members = CaseMember.objects.filter(
        case=OuterRef("case"), ended_on=None, person_id__any=ArraySubquery(kept)
    )
    apart = seats.filter(Q(part__in=[Part.SEPARATE, Part.NONE]) | Exists(hidden))
    return Exists(apart) | Exists(members)


def has_prepared(conference: Conference, actor: Actor) -> bool:
    """
    Return whether `actor` changed the list, or what goes with a letter, since the last round went.

    Who prepared it reads what they meant to write: so they are never the second person.
    """
    sent = conference.invitations.aggregate(last=Max("sent_at"))["last"]
    seats = Participant.objects.filter(conference=conference).values_list("pk", flat=True)
    files = Enclosure.objects.filter(participant__conference=conference)
    done = AuditEvent.objects.filter(
        Q(subject_type="participant", subject_id__in=list(seats))
        | Q(subject_type="enclosure", subject_id__in=list(files.values_list("pk", flat=True))),
        user_id=actor.user_id,
        verb__in=_PREPARES,
    )
    return (done if sent is None else done.filter(at__gt=sent)).exists()


def _is_kept_apart(participant: Participant) -> bool:
    """Return whether somebody must not know of them, or must not meet them."""
    hidden = any(row.ended_on is None for row in participant.kept_from.all())
    return hidden or participant.part in (Part.SEPARATE, Part.NONE)


def without_identity(meeting: Meeting) -> list[ConferenceChild]:
    """A child who came from a return has no name at first, and nobody knows who the parents are."""
    return [
        held
        for held in meeting.children
        if not held.child.identity_complete or held.child_id not in meeting.with_family
    ]


def people_with_something_kept(conference: Conference) -> frozenset[int]:
    """Return the people of the case whose address or number is kept from anybody. One query."""
    members = conference.case.members.filter(ended_on=None).values("person")
    rows = Confidentiality.objects.filter(
        Q(address__person__in=members) | Q(contact__person__in=members), ended_on=None
    )
    owners = rows.values_list("address__person_id", "contact__person_id")
    return frozenset(pk for pair in owners for pk in pair if pk is not None)
