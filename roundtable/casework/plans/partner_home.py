"""
The first page of those who are invited: their conferences, and what is due when.

Every function asks the database a constant number of times, however many conferences there are.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from roundtable.casework.conferences.coming import Coming, who_is_coming
from roundtable.casework.conferences.facts import NOT_OVER, is_actor
from roundtable.casework.conferences.models import (
    Conference,
    Participant,
    ParticipantChild,
)
from roundtable.casework.conferences.queries import (
    conferences_visible_to,
    get_conference,
    participants_of,
)
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.invitations.asked_anew import being_asked_anew
from roundtable.casework.invitations.models import Invitation, Need, NeedKind
from roundtable.casework.people.models import Person, named
from roundtable.casework.plans.models import CoreGroupMeeting, CoreGroupPlan, Plan, PlanAction
from roundtable.casework.plans.page_queries import open_actions_of
from roundtable.casework.plans.partner_letters import Letter, newest_letters
from roundtable.casework.plans.partner_queries import may_know
from roundtable.casework.plans.queries import plans_visible_to
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.queries import reports_visible_to
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Role
from roundtable.rules.core_group_states import State as CoreGroupState

_AT_MOST = 60
_REVIEWS = frozenset({"first_review", "next_review"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A conference somebody is asked to come to, with what it wants of them."""

    conference: Conference
    me: Participant
    children: Sequence[Person]
    invitation: Invitation | None = None
    report: Report | None = None
    clocks: Mapping[str, Clock] = field(default_factory=dict)  # running, by rule

    @property
    def is_over(self) -> bool:
        return self.conference.state not in NOT_OVER


@dataclass(frozen=True, slots=True)
class CoreGroupDay:
    meeting: CoreGroupMeeting
    plans: list[Plan]


@dataclass(frozen=True, slots=True)
class PartnerHome:
    """Everything that is theirs: the soonest first, what is over last."""

    coming: Sequence[Asked]
    over: Sequence[Asked]
    actions: Sequence[tuple[PlanAction, Plan]]
    core_groups: Sequence[CoreGroupDay]
    reviews: Sequence[tuple[Clock, Plan]]
    plans: Sequence[Plan]
    letters: Sequence[Letter]
    asked_anew: Sequence[datetime] = ()
    """When the invitations were sent that hold no more: they are asked to another session."""


def partner_home(actor: Actor) -> PartnerHome:
    """
    Return what a professional of another agency finds first.

    :raises RecordNotFound: for who comes by the same door with less of a part in it.
    """
    decided.set(True)
    if actor.role is not Role.PARTNER:
        raise RecordNotFound("page")
    asked = _asked(actor)
    plans: list[Plan] = _PLANS.rows(actor.role, **slots_of(actor))
    by_outline = {one.outline_id: one for one in plans}
    return PartnerHome(
        coming=[one for one in asked if not one.is_over],
        over=[one for one in asked if one.is_over][::-1][:10],
        actions=[
            (one, by_outline[one.outcome.outline_id])
            for one in _ACTIONS.rows(
                outline_ids=[one for one in by_outline if one is not None],
                professional_ids=sorted(actor.professional_ids),
            )
            if one.outcome.outline_id in by_outline
        ],
        core_groups=_core_groups(plans),
        reviews=_reviews(plans),
        plans=plans,
        letters=newest_letters(actor, [one.conference.pk for one in asked]),
        asked_anew=being_asked_anew(actor),
    )


def _open_plans(_given: type[Slot], role: Role) -> QuerySet[Plan]:
    rows = plans_visible_to(AnyActor(role)).filter(ends_on=None)
    shown = ("public_id", *named("child"), "outline__review_on")
    return rows.select_related("child", "outline").only(*shown).order_by("pk")


_PLANS = Kept(_open_plans)
_ACTIONS = Kept(
    lambda given: open_actions_of(given("professional_ids")).filter(
        outcome__outline_id__any=given("outline_ids")
    )[:_AT_MOST]
)


