"""
What a partner sees of one conference and one plan: by invitation, and only while involved.

Every function asks the database a constant number of times.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import (
    conferences_visible_to,
    facts_about_conference,
    get_conference,
    participants_of,
)
from roundtable.casework.conferences.readers import Coming, reader_of_participant, who_is_coming
from roundtable.casework.decisions.models import Opinion
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import get_invitation
from roundtable.casework.people.models import Professional
from roundtable.casework.plans.models import (
    CoreGroupMeeting,
    CoreGroupMember,
    Outline,
    Plan,
    PlanAction,
)
from roundtable.casework.plans.page_queries import get_action
from roundtable.casework.plans.queries import get_outline, get_plan, plans_visible_to
from roundtable.casework.reports.models import Report, Sharing
from roundtable.casework.reports.queries import GONE, reports_visible_to
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.queries import released_to_professional
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import UNDER_WAY
from roundtable.rules.disclosure import Audience, Item, ItemKind, Outcome, Reader, disclose

LETTER_TITLES = {
    "invitation": "Invitation",
    "decision_letter": "What was decided",
    "record": "Record of the conference",
}
_OF_FAMILY = frozenset({ParticipantRole.PARENT, ParticipantRole.FAMILY, ParticipantRole.CHILD})
_PLAN_CLOCKS = frozenset({"first_core_group", "next_core_group", "first_review", "next_review"})


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
class Letter:
    public_id: uuid.UUID
    title: str
    released_at: object


@dataclass(frozen=True, slots=True)
class ChildOfMeeting:
    """A child of the conference, with their plan and whether one's own opinion is given."""

    held: ConferenceChild
    plan_id: uuid.UUID | None
    opinion_given: bool


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

    @property
    def is_on(self) -> bool:
        return self.conference.state in UNDER_WAY


