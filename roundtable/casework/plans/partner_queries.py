"""
What a partner sees of one conference: by invitation, and only while involved.

Every function asks the database a constant number of times.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from roundtable.casework.conferences.coming import Coming, knows, who_is_coming
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import (
    get_conference,
    participants_of,
)
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.decisions.models import Decision, Opinion
from roundtable.casework.decisions.queries import OpinionTable, current_decisions, opinion_table
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import get_invitation
from roundtable.casework.plans.meeting_now import can_follow
from roundtable.casework.plans.partner_letters import Letter, letters_of
from roundtable.casework.plans.queries import plans_visible_to
from roundtable.casework.reports.models import Report, Sharing
from roundtable.casework.reports.queries import GONE, reports_visible_to
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission, Role
from roundtable.rules.conference_states import UNDER_WAY
from roundtable.rules.decision_guards import Outcome as DecidedOutcome
from roundtable.rules.disclosure import Audience, Item, ItemKind, Outcome, Reader, disclose

_OF_FAMILY = frozenset({ParticipantRole.PARENT, ParticipantRole.FAMILY, ParticipantRole.CHILD})


def may_know(reader: Reader, child_id: int) -> bool:
    """Return whether the reader may know that this child is part of it."""
    item = Item(
        kind=ItemKind.NAME,
        id=f"child:{child_id}",
        audience=Audience.EVERYONE,
        children=frozenset({child_id}),
    )
    return disclose(reader, item) is Outcome.READ


def seat_of(actor: Actor, participants: Iterable[Participant]) -> Participant:
    """
    Return the actor's own place at the table.

    :raises RecordNotFound: if they have none, or none any longer.
    """
    for one in participants:
        if one.professional_id in actor.professional_ids and one.withdrawn_at is None:
            return one
    raise RecordNotFound("meeting")


# One conference


@dataclass(frozen=True, slots=True)
class SharedWith:
    """Somebody of the family, and whether a report is with them or there is a reason why not."""

    name: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class OwnReport:
    """How far somebody's own report is, and who of the family has it."""

    report: Report
    due: Clock | None
    sharings: Sequence[SharedWith]


@dataclass(frozen=True, slots=True)
class ChildOfMeeting:
    """A child of the conference, with one's own opinion, what was decided, and the plan."""

    held: ConferenceChild
    opinion_given: bool
    decided: str
    plan_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class PartnerMeeting:
    """One conference as one professional who is asked to come may know it."""

    conference: Conference
    me: Participant
    stands_in_for: Participant | None
    invitation: Invitation | None
    reply: Clock | None
    own: OwnReport | None
    to_family: Clock | None
    children: Sequence[ChildOfMeeting]
    family: Sequence[Participant]
    coming: Sequence[Coming]
    reports: Sequence[Report]
    letters: Sequence[Letter]
    opinions: OpinionTable | None  # while the meeting is on
    givers: Sequence[Participant]

    can_follow: bool = False
    """Whether it is on, and theirs to follow on their own page."""

    @property
    def is_on(self) -> bool:
        return self.conference.state in UNDER_WAY


def own_meeting(
    *, public_id: uuid.UUID, actor: Actor
) -> tuple[Conference, Sequence[Participant], Participant]:
    """
    Return a conference that `actor` is asked to come to, who takes part, and their own place in it.

    :raises RecordNotFound: if they are not on its list, or not any longer; an interpreter has the
        page of their booking, and that alone.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    if actor.role is Role.INTERPRETER:
        raise RecordNotFound("meeting")
    participants = participants_of(conference)
    return conference, participants, seat_of(actor, participants)


def partner_meeting(*, public_id: uuid.UUID, actor: Actor) -> PartnerMeeting:
    """
    Return a conference that `actor` is asked to come to, with only what they may know of it.

    :raises RecordNotFound: if they are not on its list, or not any longer.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    everyone = participants_of(conference, with_withdrawn=True)
    participants = [one for one in everyone if one.withdrawn_at is None]
    me = seat_of(actor, participants)
    reader = reader_of_participant(me)
    principal = next((one for one in participants if one.pk == me.deputises_for_id), None)
    children = [one for one in _children(me, actor) if may_know(reader, one.held.child_id)]
    for child in children:
        audit.note_read("person", child.held.child_id)
    invitation = Invitation.objects.select_related("deputy").filter(participant=principal or me)
    invited = invitation.first()
    known = {one.pk for one in everyone if knows(reader, one)}
    reports = [one for one in _reports(actor, conference) if one.participant_id in known]
    own = next((one for one in reports if one.participant_id == me.pk), None)
    clocks = _clocks(invited, own, children)
    return PartnerMeeting(
        conference=conference,
        me=me,
        stands_in_for=principal,
        invitation=invited,
        reply=_first(clocks, "invitation_reply"),
        own=_own(own, clocks),
        to_family=_first(clocks, "agency_report_to_family"),
        children=children,
        family=[one for one in participants if one.role in _OF_FAMILY and one.pk in known],
        coming=who_is_coming(conference, reader, participants),
        reports=reports,
        letters=letters_of(conference, actor),
        can_follow=can_follow(conference, me, participants),
        opinions=opinion_table(conference, reader=reader)
        if conference.state in UNDER_WAY
        else None,
        givers=[one for one in participants if one.gives_opinion and one.pk in known],
    )


