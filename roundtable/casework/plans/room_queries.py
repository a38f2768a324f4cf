"""What the pages of the room show: the meeting, the opinions, the decision and the plan."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import (
    children_of,
    get_conference,
    in_their_order,
    participants_of,
    with_what_makes_a_reader,
)
from roundtable.casework.conferences.readers import children_in_case, reader_for
from roundtable.casework.decisions.models import Decision, ProposedDecision
from roundtable.casework.decisions.queries import (
    OpinionTable,
    current_decisions,
    opinion_table,
    proposals_of,
)
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.plans.actions.outline import outline_in_room
from roundtable.casework.plans.checklist import ToDecide, what_to_decide
from roundtable.casework.plans.models import OutcomeReview, Outline, Plan
from roundtable.casework.plans.queries import get_outline
from roundtable.casework.plans.written import reasons_to_conclude_later
from roundtable.casework.preparing.models import TimeRequest
from roundtable.casework.room.course import Course, course_of, with_what_was_heard
from roundtable.casework.room.fairness import FairTurns, fair_turns
from roundtable.casework.room.models import AgendaItem, Apology, BreakRequest, Views
from roundtable.casework.room.queries import (
    AgendaStep,
    InTheRoom,
    Quorum,
    agenda_of,
    news_when,
    people_in_the_room,
    quorum_of,
)
from roundtable.casework.room.voices import with_relatives_chosen
from roundtable.casework.statements.queries import statements_by_id, wall
from roundtable.casework.statements.shown import ShownStatement, Wall
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.queries import latest_act_with
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Facts, Permission
from roundtable.rules.disclosure import Reader
from roundtable.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The meeting as one of those who run it sees it."""

    conference: Conference
    children: Sequence[ConferenceChild]
    participants: Sequence[Participant]
    people: Sequence[InTheRoom]
    agenda: Sequence[AgendaStep]
    wall: Wall
    quorum: Quorum
    course: Course
    leads: bool  # opens the meeting, and lets it pause and go on
    decides: bool
    asks_for_time: Sequence[tuple[Participant, uuid.UUID]]  # what the chair has still to decide
    turns: FairTurns
    asks_for_break: Sequence[Participant]
    news: str  # read before all the rest: what comes in between is news to this page


def get_room(
    *, public_id: uuid.UUID, actor: Actor, permission: Permission = Permission.RECORD_ITEM
) -> Conference:
    """
    Return the conference for those who run its meeting: the chair and the minute taker.

    :raises RecordNotFound: if it does not exist, the actor does not run it, or may not do there
        what `permission` stands for.
    """
    conference = get_conference(
        public_id=public_id, actor=actor, permission=Permission.VIEW_CONFERENCE
    )
    try:
        authorise(actor, permission, _facts(conference, actor))
    except NotAuthorised:
        raise RecordNotFound("room") from None
    return conference


def _facts(conference: Conference, actor: Actor) -> Facts:
    """Return the facts that came with the row when its door was opened."""
    return facts_on(conference)


def participant_in(conference: Conference, pk: int) -> int:
    """
    Return the id, if it is a participant of this conference.

    :raises RecordNotFound: if it is another conference's.
    """
    if not Participant.objects.filter(pk=pk, conference=conference).exists():
        raise RecordNotFound("participant")
    return pk


def agenda_item_in(conference: Conference, pk: int) -> int:
    """
    Return the id, if it is a step of this conference's agenda.

    :raises RecordNotFound: if it is another conference's.
    """
    if not AgendaItem.objects.filter(pk=pk, conference=conference).exists():
        raise RecordNotFound("agenda item")
    return pk


def room_page(
    conference: Conference, *, actor: Actor, child: uuid.UUID | None, now: datetime
) -> RoomPage:
    """Return what the room shows, for one child of the conference or for all."""
    children = _CHILDREN.rows(conference_id=conference.pk, case_id=conference.case_id)
    shown = next((one for one in children if one.public_id == child), None)
    participants = in_their_order(_PARTICIPANTS.rows(conference_id=conference.pk))
    for one in (*children, *participants):
        one.conference = conference
    course = course_of(conference)
    own = [one for one in participants if one.professional_id in actor.professional_ids]
    facts = _facts(conference, actor)
    known = frozenset(pk for one in children for pk in (one.child_id, *one.of_case))
    reader = reader_for(actor, conference, facts=facts, children=known)
    reader = with_what_was_heard(reader, own, course)
    agenda = agenda_of(conference, now=now)
    return RoomPage(
        conference=conference,
        children=children,
        participants=participants,
        people=people_in_the_room(
            conference,
            reader,
            participants=participants,
            course=course,
            apologies={
                one.pk: vars(one)["gave_apologies"]
                for one in participants
                if vars(one)["gave_apologies"] is not None
            },
        ),
        agenda=agenda,
        wall=wall(
            reader,
            conference,
            child_id=shown.child_id if shown else None,
            participants=participants,
        ),
        quorum=quorum_of(conference, _present(participants, course)),
        course=course,
        leads=may(actor, Permission.OPEN_CONFERENCE, facts),
        decides=may(actor, Permission.DECIDE, facts),
        asks_for_time=[
            (one, asked)
            for one in participants
            if one.withdrawn_at is None
            for asked in vars(one)["asks_for_time"]
        ],
        turns=fair_turns(
            conference, participants=participants, course=course, agenda=agenda, now=now
        ),
        asks_for_break=[one for one in participants if vars(one)["asks_for_break"]],
        news=news_when(vars(children[0])["latest_act"] or 0 if children else 0, now=now),
    )


