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
from roundtable.casework.convening.models import AgencyRequest
from roundtable.casework.people.models import Person, named
from roundtable.casework.plans.identities import Identities, identities_to_complete
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.readiness import Readiness, readiness_of
from roundtable.casework.plans.register import open_plans_known_to
from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.kept import Kept, Slot
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
        "eighteenth_birthday_review",
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
    agencies: Sequence[AgencyRequest]
    identities: Identities


def my_children(actor: Actor, *, today: date, page: int = 1) -> MyChildren:
    """Return what is to be done for the children `actor` works with, soonest first."""
    decided.set(True)
    case_ids = _CASES.rows(actor.role, **slots_of(actor))
    owners = sorted(actor.professional_ids)
    groups = _together(_TO_DO.rows(case_ids=case_ids, owner_ids=owners, today=today))
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
        agencies=_AGENCIES.rows(case_ids=list(case_ids)) if actor.role is Role.MANAGER else [],
        identities=identities_to_complete(actor, limit=10, case_ids=case_ids),
    )


def _case_ids(_given: type[Slot], role: Role) -> QuerySet[Case, int]:
    return cases_visible_to(AnyActor(role)).values_list("pk", flat=True)


def _to_do(given: type[Slot]) -> QuerySet[Clock]:
    own_reports = Q(rule__in=sorted(OF_REPORTS), owner_id__any=given("owner_ids"))
    running = running_clocks(today=given("today")).filter(case_id__any=given("case_ids"))
    return running.filter(Q(rule__in=sorted(OF_CHILDREN)) | own_reports)[:_READ_AT_MOST]


_CASES, _TO_DO = Kept(_case_ids), Kept(_to_do)


def _can_authorise(actor: Actor, conference: Conference) -> bool:
    return (
        actor.role is Role.MANAGER
        and conference.authorised_by_id is None
        and any(held.is_initial for held in conference.children.all())
        and conference.requested_by_id not in actor.professional_ids
    )


def _requests(case_ids: Collection[int]) -> list[Conference]:
    """Return the requests in cases that a worker may open: the same may open those."""
    return _REQUESTS.rows(case_ids=list(case_ids))


def _with_children(conferences: QuerySet[Conference]) -> QuerySet[Conference]:
    """Return them with the case, the room and the children in their order. Two queries."""
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    children = children.only("conference", "kind", "enquiry", *named("child"))
    rows = conferences.select_related("authority", "case", "room", "requested_by").only(*_LISTED)
    return rows.prefetch_related(Prefetch("children", children))


# What a line about a conference says.
_LISTED = (
    "public_id",
    "authority__settings",
    "state",
    "on",
    "starts_at",
    "ends_at",
    "link",
    "gaps",
    "requested_at",
    "authorised_by",
    "requested_by__name",
    "case__family_name",
    "case__reference",
    "room__name",
)


_REQUESTS = Kept(
    lambda given: _with_children(
        Conference.objects.filter(
            case_id__any=given("case_ids"),
            state__in=[State.REQUESTED.value, State.RETURNED.value],
        ).order_by("requested_at", "pk")
    )
)


# Agencies that ask for a conference and wait for the manager's answer.
_AGENCIES = Kept(
    lambda given: (
        AgencyRequest.objects.filter(case_id__any=given("case_ids"), answer="")
        .select_related("case", "asked_by__agency")
        .order_by("asked_at", "pk")
    )
)


def _together(clocks: Sequence[Clock]) -> list[list[Clock]]:
    """Put brothers and sisters together who have the same thing on the same day."""
    groups: dict[tuple[str, int | None, date], list[Clock]] = defaultdict(list)
    for clock in clocks:
        groups[clock.rule, clock.case_id, clock.due_on].append(clock)
    return list(groups.values())


def _describe(groups: Sequence[Sequence[Clock]]) -> list[Work]:
    """Return the groups with the people and records they are about. Three queries."""
    clocks = [clock for group in groups for clock in group]
    rows = _MEMBERS.rows(case_ids=list({clock.case_id for clock in clocks}))
    cases = {one.case_id: one.case for one in rows}
    people = {one.person_id: one.person for one in rows}
    plans = {one.pk: one for one in _PLANS.rows(ids=_subjects(clocks, "plan"))}
    of_enquiries = _ENQUIRIES.rows(ids=_subjects(clocks, "section47enquiry"))
    enquiries = {one.pk: one for one in of_enquiries}
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


_MEMBERS = Kept(
    lambda given: CaseMember.objects.filter(case_id__any=given("case_ids")).select_related(
        "case", "person"
    )
)
_PLANS = Kept(lambda given: Plan.objects.filter(pk__any=given("ids")))
_ENQUIRIES = Kept(lambda given: Section47Enquiry.objects.filter(pk__any=given("ids")))


def _subjects(clocks: Collection[Clock], kind: str) -> list[int]:
    return list({clock.subject_id for clock in clocks if clock.subject_type == kind})


# Conferences


@dataclass(frozen=True, slots=True)
class MyConferences:
    """The first page of a chair, and of who takes the minutes."""

    coming: Sequence[Conference]
    afterwards: Sequence[Conference]
    readiness: Mapping[int, Readiness]
    exclusions: Sequence[Exclusion]


def my_conferences(actor: Actor) -> MyConferences:
    """Return the conferences `actor` chairs or takes the minutes of, soonest first."""
    decided.set(True)
    rows = _MINE.rows(actor.role, **slots_of(actor))
    soon = [one for one in rows if one.state in _COMING]
    return MyConferences(
        coming=soon,
        afterwards=[one for one in rows if one.state in _UNFINISHED],
        readiness=readiness_of([one for one in soon if one.state in _NOT_OPEN]),
        exclusions=_exclusions_of(soon) if actor.role is Role.CHAIR else [],
    )


_NOT_OPEN = frozenset(state.value for state in ARRANGED)
_COMING = sorted(state.value for state in ARRANGED | UNDER_WAY)
_UNFINISHED = sorted(state.value for state in ENDED | {State.RECORD_DRAFT})


def _mine(_given: type[Slot], role: Role) -> QuerySet[Conference]:
    actor = AnyActor(role)
    mine = Q(chair_id__any=actor.professional_ids) | Q(minute_taker_id__any=actor.professional_ids)
    unfinished = Q(state__in=[*_COMING, *_UNFINISHED])
    rows = conferences_visible_to(actor).filter(mine, unfinished)
    return _with_children(rows.order_by("starts_at", "pk")[:50])


_MINE = Kept(_mine)


def _exclusions_of(conferences: Sequence[Conference]) -> list[Exclusion]:
    """Return the requests to exclude that wait for the chair of these conferences."""
    return _EXCLUSIONS.rows(conference_ids=[one.pk for one in conferences])


_EXCLUSIONS = Kept(
    lambda given: (
        Exclusion.objects.filter(
            decision="", participant__conference_id__any=given("conference_ids")
        )
        .select_related("participant__conference__case")
        .only(
            "asked_at",
            "participant__conference__public_id",
            "participant__conference__case__family_name",
            "participant__conference__case__reference",
        )
        .order_by("asked_at", "pk")
    )
)


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
    return list(_with_children(rows.order_by("starts_at", "pk")[:50]))