def _children(me: Participant, actor: Actor) -> list[ChildOfMeeting]:
    plans = plans_visible_to(actor).filter(child_id=OuterRef("child_id"), ends_on=None)
    given = Opinion.objects.filter(conference_child=OuterRef("pk"), participant=me)
    decided = Decision.objects.filter(conference_child=OuterRef("pk"), superseded_at=None)
    rows = me.conference.children.select_related("child").annotate(
        plan_id=Subquery(plans.values("public_id")[:1]),
        opinion_given=Exists(given),
        outcome=Subquery(decided.values("outcome")[:1]),
    )
    return [
        ChildOfMeeting(
            held=row,
            opinion_given=row.opinion_given,
            decided=DecidedOutcome(row.outcome).label if row.outcome else "",
            plan_id=row.plan_id,
        )
        for row in rows.order_by("position", "pk")
    ]


def _reports(actor: Actor, conference: Conference) -> list[Any]:
    """Return the reports they may read, each with whom it was shared with. One query."""
    rows = reports_visible_to(actor).filter(conference=conference)
    rows = rows.exclude(state__in=[state.value for state in GONE])
    latest = Sharing.objects.filter(report=OuterRef("pk"))
    latest = latest.order_by("person_id", "-recorded_at", "-pk").distinct("person_id")
    shared = latest.values(
        json=JSONObject(
            forename=F("person__forename"),
            surname=F("person__surname"),
            shared_on=F("shared_on"),
        )
    )
    rows = rows.select_related("participant__professional", "agency")
    return list(rows.annotate(shared=ArraySubquery(shared)).order_by("pk"))


def _clocks(
    invitation: Invitation | None, report: Report | None, children: Collection[ChildOfMeeting]
) -> list[Clock]:
    """Return what runs, or ran, for this person's part, the soonest due first. One query."""
    wanted = Q(
        subject_type="conferencechild",
        subject_id__in=[one.held.pk for one in children],
        rule="agency_report_to_family",
        stopped_on=None,
    )
    if invitation is not None:
        wanted |= Q(subject_type="invitation", subject_id=invitation.pk)
    if report is not None:
        wanted |= Q(subject_type="report", subject_id=report.pk)
    return list(Clock.objects.filter(wanted).order_by("due_on", "pk"))


def _first(clocks: Iterable[Clock], rule: str) -> Clock | None:
    return next((one for one in clocks if one.rule == rule and one.is_running), None)


def _own(report: Any, clocks: Iterable[Clock]) -> OwnReport | None:
    if report is None:
        return None
    theirs = [one for one in clocks if one.subject_type == "report"]
    return OwnReport(
        report=report,
        due=max(theirs, key=lambda one: one.pk, default=None),
        sharings=[
            SharedWith(
                name=f"{row['forename']} {row['surname']}".strip(),
                is_shared=row["shared_on"] is not None,
            )
            for row in report.shared
        ],
    )


@dataclass(frozen=True, slots=True)
class OwnOpinion:
    """The child that an opinion is asked on, and what was given already."""

    conference: Conference
    me: Participant
    child: ConferenceChild
    given: Opinion | None


def own_opinion(*, public_id: uuid.UUID, child_id: uuid.UUID, actor: Actor) -> OwnOpinion:
    """
    Return what `actor` is asked for an opinion on.

    :raises RecordNotFound: if they give none, or may not know this child.
    """
    me, child = _child_at_the_table(public_id, child_id, actor)
    if not me.gives_opinion:
        raise RecordNotFound("child")
    given = Opinion.objects.filter(conference_child=child, participant=me).first()
    return OwnOpinion(conference=me.conference, me=me, child=child, given=given)


def _child_at_the_table(
    public_id: uuid.UUID, child_id: uuid.UUID, actor: Actor
) -> tuple[Participant, ConferenceChild]:
    conference = get_conference(
        public_id=public_id, actor=actor, permission=Permission.RECORD_OPINION
    )
    me = seat_of(actor, participants_of(conference))
    me.conference = conference
    child = conference.children.select_related("child").filter(public_id=child_id).first()
    if child is None or not may_know(reader_of_participant(me), child.child_id):
        raise RecordNotFound("child")
    return me, child


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """What was decided for a child, for somebody who may disagree with it."""

    me: Participant
    child: ConferenceChild
    decision: Decision
    said_before: bool


def decision_made(*, public_id: uuid.UUID, child_id: uuid.UUID, actor: Actor) -> DecisionMade:
    """
    Return the decision that `actor` can disagree with.

    :raises RecordNotFound: if there is none, or they gave no opinion on it.
    """
    me, child = _child_at_the_table(public_id, child_id, actor)
    decision = current_decisions(me.conference).get(child.pk)
    if decision is None or not me.gives_opinion:
        raise RecordNotFound("decision")
    said_before = any(one.participant_id == me.pk for one in decision.dissents.all())
    return DecisionMade(me=me, child=child, decision=decision, said_before=said_before)


def get_own_invitation(*, public_id: uuid.UUID, actor: Actor) -> Invitation:
    """
    Return an invitation for whoever answers it: the person invited, or the lead of their agency.

    Not a colleague who stands in: answering it would send them away again.

    :raises RecordNotFound: if it is another's.
    """
    invitation = get_invitation(
        public_id=public_id, actor=actor, permission=Permission.ANSWER_INVITATION
    )
    is_theirs = invitation.participant.professional_id in actor.professional_ids
    if not is_theirs and actor.role is not Role.AGENCY_LEAD:
        raise RecordNotFound("invitation")
    return invitation