def _children(given: type[Slot]) -> QuerySet[ConferenceChild]:
    """The children of the meeting, each with all children of the case, and the latest act there."""
    rows = ConferenceChild.objects.filter(conference_id=given("conference_id"))
    of_case = children_in_case(given("case_id")).values("person_id")
    return (
        rows.select_related("child", "enquiry")
        .annotate(
            of_case=ArraySubquery(of_case),
            latest_act=Subquery(latest_act_with("conference", "conference_id")),
        )
        .order_by("position", "pk")
    )


def _participants(given: type[Slot]) -> QuerySet[Participant]:
    """Everybody of the list, gone or not, with their last apologies, wishes for time to read or a break."""
    apologies = Apology.objects.filter(participant=OuterRef("pk")).order_by("-pk")
    asked = TimeRequest.objects.filter(participant=OuterRef("pk"), decision="")
    rows = Participant.objects.filter(conference_id=given("conference_id"))
    return with_what_makes_a_reader(rows).annotate(
        gave_apologies=Subquery(apologies.values("was_given")[:1]),
        asks_for_break=Exists(
            BreakRequest.objects.filter(participant=OuterRef("pk"), answered_at=None)
        ),
        asks_for_time=ArraySubquery(asked.order_by("asked_at", "pk").values("public_id")),
    )


_CHILDREN, _PARTICIPANTS = Kept(_children), Kept(_participants)


def _present(participants: Sequence[Participant], course: Course) -> list[Participant]:
    """Return the professionals who are here, in the order they came."""
    here = [one for one in participants if one.pk in course.present and one.professional]
    return sorted(here, key=lambda one: course.stays[one.pk][-1].arrived_at)


def get_child_in_room(
    *, conference: Conference, public_id: uuid.UUID
) -> tuple[ConferenceChild, Sequence[ConferenceChild]]:
    """
    Return a child of the conference, and all its children.

    :raises RecordNotFound: if the child is of another conference.
    """
    children = children_of(conference)
    for child in children:
        if child.public_id == public_id:
            return child, children
    raise RecordNotFound("child")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose views on a child are to be heard, and what is recorded."""

    person: Person
    is_the_childs: bool
    views: Views | None
    statement: ShownStatement | None


def voices_on(conference: Conference, child: ConferenceChild, *, reader: Reader) -> Sequence[Voice]:
    """Return the child, and each parent here for this child, with their views so far."""
    of_child = Views.objects.filter(conference_child=child).select_related("person")
    recorded = {one.person_id: one for one in with_relatives_chosen(of_child)}
    ids = [one.statement_id for one in recorded.values() if one.statement_id is not None]
    words: Mapping[int, ShownStatement] = (
        statements_by_id(reader, conference, ids=ids) if ids else {}
    )
    people = [child.child]
    for participant in participants_of(conference):
        known = {row.child_id for row in participant.may_know.all()}
        if participant.role == "parent" and participant.person and child.child_id in known:
            people.append(participant.person)
    return [
        Voice(
            person=person,
            is_the_childs=person.pk == child.child_id,
            views=recorded.get(person.pk),
            statement=words.get(recorded[person.pk].statement_id or 0)
            if person.pk in recorded
            else None,
        )
        for person in people
    ]


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One child at the end of the meeting."""

    child: ConferenceChild
    opinions: OpinionTable
    voices: Sequence[Voice]
    proposal: ProposedDecision | None
    decision: Decision | None
    plan: Plan | None
    reasons: Sequence[Reason]
    decides: bool


def decision_page(
    conference: Conference, child: ConferenceChild, *, actor: Actor, now: datetime
) -> DecisionPage:
    """Return opinions, views and what is still missing, for one child."""
    reader = reader_for(actor, conference)
    to_decide = what_to_decide(conference, now=now)
    return DecisionPage(
        child=child,
        opinions=opinion_table(conference, reader=reader),
        voices=voices_on(conference, child, reader=reader),
        proposal=proposals_of(conference).get(child.pk),
        decision=current_decisions(conference).get(child.pk),
        plan=to_decide.plans.get(child.child_id),
        reasons=[
            reason
            for reason in reasons_to_conclude_later(conference, to_decide)
            if reason.child_id in (None, child.child_id)
        ],
        decides=may(actor, Permission.DECIDE, _facts(conference, actor)),
    )


def still_missing(conference: Conference, *, now: datetime) -> tuple[ToDecide, list[Reason]]:
    """Return the meeting as it stands, and every reason why it cannot be concluded yet."""
    to_decide = what_to_decide(conference, now=now)
    return to_decide, reasons_to_conclude_later(conference, to_decide)


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """The plan that is being written in the room for one child."""

    child: ConferenceChild
    outline: Outline
    owners: Sequence[Participant]
    social_workers: Sequence[Professional]
    is_of_a_plan: bool
    reviewed: Mapping[int, OutcomeReview]  # by outcome


def outline_page(conference: Conference, child: ConferenceChild) -> OutlinePage:
    """Return the outline of a child, beginning it, with those who can own an action."""
    outline = get_outline(outline_in_room(child).pk)
    owners = [
        one
        for one in participants_of(conference)
        if one.role not in ("chair", "minute_taker", "interpreter", "observer", "solicitor")
    ]
    workers = [
        one.professional
        for one in owners
        if one.professional is not None and one.professional.agency.kind == "social_care"
    ]
    return OutlinePage(
        child=child,
        outline=outline,
        owners=owners,
        social_workers=workers,
        is_of_a_plan=outline.plans.filter(ends_on=None).exists(),
        reviewed={
            one.outcome_id: one for one in OutcomeReview.objects.filter(conference_child=child)
        },
    )