def _asked(actor: Actor) -> list[Asked]:
    """Return the conferences the actor may open, soonest first. Six queries."""
    newest: list[Conference] = _NEWEST.rows(actor.role, **slots_of(actor))[::-1]
    seats = {one.conference_id: one for one in _seats(actor, newest)}
    invitations = _invitations(seats.values())
    theirs = [one.pk for one in seats.values()]
    written = _OWN_REPORTS.rows(actor.role, participant_ids=theirs, **slots_of(actor))
    reports = {one.participant_id: one for one in written}
    clocks = clocks_of_asked(invitations.values(), reports.values())
    return [
        _as_asked(one, seats[one.pk], invitations, reports, clocks)
        for one in newest
        if one.pk in seats
    ]


def _newest(_given: type[Slot], role: Role) -> QuerySet[Conference]:
    rows = conferences_visible_to(AnyActor(role)).select_related("room").only(*_OF_A_CONFERENCE)
    return rows.order_by("-starts_at", "-pk")[:_AT_MOST]


_OF_A_CONFERENCE = (
    "public_id",
    "state",
    "on",
    "starts_at",
    "ends_at",
    "link",
    "room__name",
    "room__postcode",
)


def _own_reports(given: type[Slot], role: Role) -> QuerySet[Report]:
    return reports_visible_to(AnyActor(role)).filter(participant_id__any=given("participant_ids"))


_NEWEST, _OWN_REPORTS = Kept(_newest), Kept(_own_reports)


def _seats(actor: Actor, conferences: Collection[Conference]) -> list[Participant]:
    ids = [one.pk for one in conferences]
    return _SEATS.rows(actor.role, conference_ids=ids, **slots_of(actor))


def _seats_of(given: type[Slot], role: Role) -> QuerySet[Participant]:
    children = ParticipantChild.objects.select_related("child").only("participant", *named("child"))
    known = Prefetch("may_know", children.order_by("pk"))
    rows = Participant.objects.filter(
        is_actor(AnyActor(role)), conference_id__any=given("conference_ids"), withdrawn_at=None
    )
    return (
        rows.select_related(
            "person",
            "professional",
            "speaks_for__person",
            "deputises_for__professional",
            "own_room",
        )
        .only(*_OF_A_SEAT)
        .prefetch_related(known)
    )


# What makes a reader, when and where they come, and whom they stand in for.
_OF_A_SEAT = (
    "conference",
    "role",
    "part",
    "session",
    "comes_at",
    "withdrawn_at",
    "person__may_know_who_comes",
    "professional__agency",
    "speaks_for__person__may_know_who_comes",
    "deputises_for__person",
    "deputises_for__professional__name",
    "own_room__name",
    "own_room__postcode",
)
_SEATS = Kept(_seats_of)


def _invitations(seats: Collection[Participant]) -> dict[int, Invitation]:
    """Return each seat's invitation; a deputy's is that of the person they stand in for."""
    wanted = {one.deputises_for_id or one.pk for one in seats}
    rows = _INVITATIONS.rows(participant_ids=list(wanted))
    return {one.participant_id: one for one in rows}


_INVITATIONS = Kept(
    lambda given: Invitation.objects.filter(participant_id__any=given("participant_ids"))
)


def clocks_of_asked(
    invitations: Collection[Invitation], reports: Collection[Report]
) -> Mapping[tuple[str, int], list[Clock]]:
    found: dict[tuple[str, int], list[Clock]] = defaultdict(list)
    rows = _RUNNING.rows(
        invitation_ids=[one.pk for one in invitations],
        report_ids=[one.pk for one in reports],
        today=clock.today(),
    )
    for one in rows:
        found[one.subject_type, one.subject_id].append(one)
    return found


_RUNNING = Kept(
    lambda given: running_clocks(today=given("today")).filter(
        Q(subject_type="invitation", subject_id__any=given("invitation_ids"))
        | Q(subject_type="report", subject_id__any=given("report_ids"))
    )
)


