"""
What each person's first page shows: what they have to do, soonest first.

Every function asks the database a constant number of times, however much there is to do.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from roundtable.casework.cases.models import Case, CaseMember, Section47Enquiry
from roundtable.casework.cases.queries import cases_visible_to
from roundtable.casework.conferences.models import Conference, ConferenceChild, Exclusion
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.invitations.queries import Answers, answers_of
from roundtable.casework.people.models import Person
from roundtable.casework.plans.identities import Identities, identities_to_complete
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.register import open_plans_known_to
from roundtable.casework.reports.readiness import reports_at_a_glance
from roundtable.casework.reports.shown import ReportsAtAGlance
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.rules.access import Role
from roundtable.rules.conference_states import ARRANGED, ENDED, UNDER_WAY, State

ON_A_PAGE = 25
# Nobody has more to do than this; who has would not read on.
_READ_AT_MOST = 1000

# What social workers and their managers see to. Reports only where they write them themselves.
OF_CHILDREN = frozenset(
    {
        "conference_request",
        "initial_conference",
        "transfer_in_conference",
        "first_core_group",
        "next_core_group",
        "next_visit",
        "first_review",
        "next_review",
        "review_after_birth",
    }
)
OF_REPORTS = frozenset({"agency_report", "agency_report_to_family", "parent_report"})
# What the conference service sees to.
OF_LETTERS = frozenset({"decision_letter", "record"})


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do by a day, for one or more children of a family."""

    rule: str
    clock: Clock  # the date and its explanation
    case: Case
    children: Sequence[Person]
    plan: Plan | None = None
    enquiry: Section47Enquiry | None = None


@dataclass(frozen=True, slots=True)
class MyChildren:
    """The first page of a social worker or a manager."""

    work: Sequence[Work]
    page: int
    pages: int
    count: int
    late: int
    to_authorise: Sequence[Conference]
    returned: Sequence[Conference]
    identities: Identities