def partner_meeting(*, public_id: uuid.UUID, actor: Actor) -> PartnerMeeting:
    """
    Return a conference that `actor` is asked to come to, with only what they may know of it.

    :raises RecordNotFound: if they are not on its list, or not any longer.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    participants = participants_of(conference)
    me = seat_of(actor, participants)
    reader = reader_of_participant(me)
    principal = next((one for one in participants if one.pk == me.deputises_for_id), None)
    children = [one for one in _children(me, actor) if may_know(reader, one.held.child_id)]
    for child in children:
        audit.note_read("person", child.held.child_id)
    invitation = Invitation.objects.select_related("deputy").filter(participant=principal or me)
    invited = invitation.first()
    reports = _reports(actor, conference)
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
        family=[one for one in participants if one.role in _OF_FAMILY],
        coming=who_is_coming(conference, reader, participants),
        reports=reports,
        letters=letters_of(conference, actor),
    )


def _children(me: Participant, actor: Actor) -> list[ChildOfMeeting]:
    plans = plans_visible_to(actor).filter(child_id=OuterRef("child_id"), ends_on=None)
    given = Opinion.objects.filter(conference_child=OuterRef("pk"), participant=me)
    rows = me.conference.children.select_related("child").annotate(
        plan_id=Subquery(plans.values("public_id")[:1]), opinion_given=Exists(given)
    )
    return [
        ChildOfMeeting(held=row, plan_id=row.plan_id, opinion_given=row.opinion_given)
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
    conference = get_conference(
        public_id=public_id, actor=actor, permission=Permission.RECORD_OPINION
    )
    me = seat_of(actor, participants_of(conference))
    reader = reader_of_participant(me)
    child = conference.children.select_related("child").filter(public_id=child_id).first()
    if child is None or not may_know(reader, child.child_id) or not me.gives_opinion:
        raise RecordNotFound("child")
    given = Opinion.objects.filter(conference_child=child, participant=me).first()
    return OwnOpinion(conference=conference, me=me, child=child, given=given)


# Sending a colleague


@dataclass(frozen=True, slots=True)
class Colleagues:
    """An invitation, and who of the same agency could come instead."""

    invitation: Invitation
    colleagues: Sequence[Professional]


def colleagues_for(*, public_id: uuid.UUID, actor: Actor) -> Colleagues:
    """
    Return who could come in the place of the person who is invited.

    :raises RecordNotFound: if it is not theirs to say who comes.
    """
    invitation = get_invitation(public_id=public_id, actor=actor, permission=Permission.NAME_DEPUTY)
    usual = invitation.participant.professional
    if usual is None:
        raise RecordNotFound("invitation")
    on_the_list = Participant.objects.filter(
        conference_id=invitation.conference_id, withdrawn_at=None, deputises_for=None
    )
    colleagues = Professional.objects.filter(agency_id=usual.agency_id, left_on=None).exclude(
        pk__in=on_the_list.exclude(professional=None).values("professional_id")
    )
    return Colleagues(invitation=invitation, colleagues=list(colleagues.order_by("name", "pk")))


# Letters


def letters_to(actor: Actor) -> QuerySet[Document]:
    """
    Return the letters released to `actor`, newest first, for conferences they may still open.

    What somebody was sent once is theirs on paper; here it goes when their part in it ends.
    """
    released = released_to_professional(actor.professional_ids)
    return _about(released, conferences_visible_to(actor))


def letters_of(conference: Conference, actor: Actor) -> list[Letter]:
    """Return the letters of one conference that were released to `actor`. One query."""
    released = released_to_professional(actor.professional_ids)
    rows = _about(released, Conference.objects.filter(pk=conference.pk))
    return [as_letter(row) for row in rows]


def as_letter(row: Document) -> Letter:
    title = LETTER_TITLES.get(row.kind, row.title)
    return Letter(public_id=row.public_id, title=title, released_at=row.released_at)


def _about(letters: QuerySet[Document], conferences: QuerySet[Conference]) -> QuerySet[Document]:
    seats = Participant.objects.filter(conference__in=conferences)
    records = ConferenceRecord.objects.filter(conference__in=conferences)
    return letters.filter(
        Q(subject_type="conference", subject_id__in=conferences.values("pk"))
        | Q(subject_type="participant", subject_id__in=seats.values("pk"))
        | Q(subject_type="conferencerecord", subject_id__in=records.values("pk"))
    )


def get_letter(*, public_id: uuid.UUID, actor: Actor) -> Document:
    """
    Return a letter that was released to this very reader, while they are involved.

    :raises RecordNotFound: if it does not exist, is another's, or their part in it has ended.
    """
    row = released_to_professional(actor.professional_ids).filter(public_id=public_id).first()
    conference_id = _conference_of(row) if row is not None else None
    if row is None or conference_id is None:
        raise RecordNotFound("letter")
    facts = facts_about_conference(actor, conference_id)
    permission = Permission.VIEW_RECORD if row.kind == "record" else Permission.VIEW_LETTER
    try:
        authorise(actor, permission, replace(facts, released=True))
    except NotAuthorised:
        raise RecordNotFound("letter") from None
    audit.note_read("document", row.pk)
    return row


def _conference_of(letter: Document) -> int | None:
    if letter.subject_type == "conference":
        return letter.subject_id
    owners: dict[str, QuerySet[Participant] | QuerySet[ConferenceRecord]] = {
        "participant": Participant.objects.all(),
        "conferencerecord": ConferenceRecord.objects.all(),
    }
    if letter.subject_type not in owners:
        return None
    rows = owners[letter.subject_type].filter(pk=letter.subject_id)
    return rows.values_list("conference_id", flat=True).first()


# The plan


@dataclass(frozen=True, slots=True)
class PartnerPlan:
    """A plan as one of those who carry it out sees it: no visits, no other child."""

    plan: Plan
    outline: Outline | None
    clocks: Sequence[Clock]
    core_groups: Sequence[CoreGroupMeeting]
    own_posts: frozenset[int]


def partner_plan(*, public_id: uuid.UUID, actor: Actor) -> PartnerPlan:
    """
    Return a plan that `actor` helps to carry out or was invited to make.

    :raises RecordNotFound: if it is not theirs to see, or about a child they may not know.
    """
    plan = open_plan_for(public_id=public_id, actor=actor)
    return PartnerPlan(
        plan=plan,
        outline=get_outline(plan.outline_id) if plan.outline_id else None,
        clocks=list(running_clocks(subject_type="plan", subject_ids=[plan.pk], rules=_PLAN_CLOCKS)),
        core_groups=list(
            CoreGroupMeeting.objects.filter(plans__plan=plan).order_by("-planned_on", "-pk")[:6]
        ),
        own_posts=actor.professional_ids,
    )


def open_plan_for(*, public_id: uuid.UUID, actor: Actor) -> Plan:
    """
    Return the plan for a professional who may know its child.

    :raises RecordNotFound: if it is not theirs to see.
    """
    plan = get_plan(public_id=public_id, actor=actor, permission=Permission.VIEW_PLAN)
    if not _may_know_child_of(plan, actor):
        raise RecordNotFound("plan")
    return plan


def _may_know_child_of(plan: Plan, actor: Actor) -> bool:
    """Somebody who came for a brother alone has no part in this child's plan."""
    posts = actor.professional_ids
    carries_it_out = CoreGroupMember.objects.filter(
        outline__plans=plan, professional_id__in=posts, left_on=None
    )
    told = Participant.objects.filter(
        professional_id__in=posts, withdrawn_at=None, may_know__child_id=plan.child_id
    )
    return carries_it_out.exists() or told.exists()


def own_action(*, plan_id: uuid.UUID, public_id: uuid.UUID, actor: Actor) -> PlanAction:
    """
    Return an action of a plan that is this professional's own to do.

    :raises RecordNotFound: if it is somebody else's.
    """
    action = get_action(public_id=public_id, plan=open_plan_for(public_id=plan_id, actor=actor))
    if action.professional_id not in actor.professional_ids:
        raise RecordNotFound("action")
    return action