def _as_asked(
    conference: Conference,
    me: Participant,
    invitations: Mapping[int, Invitation],
    reports: Mapping[int, Report],
    clocks: Mapping[tuple[str, int], list[Clock]],
) -> Asked:
    reader = reader_of_participant(me)
    invitation = invitations.get(me.deputises_for_id or me.pk)
    report = reports.get(me.pk)
    running = [
        *(clocks.get(("invitation", invitation.pk), ()) if invitation else ()),
        *(clocks.get(("report", report.pk), ()) if report else ()),
    ]
    return Asked(
        conference=conference,
        me=me,
        children=[one.child for one in me.may_know.all() if may_know(reader, one.child_id)],
        invitation=invitation,
        report=report,
        clocks={one.rule: one for one in running},
    )


def _core_groups(plans: Collection[Plan]) -> list[CoreGroupDay]:
    """Return the core groups that are planned, soonest first. One query."""
    by_id = {one.pk: one for one in plans}
    groups: dict[int, CoreGroupDay] = {}
    for row in _PLANNED.rows(plan_ids=list(by_id)):
        groups.setdefault(row.meeting_id, CoreGroupDay(row.meeting, []))
        groups[row.meeting_id].plans.append(by_id[row.plan_id])
    return list(groups.values())


_PLANNED = Kept(
    lambda given: (
        CoreGroupPlan.objects.filter(
            plan_id__any=given("plan_ids"), meeting__state=CoreGroupState.PLANNED.value
        )
        .select_related("meeting")
        .order_by("meeting__planned_on", "meeting_id", "plan_id")
    )
)


def _reviews(plans: Collection[Plan]) -> list[tuple[Clock, Plan]]:
    """Return the days by which the plans are reviewed, soonest first. One query."""
    by_id = {one.pk: one for one in plans}
    rows = _REVIEW_DAYS.rows(plan_ids=list(by_id), today=clock.today())
    return [(one, by_id[one.subject_id]) for one in rows]


_REVIEW_DAYS = Kept(
    lambda given: running_clocks(
        subject_type="plan", rules=sorted(_REVIEWS), today=given("today")
    ).filter(subject_id__any=given("plan_ids"))
)


# Interpreters


def bookings(actor: Actor) -> list[tuple[Conference, Participant]]:
    """Return the meetings an interpreter is booked for, with their seat, the soonest first."""
    decided.set(True)
    rows = conferences_visible_to(actor).select_related("room").order_by("starts_at", "pk")
    booked = list(rows[:_AT_MOST])
    seats = {one.conference_id: one for one in _seats(actor, booked)}
    return [(one, seats[one.pk]) for one in booked if one.pk in seats]


@dataclass(frozen=True, slots=True)
class Booked:
    """A meeting an interpreter is booked for: when, where, in what language, and for whom."""

    conference: Conference
    me: Participant
    people: Sequence[Coming]
    languages: Sequence[str]


def booked(*, public_id: uuid.UUID, actor: Actor) -> Booked:
    """
    Return a meeting for its interpreter: nothing of why it is held.

    :raises RecordNotFound: if they are not booked for it, or it is over.
    """
    conference = get_conference(public_id=public_id, actor=actor)
    participants = participants_of(conference)
    me = next(one for one in participants if one.professional_id in actor.professional_ids)
    return Booked(
        conference=conference,
        me=me,
        people=who_is_coming(conference, reader_of_participant(me), participants),
        languages=_languages(me, participants),
    )


def _languages(me: Participant, participants: Collection[Participant]) -> list[str]:
    """Return what is spoken: of the person they come for, else of all who need an interpreter."""
    for_whom = [
        one for one in participants if one.person is not None and me.speaks_for_id in (None, one.pk)
    ]
    said = Need.objects.filter(
        participant__in=for_whom, kind=NeedKind.INTERPRETER, not_available_reason=""
    )
    spoken = [", ".join(filter(None, (one.language or one.detail, one.dialect))) for one in said]
    known = [one.person.interpreter_language for one in for_whom if one.person is not None]
    return list(dict.fromkeys(one for one in (*known, *spoken) if one))