def my_children(actor: Actor, *, today: date, page: int = 1) -> MyChildren:
    """Return what is to be done for the children `actor` works with, soonest first."""
    decided.set(True)
    case_ids = list(cases_visible_to(actor).values_list("pk", flat=True))
    mine = Q(rule__in=OF_CHILDREN) | Q(rule__in=OF_REPORTS, owner_id__any=actor.professional_ids)
    clocks = running_clocks(case_ids=case_ids).filter(mine)
    groups = _together(list(clocks[:_READ_AT_MOST]))
    pages = max(1, -(-len(groups) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    requests = _requests(case_ids)
    return MyChildren(
        work=_describe(groups[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]),
        page=page,
        pages=pages,
        count=len(groups),
        late=sum(group[0].due_on < today for group in groups),
        to_authorise=[
            one for one in requests if one.state == State.REQUESTED and _can_authorise(actor, one)
        ],
        returned=[one for one in requests if one.state == State.RETURNED],
        identities=identities_to_complete(actor, limit=10, case_ids=case_ids),
    )


def _can_authorise(actor: Actor, conference: Conference) -> bool:
    return (
        actor.role is Role.MANAGER
        and conference.authorised_by_id is None
        and any(held.is_initial for held in conference.children.all())
        and conference.requested_by_id not in actor.professional_ids
    )


def _requests(case_ids: Collection[int]) -> list[Conference]:
    """Return the requests in cases that a worker may open: the same may open those."""
    waiting = (State.REQUESTED.value, State.RETURNED.value)
    rows = Conference.objects.filter(case_id__in=case_ids, state__in=waiting)
    return _with_children(rows.order_by("requested_at", "pk"))


def _with_children(conferences: QuerySet[Conference]) -> list[Conference]:
    """Return them with the case, the room and the children in their order. Two queries."""
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    rows = conferences.select_related("case", "room", "chair", "requested_by")
    return list(rows.prefetch_related(Prefetch("children", children)))


def _together(clocks: Sequence[Clock]) -> list[list[Clock]]:
    """Put brothers and sisters together who have the same thing on the same day."""
    groups: dict[tuple[str, int | None, date], list[Clock]] = defaultdict(list)
    for clock in clocks:
        groups[clock.rule, clock.case_id, clock.due_on].append(clock)
    return list(groups.values())


def _describe(groups: Sequence[Sequence[Clock]]) -> list[Work]:
    """Return the groups with the people and records they are about. Three queries."""
    clocks = [clock for group in groups for clock in group]
    members = CaseMember.objects.filter(case_id__in={clock.case_id for clock in clocks})
    rows = list(members.select_related("case", "person"))
    cases = {one.case_id: one.case for one in rows}
    people = {one.person_id: one.person for one in rows}
    plans = Plan.objects.in_bulk(_subjects(clocks, "plan"))
    enquiries = Section47Enquiry.objects.in_bulk(_subjects(clocks, "section47enquiry"))
    return [
        Work(
            rule=group[0].rule,
            clock=group[0],
            case=cases[group[0].case_id],
            children=[people[one.child_id] for one in group if one.child_id in people],
            plan=plans.get(group[0].subject_id) if group[0].subject_type == "plan" else None,
            enquiry=enquiries.get(group[0].subject_id)
            if group[0].subject_type == "section47enquiry"
            else None,
        )
        for group in groups
        if group[0].case_id in cases
    ]


def _subjects(clocks: Collection[Clock], kind: str) -> set[int]:
    return {clock.subject_id for clock in clocks if clock.subject_type == kind}


# Conferences


@dataclass(frozen=True, slots=True)
class MyConferences:
    """The first page of a chair, and of who takes the minutes."""

    coming: Sequence[Conference]
    afterwards: Sequence[Conference]
    reports: Mapping[int, ReportsAtAGlance]
    answers: Mapping[int, Answers]
    exclusions: Sequence[Exclusion]


def my_conferences(actor: Actor) -> MyConferences:
    """Return the conferences `actor` chairs or takes the minutes of, soonest first."""
    decided.set(True)
    mine = conferences_visible_to(actor).filter(
        Q(chair_id__any=actor.professional_ids) | Q(minute_taker_id__any=actor.professional_ids)
    )
    coming = sorted(state.value for state in ARRANGED | UNDER_WAY)
    unfinished = sorted(state.value for state in ENDED | {State.RECORD_DRAFT})
    rows = _with_children(
        mine.filter(state__in=[*coming, *unfinished]).order_by("starts_at", "pk")[:50]
    )
    soon = [one for one in rows if one.state in coming]
    reads_reports = actor.role is not Role.MINUTE_TAKER
    return MyConferences(
        coming=soon,
        afterwards=[one for one in rows if one.state in unfinished],
        reports=reports_at_a_glance([one.pk for one in soon]) if reads_reports else {},
        answers=answers_of(soon),
        exclusions=_exclusions_of(soon) if actor.role is Role.CHAIR else [],
    )


def _exclusions_of(conferences: Sequence[Conference]) -> list[Exclusion]:
    """Return the requests to exclude that wait for the chair of these conferences."""
    rows = Exclusion.objects.filter(
        decision="", participant__conference__in=[one.pk for one in conferences]
    )
    return list(rows.select_related("participant__conference__case").order_by("asked_at", "pk"))


# The head of service, and the solicitor


@dataclass(frozen=True, slots=True)
class Oversight:
    """The first page of a head of service."""

    on_register: int
    nameless: int
    late: Sequence[Work]
    late_by_rule: Mapping[str, int]
    due_this_week: int
    restricted: Sequence[Case]


def oversight(actor: Actor, *, today: date) -> Oversight:
    """Return where the authority stands today: who is on a plan, and what is late."""
    decided.set(True)
    cases = cases_visible_to(actor)
    clocks = running_clocks(rules=OF_CHILDREN | OF_LETTERS).filter(case_id__in=cases.values("pk"))
    late = clocks.filter(due_on__lt=today)
    counts = late.order_by().values_list("rule").annotate(number=Count("pk"))
    plans = open_plans_known_to(actor).aggregate(
        all=Count("pk"), nameless=Count("pk", filter=Q(child__identity_complete=False))
    )
    return Oversight(
        on_register=plans["all"],
        nameless=plans["nameless"],
        late=_describe(_together(list(late[:100]))[:ON_A_PAGE]),
        late_by_rule=dict(counts),
        due_this_week=clocks.filter(
            due_on__gte=today, due_on__lt=today + timedelta(days=7)
        ).count(),
        restricted=list(cases.filter(is_restricted=True).order_by("family_name", "pk")[:20]),
    )


def conferences_to_come(actor: Actor) -> list[Conference]:
    """Return the conferences `actor` may open that have not been held, soonest first."""
    decided.set(True)
    coming = sorted(state.value for state in ARRANGED | UNDER_WAY)
    rows = conferences_visible_to(actor).filter(state__in=coming)
    return _with_children(rows.order_by("starts_at", "pk")[:50])
