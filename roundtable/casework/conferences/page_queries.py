"""What the pages about a conference show, each in a constant number of queries."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import Allocation, Capacity, CaseMember, Standing
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Exclusion,
    Participant,
    Room,
)
from roundtable.casework.conferences.queries import (
    children_of,
    get_conference,
    participants_of,
)
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import hold
from roundtable.rules.access import Permission

# What the pages of a conference offer to do, where the reader may.
OFFERED = (
    Permission.ARRANGE_CONFERENCE,
    Permission.ALLOCATE_CHAIR,
    Permission.POSTPONE_CONFERENCE,
    Permission.CANCEL_CONFERENCE,
    Permission.REQUEST_CONFERENCE,
    Permission.SEND_INVITATIONS,
    Permission.ANSWER_INVITATION,
    Permission.REQUEST_EXCLUSION,
    Permission.DECIDE_EXCLUSION,
    Permission.RECORD_FAMILY_CONTACT,
    Permission.VIEW_READINESS,
    Permission.SETTLE_CHILDS_PART,
    Permission.ASK_FOR_TIME,
    Permission.DECIDE_ON_TIME,
    Permission.RECORD_VIEWS,
    Permission.VIEW_REPORT,
    Permission.SHARE_REPORT,
    Permission.BUNDLE_REPORTS,
    Permission.VIEW_CASE,
    Permission.VIEW_PLAN,
    Permission.VIEW_LETTER,
    Permission.VIEW_RECORD,
    Permission.OPEN_CONFERENCE,
    Permission.RECORD_ITEM,
    Permission.DECIDE,
    Permission.TELL_WHAT_WAS_AGREED,
    Permission.SEND_LETTERS,
    Permission.DRAFT_RECORD,
    Permission.APPROVE_RECORD,
    Permission.CHECK_DISCLOSURE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A conference, its children, and what the reader may do there."""

    conference: Conference
    children: Sequence[ConferenceChild]
    allowed: frozenset[Permission]

    def child(self, public_id: uuid.UUID) -> ConferenceChild:
        """
        Return a child of it.

        :raises RecordNotFound: if it is about other children.
        """
        for one in self.children:
            if one.public_id == public_id:
                return one
        raise RecordNotFound("child")


def conference_frame(
    *, public_id: uuid.UUID, actor: Actor, permission: Permission = Permission.VIEW_CONFERENCE
) -> Frame:
    """
    Return what stands round every page of a conference, for those who may see it. Two queries.

    :raises RecordNotFound: if it does not exist, is not theirs to see, or `permission` is refused.
    """
    conference = get_conference(public_id=public_id, actor=actor, permission=permission)
    children = children_of(conference)
    # For whatever else the page asks of its children.
    hold(conference, "children", children)
    for one in children:
        audit.note_read("person", one.child_id)
    return Frame(conference, children, what_may(actor, conference))


def what_may(actor: Actor, conference: Conference) -> frozenset[Permission]:
    """Return what the pages of this conference, opened through `get_conference`, offer."""
    facts = facts_on(conference)
    return frozenset(one for one in OFFERED if may(actor, one, facts))


# The list of people


@dataclass(frozen=True, slots=True)
class AddTo:
    """Who is on the list already, and who of the case and its agencies is not."""

    listed: Sequence[Participant]
    relatives: Sequence[Person]
    involved: Sequence[Professional]

    def relative(self, public_id: str) -> Person:
        return next(one for one in self.relatives if str(one.public_id) == public_id)

    def listed_one(self, public_id: str) -> Participant:
        return next(one for one in self.listed if str(one.public_id) == public_id)


def add_to_list(conference: Conference, *, today: date) -> AddTo:
    """Return who could still be asked to come, children before adults. A few queries."""
    listed = participants_of(conference)
    people = {one.person_id for one in listed}
    posts = {one.professional_id for one in listed}
    members = CaseMember.objects.filter(case_id=conference.case_id, ended_on=None)
    relatives = sorted(
        members.exclude(person__in=people - {None}).select_related("person"),
        key=lambda one: (one.standing == Standing.ADULT, one.pk),
    )
    allocations = Allocation.objects.filter(
        open_on(today), case_id=conference.case_id, capacity=Capacity.INVOLVED
    ).exclude(professional__in=posts - {None})
    involved = allocations.select_related("professional__agency").order_by("professional__name")
    return AddTo(
        listed=listed,
        relatives=[one.person for one in relatives if one.person.died_on is None],
        involved=[one.professional for one in involved],
    )


def get_participant(*, public_id: uuid.UUID, conference: Conference) -> Participant:
    """
    Return somebody on the list of the conference that was opened, or who was withdrawn from it.

    :raises RecordNotFound: if they belong to another conference.
    """
    found = (
        conference.participants.filter(public_id=public_id)
        .select_related("person", "professional__agency", "speaks_for")
        .first()
    )
    if found is None:
        raise RecordNotFound("participant")
    return found


def relatives_on_list(participants: Collection[Participant]) -> list[Participant]:
    """Return those who are here as themselves and not as a child: from whom a part can be kept."""
    return [one for one in participants if one.person_id is not None]


# Exclusions


def exclusions_of(conference: Conference) -> list[Exclusion]:
    """Return what was asked for, what waits for the chair first. One query."""
    rows = Exclusion.objects.filter(participant__conference=conference).select_related(
        "participant__person",
        "participant__professional",
        "asked_by",
        "asked_by_person",
        "decided_by",
    )
    return sorted(rows, key=lambda one: (bool(one.decision), one.asked_at, one.pk))


def earlier_exclusions(
    conference: Conference, *, asked_again: Sequence[Exclusion] = ()
) -> list[Exclusion]:
    """
    Return who was kept out of the last conference of the case: it does not hold for this one.

    Left out is who has been asked about for this one too. Two queries at most.
    """
    last = (
        Conference.objects.filter(case_id=conference.case_id, on__isnull=False)
        .exclude(pk=conference.pk)
        .exclude(ending="")
        .order_by("-on", "-pk")
        .first()
    )
    if last is None:
        return []
    again = {one.participant.person_id for one in asked_again}
    return [
        one
        for one in exclusions_of(last)
        if one.decision not in ("", "refused") and one.participant.person_id not in again
    ]


def rooms_of(conference: Conference) -> list[Room]:
    """Return the rooms in which somebody can have a session of their own, by name."""
    return list(Room.objects.filter(authority_id=conference.authority_id).order_by("name", "pk"))


def get_exclusion(*, public_id: uuid.UUID, conference: Conference) -> Exclusion:
    """
    Return a request to exclude somebody from the conference that was opened.

    :raises RecordNotFound: if it is about another conference.
    """
    for one in exclusions_of(conference):
        if one.public_id == public_id:
            return one
    raise RecordNotFound("exclusion")
